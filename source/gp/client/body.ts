import * as z from 'zod';
import {type Fault, fault} from '../fault.ts';
import {isJsonObject} from '../json.ts';
import type {Received} from './transport.ts';

export type BodyRead = {readonly ok: true; readonly body: unknown} | {readonly ok: false; readonly fault: Fault};

/**
 * What an HTTP answer holds: decoded JSON, or why it is none of use.
 *
 * ArcGIS answers errors inside HTTP 200 as `{"error": {code, message, details}}`; other families say
 * `{"status": "error", "messages": […]}` or `{code, message, status}`; in front of them stand proxies and sign-in pages
 * that answer HTML.
 *
 * @param host as a person says it
 * @param parse decodes the body; throws where it is not JSON
 */
export function readBody(received: Received, host: string, parse: (text: string) => unknown = JSON.parse): BodyRead {
	const {status, body, location, challenge} = received;
	if (redirects.has(status)) return refused(redirected(host, status, location), received);
	const json = decoded(body, parse);
	const envelope = json === undefined ? undefined : envelopeOf(json.value);
	if (envelope)
		return refused(challenged(challenge, status, host) ?? faultOfEnvelope(envelope, status, host), received);
	if (status >= 300) return refused(challenged(challenge, status, host) ?? faultOfStatus(status, host), received);
	if (json === undefined) return refused(notJson(body, host), received);
	return {ok: true, body: json.value};
}

/** `Retry-After` in seconds or as a date (RFC 9110 §10.2.3), in milliseconds from now; at most ten minutes. */
export function retryAfterOf(header: string | undefined, epochNow: number): number | undefined {
	if (header === undefined) return undefined;
	const wait = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - epochNow;
	return Number.isNaN(wait) || wait <= 0 ? undefined : Math.min(wait, 600_000);
}

function refused(why: Fault, {retryAfter}: Received): BodyRead {
	const wait = retryAfterOf(retryAfter, Date.now());
	return {ok: false, fault: wait === undefined ? why : {...why, retryAfter: wait}};
}

function decoded(body: string, parse: (text: string) => unknown): {readonly value: unknown} | undefined {
	try {
		return {value: parse(body)};
	} catch {
		return undefined;
	}
}

const redirects: ReadonlySet<number> = new Set([300, 301, 302, 303, 305, 307, 308]);

function redirected(host: string, status: number, location: string | undefined): Fault {
	const target = location === undefined ? undefined : URL.parse(location, `https://${host}`);
	const where = target ? ` to ${target.host}` : '';
	return fault(
		'redirect',
		`${host} sends the request on${where} (${status}): a sign-in page? gpjobs does not follow.`,
		status,
	);
}

function notJson(body: string, host: string): Fault {
	if (body.trim() === '') return fault('not-json', `${host} answered nothing at all.`);
	if (!body.trimStart().startsWith('<'))
		return fault('not-json', `${host} answered something that is not JSON, or broke off.`);
	const title = /<title[^>]*>([^<]{1,200})/i.exec(body.slice(0, 20_000))?.[1]?.trim();
	const named = title ? ` ("${title}")` : '';
	return fault('not-json', `${host} answered a web page${named}, not JSON: a sign-in page, or a proxy on the way?`);
}

const code = z
	.union([
		z.number().int(),
		z
			.string()
			.regex(/^\d{1,6}$/)
			.transform(Number),
	])
	.nullish()
	.catch(undefined);
const words = z.string().nullish().catch(undefined);
const details = z
	.union([z.array(z.unknown()), z.string()])
	.nullish()
	.catch(undefined);

const servicesEnvelope = z.object({error: z.object({code, message: words, details})});
const bareEnvelope = z.object({error: z.string(), error_description: words, code});
const statusEnvelope = z.object({
	status: z.string().regex(/^(error|failed|failure)$/),
	code,
	message: words,
	statusMessage: words,
	messages: details,
});

type Envelope = {readonly code: number | null; readonly said: readonly (string | null | undefined)[]};

