import {isCancellable} from '../gp/status.ts';
import {type CancelFlow, unaskedCancel} from '../monitor/cancel.ts';
import {systemClock} from '../monitor/clock.ts';
import {jobName, type WatchedJob} from '../monitor/job.ts';
import type {Monitor} from '../monitor/monitor.ts';
import {jobLines} from '../session/job-lines.ts';
import {heldNothingSent, holdByNow, nothingSent} from '../session/read-only-guard.ts';
import {toJson} from '../text/json-escape.ts';
import {counted} from '../text/number-words.ts';
import {joinSafe, type SafeText, safe, safeText} from '../text/safe-text.ts';
import {cancelWords} from '../ui/panes/list/cancel-words.ts';
import {type CancelOutcome, cancelCode, cancelOutcome, newestState, outcomeSoFar} from './cancel-outcome.ts';
import {type ExitCode, exitCodes, worstOf} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {type NamedJobs, withNamedJobs} from './named-jobs.ts';
import {parseNumber, parseTime} from './options.ts';
import {untilJobs} from './plain-watch.ts';
import {print, say, sayLine} from './print.ts';
import {ask, canAsk, confirm, dropTypedAhead} from './prompt.ts';
import {allOrJobs} from './select-jobs.ts';
import {caughtSignal, Interrupted} from './signals.ts';
import {timeLimit} from './time-limit.ts';

/**
 * Runs `gpjobs cancel JOB…`: asks for confirmation, polls each job afresh, and sends at most one request for each. With `--wait`
 * it follows each job until the outcome is known.
 */
export async function cancel(invocation: Invocation): Promise<ExitCode> {
	const {operands, flags} = invocation;
	const timeout = parseTime('timeout', flags.timeout);
	if (!timeout.ok) {
		say(timeout.sentence);
		return exitCodes.usage;
	}
	if (flags.timeout !== undefined && !flags.wait) {
		say(timeoutWithoutWait);
		return exitCodes.usage;
	}
	if (flags.all && operands.length > 0) {
		say(allOrJobs);
		return exitCodes.usage;
	}
	const {ms: milliseconds} = timeout;
	const count = parseNumber('count', flags.count, {least: 1, most: 1_000_000, isWhole: true});
	if (!count.ok) {
		say(count.sentence);
		return exitCodes.usage;
	}
	const {value: expected} = count;
	return withNamedJobs(invocation, operands, 'asked', act, {isAll: flags.all === true});

	async function act(named: NamedJobs): Promise<ExitCode> {
		const {monitor, guard} = named.engine;
		if (guard.reason !== undefined) {
			say(nothingSent);
			return exitCodes.notSaved;
		}
		if (monitor.isReadOnly) {
			say(readOnlyCancel);
			return exitCodes.usage;
		}
		if (expected === undefined && flags.yes && named.isByFilter) {
			say(countNeeded(named.urls.length));
			return exitCodes.usage;
		}
		const selected = await stillSelected(named);
		const jobs = selected.urls.length;
		if (expected !== undefined && expected !== jobs) {
			say(countNeeded(jobs));
			return exitCodes.usage;
		}
		if (jobs === 0) return exitCodes.usage;
		if (flags.yes) return cancelJobs(selected, selected.sure, milliseconds, invocation);
		const answer = await confirmed(selected);
		if (answer.refusal !== undefined) return answer.refusal;
		const hold = await holdByNow(guard, named.opened);
		if (hold !== undefined) {
			say(heldNothingSent(hold));
			return exitCodes.notSaved;
		}
		return cancelJobs(selected, answer.urls, milliseconds, invocation);
	}
}

/**
 * Drops the jobs that a filter selected by an old state and that no longer match in their present one: a job that waited when
 * gpjobs last saw it may run now.
 *
 * @returns `sure`: the jobs that certainly match. A job that could not be polled may not match, so it is not cancelled
 * without being shown.
 */
