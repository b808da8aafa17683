import type {CachedAnswer} from '../gp/client/cached-answer.ts';
import type {Fault} from '../gp/fault.ts';
import {isRefusal, mayBeElsewhere, mayMeanGone} from '../gp/fault.ts';
import type {JobAddress} from '../gp/job-url.ts';
import type {Message} from '../gp/message.ts';
import type {ParameterLink} from '../gp/parameter-link.ts';
import type {Progress, Snapshot} from '../gp/snapshot.ts';
import {hasEnded, type State} from '../gp/status.ts';
import {isInFuture} from '../text/duration.ts';
import type {SafeText, ServerText} from '../text/safe-text.ts';
import type {CancelFlow} from './cancel.ts';
import type {Moment} from './clock.ts';
import {hasUnreadEnd, withLateness} from './last-messages.ts';
import {
	afterAnswer,
	afterMessagesFault,
	atTheEnd,
	type Fetch,
	type MessageSummary,
	noMessages,
	withReason,
} from './message-summary.ts';
import type {UsualDuration} from './usual-duration.ts';

/** Why the last poll brought no snapshot, since when polls have failed, and when the next is due. */
export type Trouble = {
	readonly fault: Fault;
	readonly since: Moment;
	readonly count: number;
	/** Monotonic milliseconds; `undefined` where nothing is tried until somebody acts. */
	readonly nextTry: number | undefined;
};

/**
 * How often in a row, and since when, a job that was never seen was refused by its server, and whether that has gone on for
 * so long that nothing else is to be expected.
 */
export type Refusals = {readonly count: number; readonly since: number; readonly areLasting: boolean};

/** How often in a row, and since when, the server said that it does not know the job. */
export type NotFound = {readonly count: number; readonly since: number};

/** Everything that is known of one job. Only {@link updateJob} makes a new one of it. */
export type WatchedJob = {
	readonly address: JobAddress;
	readonly label: SafeText | null;
	readonly tags: readonly SafeText[];
	/** The last snapshot of this run; `null` before the first answer. */
	readonly snapshot: Snapshot | null;
	/** As the server says it, which may differ from the URL's; `null` where it never did. */
	readonly jobId: ServerText | null;
	/** `jobStatus` as sent. After an end was seen, that end, whatever the server says later. */
	readonly status: ServerText | null;
	readonly state: State;
	/** The server has thrown the job away, or says that it is doing so, after its end was seen. */
	readonly isDeletedOnServer: boolean;
	/** Answers in a row that contradicted the end that was seen. */
	readonly backwards: number;
	/** The last one that was sent; it vanishes from the answers when the job ends. */
	readonly progress: Progress | null;
	readonly progressTrail: ProgressTrail | null;
	readonly messages: MessageSummary;
	readonly results: readonly ParameterLink[];
	readonly inputs: readonly ParameterLink[];
	readonly firstSeen: Moment | null;
	readonly stateSince: Moment | null;
	/** The job was already in this state when gpjobs met it: it may have been for long. */
	readonly metInState: boolean;
	readonly runningSince: Moment | null;
	/** gpjobs saw the job before it ran, so `runningSince` is its start within one interval. */
	readonly sawStart: boolean;
	readonly endedAt: Moment | null;
	readonly lastAnswer: Moment | null;
	/**
	 * Milliseconds by which the server's clock is ahead of this machine's, less than 0 where it is behind; 0 where they
	 * agree within a minute. Its texts tell times by that clock.
	 */
	readonly clockAhead: number;
	/** The last answer came from a cache on the way, and is older than it looks. */
	readonly cached: CachedAnswer | null;
	/** The last answer was of an earlier run of gpjobs. */
	readonly isKept: boolean;
	/** The interval in milliseconds that was in force when the last answer came, slowdown included: staleness hangs on it. */
	readonly intervalThen: number;
	readonly trouble: Trouble | null;
	readonly notFound: NotFound | null;
	readonly refusals: Refusals | null;
	readonly cancel: CancelFlow | null;
	/** How long jobs of its task usually run; `null` where too few were seen. */
	readonly usual: UsualDuration | null;
	/** Changes that gpjobs saw itself, oldest first. */
	readonly transitions: readonly Transition[];
};

export type Transition = {readonly at: Moment; readonly state: State; readonly status: ServerText | null};

/** The first and the latest step of a progressor as it was seen, to tell when the end is near. */
export type ProgressTrail = {
	readonly firstPercent: number;
	readonly firstAt: number;
	readonly percent: number;
	readonly at: number;
};

