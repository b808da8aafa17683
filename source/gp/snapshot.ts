import * as z from 'zod/mini';
import {cutToBytes} from '../text/cut.ts';
import {isSecretName} from '../text/mask-secrets.ts';
import {type ServerText, serverName, serverText} from '../text/safe-text.ts';
import {errorTexts, isError, joinedTexts} from './error-texts.ts';
import {type Fault, fault} from './fault.ts';
import {compactJson, isJsonObject} from './json.ts';
import {errorMessage, type Message, messageList, readMessages} from './message.ts';
import {messageText} from './message-text.ts';
import {hasOnlyReadAttributes, type NotebookFacts, readNotebookFacts} from './notebook.ts';
import {type ParameterLink, readLinks} from './parameter-link.ts';
import {shownJson} from './shown-json.ts';
import {hasEnded, type State, stateOf} from './status.ts';

/**
 * What the progressor of a tool reports. The server sends it only while a job executes ("GP Job", Progress messages).
 */
export type Progress = {
	readonly type: ServerText;
	readonly message: ServerText;
	/** A number from 0 to 100; `null` if the progressor has no percentage. */
	readonly percent: number | null;
};

/** One validated answer of the job resource. It contains no time; the caller knows when it was received. */
export type Snapshot = {
	/** The id in the body. It may be missing or differ from the id in the URL. */
	readonly jobId: ServerText | null;
	/** `jobStatus` as sent; `null` if the server sent null. */
	readonly status: ServerText | null;
	readonly state: State;
	readonly progress: Progress | null;
	/**
	 * The messages; `null` if the answer contained none, as with `returnMessages=false`. The messages of earlier
	 * answers then remain valid.
	 */
	readonly messages: readonly Message[] | null;
	/** The error that the answer for an ended job contains outside its messages; `null` if there is none. */
	readonly reason: Message | null;
	readonly results: readonly ParameterLink[];
	readonly inputs: readonly ParameterLink[];
	/** Information that only jobs of Notebook Server contain. */
	readonly notebook: NotebookFacts | null;
	/** All other fields as compact JSON, for display. */
	readonly others: readonly {readonly name: ServerText; readonly value: ServerText}[];
};

type SnapshotRead = {readonly ok: true; readonly snapshot: Snapshot} | {readonly ok: false; readonly fault: Fault};

const text = z.pipe(z.union([z.string(), z.number()]), z.transform(String));

const wireStatus = z.nullable(text);

const wirePercent = z.union([
	z.number(),
	z.pipe(z.string().check(z.regex(/^-?\d{1,9}(\.\d{1,9})?%?$/)), z.transform(Number.parseFloat)),
]);

const wireProgress = z.union([
	z.object({
		type: z.catch(z.optional(text), undefined),
		message: z.catch(z.nullish(text), undefined),
		percent: z.catch(z.optional(wirePercent), undefined),
	}),
	z.pipe(
		z.number(),
		z.transform(percent => ({type: 'step', message: '', percent})),
	),
]);

/**
 * Reads the body of the job resource. It is lenient about the contents, as Esri's compatibility rules require: unknown
 * fields, statuses and structures are kept for display. It is strict about `jobStatus`, without which the body is not a
 * job. It checks for `jobStatus` before anything that looks like an error, because a failed Notebook job contains
 * `status: "FAILED"` and is still a valid job.
 *
 * @param body decoded JSON of the answer for a job URL
 * @param known the messages of an earlier answer, which are not decoded again
 */
export function readSnapshot(body: unknown, known?: readonly Message[]): SnapshotRead {
	if (!isJsonObject(body)) {
		return refused(jsonWithoutJob);
	}
	const status = wireStatus.safeParse(body.jobStatus);
	if (!status.success) return refused(whatItIsInstead(body));
	const jobId = text.safeParse(body.jobId);
	const messages = messageList(body.messages);
	const state = stateOf(status.data);
	const snapshot = {
		jobId: jobId.success ? serverText(bounded(jobId.data, 1024)) : null,
		status: status.data === null ? null : serverText(bounded(status.data, 256)),
		state,
		progress: readProgress(body.progress),
		messages: messages ? readMessages(messages, known) : null,
		reason: reasonOf(body, state),
		results: readLinks(body.results, 'results'),
		inputs: readLinks(body.inputs, 'inputs'),
		notebook: readNotebookFacts(body),
	};
	return {ok: true, snapshot: {...snapshot, others: othersOf(body, snapshot)}};
}