async function stillSelected(named: NamedJobs): Promise<NamedJobs & {readonly sure: readonly string[]}> {
	const {
		engine: {monitor},
		urls,
		isStillSelected,
	} = named;
	if (isStillSelected === undefined) return {...named, sure: urls};
	await monitor.refresh(urls, {messages: false});
	const jobs = urls.flatMap(url => monitor.jobs.get(url) ?? []);
	const selected = jobs.filter(isStillSelected);
	const others = jobs.filter(job => !selected.includes(job));
	if (others.length > 0) say(noLongerSelected(others.map(jobName)));
	monitor.forget(others.map(({address}) => address.url));
	return {
		...named,
		urls: selected.map(({address}) => address.url),
		sure: selected.filter(({trouble}) => trouble === null).map(({address}) => address.url),
	};
}

type Confirmation =
	/** The user said no, or there is no terminal to ask on. */
	| {readonly refusal: ExitCode}
	/** The jobs that were shown to the user, who agreed. Only these may be cancelled. */
	| {readonly refusal?: undefined; readonly urls: readonly string[]};

/**
 * Polls the jobs and asks for confirmation if at least one of them can still be cancelled. The other jobs were not shown,
 * so the answer does not cover them, whatever the next poll finds.
 */
async function confirmed({engine: {monitor}, urls, isByFilter}: NamedJobs): Promise<Confirmation> {
	if (!canAsk()) {
		say(nobodyToAsk);
		return {refusal: exitCodes.usage};
	}
	await monitor.refresh(urls, {messages: false});
	const jobs = urls.flatMap(url => monitor.jobs.get(url) ?? []).filter(({state}) => isCancellable(state));
	if (jobs.length === 0) return {urls: []};
	for (const [index, line] of jobLines(jobs, systemClock.now().epoch).entries()) {
		sayLine(safe`${line}\n  ${safeText(jobs[index]?.address.url ?? '')}`);
	}
	const isConfirmed = await isAgreed(jobs.length, isByFilter).catch((error: unknown) => {
		if (error instanceof Interrupted) say(nothingAsked);
		throw error;
	});
	if (isConfirmed) return {urls: jobs.map(({address}) => address.url)};
	say(nothingAsked);
	return {refusal: exitCodes.fault};
}

/** Asks whether to cancel the jobs that were shown; for jobs that a filter selected, the user has to type their number. */
async function isAgreed(jobs: number, isByFilter: boolean): Promise<boolean> {
	await dropTypedAhead();
	if (!isByFilter) return confirm(cancelQuestion(jobs));
	return (await ask(cancelCountQuestion(jobs)))?.trim() === String(jobs);
}

/** Cancels the jobs of `confirmedUrls`, and reports on all jobs that the command line names. */
async function cancelJobs(
	{engine: {monitor}, urls}: NamedJobs,
	confirmedUrls: readonly string[],
	timeout: number | undefined,
	{flags}: Invocation,
): Promise<ExitCode> {
	const isPatient = flags.wait === true;
	const limit = timeLimit(timeout);
	let stopped: ExitCode | undefined;
	const stop = Promise.race([caughtSignal(), limit.ranOut]).then(code => {
		stopped = code;
	});
	const outcomeOf = (job: WatchedJob) => cancelOutcome(job, isPatient, systemClock.now().mono);
	const stopPrinting = isPatient && !flags.quiet ? printSteps(monitor) : () => {};
	// From here on every request belongs to a cancel. With --wait the engine also polls the jobs until their outcome is
	// known.
	for (const url of confirmedUrls) monitor.cancel(url);
	monitor.setPaused(!isPatient);
	await untilJobs(monitor, jobs => jobs.every(job => outcomeOf(job) !== undefined), stop);
	stopPrinting();
	limit.clear();
	const asked = new Set(confirmedUrls);
	const jobs = urls
		.flatMap(url => monitor.jobs.get(url) ?? [])
		.map(job => (asked.has(job.address.url) ? job : unasked(job)));
	const open = jobs.filter(job => outcomeOf(job) === undefined);
	const reports = jobs.map(job => ({job, outcome: outcomeOf(job) ?? outcomeSoFar(job)}));
	const shown = reports.filter(({job, outcome}) => !flags.quiet || cancelCode(job, outcome) !== exitCodes.fine);
	await print(flags.json ? `${toJson({jobs: reports.map(cancelJson)})}\n` : shown.map(cancelLine).join(''));
	if (open.length === 0 || stopped === undefined)
		return worstOf(reports.map(({job, outcome}) => cancelCode(job, outcome)));
	if (stopped === exitCodes.timedOut) say(notKnownYet(flags.timeout ?? '', open.map(jobName)));
	return stopped;
}