export type JobEvent =
	| {readonly type: 'listed'; readonly label: SafeText | null; readonly tags: readonly SafeText[]}
	| {
			readonly type: 'answered';
			readonly snapshot: Snapshot;
			readonly at: Moment;
			/** As the `Date` of the answer says. */
			readonly clockAhead?: number | undefined;
			readonly cached?: CachedAnswer | undefined;
			/** Whether the messages were asked for, and what the answer cost. */
			readonly fetch: Pick<Fetch, 'messages' | 'took' | 'bytes'>;
			/** Why the messages, asked for before this answer, did not come, and after how many milliseconds that was clear. */
			readonly withoutMessages?: {readonly fault: Fault; readonly took: number};
	  }
	/** The next poll was fixed so many milliseconds after the answer. */
	| {readonly type: 'armed'; readonly interval: number}
	| {
			readonly type: 'faulted';
			readonly fault: Fault;
			readonly at: Moment;
			readonly nextTry: number | undefined;
			/**
			 * Whether the task resource answered, and the job asked for its status alone right after that was still not known:
			 * then it is the job that is missing.
			 */
			readonly taskAnswers: boolean;
	  }
	/** What an earlier run kept of its messages. */
	| {readonly type: 'recalled'; readonly messages: readonly Message[]}
	/** Nobody waits any longer for the last messages of a job that has ended. */
	| {readonly type: 'messages-late'}
	| {readonly type: 'usual'; readonly usual: UsualDuration | null}
	| {readonly type: 'cancel'; readonly flow: CancelFlow | null};

const mostTransitions = 100;
/** Milliseconds that are no difference: `Date` counts seconds, and an answer takes its time. */
const clocksAgree = 60_000;
/** Three times over at least a minute (design §6). */
export const goneAfter = {count: 3, milliseconds: 60_000};
/** So many refusals over so long; longer where it may be a service that is being restarted. */
export const refusedAfter = {count: 6, milliseconds: 30_000, whileRestarted: 60_000};
/** So many answers may contradict an end before it is given up. */
const mostBackwards = 2;

/** A job of which nothing is known yet but its address. */
export function newJob(address: JobAddress, label: SafeText | null = null, tags: readonly SafeText[] = []): WatchedJob {
	return {
		address,
		label,
		tags,
		snapshot: null,
		jobId: null,
		status: null,
		state: 'unknown',
		isDeletedOnServer: false,
		backwards: 0,
		progress: null,
		progressTrail: null,
		messages: noMessages,
		results: [],
		inputs: [],
		firstSeen: null,
		stateSince: null,
		metInState: true,
		runningSince: null,
		sawStart: false,
		endedAt: null,
		lastAnswer: null,
		clockAhead: 0,
		cached: null,
		isKept: false,
		intervalThen: 0,
		trouble: null,
		notFound: null,
		refusals: null,
		cancel: null,
		usual: null,
		transitions: [],
	};
}

/**
 * Why a job failed or timed out: its first error, else the last that it said; `null` of other jobs, and where nothing is
 * known. A line from before the end that says nothing of an error is no reason.
 */
export function reasonOf(job: WatchedJob): Message | null {
	const {state, messages} = job;
	if (state !== 'failed' && state !== 'timed-out') return null;
	return messages.firstError ?? (hasUnreadEnd(job) ? null : messages.last);
}

/** What becomes of a job when something happens. Pure; a fault never changes a status. */
export function updateJob(job: WatchedJob, event: JobEvent): WatchedJob {
	return withLateness(job, updated(job, event));
}

function updated(job: WatchedJob, event: JobEvent): WatchedJob {
	switch (event.type) {
		case 'listed':
			return {...job, label: event.label, tags: event.tags};
		case 'answered':
			return answered(job, event);
		case 'armed':
			return {...job, intervalThen: event.interval};
		case 'faulted':
			return faulted(job, event);
		case 'recalled':
			return {...job, messages: {...job.messages, list: event.messages, isRecalled: true}};
		case 'messages-late':
			return {...job, messages: {...job.messages, areLate: true}};
		case 'usual':
			return {...job, usual: event.usual};
		case 'cancel':
			return {...job, cancel: event.flow};
	}
}

function answered(job: WatchedJob, event: JobEvent & {type: 'answered'}): WatchedJob {
	const {snapshot, at} = event;
	const told = judge(job, snapshot);
	const isFirst = job.lastAnswer === null;
	const hasNewState = isFirst || told.state !== job.state;
	const hasChanged = hasNewState || told.status?.safe !== job.status?.safe;
	const isRunning = told.state === 'running' || told.state === 'cancelling';
	return {
		...job,
		...told,
		snapshot,
		jobId: snapshot.jobId ?? job.jobId,
		// What changed while no gpjobs ran changed nobody knows when.
		...(hasNewState ? {stateSince: at, metInState: isFirst || job.isKept} : {}),
		...(hasChanged ? {transitions: withTransition(job, {at, state: told.state, status: told.status})} : {}),
		...(isRunning && job.runningSince === null
			? {runningSince: at, sawStart: job.state === 'queued' && !job.isKept}
			: {}),
		endedAt: hasEnded(told.state) ? (job.endedAt ?? at) : null,
		firstSeen: job.firstSeen ?? at,
		progress: snapshot.progress ?? (hasEnded(told.state) || told.state === 'cancelling' ? job.progress : null),
		progressTrail: trailAfter(job.progressTrail, snapshot.progress, at.mono),
		messages: messagesAfter(job.messages, event, hasChanged, hasEnded(told.state)),
		results: snapshot.results.length > 0 ? snapshot.results : job.results,
		inputs: snapshot.inputs.length > 0 ? snapshot.inputs : job.inputs,
		lastAnswer: at,
		clockAhead: Math.abs(event.clockAhead ?? 0) < clocksAgree ? 0 : (event.clockAhead ?? 0),
		cached: event.cached ?? null,
		isKept: false,
		trouble: null,
		notFound: null,
		refusals: null,
	};
}

