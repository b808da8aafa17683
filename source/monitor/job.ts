import type {CachedAnswer} from '../gp/client/cached-answer.ts';
import {type Fault, mayMeanGone} from '../gp/fault.ts';
import type {JobAddress} from '../gp/job-url.ts';
import type {Message} from '../gp/message.ts';
import type {ParameterLink} from '../gp/parameter-link.ts';
import type {Progress, Snapshot} from '../gp/snapshot.ts';
import {hasEnded, type State} from '../gp/status.ts';
import {isInFuture} from '../text/duration.ts';
import {lastGraphemes} from '../text/graphemes.ts';
import {type SafeText, type ServerText, safe} from '../text/safe-text.ts';
import type {CancelFlow} from './cancel.ts';
import type {Moment} from './clock.ts';
import {hasUnreadEnd, withLateness} from './last-messages.ts';
import {type Fetch, type MessageSummary, messagesAfter, noMessages} from './message-summary.ts';
import {goneAfter, type NotFound, type Refusals, refusalsAfter} from './missing-job.ts';
import {type ProgressTrail, trailAfter} from './progress-trail.ts';
import type {UsualDuration} from './usual-duration.ts';

/** Why the last poll returned no snapshot, since when polls have failed, and when the next one is due. */
export type Trouble = {
	readonly fault: Fault;
	readonly since: Moment;
	readonly count: number;
	/**
	 * When gpjobs tries again, in monotonic milliseconds; `undefined` if it does not until the operator does something.
	 */
	readonly nextTry: number | undefined;
};

/** Everything that gpjobs knows about one job. Immutable: {@link updateJob} returns a new one. */
export type WatchedJob = {
	readonly address: JobAddress;
	readonly label: SafeText | null;
	readonly tags: readonly SafeText[];
	/** The last snapshot of this run; `null` before the first answer. */
	readonly snapshot: Snapshot | null;
	/** The job id in the server's answer, which may differ from the one in the URL; `null` if no answer contained it. */
	readonly jobId: ServerText | null;
	/** `jobStatus` as the server sent it. After an end, later answers do not change it. */
	readonly status: ServerText | null;
	readonly state: State;
	/** Whether the server, after the job's end, deleted the job or reported that it is deleting it. */
	readonly isDeletedOnServer: boolean;
	/** How many answers in a row contradicted the known end of the job. */
	readonly backwards: number;
	/** The last progress that the server sent. Answers after the job's end do not contain it. */
	readonly progress: Progress | null;
	readonly progressTrail: ProgressTrail | null;
	readonly messages: MessageSummary;
	readonly results: readonly ParameterLink[];
	readonly inputs: readonly ParameterLink[];
	readonly firstSeen: Moment | null;
	readonly stateSince: Moment | null;
	/**
	 * Whether the job was already in this state when gpjobs first saw it, so that it may have been in it for a long
	 * time.
	 */
	readonly metInState: boolean;
	readonly runningSince: Moment | null;
	/** Whether gpjobs saw the job before it ran. If so, `runningSince` is its start to within one interval. */
	readonly sawStart: boolean;
	readonly endedAt: Moment | null;
	/** How long the job took, as an earlier run recorded it; `null` if that is not known. */
	readonly took: Took | null;
	/** When the cursor was last on the job; `null` if it never was. */
	readonly lookedAt: Moment | null;
	readonly lastAnswer: Moment | null;
	/**
	 * How far the server's clock is ahead of this machine's clock, in milliseconds; negative if it is behind, 0 if the
	 * clocks agree within a minute. Times in texts from the server are those of the server's clock.
	 */
	readonly clockAhead: number;
	/** If the last answer came from a cache, how old it was on arrival; otherwise `null`. */
	readonly cached: CachedAnswer | null;
	/** Whether the last answer was received by an earlier run of gpjobs. */
	readonly isFromRecord: boolean;
	/**
	 * The interval that applied when the last answer came, including the slowdown, in milliseconds. How soon the job
	 * becomes stale depends on it.
	 */
	readonly intervalThen: number;
	readonly trouble: Trouble | null;
	readonly notFound: NotFound | null;
	readonly refusals: Refusals | null;
	readonly cancel: CancelFlow | null;
	/** How long jobs of this task usually run; `null` if gpjobs has seen too few of them. */
	readonly usualDuration: UsualDuration | null;
	/** The changes of state that gpjobs saw, oldest first. */
	readonly transitions: readonly Transition[];
};

/** How long a job took. `isAtLeast`: gpjobs did not see the start of the job, so it may have taken longer. */
export type Took = {readonly ms: number; readonly isAtLeast: boolean};

/** A change of a job's state that gpjobs saw. */
export type Transition = {readonly at: Moment; readonly state: State; readonly status: ServerText | null};