/** Returns a job with the outcome that it was not cancelled, because it could not be when the user was asked. */
function unasked(job: WatchedJob): WatchedJob {
	return {...job, cancel: unaskedCancel(job, job.trouble?.fault ?? null, systemClock.now().mono)};
}

type CancelReport = {readonly job: WatchedJob; readonly outcome: CancelOutcome};

function cancelJson({job, outcome}: CancelReport): Readonly<Record<string, unknown>> {
	return {url: job.address.url, outcome, state: newestState(job), sentence: cancelSentence(job)};
}

function cancelLine({job}: CancelReport): string {
	return `${jobName(job)}: ${cancelSentence(job)}\n`;
}

function cancelSentence({cancel: flow}: WatchedJob): SafeText {
	return flow === null ? cancelNotSent : cancelWords(flow);
}

/** Printed for a job whose cancel never started. */
export const cancelNotSent: SafeText = safe`cancel not sent`;

/** The notice when `--timeout` runs out before the outcomes of some cancels are known. */
export function notKnownYet(timeout: string, jobs: readonly SafeText[]): SafeText {
	return safe`After ${safeText(timeout)} the outcome is still unknown for: ${joinSafe(jobs, safe`, `)}.`;
}

/**
 * Prints each step of the cancels on standard error, for a user who waits.
 *
 * @returns a function that stops the printing
 */
function printSteps(monitor: Monitor): () => void {
	const isWorth = (flow: CancelFlow | null | undefined) => flow?.step === 'accepted' || flow?.step === 'unknown';
	return monitor.jobs.listen(({before, after}) => {
		const flow = after?.cancel;
		if (!after || !flow || !isWorth(flow)) return;
		const words = cancelWords(flow);
		const wordsBefore = isWorth(before?.cancel) && before?.cancel ? cancelWords(before.cancel) : undefined;
		if (words !== wordsBefore) say(safe`${jobName(after)}: ${words}`);
	});
}

/** The error for a cancel in read-only mode. */
export const readOnlyCancel: SafeText = safe`Nothing was sent: gpjobs is read-only here (--read-only, GPJOBS_READ_ONLY or the setting readOnly).`;

/** The error for a cancel without `--yes` if there is no terminal to ask on. */
export const nobodyToAsk: SafeText = safe`Nothing was sent: a cancel needs a yes, and there is no terminal to ask on. Use --yes to cancel without being asked.`;

/** The question before a cancel is sent. */
export function cancelQuestion(jobs: number): SafeText {
	return safe`Cancel ${jobs === 1 ? safe`this job` : safe`these ${counted(jobs, 'job')}`}? [y/N] `;
}

/** The question before jobs that a filter or `--all` selected are cancelled: the user has to type their number. */
export function cancelCountQuestion(jobs: number): SafeText {
	return safe`Type ${jobs} to cancel ${jobs === 1 ? safe`this job` : safe`these ${counted(jobs, 'job')}`}: `;
}

/** The error for a `--count` that is missing or wrong. */
export function countNeeded(jobs: number): SafeText {
	return safe`Nothing was sent: the command line selects ${counted(jobs, 'job')}. gpjobs status shows them. If that is right, give --count ${jobs}.`;
}

/** The notice about jobs that matched a filter by their last known states, but not by their present ones. */
export function noLongerSelected(jobs: readonly SafeText[]): SafeText {
	return safe`No longer selected, because the present state does not match: ${joinSafe(jobs, safe`, `)}.`;
}

/** Printed after the user answered no to `cancelQuestion`. */
export const nothingAsked: SafeText = safe`Nothing was sent.`;

/** The error for `--timeout` without `--wait`. */
export const timeoutWithoutWait: SafeText = safe`--timeout limits how long --wait waits. Give both, or leave --timeout out.`;
