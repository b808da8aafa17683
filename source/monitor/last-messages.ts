import {type Fault, fault as faultOf, needsPerson} from '../gp/fault.ts';
import {hasEnded} from '../gp/status.ts';
import {type SafeText, safe} from '../text/safe-text.ts';
import type {Clock} from './clock.ts';
import type {WatchedJob} from './job.ts';
import type {Jobs} from './jobs.ts';
import {areStillToCome, tooLargeSentence} from './message-summary.ts';

/** The number of failed tries after which gpjobs no longer waits for the last messages of an ended job. */
const triesWaitedFor = 3;
/**
 * The longest wait for the last messages of an ended job, in milliseconds: a server may ask for a pause of hours, or be
 * busy with other jobs.
 */
export const lastMessagesWithin = 120_000;

/**
 * Whether a job has ended and gpjobs waits for its last messages. It waits for a limited number of tries and a
 * limited time ({@link LastMessagesLimit}).
 */
export function lacksLastMessages({state, messages, isFromRecord, isDeletedOnServer, trouble}: WatchedJob): boolean {
	if (!hasEnded(state) || isFromRecord || isDeletedOnServer || messages.areLate || !areStillToCome(messages))
		return false;
	const {trouble: unread} = messages;
	const isUnreadTried = unread !== null && !isWorthWaiting(unread, unread.nextTry - unread.since);
	const nextPoll = trouble === null ? 0 : (trouble.nextTry ?? Number.POSITIVE_INFINITY) - trouble.since.mono;
	const isJobTried = trouble !== null && !isWorthWaiting(trouble, nextPoll);
	return !isUnreadTried && !isJobTried;
}

/**
 * Whether the next try to read the last messages comes soon enough to wait for it.
 *
 * @param untilNext milliseconds from the first try to the next; a longer pause that the server asks for is used instead
 */
function isWorthWaiting({count, fault}: {readonly count: number; readonly fault: Fault}, untilNext: number): boolean {
	return (
		!needsPerson(fault) && count < triesWaitedFor && Math.max(untilNext, fault.retryAfter ?? 0) <= lastMessagesWithin
	);
}

/**
 * Whether a job ended in this run and its last messages were not read, so that all known messages are from before the
 * end.
 */
export function hasUnreadEnd({state, isFromRecord, messages}: WatchedJob): boolean {
	return hasEnded(state) && !isFromRecord && (messages.isWanted || messages.areTooLarge || messages.trouble !== null);
}

/** Marks the job after an event if gpjobs has stopped waiting for its last messages, so that it does not wait again. */
export function withLateness(before: WatchedJob, after: WatchedJob): WatchedJob {
	if (before === after || !lacksLastMessages(before) || lacksLastMessages(after)) return after;
	const isGivenUp = hasEnded(after.state) && areStillToCome(after.messages);
	return isGivenUp ? {...after, messages: {...after.messages, areLate: true}} : after;
}

/** Returns why the messages of a job cannot be read, or could not be read at its end; `null` if they could. */
export function messagesFault(job: WatchedJob): Fault | null {
	const {messages, trouble} = job;
	if (messages.trouble !== null) return messages.trouble.fault;
	if (messages.areTooLarge) return faultOf('too-large', tooLargeSentence);
	return hasUnreadEnd(job) ? (trouble?.fault ?? null) : null;
}

/** Returns why the recorded messages of a job are incomplete; `null` if they are complete. */
export function messagesFaultToKeep(job: WatchedJob): Fault | null {
	return messagesFault(job) ?? (hasUnreadEnd(job) ? leftUnread : null);
}

const leftUnread = faultOf('local', 'gpjobs stopped before it had read them.');

/** Returns the sentence for a job whose messages, or last messages, cannot be read; `undefined` if they can. */
export function unreadSentence(job: WatchedJob): SafeText | undefined {
	const why = messagesFault(job);
	if (why === null) return undefined;
	return hasEnded(job.state) ? lastMessagesUnread(why.sentence) : safe`The messages cannot be read: ${why.sentence}`;
}

/**
 * Stops waiting for the last messages of a job after {@link lastMessagesWithin}; they are still shown if they come
 * later. Starts a timer for each job that ended without them; `close` stops all timers.
 */
export class LastMessagesLimit {
	readonly #stops = new Map<string, () => void>();

	constructor(jobs: Jobs, clock: Clock) {
		jobs.listen(({url, after}) => {
			const isAwaited = after !== undefined && lacksLastMessages(after);
			if (isAwaited === this.#stops.has(url)) return;
			if (!isAwaited) {
				this.#stop(url);
				return;
			}
			const stop = clock.after(lastMessagesWithin, () => jobs.apply(url, {type: 'messages-late'}));
			this.#stops.set(url, stop);
		});
	}

	close(): void {
		for (const url of [...this.#stops.keys()]) this.#stop(url);
	}

	#stop(url: string): void {
		this.#stops.get(url)?.();
		this.#stops.delete(url);
	}
}

/** The sentence for a job that has ended and whose last messages could not be read. */
export function lastMessagesUnread(why: SafeText): SafeText {
	return safe`The last messages could not be read: ${why}`;
}
