import type {SafeText} from '../../text/safe-text.ts';
import type {ActionName} from '../actions/actions.ts';

/** A sentence for the operator in the last line, shown for a limited time. */
export type Notice = {
	readonly said: SafeText;
	readonly isBad: boolean;
	/**
	 * The subject of the notice: a newer one with the same subject replaces it. The answer to a key has none; the
	 * answer to the next key replaces it.
	 */
	readonly about: string | undefined;
	/** The action that it mentions: the notice disappears when that action is no longer possible. */
	readonly offers?: ActionName | undefined;
};

/** The notices that are shown or wait to be shown. */
export type Notices = {
	/** The newest first, which is the visible one. The others came at the same time and have not been visible yet. */
	readonly notices: readonly Notice[];
	/** Since when the first one has been visible, in monotonic milliseconds. */
	readonly noticeSince: number;
};

/** Milliseconds that a notice is visible. */
const seenFor = 8000;
/** Milliseconds within which nobody can have read a notice. */
const readAfter = 500;
const mostNotices = 8;

/**
 * The notices with a new one in front. The one that was visible does not return; only notices that came at the same
 * moment, as at the start, wait to be shown.
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
 * The notices at a moment: one that has been visible for long enough is removed, and so are those that mention an
 * action which is not possible.
 *
 * @param isPossible whether an action is possible now
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
