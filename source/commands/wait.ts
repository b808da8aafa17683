import {jobName, reasonOf, type WatchedJob} from '../monitor/job.ts';
import {isNeverFound} from '../monitor/missing-job.ts';
import type {Listed} from '../monitor/monitor.ts';
import {FlightRecorder, type FlightRecorderOptions, notAllRecorded} from '../session/flight-recorder.ts';
import {stateWords} from '../session/job-lines.ts';
import {joinSafe, type SafeText, safe, safeText} from '../text/safe-text.ts';
import {firstLine} from '../ui/panes/list/last-words.ts';
import {type ExitCode, exitCodes, worstOf} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {type NamedJobs, withNamedJobs} from './named-jobs.ts';
import {parseTime} from './options.ts';
import {followPlainly, isLeft, unreadEnds} from './plain-watch.ts';
import {say} from './print.ts';
import {caughtSignal} from './signals.ts';
import {timeLimit} from './time-limit.ts';
import {endCode, type WaitedFor, waitOutcome} from './wait-outcome.ts';

/** `gpjobs wait JOB…`: until the jobs have ended, with an exit code that says how. */
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
	const waitedFor = {isAny: flags.any === true, failsFast: flags['fail-fast'] === true};
	return withNamedJobs(invocation, operands, 'live', named => waitFor(named, waitedFor, timeout.ms, invocation));
}

/**
 * Waits for one job in an engine that is there already, and for no other that it watches.
 *
 * @param isSaved whether it is in the list, so that what is learnt of it is kept
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
	const named = {engine, opened, urls: [job.address.url], isSaved: () => isSaved};
	return waitFor(named, {isAny: false, failsFast: false}, timeout, invocation);
}

async function waitFor(
	named: NamedJobs,
	waitedFor: WaitedFor,
	timeout: number | undefined,
	{flags}: Invocation,
): Promise<ExitCode> {
	const {monitor} = named.engine;
	let isTrouble = false;
	const recorder = recorderOf(named, (sentence, isOver) => {
		isTrouble = !isOver;
		say(sentence);
	});
	const limit = timeLimit(timeout);
	// Only now: a signal that comes before ends the process as it always does.
	const stop = Promise.race([caughtSignal(), limit.ranOut]);
	let stopped: ExitCode | undefined;
	let hasOutcome = false;
	let isRecorded = true;
	let code: ExitCode;
	void stop.then(code => {
		stopped = code;
	});
	try {
		await followPlainly(monitor, {
			isJson: flags.json === true,
			isOver: jobs => waitOutcome(jobs, waitedFor) !== undefined,
			stop,
			outlivesReader: true,
		});
		const jobs = monitor.jobs.list;
		const outcome = waitOutcome(jobs, waitedFor);
		hasOutcome = outcome !== undefined;
		if (outcome === undefined && stopped === exitCodes.timedOut) say(timeUp(jobs, flags.timeout ?? ''));
		for (const sentence of outcome === undefined
			? []
			: [...hopeless(jobs), ...unreadEnds(jobs), ...(flags.json ? [] : failures(jobs))])
			say(sentence);
		code = outcome ?? stopped ?? exitCodes.fault;
	} finally {
		limit.clear();
		isRecorded = (await recorder?.finish({isHurried: !hasOutcome})) ?? true;
		if (!isRecorded && !isTrouble) say(notAllRecorded);
	}
	// After a signal or the time limit there was no time to write all records, and the code has to say what ended the command.
	return isRecorded || !hasOutcome ? code : worstOf([code, exitCodes.notSaved]);
}

/** Records saved jobs, as the monitor does; a job that is not saved leaves no trace. */
function recorderOf(
	{opened: {storage, home, preferences}, engine: {monitor}, isSaved}: NamedJobs,
	onTrouble: FlightRecorderOptions['onTrouble'],
): FlightRecorder | undefined {
	if (!storage || !home.ok) return undefined;
	return new FlightRecorder({
		monitor,
		storage,
		isRecorded: isSaved,
		keepsValues: preferences.keepsValues,
		onTrouble,
	});
}

function timeUp(jobs: readonly WatchedJob[], timeout: string): SafeText {
	const left = jobs.filter(isLeft).map(job => safe`${jobName(job)} (${stateWords(job)})`);
	return notEndedYet(timeout, joinSafe(left, safe`, `));
}

/** Why `wait` stops although jobs have not ended. */
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

/** Behind the fault of a job that is not waited for any longer. */
export const neverSeen = safe`Its server never said how the job stands, so gpjobs does not wait for it any longer.`;

/** Why jobs have failed, those too that had failed before they were waited for. */
function failures(jobs: readonly WatchedJob[]): readonly SafeText[] {
	return jobs.flatMap(job => {
		const reason = reasonOf(job);
		return reason === null ? [] : [safe`${jobName(job)} failed: ${firstLine(reason.text.safe)}`];
	});
}

/** The sentence about two options that exclude each other. */
export const anyOrAll: SafeText = safe`--any and --all say different things; leave one out.`;

/** At the end of the time that somebody gave. */
export function notEndedYet(timeout: string, jobs: SafeText): SafeText {
	return safe`After ${safeText(timeout)}, not ended yet: ${jobs}.`;
}
