import type {WatchedJob} from '../monitor/job.ts';
import {isNeverFound} from '../monitor/missing-job.ts';
import {type ExitCode, exitCodeOf, exitCodes, worstOf} from './exit-code.ts';
import {isLeft, isUnanswered} from './plain-watch.ts';

/** What is waited for: the first end; all ends; all, unless one is no success. */
export type WaitedFor = {readonly isAny: boolean; readonly failsFast: boolean};

/**
 * What waiting has come to.
 *
 * @returns the exit code; `undefined` while there is something to wait for
 *
 * Faults are waited out, as an engine polls on through them, but for those that only a person can end: a sign-in that is
 * needed (4) and a URL that is no GP job (2); and for a job that was never seen and is refused again and again (5). Each job
 * is asked about before the fault of another one ends the waiting: the order in which they are named decides nothing. For
 * the first end it is waited while any job may still come to one.
 */
export function waitOutcome(jobs: readonly WatchedJob[], {isAny, failsFast}: WaitedFor): ExitCode | undefined {
	const codes = jobs.flatMap(job => endCode(job) ?? []);
	const ends = jobs.flatMap(job => (isHopeless(job) ? [] : (endCode(job) ?? [])));
	if (isAny && ends.length > 0) return worstOf(ends);
	if (failsFast && ends.some(code => code !== exitCodes.fine)) return worstOf(codes);
	if (codes.length === jobs.length) return worstOf(codes);
	const isForPerson = !isAny && ends.length < codes.length && !jobs.some(isUnanswered);
	return isForPerson ? worstOf(codes) : undefined;
}

/** Whether `wait` gives up on a job that has not ended, because only a person can do something about it. */
function isHopeless(job: WatchedJob): boolean {
	const code = endCode(job);
	return code === exitCodes.signIn || code === exitCodes.usage;
}

/** The exit code for a job of which nothing more is waited for; `undefined` for the others. */
export function endCode(job: WatchedJob): ExitCode | undefined {
	if (!isLeft(job)) return codeOfEnd(job);
	const code = job.trouble === null ? exitCodes.fine : exitCodeOf(job.trouble.fault.kind);
	return code === exitCodes.signIn || code === exitCodes.usage ? code : undefined;
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
			// Without an end there is nothing more to come where the URL is no job, or where the server knows none there.
			if (trouble && refusals?.areLasting && !isNeverFound(job)) return exitCodeOf(trouble.fault.kind);
			return trouble?.fault.kind === 'not-a-job' ? exitCodes.usage : exitCodes.failed;
	}
}
