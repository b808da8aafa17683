import type {Fault} from '../gp/fault.ts';
import {postOutcome} from '../gp/post-outcome.ts';
import type {Snapshot} from '../gp/snapshot.ts';
import {hasEnded, isCancellable, type State, statusWord} from '../gp/status.ts';
import type {SafeText} from '../text/safe-text.ts';

/**
 * Where the cancelling of one job stands. The dialog and `gpjobs cancel` share this machine; who runs it does the
 * effects that it asks for and tells it what came of them.
 */
export type CancelFlow = {
	readonly step:
		| 'checking' // one fresh poll first: is it still that job, and still to be cancelled?
		| 'waiting' // asked for once the job executes
		| 'asking' // the POST is under way
		| 'accepted'
		| 'cancelled'
		| 'refused'
		| 'not-honoured'
		| 'ended' // it ended another way
		| 'not-sent'
		| 'unknown'; // sent, and no answer came
	/** Monotonic milliseconds when the operator said yes: only what was asked of the server later is fresh. */
	readonly begunAt: number;
	/** Monotonic milliseconds when the POST was sent, then when it was answered; `null` where none was sent. */
	readonly askedAt: number | null;
	/**
	 * The state and status of the job as the newest answer told them; once the POST was sent, an answer to it or a later one:
	 * what was known before says nothing any more.
	 */
	readonly state: State | null;
	readonly status: SafeText | null;
	readonly fault: Fault | null;
	/** The server does not know the job any more, by the last look at it after the POST. */
	readonly isMissing?: boolean;
};

export type CancelEvent =
	/** The operator said yes. `whenRunning`: ask once, when the job executes. */
	| {readonly type: 'confirmed'; readonly whenRunning: boolean; readonly at: number}
	/** A poll of the job, by this flow or by the schedule, that was begun at `begunAt`. */
	| {readonly type: 'polled'; readonly snapshot: Snapshot; readonly begunAt: number; readonly at: number}
	/** `isMissing`: the task answers, and knows no such job. */
	| {readonly type: 'poll-failed'; readonly fault: Fault; readonly begunAt: number; readonly isMissing?: boolean}
	/** The POST was answered, as a rule with the status that the job has now. */
	| {readonly type: 'answered'; readonly snapshot: Snapshot; readonly at: number}
	| {readonly type: 'ask-failed'; readonly fault: Fault; readonly at: number};

export type CancelStep = {
	readonly flow: CancelFlow;
	/** `post` is asked for at most once in a flow. */
	readonly effect: 'poll' | 'post' | null;
};

/** A cancel that is not honoured for so long probably never will be: plain Python without ArcPy cannot be stopped. */
export const honourWithin = 60_000;

/** A cancel that the operator confirmed begins. */
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

/** What follows in a flow. Pure. */
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
				? {flow: {...flow, ...toldIn(event.snapshot), step: 'accepted', askedAt: event.at}, effect: 'poll'}
				: {flow, effect: null};
		case 'ask-failed':
			return flow.step === 'asking' ? askFailed({...flow, askedAt: event.at}, event.fault) : {flow, effect: null};
	}
}

/** Whether the operator may ask anew. Nothing is ever sent again on its own, but a second wish of his is one. */
export function mayAskAgain(flow: CancelFlow): boolean {
	return isOver(flow) || flow.step === 'not-honoured' || flow.step === 'unknown';
}

/** Whether nothing more will happen in a flow by itself. */
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

/** Only a poll that began since then tells where the job stands now: since the operator's yes, since the answer to the POST. */
function freshFrom({step, begunAt, askedAt}: CancelFlow): number {
	return step === 'asking' ? begunAt : (askedAt ?? begunAt);
}

function toldIn({state, status}: Snapshot): Pick<CancelFlow, 'state' | 'status'> {
	return {state, status: status === null ? null : statusWord(status.safe)};
}

/** A look that fails after the POST says nothing of the cancel, unless it is the job that is not there any more. */
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
			// The server has said so itself, and deletes some jobs the moment they are cancelled.
			if (flow.state === 'cancelled') return settled(flow, 'cancelled');
			if (flow.state !== null && hasEnded(flow.state)) return settled(flow, 'ended');
			return isMissing ? {flow: {...flow, isMissing}, effect: null} : {flow, effect: null};
		case 'refused':
			// There was nothing to be cancelled any more.
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
	const flow = {...before, ...toldIn(snapshot), isMissing: false};
	switch (before.step) {
		case 'checking':
			if (isCancellable(state)) return {flow: {...flow, step: 'asking', askedAt: at}, effect: 'post'};
			return nothingToAsk(flow);
		case 'waiting':
			if (state === 'running') return {flow: {...flow, step: 'asking', askedAt: at}, effect: 'post'};
			if (state === 'cancelled') return settled(flow, 'cancelled');
			return hasEnded(state) ? settled(flow, 'ended') : {flow, effect: null};
		case 'asking':
			// A job has one request under way at most: a poll that is heard now went before the POST, which is still to be sent.
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
			// The poll that follows a refusal tells whether the job had simply ended before. Later ones are another story.
			if (before.state !== null) return {flow: before, effect: null};
			if (state === 'cancelled') return settled(flow, 'cancelled');
			return hasEnded(state) ? settled(flow, 'ended') : {flow, effect: null};
		case 'cancelled':
		case 'ended':
		case 'not-sent':
			return {flow: before, effect: null};
	}
}

/** Somebody else has asked, or the job is over: nothing is sent, and what comes of it is followed all the same. */
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

/** The next poll tells why: the job may have ended in that moment. */
function refused(flow: CancelFlow, fault: Fault): CancelStep {
	return {flow: {...flow, step: 'refused', state: null, status: null, fault}, effect: 'poll'};
}

function unknown(flow: CancelFlow, fault: Fault): CancelStep {
	return {flow: {...flow, step: 'unknown', state: null, status: null, fault}, effect: 'poll'};
}

function settled(flow: CancelFlow, step: CancelFlow['step'], fault: Fault | null = flow.fault): CancelStep {
	return {flow: {...flow, step, fault}, effect: null};
}
