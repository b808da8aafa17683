import type {Moment} from './clock.ts';
import type {MessageSummary} from './message-summary.ts';

/**
 * Messages that came with one answer. The server gives a message no time, so the answers are all that is known: it was
 * not in the list yet at `after`, and was there at `until`.
 */
export type MessageBatch = {
	/** The index of the first message among all messages of the job. The batch ends where the next one begins. */
	readonly from: number;
	/** Epoch milliseconds of the answer before, which did not have them; `null` for the first list that gpjobs saw. */
	readonly after: number | null;
	/** Epoch milliseconds of the answer. */
	readonly until: number;
};

/** The batches of a job, and when its list was last read. */
export type MessageTimes = {readonly batches: readonly MessageBatch[]; readonly readAt: number | null};

/** No list was read yet. */
export const noTimes: MessageTimes = {batches: [], readAt: null};

/** Batches that are kept: a job that says something in each poll for days has as many as this. */
export const mostBatches = 200;

/**
 * The times after an answer with messages.
 *
 * @param before the summary before the answer
 * @param now the summary after it
 * @param at when it came
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
 * When gpjobs first saw a message of the list in memory.
 *
 * @param position of the message in `list`
 * @returns `null` where that is not known, as for messages that an earlier version recorded
 */
export function firstSeenOf(messages: MessageSummary, position: number): MessageBatch | null {
	return messages.times.batches.findLast(({from}) => from <= indexOf(messages, position)) ?? null;
}

/**
 * For how many milliseconds at least the job said nothing before a message of the list in memory; `null` where that is not
 * known, and for a message that came together with the one before it.
 */
export function silenceBefore(messages: MessageSummary, position: number): number | null {
	const {batches} = messages.times;
	const index = batches.findLastIndex(({from}) => from === indexOf(messages, position));
	const batch = batches[index];
	const earlier = batches[index - 1];
	if (batch === undefined || earlier === undefined || batch.after === null) return null;
	return Math.max(0, batch.after - earlier.until);
}

/** The index among all messages of the job. Above a recorded list stands a line that is not one of them. */
function indexOf({list, isRecalled, before, total}: MessageSummary, position: number): number {
	if (!isRecalled) return before + position;
	const line = 1;
	return position < line ? -1 : total - (list?.length ?? 0) + position;
}

/** Joins neighbours in the older half where there are too many: what is known of their messages stays true. */
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
