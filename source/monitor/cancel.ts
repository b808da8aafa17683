import type {Fault} from '../gp/fault.ts';
import {postOutcome} from '../gp/post-outcome.ts';
import type {Snapshot} from '../gp/snapshot.ts';
import {hasEnded, isCancellable, type State, statusWord} from '../gp/status.ts';
import type {SafeText, ServerText} from '../text/safe-text.ts';

/**
 * The state of cancelling one job. The dialog and `gpjobs cancel` share this state machine. `CancelRunner` makes
 * the requests that a flow asks for, and passes their outcomes back to it.
 */
export type CancelFlow = {
	readonly step:
		| 'checking' // one fresh poll first: is it still that job, and can it still be cancelled?
		| 'waiting' // to be sent once the job executes
		| 'asking' // the POST is under way
		| 'accepted'
		| 'cancelled'
		| 'refused'
		| 'not-honoured'
		| 'ended' // it ended another way
		| 'not-sent'
		| 'unknown'; // sent, and no answer came
	/** When the operator confirmed, in monotonic milliseconds. Earlier requests do not show the state at that time. */
	readonly begunAt: number;
	/**
	 * When the POST was sent or, once it was answered, when the answer came, in monotonic milliseconds; `null` if it
	 * was not sent.
	 */
	readonly askedAt: number | null;
	/**
	 * The job's state and status in the newest answer. After the POST, only the answer to the POST and later answers
	 * count, because the POST may have changed the state.
	 */
	readonly state: State | null;
	readonly status: SafeText | null;
	readonly fault: Fault | null;
	/** Whether the last poll after the POST found that the server no longer knows the job. */
	readonly isMissing?: boolean;
};

/** What can happen to a cancel flow. */
export type CancelEvent =
	/** The operator confirmed the cancel. `whenRunning`: send it only when the job executes. */
	| {readonly type: 'confirmed'; readonly whenRunning: boolean; readonly at: number}
	/** A poll of the job, either requested by this flow or scheduled, was answered. The poll began at `begunAt`. */
	| {readonly type: 'polled'; readonly snapshot: Snapshot; readonly begunAt: number; readonly at: number}
	/** A poll failed. `isMissing`: the task resource answers, but the server does not know the job. */
	| {readonly type: 'poll-failed'; readonly fault: Fault; readonly begunAt: number; readonly isMissing?: boolean}
	/** The server answered the POST, usually with the job's current status. */
	| {readonly type: 'answered'; readonly snapshot: Snapshot; readonly at: number}
	| {readonly type: 'ask-failed'; readonly fault: Fault; readonly at: number};

/** The outcome of a poll, as an event for the cancel flow of its job. */
export type PollEvent = Extract<CancelEvent, {readonly type: 'polled' | 'poll-failed'}>;

/** A flow after an event, and what to do next. */
export type CancelStep = {
	readonly flow: CancelFlow;
	/** The request that the runner has to make next. A flow asks for `post` at most once. */
	readonly effect: 'poll' | 'post' | null;
};

/**
 * The time in milliseconds after which a cancel without effect counts as not honoured: a server cannot stop plain
 * Python code that does not call ArcPy.
 */
export const honourWithin = 60_000;

/**
 * Begins a flow that the operator has confirmed.
 *
 * @param at monotonic milliseconds
 */
export function beginCancel(whenRunning: boolean, at: number): CancelStep {
	const flow: CancelFlow = {
		step: whenRunning ? 'waiting' : 'checking',
		begunAt: at,
		askedAt: null,
		state: null,
		status: null,
		fault: null,
	};
	return {flow, effect: 'poll'};
}

/**
 * Returns the flow for a job that could not be cancelled when the operator was asked, so that the operator did not
 * confirm it. Such a flow never requests anything.
 *
 * @param now monotonic milliseconds
 * @param fault why the last poll failed; `null` if it was answered
 */
export function unaskedCancel(
	{state, status}: {readonly state: State; readonly status: ServerText | null},
	fault: Fault | null,
	now: number,
): CancelFlow {
	const {flow} = beginCancel(false, now);
	if (fault !== null || !(hasEnded(state) || state === 'cancelling')) return settled(flow, 'not-sent', fault).flow;
	return nothingToAsk({...flow, ...stateIn({state, status})}).flow;
}

/** Returns the flow after an event, and the request to make next. Pure. */
export function updateCancel(flow: CancelFlow, event: CancelEvent): CancelStep {
	switch (event.type) {
		case 'confirmed':
			return mayAskAgain(flow) ? beginCancel(event.whenRunning, event.at) : {flow, effect: null};
		case 'polled':
			return event.begunAt < freshFrom(flow) ? {flow, effect: null} : polled(flow, event.snapshot, event.at);
		case 'poll-failed':
			return pollFailed(flow, event);
		case 'answered':
			return flow.step === 'asking'
				? {flow: {...flow, ...stateIn(event.snapshot), step: 'accepted', askedAt: event.at}, effect: 'poll'}
				: {flow, effect: null};
		case 'ask-failed':
			return flow.step === 'asking' ? askFailed({...flow, askedAt: event.at}, event.fault) : {flow, effect: null};
	}
}

/**
 * Whether the operator may confirm another cancel, which begins a new flow. gpjobs never repeats a cancel by itself.
 */
