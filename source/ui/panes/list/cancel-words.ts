import {hasEnded} from '../../../gp/status.ts';
import {type CancelFlow, honourWithin} from '../../../monitor/cancel.ts';
import type {WatchedJob} from '../../../monitor/job.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';

/** How the cancel of a job is going, for the row, the dialog, About and `gpjobs cancel`: what is known, and nothing more. */
export function cancelWords(flow: CancelFlow): SafeText {
	const {step, status, askedAt, fault} = flow;
	const because = fault === null ? safe`` : safe` (${fault.sentence})`;
	switch (step) {
		case 'checking':
			return safe`cancel: looking first how the job stands`;
		case 'waiting':
			return safe`will be asked to cancel once it executes`;
		case 'asking':
			return safe`cancel: asking the server`;
		case 'accepted':
			return accepted(flow);
		case 'cancelled':
			return askedAt === null ? safe`Cancelled already, nothing was sent` : safe`Cancelled`;
		case 'refused':
			return status === null
				? safe`cancel refused${because}`
				: safe`cancel refused: still ${status}; the job runs on${because}`;
		case 'not-honoured':
			return safe`cancel not honoured for ${honourWithin / 1000} s: a tool in plain Python without ArcPy cannot be cancelled`;
		case 'ended':
			if (flow.isMissing) return safe`cancel: ${notThere}`;
			return askedAt === null
				? safe`cancel: already ${status ?? safe`ended`}, nothing was sent`
				: safe`cancel: ended ${status ?? safe`otherwise`} all the same`;
		case 'not-sent':
			return safe`cancel not sent: ${fault?.sentence ?? safe`the job could not be looked at`}`;
		case 'unknown':
			return safe`cancel: it is unknown whether the server got it${because}${missing(flow)}`;
	}
}

/** The outcome for a job that the server no longer knows. */
export const notThere = safe`the job is not there any more`;

function missing({isMissing}: CancelFlow): SafeText {
	return isMissing ? safe`; ${notThere}` : safe``;
}

/** What the job says of itself since the server has accepted: only sometimes `Cancelling`. */
function accepted(flow: CancelFlow): SafeText {
	const {state, status, askedAt} = flow;
	if (askedAt === null) return safe`already Cancelling, nothing was sent`;
	if (flow.isMissing) return safe`asked → accepted${missing(flow)}`;
	if (status === null) return safe`asked → accepted`;
	const runsOn = state !== null && state !== 'cancelling' && !hasEnded(state);
	return runsOn ? safe`asked → accepted (still ${status})` : safe`asked → accepted (${status})`;
}

/** Whether a flow has reached a point that deserves a notice, wherever the operator is looking. */
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
 * Whether the row of a job tells where its cancelling stands. Once a job has ended, that it was not to be cancelled
 * before is no longer news; how a cancel that went out came to its end is.
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
