import {hasEnded} from '../../../gp/status.ts';
import type {Moment} from '../../../monitor/clock.ts';
import type {WatchedJob} from '../../../monitor/job.ts';
import {dateOf} from '../../../text/date.ts';
import {twoDigits} from '../../../text/number-words.ts';
import {type SafeText, safe, safeText} from '../../../text/safe-text.ts';
import {clockTime} from '../../header/clock-time.ts';

/** Returns when a job ended, in epoch milliseconds; `undefined` if it has not ended or gpjobs does not know when. */
export function endMoment({state, snapshot, endedAt, metInState}: WatchedJob): number | undefined {
	if (!hasEnded(state)) return undefined;
	const reported = snapshot?.notebook?.endTime ?? null;
	if (reported !== null) return reported;
	return metInState ? undefined : endedAt?.epoch;
}

/**
 * Returns the time by which a job had ended, in epoch milliseconds: its end if that is known, otherwise the first answer
 * after it; `undefined` if the job has not ended.
 */
export function endedBy(job: WatchedJob): number | undefined {
	return hasEnded(job.state) ? (endMoment(job) ?? job.endedAt?.epoch) : undefined;
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const daysOfWeek = 6;
const day = 24 * 60 * 60 * 1000;

/**
 * Formats when a job ended, in at most 11 cells: `13:58` today, `Mon 13:58` in the last days, otherwise `11-02 13:58`.
 * Empty for a job that has not ended, or if gpjobs does not know when it ended.
 */
export function endedWords(job: WatchedJob, now: Moment): SafeText {
	const end = endMoment(job);
	const date = end === undefined ? undefined : dateOf(end);
	const today = dateOf(now.epoch);
	if (end === undefined || !date || !today) return safe``;
	if (date.toDateString() === today.toDateString()) return clockTime(end);
	const isThisWeek = end < now.epoch && now.epoch - end < daysOfWeek * day;
	return isThisWeek
		? safe`${safeText(weekdays[date.getDay()] ?? '')} ${clockTime(end)}`
		: safe`${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())} ${clockTime(end)}`;
}
