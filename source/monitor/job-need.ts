import type {FaultKind} from '../gp/fault.ts';
import {needsPerson} from '../gp/fault.ts';
import {hasEnded} from '../gp/status.ts';
import {honourWithin} from './cancel.ts';
import type {Moment} from './clock.ts';
import type {WatchedJob} from './job.ts';
import {freshFor, isStale, staleAfter} from './schedule.ts';

/** A reason for the operator to look at a job (design §3, "Needs a look"). */
export type Need = 'failed' | 'timed-out' | 'gone' | 'cancel' | 'sign-in' | 'stale' | 'never-answered';

/**
 * Returns why the operator should look at a job: it failed or timed out, the server no longer knows it, a cancel was
 * refused or had no effect, its server requires signing in, or there are no answers.
 *
 * @returns `undefined` for a job that runs, waits or ended as expected
 */
export function needsALook(job: WatchedJob, now: Moment): Need | undefined {
	const {state} = job;
	if (state === 'failed' || state === 'timed-out' || state === 'gone') return state;
	if (hasEnded(state)) return undefined;
	if (hasFailedCancel(job)) return 'cancel';
	if (isFault(job, 'sign-in')) return 'sign-in';
	if (isStale(job, now.mono)) return 'stale';
	if (!lacksAnswers(job, now)) return undefined;
	return job.lastAnswer === null ? 'never-answered' : 'stale';
}

/**
 * Whether a job has ended or begun to need a look ({@link needsALook}) since the cursor was last on it. A job that had
 * ended before gpjobs first saw it is unread only if it needs a look.
 */
export function isUnread(job: WatchedJob, now: Moment): boolean {
	const at = newsAt(job, now);
	return at !== undefined && (job.lookedAt === null || job.lookedAt.mono < at);
}

/**
 * Returns when a job ended or began to need a look ({@link needsALook}), in monotonic milliseconds; `undefined` if
 * neither happened.
 */
function newsAt(job: WatchedJob, now: Moment): number | undefined {
	const {state, metInState, endedAt, stateSince, cancel, trouble, lastAnswer} = job;
	const need = needsALook(job, now);
	switch (need) {
		case 'failed':
		case 'timed-out':
			return endedAt?.mono;
		case 'gone':
			return stateSince?.mono;
		case 'cancel': {
			const asked = cancel?.askedAt ?? cancel?.begunAt;
			return asked === undefined || cancel?.step !== 'not-honoured' ? asked : asked + honourWithin;
		}
		case 'sign-in':
		case 'never-answered':
			return trouble?.since.mono;
		case 'stale':
			return job.isFromRecord
				? trouble?.since.mono
				: lastAnswer === null
					? undefined
					: lastAnswer.mono + staleAfter(job);
		case undefined:
			return hasEnded(state) && !metInState ? endedAt?.mono : undefined;
	}
}

/** Whether a cancel failed, or its outcome is unknown, for a job that has not ended. */
function hasFailedCancel({cancel}: WatchedJob): boolean {
	switch (cancel?.step) {
		case 'refused':
		case 'not-sent':
		case 'not-honoured':
		case 'unknown':
			return true;
		default:
			return false;
	}
}

function isFault({trouble}: WatchedJob, kind: FaultKind): boolean {
	return trouble?.fault.kind === kind;
}

/**
 * Whether a job has not been answered in this run and needs the operator: its polls have failed for a while, or for a
 * reason that only the operator can correct.
 */
function lacksAnswers({isFromRecord, lastAnswer, trouble}: WatchedJob, now: Moment): boolean {
	if (trouble === null || !(isFromRecord || lastAnswer === null)) return false;
	return needsPerson(trouble.fault) || now.mono - trouble.since.mono > freshFor;
}
