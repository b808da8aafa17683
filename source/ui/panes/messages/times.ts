import {firstSeenOf, silenceBefore} from '../../../monitor/message-times.ts';
import {counted} from '../../../text/number-words.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';
import {clockTime} from '../../header/clock-time.ts';
import type {MessagesState} from './state.ts';

/** The smallest width of a pane, in cells, that has room for times. */
const leastForTimes = 40;

/** Returns the width of the column of times in cells: `≤14:02` and a blank; 0 while times are not shown. */
export function timeWidth({showsTimes, size}: Pick<MessagesState, 'showsTimes' | 'size'>): number {
	return showsTimes && size.width >= leastForTimes ? 7 : 0;
}

/**
 * Formats when gpjobs first saw a message: `≤14:02`. The server does not send a time for a message, so the message may
 * be older.
 *
 * @returns an empty text if the time is not known
 */
export function firstSeenTime({summary}: MessagesState, index: number, isAscii: boolean): SafeText {
	const batch = summary && firstSeenOf(summary, index);
	if (!batch) return safe``;
	return safe`${isAscii ? safe`<` : safe`≤`}${clockTime(batch.until)}`;
}

const minute = 60_000;
/** A line says that no message came if that lasted at least this many milliseconds. */
const longSilence = 2 * minute;

/** Returns for how long no message came before a message, in milliseconds; `undefined` if that was not long. */
export function silenceOf({showsTimes, summary}: MessagesState, index: number): number | undefined {
	if (!showsTimes || summary === null) return undefined;
	const silence = silenceBefore(summary, index);
	return silence !== null && silence >= longSilence ? silence : undefined;
}

/**
 * Says for how long no message came, in a line above the next message.
 *
 * @param ms milliseconds
 */
export function silenceLine(ms: number): SafeText {
	return safe`no message for ${counted(Math.floor(ms / minute), 'minute')}`;
}
