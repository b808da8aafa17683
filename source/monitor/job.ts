import type {CachedAnswer} from '../gp/client/cached-answer.ts';
import {type Fault, mayMeanGone} from '../gp/fault.ts';
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
import {type Fetch, type MessageSummary, messagesAfter, noMessages} from './message-summary.ts';
import {goneAfter, type NotFound, type Refusals, refusalsAfter} from './missing-job.ts';
import {type ProgressTrail, trailAfter} from './progress-trail.ts';
import type {UsualDuration} from './usual-duration.ts';

/** Why the last poll brought no snapshot, since when polls have failed, and when the next one is due. */
export type Trouble = {
	readonly fault: Fault;
	readonly since: Moment;
	readonly count: number;
	/** Monotonic milliseconds; `undefined` where nothing is tried until a person acts. */
	readonly nextTry: number | undefined;
};

/** Everything that is known of one job. Only {@link updateJob} changes it, by making a new one. */
export type WatchedJob = {
	readonly address: JobAddress;
	readonly label: SafeText | null;
	readonly tags: readonly SafeText[];
	/** The last snapshot of this run; `null` before the first answer. */
	readonly snapshot: Snapshot | null;
	/** As the server says it, which may differ from the one in the URL; `null` where it never said it. */
	readonly jobId: ServerText | null;
	/** `jobStatus` as sent. Once an end was seen it stays, whatever the server says later. */
	readonly status: ServerText | null;
	readonly state: State;
	/** The server has deleted the job, or says that it is doing so, after its end was seen. */
	readonly isDeletedOnServer: boolean;
	/** Answers in a row that contradicted the end that was seen. */
	readonly backwards: number;
	/** The last one that was sent: once the job has ended, answers no longer hold it. */
	readonly progress: Progress | null;
	readonly progressTrail: ProgressTrail | null;
	readonly messages: MessageSummary;
	readonly results: readonly ParameterLink[];
	readonly inputs: readonly ParameterLink[];
	readonly firstSeen: Moment | null;
	readonly stateSince: Moment | null;
	/** The job was already in this state when gpjobs first saw it, and may have been for a long time. */
	readonly metInState: boolean;
	readonly runningSince: Moment | null;
	/** gpjobs saw the job before it ran, so `runningSince` is its start within one interval. */
	readonly sawStart: boolean;
	readonly endedAt: Moment | null;
	readonly lastAnswer: Moment | null;
	/**
	 * Milliseconds by which the server's clock is ahead of this machine's, less than 0 where it is behind; 0 where they
	 * agree within a minute. Times in its texts are by that clock.
	 */
	readonly clockAhead: number;
	/** The last answer came from a cache on the way, and is older than it looks. */
	readonly cached: CachedAnswer | null;
	/** The last answer was received by an earlier run of gpjobs. */
	readonly isKept: boolean;
	/** Milliseconds: the interval in force when the last answer came, slowdown included. Staleness depends on it. */
	readonly intervalThen: number;
	readonly trouble: Trouble | null;
	readonly notFound: NotFound | null;
	readonly refusals: Refusals | null;
	readonly cancel: CancelFlow | null;
	/** How long jobs of its task usually run; `null` where too few were seen. */
	readonly usualDuration: UsualDuration | null;
	/** Changes that gpjobs saw itself, oldest first. */
	readonly transitions: readonly Transition[];
};

export type Transition = {readonly at: Moment; readonly state: State; readonly status: ServerText | null};

export type JobEvent =
	| {readonly type: 'listed'; readonly label: SafeText | null; readonly tags: readonly SafeText[]}
	| {
			readonly type: 'answered';
			readonly snapshot: Snapshot;
			readonly at: Moment;
			/** Milliseconds by which the server's clock is ahead, by the `Date` of the answer. */
			readonly clockAhead?: number | undefined;
			readonly cached?: CachedAnswer | undefined;
			/** Whether the messages were asked for, and what the answer cost. */
			readonly fetch: Pick<Fetch, 'messages' | 'took' | 'bytes'>;
			/** Why the messages, asked for before this answer, did not come, and after how many milliseconds that was known. */
			readonly withoutMessages?: {readonly fault: Fault; readonly took: number};
	  }
	/** The next poll was scheduled. `interval`: milliseconds after the answer. */
	| {readonly type: 'armed'; readonly interval: number}
	| {
			readonly type: 'faulted';
			readonly fault: Fault;
			readonly at: Moment;
			readonly nextTry: number | undefined;
			/**
			 * Whether the task resource answered, and the server still did not know the job when it was asked for the status alone
			 * right after that: then only the job is missing.
			 */
			readonly taskAnswers: boolean;
	  }
	/** Its messages were read from the record of an earlier run. */
	| {readonly type: 'recalled'; readonly messages: readonly Message[]}
	/** The last messages of a job that has ended are no longer waited for. */
	| {readonly type: 'messages-late'}
	| {readonly type: 'usual-duration'; readonly usualDuration: UsualDuration | null}
	| {readonly type: 'cancel'; readonly flow: CancelFlow | null};

