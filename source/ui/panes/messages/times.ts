import {firstSeenOf, silenceBefore} from '../../../monitor/message-times.ts';
import {counted} from '../../../text/number-words.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';
import {clockTime} from '../../header/clock-time.ts';
import type {MessagesState} from './state.ts';

/** A narrower pane has no room for times. */
const leastForTimes = 40;

/** Cells of the column of times: `≤14:02` and a blank; 0 while they are not shown. */
export function timeWidth({showsTimes, size}: Pick<MessagesState, 'showsTimes' | 'size'>): number {
	return showsTimes && size.width >= leastForTimes ? 7 : 0;
}

/**
 * When gpjobs first saw a message: `≤14:02`. The server gives a message no time, and it may be older.
 *
 * @returns the empty text where that is not known
 */
export function firstSeenTime({summary}: MessagesState, index: number, isAscii: boolean): SafeText {
	const batch = summary && firstSeenOf(summary, index);
	if (!batch) return safe``;
	return safe`${isAscii ? safe`<` : safe`≤`}${clockTime(batch.until)}`;
}

const minute = 60_000;
/** Milliseconds without a message from which on a line says so. */
const longSilence = 2 * minute;

/** Milliseconds for which nothing came before a message, where that was long; otherwise `undefined`. */
export function silenceOf({showsTimes, summary}: MessagesState, index: number): number | undefined {
	if (!showsTimes || summary === null) return undefined;
	const silence = silenceBefore(summary, index);
	return silence !== null && silence >= longSilence ? silence : undefined;
}

/** The line above a message before which nothing came for some time. @param ms milliseconds */
export function silenceLine(ms: number): SafeText {
	return safe`no message for ${counted(Math.floor(ms / minute), 'minute')}`;
}
