import {hasEnded} from '../gp/status.ts';
import type {Moment} from './clock.ts';
import type {Took, WatchedJob} from './job.ts';
import {isStale} from './schedule.ts';
import {toolDuration} from './tool-duration.ts';

/**
 * Returns how long a job has run, how long a queued job has waited, or how long an ended job took. If the job's last
 * answer is old, the time until that answer is returned.
 *
 * @returns `undefined` if it is not known, as for a job that had ended before gpjobs first saw it and reports no times
 */
export function elapsedOf(job: WatchedJob, now: Moment): Took | undefined {
	const {state, runningSince, stateSince, lastAnswer} = job;
	const until = lastAnswer !== null && isInDoubt(job, now) ? lastAnswer : now;
	switch (state) {
		case 'queued':
			return stateSince === null ? undefined : {ms: until.mono - stateSince.mono, isAtLeast: job.metInState};
		case 'running':
		case 'cancelling':
			return runningSince === null ? undefined : {ms: until.mono - runningSince.mono, isAtLeast: !job.sawStart};
		case 'gone':
			return runningSince === null || lastAnswer === null
				? undefined
				: {ms: lastAnswer.mono - runningSince.mono, isAtLeast: true};
		case 'succeeded':
		case 'failed':
		case 'timed-out':
		case 'cancelled':
		case 'deleted':
			return tookOf(job);
		case 'unknown':
			return undefined;
	}
}

/** Whether the known state of a job may be outdated: its last answer is too old, or is from an earlier run of gpjobs. */
export function isInDoubt(job: WatchedJob, now: Moment): boolean {
	return isStale(job, now.mono) || (job.isFromRecord && !hasEnded(job.state));
}

/**
 * Returns how long a job took; `undefined` before its end, or if it is not known. If gpjobs saw start and end, their
 * difference is the duration of the whole job. A duration in the messages may be that of the last tool only, but is
 * better than an incomplete observation. The recorded duration is used if this run has read fewer messages than the run
 * that recorded it.
 */
export function tookOf(job: WatchedJob): Took | undefined {
	if (!hasEnded(job.state)) return undefined;
	const {runningSince, endedAt, took} = job;
	const seen = runningSince === null || endedAt === null ? undefined : endedAt.mono - runningSince.mono;
	if (seen !== undefined && job.sawStart) return {ms: seen, isAtLeast: false};
	const told = toldByNotebook(job) ?? toldByMessages(job);
	// If the duration in the messages is shorter than the time for which gpjobs saw the job run, it is the duration of
	// a single tool. gpjobs sees an end up to one interval late.
	if (told !== undefined && told >= (seen ?? 0) - job.intervalThen) return {ms: told, isAtLeast: false};
	return took ?? (seen === undefined ? undefined : {ms: seen, isAtLeast: true});
}

function toldByNotebook({snapshot}: WatchedJob): number | undefined {
	const {startTime = null, endTime = null} = snapshot?.notebook ?? {};
	return startTime === null || endTime === null || endTime < startTime ? undefined : endTime - startTime;
}

/**
 * The number of last messages that are searched for the end of a tool: a script may write some messages after its last
 * tool.
 */
const lastMessages = 20;

/** Returns the duration of the last tool that reported one in its last message, in milliseconds. */
function toldByMessages({messages, state}: WatchedJob): number | undefined {
	const {list, last} = messages;
	// If the job was cancelled or timed out, such messages are about tools that had ended before.
	const isWhole = state === 'succeeded' || state === 'failed';
	const latest = list === null || !isWhole ? (last === null ? [] : [last]) : list.slice(-lastMessages);
	for (const {text} of latest.toReversed()) {
		const duration = toolDuration(text.safe.slice(0, 300));
		if (duration !== undefined) return duration;
	}
	return undefined;
}