const mostTransitions = 100;
/** Clocks agree within these milliseconds: `Date` counts seconds, and an answer takes its time. */
const clocksAgree = 60_000;
/** Answers in a row that may contradict an end before it is given up. */
const mostBackwards = 2;

/** A job of which only the address is known. */
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
		usualDuration: null,
		transitions: [],
	};
}

/**
 * Why a job failed or timed out: its first error, otherwise its last message; `null` for other jobs, and where nothing is
 * known. A message from before the end that is not an error does not count as a reason.
 */
export function reasonOf(job: WatchedJob): Message | null {
	const {state, messages} = job;
	if (state !== 'failed' && state !== 'timed-out') return null;
	return messages.firstError ?? (hasUnreadEnd(job) ? null : messages.last);
}

/** The job after an event. Pure; a fault never changes a status. */
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
		case 'usual-duration':
			return {...job, usualDuration: event.usualDuration};
		case 'cancel':
			return {...job, cancel: event.flow};
	}
}

function answered(job: WatchedJob, event: JobEvent & {type: 'answered'}): WatchedJob {
	const {snapshot, at} = event;
	const now = judgedState(job, snapshot);
	const isFirst = job.lastAnswer === null;
	const hasNewState = isFirst || now.state !== job.state;
	const hasChanged = hasNewState || now.status?.safe !== job.status?.safe;
	const isRunning = now.state === 'running' || now.state === 'cancelling';
	return {
		...job,
		...now,
		snapshot,
		jobId: snapshot.jobId ?? job.jobId,
		// A change from before this run happened at an unknown time.
		...(hasNewState ? {stateSince: at, metInState: isFirst || job.isKept} : {}),
		...(hasChanged ? {transitions: withTransition(job, {at, state: now.state, status: now.status})} : {}),
		...(isRunning && job.runningSince === null
			? {runningSince: at, sawStart: job.state === 'queued' && !job.isKept}
			: {}),
		endedAt: hasEnded(now.state) ? (job.endedAt ?? at) : null,
		firstSeen: job.firstSeen ?? at,
		progress: snapshot.progress ?? (hasEnded(now.state) || now.state === 'cancelling' ? job.progress : null),
		progressTrail: trailAfter(job.progressTrail, snapshot.progress, at.mono),
		messages: messagesAfter(job.messages, event, {hasChanged, isOver: hasEnded(now.state)}),
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

/** The name of a job, everywhere: its label, otherwise its id (design §3). */
export function jobName({label, address}: Pick<WatchedJob, 'label' | 'address'>): SafeText {
	return label ?? address.jobId;
}

/**
 * The age in milliseconds of what is known of a job: the time since its last answer, plus the time that the answer lay in a
 * cache; `undefined` before the first answer, and where that lies in the future by the clock of this machine.
 */
export function ageOf({lastAnswer, cached}: WatchedJob, now: Moment): number | undefined {
	if (lastAnswer !== null && isInFuture(now.mono - lastAnswer.mono)) return undefined;
	return lastAnswer === null ? undefined : Math.max(0, now.mono - lastAnswer.mono) + (cached?.age ?? 0);
}

/** The moment, in epoch milliseconds, that what is known of a job describes: its last answer, less the time in a cache. */
export function knownAt({lastAnswer, cached}: WatchedJob): number | undefined {
	return lastAnswer === null ? undefined : lastAnswer.epoch - (cached?.age ?? 0);
}

function withTransition({transitions}: WatchedJob, transition: Transition): readonly Transition[] {
	return [...transitions, transition].slice(-mostTransitions);
}

type JudgedState = Pick<WatchedJob, 'state' | 'status' | 'isDeletedOnServer' | 'backwards'>;

/** The state after an answer: once an end was seen, it stays. */
function judgedState(job: WatchedJob, {state, status}: Snapshot): JudgedState {
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
