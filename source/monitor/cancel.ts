import type {Fault} from '../gp/fault.ts';
import {postOutcome} from '../gp/post-outcome.ts';
import type {Snapshot} from '../gp/snapshot.ts';
import {hasEnded, isCancellable, type State, statusWord} from '../gp/status.ts';
import type {SafeText} from '../text/safe-text.ts';

/**
 * Where the cancelling of one job stands. The dialog and `gpjobs cancel` share this machine; who runs it does the
 * effects that it asks for and tells it what came of them.
 */
export type CancelCourse = {
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
	/** A poll of the job, by this course or by the schedule, that was begun at `begunAt`. */
	| {readonly type: 'polled'; readonly snapshot: Snapshot; readonly begunAt: number; readonly at: number}
	/** `isMissing`: the task answers, and knows no such job. */
	| {readonly type: 'poll-failed'; readonly fault: Fault; readonly begunAt: number; readonly isMissing?: boolean}
	/** The POST was answered, as a rule with the status that the job has now. */
	| {readonly type: 'answered'; readonly snapshot: Snapshot; readonly at: number}
	| {readonly type: 'ask-failed'; readonly fault: Fault; readonly at: number};

export type CancelStep = {
	readonly course: CancelCourse;
	/** `post` is asked for at most once in a course. */
	readonly effect: 'poll' | 'post' | null;
};

/** A cancel that is not honoured for so long probably never will be: plain Python without ArcPy cannot be stopped. */
export const honourWithin = 60_000;

/** A cancel that the operator confirmed begins. */
export function beginCancel(whenRunning: boolean, at: number): CancelStep {
	const course: CancelCourse = {
		step: whenRunning ? 'waiting' : 'checking',
		begunAt: at,
		askedAt: null,
		state: null,
		status: null,
		fault: null,
	};
	return {course, effect: 'poll'};
}

/** What follows in a course. Pure. */
export function updateCancel(course: CancelCourse, event: CancelEvent): CancelStep {
	switch (event.type) {
		case 'confirmed':
			return mayAskAgain(course) ? beginCancel(event.whenRunning, event.at) : {course, effect: null};
		case 'polled':
			return event.begunAt < freshFrom(course) ? {course, effect: null} : polled(course, event.snapshot, event.at);
		case 'poll-failed':
			return pollFailed(course, event);
		case 'answered':
			return course.step === 'asking'
				? {course: {...course, ...toldIn(event.snapshot), step: 'accepted', askedAt: event.at}, effect: 'poll'}
				: {course, effect: null};
		case 'ask-failed':
			return course.step === 'asking' ? askFailed({...course, askedAt: event.at}, event.fault) : {course, effect: null};
	}
}

/** Whether the operator may ask anew. Nothing is ever sent again on its own, but a second wish of his is one. */
export function mayAskAgain(course: CancelCourse): boolean {
	return isOver(course) || course.step === 'not-honoured' || course.step === 'unknown';
}

/** Whether nothing more will happen in a course by itself. */
export function isOver({step}: CancelCourse): boolean {
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
function freshFrom({step, begunAt, askedAt}: CancelCourse): number {
	return step === 'asking' ? begunAt : (askedAt ?? begunAt);
}

function toldIn({state, status}: Snapshot): Pick<CancelCourse, 'state' | 'status'> {
	return {state, status: status === null ? null : statusWord(status.safe)};
}

/** A look that fails after the POST says nothing of the cancel, unless it is the job that is not there any more. */
function pollFailed(
	course: CancelCourse,
	{fault, begunAt, isMissing = false}: CancelEvent & {type: 'poll-failed'},
): CancelStep {
	const {step, askedAt} = course;
	if (step === 'checking' && begunAt >= course.begunAt) return settled(course, 'not-sent', fault);
	if (askedAt === null || begunAt < askedAt) return {course, effect: null};
	switch (step) {
		case 'accepted':
		case 'not-honoured':
		case 'unknown':
			// The server has said so itself, and deletes some jobs the moment they are cancelled.
			if (course.state === 'cancelled') return settled(course, 'cancelled');
			if (course.state !== null && hasEnded(course.state)) return settled(course, 'ended');
			return isMissing ? {course: {...course, isMissing}, effect: null} : {course, effect: null};
		case 'refused':
			// There was nothing to be cancelled any more.
			return isMissing && course.state === null ? settled({...course, isMissing}, 'ended') : {course, effect: null};
		case 'checking':
		case 'waiting':
		case 'asking':
		case 'cancelled':
		case 'ended':
		case 'not-sent':
			return {course, effect: null};
	}
}

function polled(before: CancelCourse, snapshot: Snapshot, at: number): CancelStep {
	const {state} = snapshot;
	const course = {...before, ...toldIn(snapshot), isMissing: false};
	switch (before.step) {
		case 'checking':
			if (isCancellable(state)) return {course: {...course, step: 'asking', askedAt: at}, effect: 'post'};
			return nothingToAsk(course);
		case 'waiting':
			if (state === 'running') return {course: {...course, step: 'asking', askedAt: at}, effect: 'post'};
			if (state === 'cancelled') return settled(course, 'cancelled');
			return hasEnded(state) ? settled(course, 'ended') : {course, effect: null};
		case 'asking':
			// A job has one request under way at most: a poll that is heard now went before the POST, which is still to be sent.
			return isCancellable(state) ? {course: before, effect: null} : nothingToAsk(course);
		case 'accepted':
		case 'not-honoured':
		case 'unknown':
			if (state === 'cancelled') return settled(course, 'cancelled');
			if (hasEnded(state)) return settled(course, 'ended');
			if (before.step === 'unknown' && state === 'cancelling') return settled(course, 'accepted');
			if (before.step === 'accepted' && at - (before.askedAt ?? before.begunAt) >= honourWithin) {
				return settled(course, 'not-honoured');
			}
			return {course, effect: null};
		case 'refused':
			// The poll that follows a refusal tells whether the job had simply ended before. Later ones are another story.
			if (before.state !== null) return {course: before, effect: null};
			if (state === 'cancelled') return settled(course, 'cancelled');
			return hasEnded(state) ? settled(course, 'ended') : {course, effect: null};
		case 'cancelled':
		case 'ended':
		case 'not-sent':
			return {course: before, effect: null};
	}
}

/** Somebody else has asked, or the job is over: nothing is sent, and what comes of it is followed all the same. */
function nothingToAsk(course: CancelCourse): CancelStep {
	if (course.state === 'cancelling') return settled(course, 'accepted');
	return settled(course, course.state === 'cancelled' ? 'cancelled' : 'ended');
}

function askFailed(course: CancelCourse, fault: Fault): CancelStep {
	const outcome = postOutcome(fault);
	switch (outcome) {
		case 'refused':
			return refused(course, fault);
		case 'not-sent':
			return settled(course, 'not-sent', fault);
		case 'unknown':
			return unknown(course, fault);
	}
}

/** The next poll tells why: the job may have ended in that moment. */
function refused(course: CancelCourse, fault: Fault): CancelStep {
	return {course: {...course, step: 'refused', state: null, status: null, fault}, effect: 'poll'};
}

function unknown(course: CancelCourse, fault: Fault): CancelStep {
	return {course: {...course, step: 'unknown', state: null, status: null, fault}, effect: 'poll'};
}

function settled(course: CancelCourse, step: CancelCourse['step'], fault: Fault | null = course.fault): CancelStep {
	return {course: {...course, step, fault}, effect: null};
}
