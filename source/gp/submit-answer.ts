import {cutText} from '../text/cut.ts';
import {type ServerText, serverName} from '../text/safe-text.ts';
import {ExactNumber} from './exact-json.ts';
import {type Fault, fault} from './fault.ts';
import {jobOfTask, type TaskUrl} from './job-url.ts';
import {isJsonObject} from './json.ts';
import {readableText} from './message-text.ts';

/** A job that a server created, or may have created. */
export type SubmittedJob = {readonly jobUrl: string; readonly jobId: ServerText};

/** The possible meanings of an answer to `submitJob`. */
type SubmitRead =
	| {readonly kind: 'begun'; readonly job: SubmittedJob}
	/** The server did not create a job, and says why. */
	| {readonly kind: 'refused'; readonly fault: Fault}
	/** The task ran synchronously: the answer contains its results, and there is no job. */
	| {readonly kind: 'ran'; readonly fault: Fault}
	/** It is not known whether the server created a job. */
	| {readonly kind: 'unknown'; readonly fault: Fault};

/**
 * Reads the answer to `submitJob` ("Submit GP job"): `{"jobId": …, "jobStatus": …}`. Other servers with the same API
 * send the id as a number, as `jobid`, as `id` next to a `jobStatus`, in a `statusUrl`, or only in the `Location`
 * header.
 *
 * @param body decoded, with the digits of long numbers kept ({@link ExactNumber})
 * @param location the `Location` header, if there is one
 * @param taskUrl the task that was submitted to: only one of its jobs can be the new one
 */
export function readSubmitAnswer(body: unknown, location: string | undefined, taskUrl: TaskUrl): SubmitRead {
	const named = isJsonObject(body) ? (idOf(body, taskUrl) ?? idInUrl(location, taskUrl)) : idInUrl(location, taskUrl);
	const job = named === undefined ? undefined : jobOf(named, taskUrl);
	if (job) return {kind: 'begun', job};
	if (named !== undefined) {
		return {kind: 'unknown', fault: namesNoSegment(named)};
	}
	if (isJsonObject(body)) {
		const status = body.jobStatus;
		if (typeof status === 'string' && /fail|cancel|timedout|delet/i.test(status)) {
			return {kind: 'refused', fault: beganNoJob(reasonsOf(body), status)};
		}
		if (Array.isArray(body.results) || isJsonObject(body.results)) {
			return {kind: 'ran', fault: runsSynchronously};
		}
	}
	return {kind: 'unknown', fault: namesNoJob};
}

/**
 * The fault if the server accepted the request but created no job.
 *
 * @param reasons what the answer says about it
 */
export function beganNoJob(reasons: readonly string[], status: string): Fault {
	const why = reasons.join(': ') || `no reason given, ${status.slice(0, 50)}`;
	return fault('server', `The server began no job: ${why}`);
}

/** The fault if the job id in the answer could lead to another resource. */
export function namesNoSegment(id: string): Fault {
	const sentence = `The server names the job "${id.slice(0, 100)}", which cannot be part of a job URL.`;
	return fault('unexpected', sentence);
}

/** The fault if the task turns out to be synchronous. */
export const runsSynchronously = fault(
	'unexpected',
	'The task runs synchronously: it answered its results at once, and there is no job to watch. gpjobs submits asynchronous tasks only.',
);
/** The fault if the answer to a submission contains no job id. */
export const namesNoJob = fault('unexpected', 'The server took the inputs, but its answer names no job.');

/**
 * Finds the job id in an answer that cannot be used otherwise: in the `Location` header, in incomplete JSON, or in an
 * HTML page with the title `Job: j0abc`.
 */
export function jobInBrokenAnswer(
	{body, location}: {readonly body: string; readonly location: string | undefined},
	taskUrl: TaskUrl,
): SubmittedJob | undefined {
	const text = body.slice(0, longestLookedAt);
	const id = idInUrl(location, taskUrl) ?? (text.trimStart().startsWith('<') ? idInPage(text) : idInCutJson(text));
	return id === undefined ? undefined : jobOf(id, taskUrl);
}

/** The number of characters of an answer in which a job id is searched for. */
const longestLookedAt = 20_000;

/**
 * Finds the job id in the body, whatever the case of its name. `id` counts only next to a status, because anything may
 * have an id.
 */