/** Upper-case `status: "FAILED"` beside a `jobStatus` is a Notebook job, not an error. */
function envelopeOf(json: unknown): Envelope | undefined {
	if (!isJsonObject(json) || 'jobStatus' in json) return undefined;
	const services = servicesEnvelope.safeParse(json);
	if (services.success) {
		const {error} = services.data;
		return {code: error.code ?? null, said: [error.message, ...listed(error.details)]};
	}
	const bare = bareEnvelope.safeParse(json);
	if (bare.success) {
		return {code: bare.data.code ?? null, said: [bare.data.error_description ?? bare.data.error]};
	}
	const status = statusEnvelope.safeParse(json);
	if (status.success) {
		const {message, statusMessage, messages} = status.data;
		return {code: status.data.code ?? null, said: [message ?? statusMessage, ...listed(messages)]};
	}
	return undefined;
}

function listed(value: z.infer<typeof details>): readonly string[] {
	if (typeof value === 'string') return [value];
	return (value ?? []).slice(0, mostDetails).filter(entry => typeof entry === 'string');
}

const mostDetails = 20;
/** Characters that are read of each of them. */
const longestWords = 500;

/** What the envelope says counts; the HTTP status says the rest, where ArcGIS or a proxy in front of it sets one. */
function faultOfEnvelope({code: sent, said}: Envelope, status: number, host: string): Fault {
	const number = sent ?? (status >= 400 ? status : null);
	const sentences = said.map(text => text?.slice(0, longestWords).trim().replace(/\.$/, '')).filter(Boolean);
	const heard = [...new Set(sentences)].join(': ') || 'no reason given';
	const known = faultOfCode(number, host, heard) ?? faultOfCode(status, host, heard);
	if (known) return known;
	if (isOverload(status))
		return fault('http', `${host} answered HTTP ${status}${statusWords(status)}: ${heard}.`, status);
	return fault('server', `${host} says: ${heard}${number === null ? '' : ` (${number})`}.`, number);
}

function faultOfStatus(status: number, host: string): Fault {
	return (
		faultOfCode(status, host, '') ?? fault('http', `${host} answered HTTP ${status}${statusWords(status)}.`, status)
	);
}

/** What a web server in front of ArcGIS asks for by itself (RFC 9110 §11.6.1): no token helps there. */
function challenged(challenge: string | undefined, status: number, host: string): Fault | undefined {
	if (status !== 401 || challenge === undefined) return undefined;
	if (/\b(negotiate|ntlm|kerberos)\b/i.test(challenge)) {
		return fault(
			'sign-in',
			`${host} asks for a Windows sign-in (IWA, Kerberos or NTLM), which gpjobs cannot do. Is there an address of the server that takes tokens, port 6443 for example?`,
			401,
		);
	}
	if (!/^\s*basic\b/i.test(challenge)) return undefined;
	return fault(
		'sign-in',
		`${host} asks for user and password at its web server (HTTP Basic): gpjobs login --basic.`,
		401,
	);
}

/** A status that says nothing of the job, only that the server cannot be had at present. */
function isOverload(status: number): boolean {
	return status === 429 || status > 500;
}

/** Codes that mean the same as HTTP status and inside an envelope. */
function faultOfCode(number: number | null, host: string, heard: string): Fault | undefined {
	const words = heard === '' ? '' : `: ${heard}`;
	if (number === 401 || number === 499)
		return fault('sign-in', `${host} asks for a sign-in (${number}${words}).`, number);
	if (number === 498)
		return fault('sign-in', `${host} does not accept the token, or not any more (498${words}).`, number);
	if (number === 403) return fault('forbidden', `${host} does not allow this (403${words}).`, number);
	if (number === 404) return fault('not-found', `${host} does not know this URL (404${words}).`, number);
	return undefined;
}

function statusWords(status: number): string {
	if (status === 429) return ', too many requests';
	if (status === 502 || status === 504) return ': the web server gets no answer from ArcGIS Server behind it';
	if (status === 503) return ', not available at present';
	return '';
}
