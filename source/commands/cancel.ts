import {isCancellable} from '../gp/status.ts';
import type {CancelFlow} from '../monitor/cancel.ts';
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
import {parseTime} from './options.ts';
import {untilJobs} from './plain-watch.ts';
import {print, say, sayLine} from './print.ts';
import {canAsk, confirm} from './prompt.ts';
import {caughtSignal} from './signals.ts';
import {timeLimit} from './time-limit.ts';

/** `gpjobs cancel JOB…`: asks once for each job, after a fresh look at it; with `--wait` until it is known what came of it. */
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
	return withNamedJobs(invocation, operands, 'asked', async named => {
		const {monitor, guard} = named.engine;
		if (guard.reason !== undefined) {
			say(nothingSent);
			return exitCodes.notSaved;
		}
		if (monitor.isReadOnly) {
			say(readOnlyCancel);
			return exitCodes.usage;
		}
		if (!flags.yes) {
			const refusal = await refusalOf(monitor, named.urls);
			if (refusal !== undefined) return refusal;
			const hold = await holdByNow(guard, named.opened);
			if (hold !== undefined) {
				say(heldNothingSent(hold));
				return exitCodes.notSaved;
			}
		}
		return cancelJobs(named, timeout.ms, invocation);
	});
}

/** Asks the operator where there is still something to be cancelled. @returns the exit code of a no */
async function refusalOf(monitor: Monitor, urls: readonly string[]): Promise<ExitCode | undefined> {
	if (!canAsk()) {
		say(nobodyToAsk);
		return exitCodes.usage;
	}
	await monitor.refresh(urls, {messages: false});
	const jobs = monitor.jobs.list.filter(({state}) => isCancellable(state));
	if (jobs.length === 0) return undefined;
	for (const [index, line] of jobLines(jobs, systemClock.now().epoch).entries()) {
		sayLine(safe`${line}\n  ${safeText(jobs[index]?.address.url ?? '')}`);
	}
	if (await confirm(cancelQuestion(jobs.length))) return undefined;
	say(nothingAsked);
	return exitCodes.fault;
}

async function cancelJobs(
	{engine: {monitor}, urls}: NamedJobs,
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
	const stopTelling = isPatient ? tellSteps(monitor) : () => {};
	// From here on every request is one of a cancel; with --wait the engine follows what becomes of it.
	for (const url of urls) monitor.cancel(url);
	monitor.setPaused(!isPatient);
	await untilJobs(monitor, jobs => jobs.every(job => outcomeOf(job) !== undefined), stop);
	stopTelling();
	limit.clear();
	const jobs = urls.flatMap(url => monitor.jobs.get(url) ?? []);
	const open = jobs.filter(job => outcomeOf(job) === undefined);
	const told = jobs.map(job => ({job, outcome: outcomeOf(job) ?? outcomeSoFar(job)}));
	await print(flags.json ? `${toJson({jobs: told.map(toldJson)})}\n` : told.map(toldLine).join(''));
	if (open.length === 0 || stopped === undefined)
		return worstOf(told.map(({job, outcome}) => cancelCode(job, outcome)));
	if (stopped === exitCodes.timedOut) say(notKnownYet(flags.timeout ?? '', open.map(jobName)));
	return stopped;
}

type Told = {readonly job: WatchedJob; readonly outcome: CancelOutcome};

function toldJson({job, outcome}: Told): Readonly<Record<string, unknown>> {
	return {url: job.address.url, outcome, state: newestState(job), sentence: wordsOf(job)};
}

function toldLine({job}: Told): string {
	return `${jobName(job)}: ${wordsOf(job)}\n`;
}

function wordsOf({cancel: flow}: WatchedJob): SafeText {
	return flow === null ? safe`cancel not sent` : cancelWords(flow);
}

/** The sentence where the time is up and some cancels are still open. */
export function notKnownYet(timeout: string, jobs: readonly SafeText[]): SafeText {
	return safe`After ${safeText(timeout)}, not known yet: ${joinSafe(jobs, safe`, `)}.`;
}

/** Prints what happens meanwhile, for a person who watches. @returns a function that stops it */
function tellSteps(monitor: Monitor): () => void {
	const isWorth = (flow: CancelFlow | null | undefined) => flow?.step === 'accepted' || flow?.step === 'unknown';
	return monitor.jobs.listen(({before, after}) => {
		const flow = after?.cancel;
		if (!after || !flow || !isWorth(flow)) return;
		const words = cancelWords(flow);
		const wordsBefore = isWorth(before?.cancel) && before?.cancel ? cancelWords(before.cancel) : undefined;
		if (words !== wordsBefore) say(safe`${jobName(after)}: ${words}`);
	});
}

/** The sentence about a cancel that is not allowed. */
export const readOnlyCancel: SafeText = safe`gpjobs is read-only here, by --read-only, GPJOBS_READ_ONLY or its settings: nothing was sent.`;

/** The sentence about a cancel without `--yes` where nobody can say yes. */
export const nobodyToAsk: SafeText = safe`Nobody is here to be asked, so nothing was sent. Say --yes to cancel.`;

/** Asked before the servers are asked to cancel. */
export function cancelQuestion(jobs: number): SafeText {
	return safe`Cancel ${jobs === 1 ? safe`this job` : safe`these ${counted(jobs, 'job')}`}? [y/N] `;
}

/** After a no to `cancelQuestion`. */
export const nothingAsked: SafeText = safe`Nothing was sent.`;

/** The sentence about a time limit where nothing is waited for. */
export const timeoutWithoutWait: SafeText = safe`--timeout belongs to --wait: without it nothing is waited for.`;
