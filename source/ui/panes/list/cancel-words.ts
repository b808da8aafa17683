import {hasEnded} from '../../../gp/status.ts';
import {type CancelFlow, honourWithin} from '../../../monitor/cancel.ts';
import type {WatchedJob} from '../../../monitor/job.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';

/** Describes the state of a job's cancel, for its row, the dialog, About and `gpjobs cancel`. */
export function cancelWords(flow: CancelFlow): SafeText {
	const {step, status, askedAt, fault} = flow;
	const because = fault === null ? safe`` : safe` (${fault.sentence})`;
	switch (step) {
		case 'checking':
			return safe`cancel: checking its state first`;
		case 'waiting':
			return safe`will be cancelled when it starts`;
		case 'asking':
			return safe`cancel: asking the server`;
		case 'accepted':
			return accepted(flow);
		case 'cancelled':
			return askedAt === null ? safe`already cancelled, nothing was sent` : safe`cancelled`;
		case 'refused':
			return status === null ? safe`cancel refused${because}` : safe`cancel refused, still ${status}${because}`;
		case 'not-honoured':
			return safe`cancel: no effect after ${honourWithin / 1000} s; a tool in plain Python without ArcPy cannot be cancelled`;
		case 'ended':
			if (flow.isMissing) return safe`cancel: ${notThere}`;
			return askedAt === null
				? safe`cancel: already ${status ?? safe`ended`}, nothing was sent`
				: safe`too late to cancel: it ended as ${status ?? safe`something else`}`;
		case 'not-sent':
			return safe`cancel not sent: ${fault?.sentence ?? safe`the state of the job could not be checked`}`;
		case 'unknown':
			return safe`cancel sent, no answer: it may or may not have arrived${because}${missing(flow)}`;
	}
}

/** The outcome of a cancel if the server no longer knows the job. */
export const notThere = safe`the server no longer knows the job`;

function missing({isMissing}: CancelFlow): SafeText {
	return isMissing ? safe`; ${notThere}` : safe``;
}

/** Describes a cancel that the server has accepted. The job's status does not always change to `Cancelling` then. */
function accepted(flow: CancelFlow): SafeText {
	const {state, status, askedAt} = flow;
	if (askedAt === null) return safe`already cancelling, nothing was sent`;
	if (flow.isMissing) return safe`cancel accepted${missing(flow)}`;
	const runsOn = status !== null && state !== null && state !== 'cancelling' && !hasEnded(state);
	return runsOn ? safe`cancel accepted, still ${status}` : safe`cancel accepted, stopping…`;
}

/** Whether a cancel has reached a step that is worth a notice, whatever part of the screen is open. */
export function isOutcome({step}: CancelFlow): boolean {
	switch (step) {
		case 'cancelled':
		case 'ended':
		case 'refused':
		case 'not-sent':
		case 'not-honoured':
		case 'unknown':
			return true;
		case 'checking':
		case 'waiting':
		case 'asking':
		case 'accepted':
			return false;
	}
}

/**
 * Whether the row of a job shows the state of its cancel. After the job has ended, the row no longer shows that the
 * server refused an earlier cancel, but it does show the outcome of a cancel that was sent.
 */
export function isWorthTelling(flow: CancelFlow, job: WatchedJob): boolean {
	switch (flow.step) {
		case 'refused':
		case 'not-sent':
			return !hasEnded(job.state) && job.state !== 'gone';
		case 'ended':
		case 'cancelled':
			return flow.askedAt !== null && (hasEnded(job.state) || flow.isMissing === true);
		case 'checking':
		case 'waiting':
		case 'asking':
		case 'accepted':
		case 'not-honoured':
		case 'unknown':
			return true;
	}
}

/** The time in milliseconds for which a row shows the outcome of a cancel before all other facts. */
const isNewFor = 60_000;

/**
 * Whether a row shows the cancel before all other facts: while the cancel is in progress or waits for the job to start,
 * and for a minute after its end.
 */
export function isNews(flow: CancelFlow, now: number): boolean {
	if (!isOutcome(flow)) return true;
	const since = (flow.askedAt ?? flow.begunAt) + (flow.step === 'not-honoured' ? honourWithin : 0);
	return now - since < isNewFor;
}
