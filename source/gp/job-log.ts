import * as z from 'zod/mini';
import {toJson} from '../text/json-escape.ts';

/** A result or an input as it was read, in the shape in which it is written down. Strings are as sent, secrets masked. */
const keptParameter = z.object({
	name: z.string(),
	label: z.string(),
	dataType: z.nullable(z.string()),
	/** Decoded JSON; absent where it was not kept, and then `why` says why. */
	value: z.optional(z.unknown()),
	/** Secrets in the value were masked before it was kept. */
	isMasked: z.optional(z.boolean()),
	why: z.optional(z.string()),
});

const keptParameters = z.catch(
	z.nullable(
		z.object({
			/** When they were read, epoch milliseconds. */
			at: z.number(),
			rows: z.array(keptParameter),
		}),
	),
	null,
);

/** What a job said and made, kept for when its server has thrown it away. */
export const jobLogSchema = z.object({
	/** When the messages were read, epoch milliseconds. */
	messagesAt: z.catch(z.nullable(z.number()), null),
	/** How many messages came before these and were not kept. */
	before: z.catch(z.int().check(z.nonnegative()), 0),
	messages: z.catch(z.array(z.object({type: z.string(), text: z.string()})), []),
	inputs: keptParameters,
	results: keptParameters,
});

/** What is kept of one job (design §8): the last messages, cut and 4 Mi characters together, values of a MiB each, 8 MiB of them together. */
export const logCaps = {messages: 5000, message: 2 ** 16, texts: 4 * 2 ** 20, value: 2 ** 20, values: 8 * 2 ** 20};

type KeptMessage = JobLog['messages'][number];

/** The last messages of a list as they are kept, as many as have room. @param kept how one is written down */
export function lastMessages<T>(list: readonly T[], kept: (message: T) => KeptMessage): KeptMessage[] {
	const last: KeptMessage[] = [];
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
 * A change of a log with the messages in front of it that were kept before and that the server has let go.
 *
 * @returns the change itself where its messages do not go on where those that were kept before end
 */
export function withKeptMessages(kept: JobLog | undefined, change: Partial<JobLog>): Partial<JobLog> {
	const {messages, before = 0} = change;
	const missing = kept === undefined ? 0 : before - kept.before;
	if (kept === undefined || messages === undefined || missing <= 0 || missing > kept.messages.length) return change;
	const shared = kept.messages.slice(missing);
	if (shared.length > messages.length || !shared.every((one, index) => isSame(one, messages[index]))) return change;
	const all = [...kept.messages.slice(0, missing), ...messages];
	const last = lastMessages(all, message => message);
	return {...change, messages: last, before: kept.before + all.length - last.length};
}

function isSame(one: KeptMessage, other: KeptMessage | undefined): boolean {
	return one.type === other?.type && one.text === other.text;
}

export type KeptParameter = z.infer<typeof keptParameter>;
export type KeptParameters = NonNullable<z.infer<typeof keptParameters>>;
export type JobLog = z.infer<typeof jobLogSchema>;
