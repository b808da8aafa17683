import type {Fault} from '../gp/fault.ts';
import {postOutcome} from '../gp/post-outcome.ts';
import type {Snapshot} from '../gp/snapshot.ts';
import {hasEnded, isCancellable, type State, statusWord} from '../gp/status.ts';
import type {SafeText} from '../text/safe-text.ts';

/**
 * The state of cancelling one job. The dialog and `gpjobs cancel` share this state machine; its runner makes the requests
 * that it asks for and feeds their outcomes back.
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
	/** Monotonic milliseconds when the operator confirmed: only requests made later bring fresh knowledge. */
	readonly begunAt: number;
	/** Monotonic milliseconds when the POST was sent, then when it was answered; `null` where none was sent. */
	readonly askedAt: number | null;
	/**
	 * The state and status of the job by the newest answer. After the POST only its own answer or a later one counts: what
	 * was known before no longer means anything.
	 */
	readonly state: State | null;
	readonly status: SafeText | null;
	readonly fault: Fault | null;
	/** By the last poll after the POST, the server no longer knows the job. */
	readonly isMissing?: boolean;
};

export type CancelEvent =
	/** The operator confirmed. `whenRunning`: send it once the job executes. */
	| {readonly type: 'confirmed'; readonly whenRunning: boolean; readonly at: number}
	/** A poll of the job, made for this flow or by the schedule, that began at `begunAt`. */
	| {readonly type: 'polled'; readonly snapshot: Snapshot; readonly begunAt: number; readonly at: number}
	/** `isMissing`: the task answers, and the server does not know the job. */
	| {readonly type: 'poll-failed'; readonly fault: Fault; readonly begunAt: number; readonly isMissing?: boolean}
	/** The POST was answered, usually with the present status of the job. */
	| {readonly type: 'answered'; readonly snapshot: Snapshot; readonly at: number}
	| {readonly type: 'ask-failed'; readonly fault: Fault; readonly at: number};

/** How a poll ended, for the flow of its job. */
export type PollEvent = Extract<CancelEvent, {readonly type: 'polled' | 'poll-failed'}>;

export type CancelStep = {
	readonly flow: CancelFlow;
	/** What the runner is to do. A flow asks for `post` at most once. */
	readonly effect: 'poll' | 'post' | null;
};

/** Milliseconds after which a cancel without effect will probably stay without: plain Python without ArcPy cannot be stopped. */
export const honourWithin = 60_000;

/** Begins a flow: the operator has confirmed a cancel. @param at monotonic milliseconds */
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

/** The flow after an event, and what to do next. Pure. */
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

/** Whether the operator may cancel again. Nothing is ever sent again by itself, but a second confirmation begins a new flow. */
export function mayAskAgain(flow: CancelFlow): boolean {
	return isOver(flow) || flow.step === 'not-honoured' || flow.step === 'unknown';
}

/** Whether a flow has come to its end. */
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

/** Only polls that began after this moment show the present state: after the confirmation, or after the answer to the POST. */
function freshFrom({step, begunAt, askedAt}: CancelFlow): number {
	return step === 'asking' ? begunAt : (askedAt ?? begunAt);
}

function stateIn({state, status}: Snapshot): Pick<CancelFlow, 'state' | 'status'> {
	return {state, status: status === null ? null : statusWord(status.safe)};
}

/** A poll that fails after the POST says nothing about the cancel, unless the job itself is missing. */
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
			// The server has said so itself; it deletes some jobs the moment they are cancelled.
			if (flow.state === 'cancelled') return settled(flow, 'cancelled');
			if (flow.state !== null && hasEnded(flow.state)) return settled(flow, 'ended');
			return isMissing ? {flow: {...flow, isMissing}, effect: null} : {flow, effect: null};
		case 'refused':
			// There was nothing left to cancel.
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
			// A job has at most one request under way: a poll that ends now went before the POST, which is still to be sent.
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
			// The poll right after a refusal shows whether the job had simply ended before. Later polls do not.
			if (before.state !== null) return {flow: before, effect: null};
			if (state === 'cancelled') return settled(flow, 'cancelled');
			return hasEnded(state) ? settled(flow, 'ended') : {flow, effect: null};
		case 'cancelled':
		case 'ended':
		case 'not-sent':
			return {flow: before, effect: null};
	}
}

/** Somebody else has cancelled the job, or it has ended: nothing is sent, but the job is still followed. */
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

/** The next poll shows why: the job may have ended at that moment. */
function refused(flow: CancelFlow, fault: Fault): CancelStep {
	return {flow: {...flow, step: 'refused', state: null, status: null, fault}, effect: 'poll'};
}

function unknown(flow: CancelFlow, fault: Fault): CancelStep {
	return {flow: {...flow, step: 'unknown', state: null, status: null, fault}, effect: 'poll'};
}

function settled(flow: CancelFlow, step: CancelFlow['step'], fault: Fault | null = flow.fault): CancelStep {
	return {flow: {...flow, step, fault}, effect: null};
}
