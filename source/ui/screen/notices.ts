import type {SafeText} from '../../text/safe-text.ts';
import type {ActionName} from '../actions/actions.ts';

/** A sentence for the operator in the last line, shown for a limited time. */
export type Notice = {
	readonly text: SafeText;
	readonly isBad: boolean;
	/**
	 * The subject of the notice. A newer notice with the same subject replaces it. A notice that answers a key has no
	 * subject and is replaced by the answer to the next key.
	 */
	readonly about: string | undefined;
	/** The action that the sentence mentions. The notice disappears when that action is no longer possible. */
	readonly offers?: ActionName | undefined;
};

/** The notices that are visible or wait to be shown. */
export type Notices = {
	/**
	 * The notices from the newest to the oldest. The first one is visible; the others arrived at the same time and have
	 * not been visible yet.
	 */
	readonly notices: readonly Notice[];
	/** When the first notice became visible, in monotonic milliseconds. */
	readonly noticeSince: number;
};

/** How long a notice is visible, in milliseconds. */
const seenFor = 8000;
/** A notice that has been visible for less than this many milliseconds counts as unread. */
const readAfter = 500;
const mostNotices = 8;

/**
 * Puts a new notice before the others and removes the visible one. Only notices that arrived at the same time, as when
 * the screen opens, wait to be shown.
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
 * Returns the notices that remain at a certain time. Removes a notice that has been visible for long enough, and
 * notices that mention an action which is not possible.
 *
 * @param isPossible returns whether an action is possible at present
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
