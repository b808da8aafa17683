import type {SafeText} from '../../text/safe-text.ts';

/** A sentence for the operator in the last line, until it has been there for a while. */
export type Notice = {
	readonly said: SafeText;
	readonly isBad: boolean;
	/** What it is about: a newer one about the same takes its place. */
	readonly about: string | undefined;
};

/** What has to be said. */
export type Notices = {
	/** The newest first: it is the one that is seen. */
	readonly notices: readonly Notice[];
	/** Since when the first of them has been seen, in monotonic milliseconds. */
	readonly noticeSince: number;
};

/** Milliseconds that a sentence stands in the last line. */
const seenFor = 8000;
const mostNotices = 4;

/** With a new one in front. @param now monotonic milliseconds */
export function withNotice({notices}: Notices, notice: Notice, now: number): Notices {
	const {about} = notice;
	const others = notices.filter(other => about === undefined || other.about !== about);
	return {notices: [notice, ...others].slice(0, mostNotices), noticeSince: now};
}

/** As they are at a moment: the one that has been seen for long enough makes room for the next. */
export function noticesAt({notices, noticeSince}: Notices, now: number): Notices {
	if (notices.length === 0 || now - noticeSince < seenFor) return {notices, noticeSince};
	return {notices: notices.slice(1), noticeSince: now};
}