/**
 * Finds the reason for a failure that is reported outside the messages. `error` counts however the job ended. The other
 * fields count only for a failed job, because servers also put texts like "Job completed" there.
 */
function reasonOf(body: Readonly<Record<string, unknown>>, state: State): Message | null {
	if (!hasEnded(state)) return null;
	const hasFailed = state === 'failed' || state === 'timed-out';
	const {error, error_description: description, message, statusMessage, errorMessage: otherMessage} = body;
	const ofError = isError(error) ? errorTexts(error) : [];
	const beside = hasFailed || isError(error) ? [description, message ?? statusMessage, otherMessage] : [];
	const words = joinedTexts([...ofError, ...beside.flatMap(field => errorTexts(field))]);
	return words === '' ? null : errorMessage(words);
}

/**
 * Collects the fields that no other part of a snapshot contains: undocumented ones, and documented ones with an
 * undocumented structure.
 */
function othersOf(body: Readonly<Record<string, unknown>>, read: Omit<Snapshot, 'others'>): Snapshot['others'] {
	return Object.entries(body)
		.filter(([name, value]) => !isRead(name, value, read))
		.map(([name, value]) => ({
			name: serverName(name),
			value: serverText(compactJson(shownJson(value, isSecretName(name)))),
		}));
}

function isRead(
	name: string,
	value: unknown,
	{jobId, progress, messages, notebook}: Omit<Snapshot, 'others'>,
): boolean {
	switch (name) {
		case 'jobStatus':
			return true;
		case 'jobId':
			return jobId !== null;
		case 'progress':
			return progress !== null;
		case 'messages':
			return messages !== null;
		case 'results':
		case 'inputs':
			return typeof value === 'object';
		case 'startTime':
		case 'endTime':
		case 'type':
		case 'status':
		case 'username':
			return notebook !== null && notebook[name] !== null;
		case 'customAttributes':
			return notebook !== null && hasOnlyReadAttributes(value);
		default:
			return false;
	}
}

/** The longest progress message in bytes; it is shown on one line. */
const longestProgress = 2 ** 16;

function readProgress(wire: unknown): Progress | null {
	if (wire === undefined || wire === null) return null;
	const parsed = wireProgress.safeParse(wire);
	if (!parsed.success) return null;
	const {type, message, percent} = parsed.data;
	const isStep = percent !== undefined;
	return {
		type: serverText(bounded(type ?? (isStep ? 'step' : 'default'), 256)),
		message: messageText(bounded(message ?? '', longestProgress), 'line'),
		percent: isStep ? Math.min(100, Math.max(0, percent)) : null,
	};
}

/**
 * Truncates a text from the server that should be short, such as a status. Such texts are shown, saved and copied at
 * each poll.
 */
function bounded(word: string, most: number): string {
	const head = cutToBytes(word, most);
	return head === word ? word : `${head}…`;
}

/** The fault for JSON that is not a job. */
export const jsonWithoutJob = fault('unexpected', 'The server answered JSON that is not a job.');
/** The fault for an empty object. */
export const emptyObject = fault('unexpected', 'The server answered an empty object, not a job.');
/** The fault for an object without `jobStatus` that is not recognised as anything else. */
export const noJobStatus = fault(
	'unexpected',
	'The server answered JSON without jobStatus, so it says nothing of the job.',
);
/** The fault for the description of a task. */
export const aTask = fault('not-a-job', 'This is the description of a task, not a job.');
/** The fault for a job of another service or API. */
export const otherKindOfJob = fault(
	'not-a-job',
	'This is a job of another kind of service (a FeatureServer, for example), not a GP job.',
);

/** Chooses the fault for a body without `jobStatus`. URLs of other services also end in `/jobs/<id>`. */
function whatItIsInstead(body: Readonly<Record<string, unknown>>): Fault {
	const {status} = body;
	if ('statusUrl' in body || 'submissionTime' in body || status === 'Pending' || status === 'InProgress') {
		return otherKindOfJob;
	}
	if ('parameters' in body && 'executionType' in body) {
		return aTask;
	}
	if (Object.keys(body).length === 0) return emptyObject;
	return noJobStatus;
}

function refused(why: Fault): SnapshotRead {
	return {ok: false, fault: why};
}
