import type {State} from '../gp/status.ts';
import {honourWithin} from '../monitor/cancel.ts';
import type {WatchedJob} from '../monitor/job.ts';
import {type ExitCode, exitCodeOf, exitCodeOfUnsent, exitCodes} from './exit-code.ts';

/** The outcome of a cancel, as `--json` prints it (`docs/json.md`, "Cancel"). */
export type CancelOutcome = 'accepted' | 'cancelled' | 'refused' | 'not-honoured' | 'ended' | 'not-sent' | 'unknown';

/**
 * Returns the outcome of a job's cancel. After a refusal or a lost answer it waits for one more poll, because that poll
 * shows whether the job had already ended.
 *
 * @param isPatient whether to wait, after the server accepted the cancel, until the job has ended
 * @param now monotonic milliseconds
 * @returns `undefined` while the outcome is not known yet
 */
export function cancelOutcome(job: WatchedJob, isPatient: boolean, now: number): CancelOutcome | undefined {
	const {cancel: flow} = job;
	if (flow === null) return 'not-sent';
	switch (flow.step) {
		case 'cancelled':
		case 'ended':
		case 'not-sent':
		case 'not-honoured':
			return flow.step;
		case 'refused':
			return hasBeenLookedAt(job) ? flow.step : undefined;
		case 'accepted':
		case 'unknown':
			return hasBeenLookedAt(job) && !(isPatient && mayStillTell(job, now)) ? flow.step : undefined;
		case 'checking':
		case 'waiting':
		case 'asking':
			return undefined;
	}
}

/**
 * Returns the outcome to report for a cancel whose outcome is not known yet when a signal or `--timeout` ends the
 * command.
 */
export function outcomeSoFar({cancel: flow}: WatchedJob): CancelOutcome {
	switch (flow?.step) {
		case undefined:
		case 'checking':
		case 'waiting':
			return 'not-sent';
		case 'asking':
			return 'unknown';
		case 'accepted':
		case 'cancelled':
		case 'refused':
		case 'not-honoured':
		case 'ended':
		case 'not-sent':
		case 'unknown':
			return flow.step;
	}
}

/**
 * Returns the exit code for one cancel. A job that the server no longer knows counts as gone, even if the server
 * accepted the cancel.
 */
export function cancelCode(job: WatchedJob, outcome: CancelOutcome): ExitCode {
	const fault = job.cancel?.fault ?? null;
	switch (outcome) {
		case 'accepted':
		case 'cancelled':
			return newestState(job) === 'gone' ? exitCodes.failed : exitCodes.fine;
		case 'ended':
		case 'not-honoured':
			return exitCodes.failed;
		case 'refused':
			return fault && exitCodeOf(fault.kind) === exitCodes.signIn ? exitCodes.signIn : exitCodes.failed;
		case 'not-sent':
			if (job.notFound !== null && !fault?.isHeld) return exitCodes.failed;
			return fault === null ? exitCodes.fault : exitCodeOfUnsent(fault);
		case 'unknown':
			return exitCodes.fault;
	}
}

/**
 * Returns the newest state of a job after its cancel. The server's answer to the POST may be newer than the last poll, and the
 * last poll may have found that the server no longer knows the job.
 */
export function newestState(job: WatchedJob): State {
	const {cancel: flow, state} = job;
	if (flow?.isMissing) return 'gone';
	return isPolledSince(job, flow?.askedAt ?? null) ? state : (flow?.state ?? state);
}

/**
 * Whether a later poll can still show the effect of a cancel that was accepted or got no answer. The monitor itself
 * limits how long it polls for the effect of an accepted cancel.
 */
function mayStillTell({cancel: flow, state}: WatchedJob, now: number): boolean {
	if (state === 'gone') return false;
	return flow?.step === 'accepted' || now - (flow?.askedAt ?? now) < honourWithin;
}

/** Whether gpjobs has polled the job since the POST, successfully or not. */
function hasBeenLookedAt(job: WatchedJob): boolean {
	const {cancel: flow, trouble} = job;
	const askedAt = flow?.askedAt ?? null;
	return trouble !== null || isPolledSince(job, askedAt);
}

/** Whether a poll was answered after the POST; true if no POST was sent. */
function isPolledSince({lastAnswer}: WatchedJob, askedAt: number | null): boolean {
	return askedAt === null || (lastAnswer !== null && lastAnswer.mono > askedAt);
}