/** What can happen to a job. */
export type JobEvent =
	| {readonly type: 'listed'; readonly label: SafeText | null; readonly tags: readonly SafeText[]}
	| {
			readonly type: 'answered';
			readonly snapshot: Snapshot;
			readonly at: Moment;
			/** How far the server's clock is ahead according to the answer's `Date` header, in milliseconds. */
			readonly clockAhead?: number | undefined;
			readonly cached?: CachedAnswer | undefined;
			/** Whether the request asked for messages, how long it took and how large the answer was. */
			readonly fetch: Pick<Fetch, 'messages' | 'took' | 'bytes'>;
			/**
			 * Present if a first request, which asked for messages too, failed: its fault, and how long it took in
			 * milliseconds.
			 */
			readonly withoutMessages?: {readonly fault: Fault; readonly took: number};
	  }
	/** The next poll was scheduled, `interval` milliseconds after the answer. */
	| {readonly type: 'armed'; readonly interval: number}
	| {
			readonly type: 'faulted';
			readonly fault: Fault;
			readonly at: Moment;
			readonly nextTry: number | undefined;
			/**
			 * Whether the task resource answered although the server, asked right after that for the status alone,
			 * still did not know the job. Then only the job is missing.
			 */
			readonly taskAnswers: boolean;
	  }
	/** The messages of the job were read from its record. */
	| {readonly type: 'recalled'; readonly messages: readonly Message[]}
	/** gpjobs no longer waits for the last messages of a job that has ended. */
	| {readonly type: 'messages-late'}
	/** An operator had the cursor on the job. */
	| {readonly type: 'looked-at'; readonly at: Moment}
	| {readonly type: 'usual-duration'; readonly usualDuration: UsualDuration | null}
	| {readonly type: 'cancel'; readonly flow: CancelFlow | null};

const mostTransitions = 100;
/**
 * Two clocks that differ by less than this many milliseconds count as equal: `Date` counts whole seconds, and an answer
 * takes some time.
 */
const clocksAgree = 60_000;
/** The number of answers in a row that may contradict an end before gpjobs accepts the new state. */
const mostBackwards = 2;

/** Returns a job of which only the address, the label and the tags are known. */
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
		took: null,
		lookedAt: null,
		lastAnswer: null,
		clockAhead: 0,
		cached: null,
		isFromRecord: false,
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
 * Returns why a job failed or timed out: its first error, otherwise its last message; `null` for other jobs, or if no
 * message is known. A message from before the end counts only if it is an error.
 */
export function reasonOf(job: WatchedJob): Message | null {
	const {state, messages} = job;
	if (state !== 'failed' && state !== 'timed-out') return null;
	return messages.firstError ?? (hasUnreadEnd(job) ? null : messages.last);
}

/** Returns the job after an event. Pure; a fault never changes a status. */
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
		case 'looked-at':
			return {...job, lookedAt: event.at};
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
		// If the state changed between two runs, the time of the change is unknown.
		...(hasNewState ? {stateSince: at, metInState: isFirst || job.isFromRecord} : {}),
		...(hasChanged ? {transitions: withTransition(job, {at, state: now.state, status: now.status})} : {}),
		...(isRunning && job.runningSince === null
			? {runningSince: at, sawStart: job.state === 'queued' && !job.isFromRecord}
			: {}),
		endedAt: hasEnded(now.state) ? (job.endedAt ?? at) : null,
		took: hasNewState ? null : job.took,
		firstSeen: job.firstSeen ?? at,
		progress: snapshot.progress ?? (hasEnded(now.state) || now.state === 'cancelling' ? job.progress : null),
		progressTrail: trailAfter(job.progressTrail, snapshot.progress, at.mono),
		messages: messagesAfter(job.messages, event, {hasChanged, isOver: hasEnded(now.state)}),
		results: snapshot.results.length > 0 ? snapshot.results : job.results,
		inputs: snapshot.inputs.length > 0 ? snapshot.inputs : job.inputs,
		lastAnswer: at,
		clockAhead: Math.abs(event.clockAhead ?? 0) < clocksAgree ? 0 : (event.clockAhead ?? 0),
		cached: event.cached ?? null,
		isFromRecord: false,
		trouble: null,
		notFound: null,
		refusals: null,
	};
}

/** How many characters of the id are at the end of a job's name: enough for a command to find the job by them. */
export const idEndLength = 4;

/** Returns the name of a job in all output: its label, otherwise its task and the end of its id (design §3). */
export function jobName({label, address}: Pick<WatchedJob, 'label' | 'address'>): SafeText {
	return label ?? safe`${address.task} ·${lastGraphemes(address.jobId, idEndLength)}`;
}

/**
 * Returns how old the information about a job is, in milliseconds: the time since its last answer, plus the time that
 * this answer spent in a cache; `undefined` before the first answer, or if the answer's time is in the future by this
 * machine's clock.
 */
export function ageOf({lastAnswer, cached}: WatchedJob, now: Moment): number | undefined {
	if (lastAnswer !== null && isInFuture(now.mono - lastAnswer.mono)) return undefined;
	return lastAnswer === null ? undefined : Math.max(0, now.mono - lastAnswer.mono) + (cached?.age ?? 0);
}

/**
 * Returns the time that the information about a job describes, in epoch milliseconds: the time of the last answer,
 * minus the time that it spent in a cache.
 */
export function knownAt({lastAnswer, cached}: WatchedJob): number | undefined {
	return lastAnswer === null ? undefined : lastAnswer.epoch - (cached?.age ?? 0);
}

function withTransition({transitions}: WatchedJob, transition: Transition): readonly Transition[] {
	return [...transitions, transition].slice(-mostTransitions);
}

type JudgedState = Pick<WatchedJob, 'state' | 'status' | 'isDeletedOnServer' | 'backwards'>;

/**
 * Returns the state and status of a job after an answer: an end that gpjobs knows does not change, unless several
 * answers contradict it.
 */
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
