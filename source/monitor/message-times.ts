import type {Moment} from './clock.ts';
import type {MessageSummary} from './message-summary.ts';

/**
 * Messages that arrived with one answer. The server does not say when a message was written. gpjobs only knows that
 * these messages were not in the list at `after`, and were in it at `until`.
 */
type MessageBatch = {
	/** The index of the batch's first message among all messages of the job. The batch ends where the next one begins. */
	readonly from: number;
	/**
	 * When the previous answer arrived, which did not contain these messages, in epoch milliseconds; `null` for the first
	 * list that gpjobs read.
	 */
	readonly after: number | null;
	/** When the answer with these messages arrived, in epoch milliseconds. */
	readonly until: number;
};

/** The batches of a job, oldest first, and when its list was last read, in epoch milliseconds. */
export type MessageTimes = {readonly batches: readonly MessageBatch[]; readonly readAt: number | null};

/** The times of a job whose messages have not been read yet. */
export const noTimes: MessageTimes = {batches: [], readAt: null};

/** The largest number of batches that are kept, because a job can write messages between all polls for days. */
export const mostBatches = 200;

/**
 * Returns the times after an answer.
 *
 * @param before the summary before the answer
 * @param now the summary after it
 * @param at when the answer arrived
 */
export function timesAfter(before: MessageSummary, now: MessageSummary, at: Moment): MessageTimes {
	const {times} = before;
	if (now.fetchedAt !== at.mono) return times;
	const isReplaced = now.replaced !== null && now.replaced.count !== before.replaced?.count;
	const from = isReplaced ? now.replaced.index : before.total;
	const known = isReplaced ? times.batches.filter(batch => batch.from < from) : times.batches;
	const batch = {from, after: times.readAt, until: at.epoch};
	const batches = from < now.total ? withRoom([...known, batch]) : known;
	return {batches, readAt: at.epoch};
}

/**
 * Returns when gpjobs first saw a message of the list in memory.
 *
 * @param position of the message in `list`
 * @returns `null` if that is not known, as for messages that an earlier version recorded
 */
export function firstSeenOf(messages: MessageSummary, position: number): MessageBatch | null {
	return batchAt(messages.times, indexOf(messages, position));
}

/**
 * Returns the batch with which a message came.
 *
 * @param index of the message among all messages of the job
 * @returns `null` if that is not known, as for messages that an earlier version recorded
 */
export function batchAt({batches}: MessageTimes, index: number): MessageBatch | null {
	return batches.findLast(({from}) => from <= index) ?? null;
}

/**
 * Returns how long, at least, no message arrived before a given message of the list in memory.
 *
 * @returns milliseconds; `null` if that is not known, or if the message arrived together with the one before it
 */
export function silenceBefore(messages: MessageSummary, position: number): number | null {
	const {batches} = messages.times;
	const index = batches.findLastIndex(({from}) => from === indexOf(messages, position));
	const batch = batches[index];
	const earlier = batches[index - 1];
	if (batch === undefined || earlier === undefined || batch.after === null) return null;
	return Math.max(0, batch.after - earlier.until);
}

/**
 * Returns the index among all messages of the job for a message of the list in memory. A recorded list begins with a
 * line that is not a message of the job.
 */
function indexOf({list, isRecalled, before, total}: MessageSummary, position: number): number {
	if (!isRecalled) return before + position;
	const line = 1;
	return position < line ? -1 : total - (list?.length ?? 0) + position;
}

/**
 * Merges pairs of batches in the older half if there are too many. The times of a merged batch are less exact, but
 * still correct.
 */
function withRoom(batches: readonly MessageBatch[]): readonly MessageBatch[] {
	if (batches.length <= mostBatches) return batches;
	const half = Math.floor(batches.length / 4) * 2;
	const joined: MessageBatch[] = [];
	for (let index = 0; index < half; index += 2) {
		const first = batches[index];
		const second = batches[index + 1];
		if (first && second) joined.push({...first, until: second.until});
	}
	return [...joined, ...batches.slice(half)];
}
