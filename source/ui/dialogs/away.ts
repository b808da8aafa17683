import type {Moment} from '../../monitor/clock.ts';
import type {WatchedJob} from '../../monitor/job.ts';
import {exactAge} from '../../text/duration.ts';
import {counted} from '../../text/number-words.ts';
import {type SafeText, safe} from '../../text/safe-text.ts';
import {statusText} from '../panes/list/row.ts';
import type {DialogText} from './dialog-lines.ts';

/** So long nobody has pressed a key who counts as away. */
export const awayAfter = 5 * 60_000;

/**
 * The jobs that came to an end, or went, while nobody pressed a key; the last first.
 *
 * @param since monotonic milliseconds of the last key
 */
export function endedSince(jobs: readonly WatchedJob[], since: number): readonly WatchedJob[] {
	const at = ({endedAt, stateSince, state}: WatchedJob) =>
		(state === 'gone' ? stateSince : endedAt)?.mono ?? Number.NEGATIVE_INFINITY;
	return jobs.filter(job => !job.metInState && at(job) > since).sort((a, b) => at(b) - at(a));
}

/** @param since when the last key was pressed */
export function awayText(jobs: readonly WatchedJob[], since: Moment, now: Moment): DialogText {
	const lines = jobs.map(job => {
		const ended = (job.state === 'gone' ? job.stateSince : job.endedAt)?.mono ?? now.mono;
		return safe`${statusText(job)}: ${job.label ?? job.address.jobId}, ${exactAge(now.mono - ended)} ago`;
	});
	return {
		title: safe`While you were away`,
		facts: [],
		notes: [summary(jobs, since, now)],
		list: {lines, selected: 0},
		keys: [[safe`any key`, safe`go on`]],
	};
}

function summary(jobs: readonly WatchedJob[], since: Moment, now: Moment): SafeText {
	return safe`In the ${exactAge(now.mono - since.mono)} since your last key ${counted(jobs.length, 'job')} ended.`;
}