function idOf(body: Readonly<Record<string, unknown>>, taskUrl: TaskUrl): string | undefined {
	const members = new Map(Object.entries(body).map(([name, value]) => [name.toLowerCase().replace('_', ''), value]));
	const id = idText(members.get('jobid'));
	if (id !== undefined) return id;
	const beside = members.has('jobstatus') ? idText(members.get('id')) : undefined;
	return beside ?? idInUrl(members.get('statusurl'), taskUrl) ?? idInUrl(members.get('joburl'), taskUrl);
}

function idText(value: unknown): string | undefined {
	if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim();
	if (value instanceof ExactNumber) return /^\d+$/.test(value.digits) ? value.digits : undefined;
	return Number.isSafeInteger(value) && (value as number) >= 0 ? String(value) : undefined;
}

/**
 * Finds the job id in a URL: the segment after `/jobs/`. The host is ignored, because it may be known only in the
 * server's network. A relative URL is resolved against the requested one (RFC 9110 §10.2.2) and counts only if it leads
 * to a job of this task.
 */
function idInUrl(url: unknown, taskUrl: TaskUrl): string | undefined {
	if (typeof url !== 'string') return undefined;
	const whole = /\/GPServer\/[^?#]+\/jobs\/([^/?#]+)/i.exec(url)?.[1];
	return decodedId(whole ?? idOfRelative(url, taskUrl));
}

function idOfRelative(url: string, taskUrl: TaskUrl): string | undefined {
	// Some servers resolve a relative URL against the task, as if the task were a folder.
	for (const base of [`${taskUrl}/submitJob`, `${taskUrl}/submitJob/`]) {
		const to = URL.parse(url.trim(), base);
		const jobs = `${taskUrl}/jobs/`;
		const at = to ? `${to.origin}${to.pathname}` : '';
		if (at.toLowerCase().startsWith(jobs.toLowerCase())) return at.slice(jobs.length).replace(/\/.*$/, '') || undefined;
	}
	return undefined;
}

function decodedId(encoded: string | undefined): string | undefined {
	try {
		return encoded === undefined ? undefined : decodeURIComponent(encoded);
	} catch {
		return undefined;
	}
}

/**
 * Finds the job id in incomplete JSON. A number counts only if another character follows, because the number may
 * otherwise be cut off.
 */
function idInCutJson(text: string): string | undefined {
	const found = /"job_?id"\s*:\s*(?:"([^"\\]{1,200})"|(\d{1,40})\s*[,}])/i.exec(text);
	return found?.[1] ?? found?.[2];
}

function idInPage(text: string): string | undefined {
	const titled = /<title[^<>]*>\s*Job(?:\s*:)?\s+([\w.-]{1,200})\s*[<(]/i.exec(text)?.[1];
	if (titled !== undefined) return titled;
	const linked = new Set([...text.matchAll(/\/jobs\/([\w.-]{1,200})(?=["'/?#])/gi)].map(([, id]) => id));
	return linked.size === 1 ? [...linked][0] : undefined;
}

/** Makes the job with an id; returns `undefined` if the id could lead to another resource. */
function jobOf(id: string, taskUrl: TaskUrl): SubmittedJob | undefined {
	const address = jobOfTask(taskUrl, id);
	return address && {jobUrl: address.url, jobId: serverName(id)};
}

/** Finds the reasons that the server gives for not creating a job, errors first. */
function reasonsOf(body: Readonly<Record<string, unknown>>): readonly string[] {
	const messages = (Array.isArray(body.messages) ? body.messages : [body.messages]).slice(0, 20);
	const lines = messages.flatMap((entry: unknown) => {
		if (typeof entry === 'string') return [{text: entry, isError: true}];
		if (!isJsonObject(entry)) return [];
		const text = entry.description ?? entry.message;
		return typeof text === 'string' ? [{text, isError: /error|abort/i.test(String(entry.type))}] : [];
	});
	const errors = lines.filter(({isError}) => isError);
	const reported = (errors.length > 0 ? errors : lines).map(({text}) => text);
	const {error} = body;
	const beside = [isJsonObject(error) ? error.message : error, body.error_description, body.message];
	return [...reported, ...beside.filter(text => typeof text === 'string')]
		.map(text => readableText(cutText(text)).slice(0, 500).trim())
		.filter(Boolean)
		.slice(0, 3);
}
