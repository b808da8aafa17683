import {errorTexts, isError, isServerProblem, joinedTexts, sentErrorCode} from '../error-texts.ts';
import type {Fault} from '../fault.ts';
import {isJsonObject} from '../json.ts';
import {readJson, UnreadableJson} from '../json-text.ts';
import {
	answeredStatus,
	certificateWanted,
	cutJson,
	doesNotKnow,
	forbids,
	noReason,
	refusesToken,
	saidNothing,
	serverSays,
	strangeJson,
	tooDeep,
	turnedAway,
	wantsBasicSignIn,
	wantsHttps,
	wantsSignIn,
	wantsWindowsSignIn,
	webPage,
} from './answer-fault.ts';
import {redirectFault} from './redirect.ts';
import type {Received} from './transport.ts';

type BodyRead = {readonly ok: true; readonly body: unknown} | {readonly ok: false; readonly fault: Fault};

/**
 * Reads the body of an HTTP answer: decoded JSON, or why it cannot be used.
 *
 * ArcGIS sends errors with HTTP status 200 as `{"error": {code, message, details}}`. Other servers send `{"status":
 * "error", "messages": […]}` or `{code, message, status}`. Proxies and sign-in pages in front of them send HTML.
 *
 * @param host the server's name for display
 * @param parse decodes the body; throws {@link UnreadableJson} if it cannot be read
 */
export function readBody(received: Received, host: string, parse: (text: string) => unknown = readJson): BodyRead {
	const {status, body, location, challenge, url = `https://${host}/`} = received;
	if (redirects.has(status)) return refused(redirectFault(url, status, location), received);
	const json = decoded(body, parse);
	const envelope = json.ok ? envelopeOf(json.value) : undefined;
	if (envelope)
		return refused(challenged(challenge, status, host) ?? faultOfEnvelope(envelope, status, host), received);
	if (status === 400 && wantsTls.test(body.slice(0, 2000))) {
		return refused(wantsHttps(host), received);
	}
	if (wantsCertificate(status, body)) return refused(certificateWanted(host, status), received);
	if (status >= 300) return refused(challenged(challenge, status, host) ?? faultOfStatus(status, host, body), received);
	if (!json.ok) return refused(notJson(body, host, json.why), received);
	return {ok: true, body: json.value};
}

/** Returns the time in a `Date` header, in epoch milliseconds of the server's clock. */
function dateOf(header: string | undefined): number | undefined {
	const date = Date.parse(header ?? '');
	return Number.isNaN(date) ? undefined : date;
}

/**
 * Returns by how many milliseconds the clock of the server that sent this `Date` is ahead of this computer's; negative
 * if it is behind.
 */
export function clockAheadBy(date: string | undefined, now: number): number | undefined {
	const serverTime = dateOf(date);
	return serverTime === undefined ? undefined : serverTime - now;
}

/**
 * Returns how long a `Retry-After` header asks the client to wait, in milliseconds from now; at most ten minutes. The
 * header contains seconds or a date (RFC 9110 §10.2.3).
 *
 * @param epochNow the time by the clock that the date refers to: the server's clock, if it is known
 */
export function retryAfterOf(header: string | undefined, epochNow: number): number | undefined {
	if (header === undefined) return undefined;
	const wait = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - epochNow;
	return Number.isNaN(wait) || wait <= 0 ? undefined : Math.min(wait, 600_000);
}

function refused(why: Fault, {retryAfter, date}: Received): BodyRead {
	const wait = retryAfterOf(retryAfter, dateOf(date) ?? Date.now());
	return {ok: false, fault: wait === undefined ? why : {...why, retryAfter: wait}};
}

type Decoded =
	| {readonly ok: true; readonly value: unknown}
	| {readonly ok: false; readonly why: UnreadableJson | undefined};

function decoded(body: string, parse: (text: string) => unknown): Decoded {
	try {
		return {ok: true, value: parse(body)};
	} catch (error) {
		return {ok: false, why: error instanceof UnreadableJson ? error : undefined};
	}
}

const redirects: ReadonlySet<number> = new Set([300, 301, 302, 303, 305, 307, 308]);

/** Matches the answers with which nginx and Tomcat, in which ArcGIS Server runs, reject plain HTTP on a TLS port. */
const wantsTls = /requires TLS|plain HTTP request was sent to HTTPS port/i;

/**
 * HTTP statuses that may mean that a client certificate is missing or was not accepted. Only nginx sends 495 and 496.
 */
const certificateStatuses: ReadonlySet<number> = new Set([400, 403, 495, 496]);
/**
 * Matches the wording with which nginx (`ssl_verify_client`), IIS (403.7, 403.13, 403.16) and gateways ask for a client
 * certificate.
 */
const certificateWords =
	/no required SSL certificate was sent|SSL certificate (?:error|required)|client certificate (?:is )?(?:required|missing|revoked|untrusted)|(?:requires?|needs?) a (?:valid )?(?:SSL )?client certificate/i;

function wantsCertificate(status: number, body: string): boolean {
	return certificateStatuses.has(status) && certificateWords.test(body.slice(0, 4000));
}

