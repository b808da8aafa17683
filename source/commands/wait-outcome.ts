import type {WatchedJob} from '../monitor/job.ts';
import {isNeverFound} from '../monitor/missing-job.ts';
import {type ExitCode, exitCodeOf, exitCodes, worstOf} from './exit-code.ts';
import {isLeft, isUnanswered} from './plain-watch.ts';

/**
 * What `gpjobs wait` waits for: the first job to end (`isAny`), or all jobs. With `failsFast` it stops as soon as a job
 * ends without success.
 */
export type WaitedFor = {
	readonly isAny: boolean;
	readonly failsFast: boolean;
	/**
	 * Returns the exit code of a job for which the command no longer waits. If this is absent, the command waits until
	 * the jobs have ended.
	 */
	readonly codeOf?: (job: WatchedJob) => ExitCode | undefined;
};

/**
 * Decides whether `gpjobs wait` may stop. Faults do not stop the wait, because polling continues, except those that
 * only a person can correct: a sign-in that is needed (4), a URL that is not a GP job (2), and a job that was refused
 * again and again without ever being seen (5). Such a fault stops it only after every job was polled once, so that the
 * order of the jobs does not matter. With `isAny` it waits as long as any job can still end.
 *
 * @returns the exit code; `undefined` to keep waiting
 */
export function waitOutcome(
	jobs: readonly WatchedJob[],
	{isAny, failsFast, codeOf = endCode}: WaitedFor,
): ExitCode | undefined {
	const codes = jobs.flatMap(job => codeOf(job) ?? []);
	const ends = codes.filter(code => !isHopeless(code));
	if (isAny && ends.length > 0) return worstOf(ends);
	if (failsFast && ends.some(code => code !== exitCodes.fine)) return worstOf(codes);
	if (codes.length === jobs.length) return worstOf(codes);
	const isForPerson = !isAny && ends.length < codes.length && !jobs.some(isUnanswered);
	return isForPerson ? worstOf(codes) : undefined;
}

/**
 * Whether a job with this exit code is one for which `gpjobs wait` stops waiting because only a person can correct its
 * fault.
 */
function isHopeless(code: ExitCode): boolean {
	return code === exitCodes.signIn || code === exitCodes.usage;
}

/**
 * Returns the exit code of a job that has ended or for which `gpjobs wait` stops waiting; `undefined` for other jobs.
 */
export function endCode(job: WatchedJob): ExitCode | undefined {
	if (!isLeft(job)) return codeOfEnd(job);
	const code = job.trouble === null ? exitCodes.fine : exitCodeOf(job.trouble.fault.kind);
	return isHopeless(code) ? code : undefined;
}

function codeOfEnd(job: WatchedJob): ExitCode {
	const {state, trouble, refusals} = job;
	switch (state) {
		case 'succeeded':
			return exitCodes.fine;
		case 'cancelled':
			return exitCodes.cancelled;
		case 'failed':
		case 'timed-out':
		case 'deleted':
		case 'gone':
			return exitCodes.failed;
		case 'queued':
		case 'running':
		case 'cancelling':
		case 'unknown':
			// Such a job will not end: its URL is not a job, or the server has never known it.
			if (trouble && refusals?.areLasting && !isNeverFound(job)) return exitCodeOf(trouble.fault.kind);
			return trouble?.fault.kind === 'not-a-job' ? exitCodes.usage : exitCodes.failed;
	}
}
