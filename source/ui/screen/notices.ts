import type {SafeText} from '../../text/safe-text.ts';
import type {ActionName} from '../actions/actions.ts';

/** A sentence for the operator in the last line, until it has been there for a while. */
export type Notice = {
	readonly said: SafeText;
	readonly isBad: boolean;
	/**
	 * What it is about: a newer one about the same takes its place. What answers a key is about nothing: the answer to
	 * the next key takes its place for good.
	 */
	readonly about: string | undefined;
	/** The key that it offers: it goes once that key does nothing any more. */
	readonly offers?: ActionName | undefined;
};

/** What has to be said. */
export type Notices = {
	/** The newest first: it is the one that is seen. Behind it is what nobody can have read yet. */
	readonly notices: readonly Notice[];
	/** Since when the first of them has been seen, in monotonic milliseconds. */
	readonly noticeSince: number;
};

/** Milliseconds that a sentence stands in the last line. */
const seenFor = 8000;
/** Milliseconds before which nobody has read a sentence. */
const readAfter = 500;
const mostNotices = 8;

/**
 * With a new one in front. The one that was seen until now does not return; only news that came in the same moment wait
 * for their turn, as those at the start do.
 *
 * @param now monotonic milliseconds
 */
export function withNotice({notices, noticeSince}: Notices, notice: Notice, now: number): Notices {
	const [seen, ...unread] = notices;
	const isUnread = seen?.about !== undefined && now - noticeSince < readAfter;
	const others = (isUnread ? notices : unread).filter(({about}) => about !== notice.about);
	return {notices: [notice, ...others].slice(0, mostNotices), noticeSince: now};
}

/**
 * As they are at a moment: the one that has been seen for long enough makes room for the next, and none offers what
 * cannot be done.
 *
 * @param isPossible whether the key of an action does something now
 */
export function noticesAt(
	{notices, noticeSince}: Notices,
	now: number,
	isPossible: (action: ActionName) => boolean,
): Notices {
	const hasBeenSeen = now - noticeSince >= seenFor;
	const left = (hasBeenSeen ? notices.slice(1) : notices).filter(
		({offers}) => offers === undefined || isPossible(offers),
	);
	if (left.length === notices.length) return {notices, noticeSince};
	return {notices: left, noticeSince: left[0] === notices[0] ? noticeSince : now};
}
