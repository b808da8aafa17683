import * as z from 'zod/mini';
import {toJson} from '../text/json-escape.ts';

/** A result or an input as it is saved on disk. Strings are as the server sent them, with secrets masked. */
const recordedParameter = z.object({
	name: z.string(),
	label: z.string(),
	dataType: z.nullable(z.string()),
	/** Decoded JSON; absent if the value was not saved, for the reason in `why`. */
	value: z.optional(z.unknown()),
	/** Whether secrets in the value were masked before it was saved. */
	isMasked: z.optional(z.boolean()),
	why: z.optional(z.string()),
});

const recordedParameters = z.catch(
	z.nullable(
		z.object({
			/** When the values were read, in epoch milliseconds. */
			at: z.number(),
			rows: z.array(recordedParameter),
		}),
	),
	null,
);

/**
 * The messages, inputs and results of a job as saved on disk. They remain available after the server has deleted the
 * job.
 */
export const jobLogSchema = z.object({
	/** When the messages were read, in epoch milliseconds. */
	messagesAt: z.catch(z.nullable(z.number()), null),
	/** How many earlier messages were not saved. */
	before: z.catch(z.int().check(z.nonnegative()), 0),
	messages: z.catch(z.array(z.object({type: z.string(), text: z.string()})), []),
	inputs: recordedParameters,
	results: recordedParameters,
});

/**
 * Limits on what is saved of one job (design §8): the last 5000 messages, each cut, with at most 4 Mi characters in
 * total; values of at most 1 MiB each and 8 MiB in total.
 */
export const logCaps = {messages: 5000, message: 2 ** 16, texts: 4 * 2 ** 20, value: 2 ** 20, values: 8 * 2 ** 20};

type RecordedMessage = JobLog['messages'][number];

/**
 * Converts the last messages of a list to the form in which they are saved, as many as {@link logCaps} allows.
 *
 * @param kept converts one message
 */
export function lastMessages<T>(list: readonly T[], kept: (message: T) => RecordedMessage): RecordedMessage[] {
	const last: RecordedMessage[] = [];
	let room = logCaps.texts;
	for (let index = list.length - 1; index >= 0 && last.length < logCaps.messages; index--) {
		const message = kept(list[index] as T);
		room -= toJson(message).length;
		if (room < 0) break;
		last.push(message);
	}
	return last.reverse();
}

/**
 * Adds saved messages to a change of a log: those that precede the messages of the change and that the server no longer
 * sends.
 *
 * @returns the change itself if its messages do not continue the saved ones
 */
export function withRecordedMessages(kept: JobLog | undefined, change: Partial<JobLog>): Partial<JobLog> {
	const {messages, before = 0} = change;
	const missing = kept === undefined ? 0 : before - kept.before;
	if (kept === undefined || messages === undefined || missing <= 0 || missing > kept.messages.length) return change;
	const shared = kept.messages.slice(missing);
	if (shared.length > messages.length || !shared.every((one, index) => isSame(one, messages[index]))) return change;
	const all = [...kept.messages.slice(0, missing), ...messages];
	const last = lastMessages(all, message => message);
	return {...change, messages: last, before: kept.before + all.length - last.length};
}

function isSame(one: RecordedMessage, other: RecordedMessage | undefined): boolean {
	return one.type === other?.type && one.text === other.text;
}

/** One result or input in a {@link JobLog}. */
export type RecordedParameter = z.infer<typeof recordedParameter>;
/** The results or the inputs in a {@link JobLog}. */
export type RecordedParameters = NonNullable<z.infer<typeof recordedParameters>>;
/** The saved messages, inputs and results of a job, in the form of {@link jobLogSchema}. */
export type JobLog = z.infer<typeof jobLogSchema>;
