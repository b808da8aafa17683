import {jobName, reasonOf, type WatchedJob} from '../monitor/job.ts';
import {isNeverFound} from '../monitor/missing-job.ts';
import type {Listed} from '../monitor/monitor.ts';
import {stateWords} from '../session/job-lines.ts';
import {joinSafe, type SafeText, safe, safeText} from '../text/safe-text.ts';
import {firstLine} from '../ui/panes/list/last-words.ts';
import {beginRecording} from './command-records.ts';
import {type ExitCode, exitCodes, worstOf} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {type NamedJobs, withNamedJobs} from './named-jobs.ts';
import {parseTime} from './options.ts';
import {followPlainly, isLeft, unreadEnds} from './plain-watch.ts';
import {say} from './print.ts';
import {caughtSignal} from './signals.ts';
import {timeLimit} from './time-limit.ts';
import {goalWords, readGoal, type WaitGoal} from './wait-goal.ts';
import {endCode, type WaitedFor, waitOutcome} from './wait-outcome.ts';
import {reportWhileWaiting, summaryOf} from './wait-report.ts';

/** Runs `gpjobs wait JOB…`: waits until the jobs have ended. The exit code shows how they ended. */
export async function wait(invocation: Invocation): Promise<ExitCode> {
	const {operands, flags} = invocation;
	if (flags.any && flags.all) {
		say(anyOrAll);
		return exitCodes.usage;
	}
	const timeout = parseTime('timeout', flags.timeout);
	if (!timeout.ok) {
		say(timeout.sentence);
		return exitCodes.usage;
	}
	const read = flags.for === undefined ? undefined : readGoal(flags.for);
	if (read?.ok === false) {
		say(read.sentence);
		return exitCodes.usage;
	}
	const waitedFor = {isAny: flags.any === true, failsFast: flags['fail-fast'] === true, goal: read?.goal};
	const act = (named: NamedJobs) => waitFor(named, waitedFor, timeout.ms, invocation);
	// If jobs are given, --all only says that the command waits for all of them.
	return withNamedJobs(invocation, operands, 'live', act, {isAll: flags.all === true && operands.length === 0});
}

/**
 * Waits for one job in an existing engine, which then watches only this job.
 *
 * @param isSaved whether the job is on the saved list, so that gpjobs writes its record
 */
export function waitForOne(
	{
		engine,
		opened,
		job,
		isSaved,
	}: Pick<NamedJobs, 'engine' | 'opened'> & {readonly job: Listed; readonly isSaved: boolean},
	timeout: number | undefined,
	invocation: Invocation,
): Promise<ExitCode> {
	const {monitor} = engine;
	monitor.forget(monitor.jobs.list.map(({address}) => address.url));
	monitor.setPaused(false);
	monitor.watch([job]);
	const named = {engine, opened, urls: [job.address.url], isSaved: () => isSaved, isByFilter: false};
	return waitFor(named, {isAny: false, failsFast: false}, timeout, invocation);
}

