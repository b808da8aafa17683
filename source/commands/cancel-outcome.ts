import type {State} from '../gp/status.ts';
import {honourWithin} from '../monitor/cancel.ts';
import type {WatchedJob} from '../monitor/job.ts';
import {type ExitCode, exitCodeOf, exitCodeOfUnsent, exitCodes} from './exit-code.ts';

/** What came of a cancel, in the words of `--json` (design §4). */
export type CancelOutcome = 'accepted' | 'cancelled' | 'refused' | 'not-honoured' | 'ended' | 'not-sent' | 'unknown';

/**
 * What has come of the cancel of a job so far: after a refusal or a lost answer one more look tells whether the job had
 * simply ended, so that is waited for.
 *
 * @param isPatient whether what follows an acceptance is waited for
 * @param now monotonic milliseconds
 * @returns `undefined` while more is to come
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

/** The outcome of a cancel that is not followed any longer. */
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

/** The exit code for what came of one cancel. */
export function cancelCode(job: WatchedJob, outcome: CancelOutcome): ExitCode {
	const fault = job.cancel?.fault ?? null;
	switch (outcome) {
		case 'accepted':
		case 'cancelled':
			return job.state === 'gone' ? exitCodes.failed : exitCodes.fine;
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
 * The newest state that is known of a job whose cancel was asked for. The server's answer to the POST may be newer than the
 * last poll, and the last poll may have found that the server no longer knows the job.
 */
export function newestState(job: WatchedJob): State {
	const {cancel: flow, state} = job;
	if (flow?.isMissing) return 'gone';
	return isPolledSince(job, flow?.askedAt ?? null) ? state : (flow?.state ?? state);
}

/** Whether it is worth following an accepted cancel, or one that nobody answered; the engine itself ends the first. */
function mayStillTell({cancel: flow, state}: WatchedJob, now: number): boolean {
	if (state === 'gone') return false;
	return flow?.step === 'accepted' || now - (flow?.askedAt ?? now) < honourWithin;
}

/** Whether the job was polled, or could not be, since the server got the request. */
function hasBeenLookedAt(job: WatchedJob): boolean {
	const {cancel: flow, trouble} = job;
	const askedAt = flow?.askedAt ?? null;
	return trouble !== null || isPolledSince(job, askedAt);
}

/** Whether a poll was answered after the POST was; true where no POST was sent. */
function isPolledSince({lastAnswer}: WatchedJob, askedAt: number | null): boolean {
	return askedAt === null || (lastAnswer !== null && lastAnswer.mono > askedAt);
}