/**
 * How old what is known of a job is, in milliseconds: since its last answer, and before that in a cache; `undefined`
 * while there was none, and where it lies in the future by the clock of this machine: then nobody knows.
 */
export function ageOf({lastAnswer, cached}: WatchedJob, now: Moment): number | undefined {
	if (lastAnswer !== null && isInFuture(now.mono - lastAnswer.mono)) return undefined;
	return lastAnswer === null ? undefined : Math.max(0, now.mono - lastAnswer.mono) + (cached?.age ?? 0);
}

/** When what is known of a job was so, in epoch milliseconds: its last answer, less the time that it lay in a cache. */
export function knownAt({lastAnswer, cached}: WatchedJob): number | undefined {
	return lastAnswer === null ? undefined : lastAnswer.epoch - (cached?.age ?? 0);
}

function messagesAfter(
	before: MessageSummary,
	{snapshot, at: {mono: at}, fetch, withoutMessages}: JobEvent & {type: 'answered'},
	hasChanged: boolean,
	isOver: boolean,
): MessageSummary {
	const asked = hasChanged && isOver ? atTheEnd(before, at) : before;
	let summary = afterAnswer(asked, snapshot.messages, {...fetch, at, hasChanged, reason: snapshot.reason});
	// A server that sends them although it is not asked to has sent them now.
	if (withoutMessages && summary.fetchedAt !== at) {
		summary = afterMessagesFault(summary, withoutMessages.fault, {at, took: withoutMessages.took});
	}
	// The list that is still to come would be taken for another one.
	const isWhole = !summary.isWanted || summary.trouble !== null;
	return isOver && isWhole ? withReason(summary, snapshot.reason) : summary;
}

function withTransition({transitions}: WatchedJob, transition: Transition): readonly Transition[] {
	return [...transitions, transition].slice(-mostTransitions);
}

type Told = Pick<WatchedJob, 'state' | 'status' | 'isDeletedOnServer' | 'backwards'>;

/** What an answer says of the state, given that an end once seen stays. */
function judge(job: WatchedJob, {state, status}: Snapshot): Told {
	const hadEnded = hasEnded(job.state) && job.state !== 'deleted';
	if (!hadEnded || state === job.state) return {state, status, isDeletedOnServer: false, backwards: 0};
	const before = {state: job.state, status: job.status};
	if (state === 'deleted') return {...before, isDeletedOnServer: true, backwards: 0};
	if (job.backwards < mostBackwards) return {...before, isDeletedOnServer: false, backwards: job.backwards + 1};
	return {state, status, isDeletedOnServer: false, backwards: 0};
}

function faulted(job: WatchedJob, event: JobEvent & {type: 'faulted'}): WatchedJob {
	const {fault, at, nextTry, taskAnswers} = event;
	const isMissing = taskAnswers && mayMeanGone(fault);
	const notFound = isMissing
		? {count: (job.notFound?.count ?? 0) + 1, since: job.notFound?.since ?? at.mono}
		: job.notFound;
	const isGone =
		isMissing &&
		notFound !== null &&
		job.lastAnswer !== null &&
		notFound.count >= goneAfter.count &&
		at.mono - notFound.since >= goneAfter.milliseconds;
	const becameGone = isGone && job.state !== 'gone';
	const keepsEnd = hasEnded(job.state);
	return {
		...job,
		...(becameGone && keepsEnd ? {isDeletedOnServer: true} : {}),
		...(becameGone && !keepsEnd
			? {
					state: 'gone' as const,
					stateSince: at,
					metInState: false,
					transitions: withTransition(job, {at, state: 'gone', status: job.status}),
				}
			: {}),
		notFound,
		refusals: refusalsAfter(job, fault, at.mono),
		trouble: {fault, since: job.trouble?.since ?? at, count: (job.trouble?.count ?? 0) + 1, nextTry},
	};
}

function refusalsAfter({lastAnswer, refusals}: WatchedJob, fault: Fault, at: number): Refusals | null {
	if (lastAnswer !== null || !isRefusal(fault)) return null;
	const {count, since} = {count: (refusals?.count ?? 0) + 1, since: refusals?.since ?? at};
	const longEnough = mayBeElsewhere(fault) ? refusedAfter.whileRestarted : refusedAfter.milliseconds;
	return {count, since, areLasting: count >= refusedAfter.count && at - since >= longEnough};
}

function trailAfter(trail: ProgressTrail | null, progress: Progress | null, at: number): ProgressTrail | null {
	if (progress === null || progress.percent === null) return null;
	const {percent} = progress;
	// A tool may reset its progressor: then what was learnt of its pace is worth nothing.
	if (trail === null || percent < trail.percent) return {firstPercent: percent, firstAt: at, percent, at};
	return percent === trail.percent ? trail : {...trail, percent, at};
}