async function waitFor(
	named: NamedJobs,
	{isAny, failsFast, goal}: Pick<WaitedFor, 'isAny' | 'failsFast'> & {readonly goal?: WaitGoal | undefined},
	timeout: number | undefined,
	{flags}: Invocation,
): Promise<ExitCode> {
	const {monitor} = named.engine;
	const finishRecords = beginRecording(named);
	const limit = timeLimit(timeout);
	// Signals are caught only from here on; before that, there is nothing to save.
	const stop = Promise.race([caughtSignal(), limit.ranOut]);
	let stopped: ExitCode | undefined;
	let hasOutcome = false;
	let isRecorded = true;
	let code: ExitCode;
	void stop.then(code => {
		stopped = code;
	});
	const isQuiet = flags.quiet === true;
	const waitedFor = {isAny, failsFast, ...(goal && {codeOf: (job: WatchedJob) => goal.codeOf(job)})};
	const isUnreached = (job: WatchedJob) => goal?.hasReached(job) !== true;
	const isWaitedFor = (job: WatchedJob) => isLeft(job) && isUnreached(job);
	goal?.follow(monitor);
	const stopReports = flags.json || isQuiet ? () => {} : reportWhileWaiting(monitor, isWaitedFor);
	try {
		await followPlainly(monitor, {
			isJson: flags.json === true,
			isQuiet,
			isOver: jobs => waitOutcome(jobs, waitedFor) !== undefined,
			stop,
			outlivesReader: true,
		});
		const jobs = monitor.jobs.list;
		const outcome = waitOutcome(jobs, waitedFor);
		hasOutcome = outcome !== undefined;
		if (outcome === undefined && stopped === exitCodes.timedOut)
			say(timeUp(jobs.filter(isWaitedFor), flags.timeout ?? '', goal));
		for (const sentence of outcome === undefined
			? []
			: [...hopeless(jobs.filter(isUnreached)), ...unreadEnds(jobs), ...(flags.json ? [] : failures(jobs))])
			say(sentence);
		const isWorthSummary = jobs.length > 1 && !flags.json && !(isQuiet && outcome === exitCodes.fine);
		if (outcome !== undefined && isWorthSummary) say(summaryOf(jobs, goal));
		code = outcome ?? stopped ?? exitCodes.fault;
	} finally {
		limit.clear();
		stopReports();
		isRecorded = await finishRecords({isHurried: !hasOutcome});
	}
	// After a signal or the time limit there may have been no time to write all records, and the code has to say why
	// the command ended.
	return isRecorded || !hasOutcome ? code : worstOf([code, exitCodes.notSaved]);
}

function timeUp(left: readonly WatchedJob[], timeout: string, goal: WaitGoal | undefined): SafeText {
	const names = joinSafe(
		left.map(job => safe`${jobName(job)} (${stateWords(job)})`),
		safe`, `,
	);
	return goal ? notReachedYet(timeout, goalWords(goal), names) : notEndedYet(timeout, names);
}

/** Returns a sentence for each job for which `gpjobs wait` stops waiting although the job has not ended. */
function hopeless(jobs: readonly WatchedJob[]): readonly SafeText[] {
	return jobs.flatMap(job => {
		const code = endCode(job);
		const isHopeless = code === exitCodes.signIn || code === exitCodes.usage;
		if (!job.trouble) return [];
		if (job.refusals?.areLasting || isNeverFound(job))
			return [safe`${jobName(job)}: ${job.trouble.fault.sentence} ${neverSeen}`];
		return isHopeless ? [safe`${jobName(job)}: ${job.trouble.fault.sentence}`] : [];
	});
}

/** The end of the sentence about a job whose status the server never sent. */
export const neverSeen = safe`Its server never sent a status for this job, so gpjobs stops waiting for it.`;

/** Returns a sentence for each failed job, even if the job had failed before the wait began. */
function failures(jobs: readonly WatchedJob[]): readonly SafeText[] {
	return jobs.flatMap(job => {
		const reason = reasonOf(job);
		return reason === null ? [] : [failedBecause(jobName(job), firstLine(reason.text.safe))];
	});
}

/** The error for `--any` together with `--all`. */
export const anyOrAll: SafeText = safe`Give --any or --all, not both.`;

/** The notice when `--timeout` runs out. */
export function notEndedYet(timeout: string, jobs: SafeText): SafeText {
	return safe`After ${safeText(timeout)} these jobs have not ended: ${jobs}.`;
}

/** The notice if `--timeout` runs out before the jobs have reached a state of `--for`. */
export function notReachedYet(timeout: string, states: SafeText, jobs: SafeText): SafeText {
	return safe`After ${safeText(timeout)} these jobs have not reached ${states}: ${jobs}.`;
}

/** The sentence with the reason for a job's failure. */
export function failedBecause(job: SafeText, reason: SafeText): SafeText {
	return safe`${job} failed: ${reason}`;
}
