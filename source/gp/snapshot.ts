import * as z from 'zod/mini';
import {cutToBytes} from '../text/cut.ts';
import {isSecretName} from '../text/mask-secrets.ts';
import {type ServerText, serverName, serverText} from '../text/safe-text.ts';
import {errorWords, isError, joinedWords} from './error-words.ts';
import {type Fault, fault} from './fault.ts';
import {compactJson, isJsonObject} from './json.ts';
import {errorMessage, type Message, messageList, readMessages} from './message.ts';
import {messageText} from './message-words.ts';
import {hasOnlyReadAttributes, type NotebookFacts, readNotebookFacts} from './notebook.ts';
import {type ParameterLink, readLinks} from './parameter-link.ts';
import {shownJson} from './shown-json.ts';
import {hasEnded, type State, stateOf} from './status.ts';

/** What a progressor of the tool reports, only while a job executes ("GP Job", Progress messages). */
export type Progress = {
	readonly type: ServerText;
	readonly message: ServerText;
	/** 0–100; `null` where the progressor counts no steps. */
	readonly percent: number | null;
};

/** One answer of the job resource, validated. The moment it was taken is known to who asked. */
export type Snapshot = {
	/** The id in the body, which may differ from the URL's or be missing. */
	readonly jobId: ServerText | null;
	/** `jobStatus` as sent; `null` where the server sent null. */
	readonly status: ServerText | null;
	readonly state: State;
	readonly progress: Progress | null;
	/** `null` where the answer brought none, as `returnMessages=false` may do: then what is known stays. */
	readonly messages: readonly Message[] | null;
	/** The error that the answer of an ended job names outside its messages; `null` where it names none. */
	readonly reason: Message | null;
	readonly results: readonly ParameterLink[];
	readonly inputs: readonly ParameterLink[];
	/** What only jobs of Notebook Server report. */
	readonly notebook: NotebookFacts | null;
	/** Every field that nothing above was made of, as compact JSON, for the eyes of a person. */
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
 * Reads the body of the job resource.
 *
 * Lenient on what is inside, as Esri's compatibility rules ask: unknown fields, statuses and shapes are kept to be
 * shown. Strict on what makes it a job: `jobStatus`. It is checked before anything that looks like an error, because a
 * failed Notebook job says `status: "FAILED"` and is still a valid job.
 *
 * @param body decoded JSON of an answer of the job URL
 * @param known the messages of an earlier answer, which need not be processed again
 */
export function readSnapshot(body: unknown, known?: readonly Message[]): SnapshotRead {
	if (!isJsonObject(body)) {
		return refused(notAJob);
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
 * The reason of a failure outside the messages. `error` is one however the job ended; the other texts count only for a
 * failed job, as servers put "Job completed" there too.
 */
function reasonOf(body: Readonly<Record<string, unknown>>, state: State): Message | null {
	if (!hasEnded(state)) return null;
	const hasFailed = state === 'failed' || state === 'timed-out';
	const {error, error_description: description, message, statusMessage, errorMessage: told} = body;
	const ofError = isError(error) ? errorWords(error) : [];
	const beside = hasFailed || isError(error) ? [description, message ?? statusMessage, told] : [];
	const words = joinedWords([...ofError, ...beside.flatMap(field => errorWords(field))]);
	return words === '' ? null : errorMessage(words);
}

/** What no other part shows: undocumented fields, and documented ones in an undocumented shape. */
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

/** Bytes of what a progressor says: one line of a screen. */
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

/** A word of the server, such as a status: megabytes of it would be shown, written down and carried about at each poll. */
function bounded(word: string, most: number): string {
	const head = cutToBytes(word, most);
	return head === word ? word : `${head}…`;
}

/** The faults of answers for the URL of a job that are not a job. */
export const notAJob = fault('unexpected', 'The server answered JSON that is not a job.');
export const emptyObject = fault('unexpected', 'The server answered an empty object, not a job.');
export const noJobStatus = fault(
	'unexpected',
	'The server answered JSON without jobStatus, so it says nothing of the job.',
);
export const aTask = fault('not-a-job', 'This is the description of a task, not a job.');
export const otherKindOfJob = fault(
	'not-a-job',
	'This is a job of another kind of service (a FeatureServer, for example), not a GP job.',
);

/** Says what a body without `jobStatus` is: jobs of other services end in `/jobs/<id>` too. */
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
