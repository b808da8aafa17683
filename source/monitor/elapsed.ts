import {hasEnded} from '../gp/status.ts';
import type {Moment} from './clock.ts';
import type {Took, WatchedJob} from './job.ts';
import {isStale} from './schedule.ts';

/**
 * How long a job has run; how long it has waited while it is queued; how long it took once it has ended.
 *
 * @returns `undefined` where it is unknown, as for a job that gpjobs met after its end and that gives no times itself
 *
 * For a job whose last answer is old, the time that this answer proves: the figure stands still until the next one.
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

/** Whether what is known of a job may no longer hold: too old, or of an earlier run of gpjobs. */
export function isInDoubt(job: WatchedJob, now: Moment): boolean {
	return isStale(job, now.mono) || (job.isFromRecord && !hasEnded(job.state));
}

/**
 * How long a job took; `undefined` before its end, and where nothing says it.
 *
 * What gpjobs saw from start to end covers the whole job. What the job reports may cover its last tool only, but is
 * better than a part of what gpjobs saw. A record counts where this run has fewer messages than the one that wrote it.
 */
export function tookOf(job: WatchedJob): Took | undefined {
	if (!hasEnded(job.state)) return undefined;
	const {runningSince, endedAt, took} = job;
	const seen = runningSince === null || endedAt === null ? undefined : endedAt.mono - runningSince.mono;
	if (seen !== undefined && job.sawStart) return {ms: seen, isAtLeast: false};
	const told = toldByNotebook(job) ?? toldByMessages(job);
	// A shorter time than gpjobs saw it run is that of one of its tools. Its end is seen an interval late at most.
	if (told !== undefined && told >= (seen ?? 0) - job.intervalThen) return {ms: told, isAtLeast: false};
	return took ?? (seen === undefined ? undefined : {ms: seen, isAtLeast: true});
}

function toldByNotebook({snapshot}: WatchedJob): number | undefined {
	const {startTime = null, endTime = null} = snapshot?.notebook ?? {};
	return startTime === null || endTime === null || endTime < startTime ? undefined : endTime - startTime;
}

/** After the last tool a script may add some messages of its own. */
const lastMessages = 20;
/** What ArcGIS writes when a tool ends; it says nothing that status and ELAPSED do not. */
export const endOfTool =
	/^(?:Succeeded|Failed) at .*\(Elapsed Time: (?:(\d{1,6}) hours? )?(?:(\d{1,6}) minutes? )?(\d{1,9}(?:[.,]\d{1,9})?) seconds?\)/;

/** The `(Elapsed Time: 21.18 seconds)` of the last "Succeeded at" or "Failed at". */
function toldByMessages({messages, state}: WatchedJob): number | undefined {
	const {list, last} = messages;
	// A job that did not come to its own end has lines of the tools before that.
	const isWhole = state === 'succeeded' || state === 'failed';
	const latest = list === null || !isWhole ? (last === null ? [] : [last]) : list.slice(-lastMessages);
	for (const {text} of latest.toReversed()) {
		const match = endOfTool.exec(text.safe.slice(0, 300));
		if (!match) continue;
		const [, hours = '0', minutes = '0', seconds = '0'] = match;
		return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds.replace(',', '.'))) * 1000;
	}
	return undefined;
}