export function mayAskAgain(flow: CancelFlow): boolean {
	return isOver(flow) || flow.step === 'not-honoured' || flow.step === 'unknown';
}

/** Whether a flow has ended. */
export function isOver({step}: CancelFlow): boolean {
	switch (step) {
		case 'cancelled':
		case 'refused':
		case 'ended':
		case 'not-sent':
			return true;
		case 'checking':
		case 'waiting':
		case 'asking':
		case 'accepted':
		case 'not-honoured':
		case 'unknown':
			return false;
	}
}

/**
 * Returns when a poll must have begun to show the current state, in monotonic milliseconds: after the confirmation, or
 * after the answer to the POST.
 */
function freshFrom({step, begunAt, askedAt}: CancelFlow): number {
	return step === 'asking' ? begunAt : (askedAt ?? begunAt);
}

function stateIn({state, status}: Pick<Snapshot, 'state' | 'status'>): Pick<CancelFlow, 'state' | 'status'> {
	return {state, status: status === null ? null : statusWord(status.safe)};
}

/**
 * Returns the flow after a failed poll. After the POST, a failed poll does not change the flow, unless the job itself
 * is missing.
 */
function pollFailed(
	flow: CancelFlow,
	{fault, begunAt, isMissing = false}: CancelEvent & {type: 'poll-failed'},
): CancelStep {
	const {step, askedAt} = flow;
	if (step === 'checking' && begunAt >= flow.begunAt) return settled(flow, 'not-sent', fault);
	if (askedAt === null || begunAt < askedAt) return {flow, effect: null};
	switch (step) {
		case 'accepted':
		case 'not-honoured':
		case 'unknown':
			// The answer to the POST already said that the job was cancelled; some servers delete a job as soon as it
			// is cancelled.
			if (flow.state === 'cancelled') return settled(flow, 'cancelled');
			if (flow.state !== null && hasEnded(flow.state)) return settled(flow, 'ended');
			return isMissing ? {flow: {...flow, isMissing}, effect: null} : {flow, effect: null};
		case 'refused':
			// The job no longer exists, so there is nothing to cancel.
			return isMissing && flow.state === null ? settled({...flow, isMissing}, 'ended') : {flow, effect: null};
		case 'checking':
		case 'waiting':
		case 'asking':
		case 'cancelled':
		case 'ended':
		case 'not-sent':
			return {flow, effect: null};
	}
}

function polled(before: CancelFlow, snapshot: Snapshot, at: number): CancelStep {
	const {state} = snapshot;
	const flow = {...before, ...stateIn(snapshot), isMissing: false};
	switch (before.step) {
		case 'checking':
			if (isCancellable(state)) return {flow: {...flow, step: 'asking', askedAt: at}, effect: 'post'};
			return nothingToAsk(flow);
		case 'waiting':
			if (state === 'running') return {flow: {...flow, step: 'asking', askedAt: at}, effect: 'post'};
			if (state === 'cancelled') return settled(flow, 'cancelled');
			return hasEnded(state) ? settled(flow, 'ended') : {flow, effect: null};
		case 'asking':
			// A job has at most one request in progress, so this poll was answered before the POST was sent.
			return isCancellable(state) ? {flow: before, effect: null} : nothingToAsk(flow);
		case 'accepted':
		case 'not-honoured':
		case 'unknown':
			if (state === 'cancelled') return settled(flow, 'cancelled');
			if (hasEnded(state)) return settled(flow, 'ended');
			if (before.step === 'unknown' && state === 'cancelling') return settled(flow, 'accepted');
			if (before.step === 'accepted' && at - (before.askedAt ?? before.begunAt) >= honourWithin) {
				return settled(flow, 'not-honoured');
			}
			return {flow, effect: null};
		case 'refused':
			// Only the first poll after a refusal shows whether the job had ended before the POST.
			if (before.state !== null) return {flow: before, effect: null};
			if (state === 'cancelled') return settled(flow, 'cancelled');
			return hasEnded(state) ? settled(flow, 'ended') : {flow, effect: null};
		case 'cancelled':
		case 'ended':
		case 'not-sent':
			return {flow: before, effect: null};
	}
}

/** Ends a flow that must not send anything, because the job has ended or somebody else is cancelling it. */
function nothingToAsk(flow: CancelFlow): CancelStep {
	if (flow.state === 'cancelling') return settled(flow, 'accepted');
	return settled(flow, flow.state === 'cancelled' ? 'cancelled' : 'ended');
}

function askFailed(flow: CancelFlow, fault: Fault): CancelStep {
	const outcome = postOutcome(fault);
	switch (outcome) {
		case 'refused':
			return refused(flow, fault);
		case 'not-sent':
			return settled(flow, 'not-sent', fault);
		case 'unknown':
			return unknown(flow, fault);
	}
}

/**
 * Returns the flow after the server refused the POST. Another poll finds out why: the job may have ended just before.
 */
function refused(flow: CancelFlow, fault: Fault): CancelStep {
	return {flow: {...flow, step: 'refused', state: null, status: null, fault}, effect: 'poll'};
}

function unknown(flow: CancelFlow, fault: Fault): CancelStep {
	return {flow: {...flow, step: 'unknown', state: null, status: null, fault}, effect: 'poll'};
}

function settled(flow: CancelFlow, step: CancelFlow['step'], fault: Fault | null = flow.fault): CancelStep {
	return {flow: {...flow, step, fault}, effect: null};
}