/** Returns the title of a web page; empty if it has none. */
function titleOf(body: string): string {
	return /<title[^<>]*>([^<]{1,200})/i.exec(body.slice(0, 20_000))?.[1]?.trim() ?? '';
}

function notJson(body: string, host: string, why: UnreadableJson | undefined): Fault {
	if (/^[\s\0\uFEFF]*$/.test(body)) return saidNothing(host);
	if (why?.problem === 'too-deep') return tooDeep(host);
	if (body.trimStart().startsWith('<')) return webPage(host, titleOf(body));
	return why?.problem === 'cut' ? cutJson(host, why) : strangeJson(host, why);
}

type Envelope = {readonly code: number | null; readonly texts: readonly string[]};

/**
 * Finds the error in an answer, in all forms that occur: `{"error": {code, message, details}}` of ArcGIS, `error` as a
 * text, a list or `true`, `{"status": "error", …}`, `{"success": false, …}`. `status: "FAILED"` in capitals next to a
 * `jobStatus` is a Notebook job, not an error.
 */
function envelopeOf(json: unknown): Envelope | undefined {
	if (!isJsonObject(json) || 'jobStatus' in json) return undefined;
	const {error, error_description: description, message, statusMessage, messages, details} = json;
	const beside = [message ?? statusMessage, messages, details].flatMap(field => errorTexts(field));
	if (isJsonObject(error)) {
		return {code: sentErrorCode(error.code) ?? sentErrorCode(json.code), texts: [errorTexts(error), beside].flat()};
	}
	// A parameter whose value contains an error is still a parameter.
	if (isError(error) && !('paramName' in json)) {
		// OAuth 2 sends two texts. The description is the one for people (RFC 6749 §5.2).
		const texts = [...errorTexts(description ?? error), ...beside];
		return {code: sentErrorCode(json.code) ?? (typeof error === 'number' ? sentErrorCode(error) : null), texts};
	}
	if (!isStatusOfError(json)) return undefined;
	return {code: sentErrorCode(json.code), texts: beside};
}

function isStatusOfError({status, success, ...rest}: Readonly<Record<string, unknown>>): boolean {
	if (typeof status === 'string' && /^(error|failed|failure)$/.test(status)) return true;
	const saysWhy = 'message' in rest || 'messages' in rest || 'code' in rest;
	const isOtherJob = 'statusUrl' in rest || 'submissionTime' in rest;
	if (!saysWhy || isOtherJob) return false;
	return (
		success === false || success === 'false' || (typeof status === 'string' && /^(error|failed|failure)$/i.test(status))
	);
}

/**
 * The fault for an error envelope, chosen by its code. Without a code, the HTTP status decides, because ArcGIS or a
 * proxy may have set it.
 */
function faultOfEnvelope({code: sent, texts}: Envelope, status: number, host: string): Fault {
	const number = sent ?? (status >= 400 ? status : null);
	const heard = joinedTexts(texts) || noReason;
	const known = faultOfCode(number, host, heard) ?? faultOfCode(status, host, heard);
	if (!known && isOverload(status)) return answeredStatus(host, status, heard);
	const why = known ?? serverSays(host, heard, number);
	return isServerProblem(heard) ? {...why, isOfSomethingElse: true} : why;
}

function faultOfStatus(status: number, host: string, body: string): Fault {
	if (status === 403) return turnedAway(host, body.trimStart().startsWith('<') ? titleOf(body) : undefined);
	const why = faultOfCode(status, host, '') ?? answeredStatus(host, status, '');
	return why.kind === 'not-found' ? {...why, isOfSomethingElse: true} : why;
}

/**
 * The fault if a web server in front of ArcGIS requires its own sign-in, taken from its answer to a request without a
 * token.
 *
 * @param host the server's name for display
 */
export function webSignInOf({challenge, status}: Received, host: string): Fault | undefined {
	return challenged(challenge, status, host);
}

/**
 * The fault for a `WWW-Authenticate` header (RFC 9110 §11.6.1) of a web server in front of ArcGIS. A token does not
 * help there.
 */
function challenged(challenge: string | undefined, status: number, host: string): Fault | undefined {
	if (status !== 401 || challenge === undefined) return undefined;
	if (/\b(negotiate|ntlm|kerberos)\b/i.test(challenge)) return wantsWindowsSignIn(host);
	return /^\s*basic\b/i.test(challenge) ? wantsBasicSignIn(host) : undefined;
}

/** Whether an HTTP status says nothing about the job and only means that the server is unavailable at present. */
function isOverload(status: number): boolean {
	return status === 429 || status > 500;
}

/**
 * The fault for a code that has the same meaning as an HTTP status and in an error envelope; `undefined` for other
 * codes.
 */
function faultOfCode(number: number | null, host: string, heard: string): Fault | undefined {
	switch (number) {
		case 401:
		case 499:
			return wantsSignIn(host, number, heard);
		case 498:
			return refusesToken(host, heard);
		case 403:
			return forbids(host, heard);
		case 404:
		case 410:
			return doesNotKnow(host, number, heard);
		default:
			return undefined;
	}
}
