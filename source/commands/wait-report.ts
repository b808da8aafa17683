import {systemClock} from '../monitor/clock.ts';
import {jobName, type WatchedJob} from '../monitor/job.ts';
import {distinctJobNames} from '../monitor/job-names.ts';
import type {Monitor} from '../monitor/monitor.ts';
import {stateWords} from '../session/job-lines.ts';
import {exactAge} from '../text/duration.ts';
import {counted} from '../text/number-words.ts';
import {joinSafe, type SafeText, safe} from '../text/safe-text.ts';
import {isLeft} from './plain-watch.ts';
import {say} from './print.ts';
import {goalWords, type WaitGoal} from './wait-goal.ts';

/** The time between two reports in milliseconds. Some CI services stop a step that prints nothing for a longer time. */
const reportEvery = 600_000;

/**
 * Reports every ten minutes for which jobs the command still waits, for logs in which nothing else appears.
 *
 * @returns a function that stops the reports
 */
export function reportWhileWaiting(monitor: Monitor, isWaitedFor: (job: WatchedJob) => boolean = isLeft): () => void {
	const begun = systemClock.now().mono;
	let stop = () => {};
	const wait = () => {
		stop = systemClock.after(reportEvery, () => {
			const left = monitor.jobs.list.filter(isWaitedFor);
			if (left.length > 0) say(stillWaiting(systemClock.now().mono - begun, left));
			wait();
		});
	};
	wait();
	return () => stop();
}

/** The largest number of jobs that a report names. */
const mostNamed = 10;

/**
 * Names the jobs that have not ended.
 *
 * @param waited milliseconds since the command started
 */
export function stillWaiting(waited: number, jobs: readonly WatchedJob[]): SafeText {
	return safe`Still waiting after ${exactAge(waited)}: ${named(jobs, job => safe` (${stateWords(job)})`)}.`;
}

/**
 * Makes the last line of a wait for several jobs: how many succeeded, and which did not; with `--for`, how many have
 * reached one of the states.
 */
export function summaryOf(jobs: readonly WatchedJob[], goal?: WaitGoal): SafeText {
	const {yes = [], no = []} = Object.groupBy(jobs, job =>
		(goal ? goal.hasReached(job) : job.state === 'succeeded') ? 'yes' : 'no',
	);
	const others = [...Map.groupBy(no, stateWords)].map(([word, some]) => safe` ${word}: ${named(some)}.`);
	const what = goal ? safe`reached ${goalWords(goal)}` : safe`succeeded`;
	return safe`${yes.length} of ${counted(jobs.length, 'job')} ${what}.${joinSafe(others, safe``)}`;
}

function named(jobs: readonly WatchedJob[], more: (job: WatchedJob) => SafeText = () => safe``): SafeText {
	const names = distinctJobNames(jobs);
	const words = jobs.slice(0, mostNamed).map(job => safe`${names.get(job.address.url) ?? jobName(job)}${more(job)}`);
	const rest = jobs.length > mostNamed ? safe` and ${jobs.length - mostNamed} more` : safe``;
	return safe`${joinSafe(words, safe`, `)}${rest}`;
}
