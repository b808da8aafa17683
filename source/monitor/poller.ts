import type {Answer} from '../gp/client/answer.ts';
import type {Client} from '../gp/client/client.ts';
import {type Fault, isOfServer, mayBeElsewhere, mayMeanGone} from '../gp/fault.ts';
import type {Snapshot} from '../gp/snapshot.ts';
import type {CancelEvent} from './cancel.ts';
import type {Clock, Moment} from './clock.ts';
import type {FocusTracker} from './focus.ts';
import {goneAfter, type WatchedJob} from './job.ts';
import type {JobRequests} from './job-requests.ts';
import type {Jobs} from './jobs.ts';
import {sentMessages} from './known-messages.ts';
import type {TaskCache} from './parameter-table.ts';
import {
	backOff,
	intervalInForce,
	jittered,
	pollInterval,
	restAskedFor,
	sharedMoment,
	staleAfter,
	wantsMessages,
	whileGone,
} from './schedule.ts';
import type {RequestOutcome, Server} from './server.ts';
import type {SignInGates} from './sign-in-gates.ts';
import type {Slowdowns} from './slowdown.ts';

export type PollerOptions = {
	readonly client: Client;
	readonly clock: Clock;
	readonly random: () => number;
	/** What `--interval` says. */
	readonly interval: number | undefined;
	readonly jobs: Jobs;
	readonly tasks: TaskCache;
	readonly requests: JobRequests;
	readonly gates: SignInGates;
	readonly focus: FocusTracker;
	readonly slowdowns: Slowdowns;
	/** The server of a job; `undefined` once the monitor is closed. */
	readonly serverOf: (job: WatchedJob) => Server | undefined;
	readonly tellCancel: (url: string, event: CancelEvent) => void;
};

/** How long polls of a job that the server does not know stay apart until it counts as gone. */
const confirmGoneEvery = 30_000;
/** When a poll comes back for which a request of the same job was in the way. */
const soon = 2000;

/** Polls one job: lets the outcome happen to it, and fixes when it is polled next. */
export class Poller {
	readonly #options: PollerOptions;

	constructor(options: PollerOptions) {
		this.#options = options;
	}

	/** Fixes the first poll of a job; how long it can wait is reckoned as if it had been answered now. */
	enroll(job: WatchedJob): void {
		const {mono: now} = this.#options.clock.now();
		const interval = this.#intervalInForce(job, now) ?? 0;
		this.#options.serverOf(job)?.enroll(job.address.url, now + staleAfter({intervalThen: interval}));
	}

	/** The poll of a job that is due. */
	async pollDue(url: string): Promise<RequestOutcome> {
		const {jobs, requests, clock, serverOf} = this.#options;
		const job = jobs.get(url);
		if (!job) return undefined;
		if (!requests.has(url)) return this.pollFresh(url);
		// It is not waited for here, where others could be polled.
		serverOf(job)?.arm(url, clock.now().mono + soon);
		return undefined;
	}

	/**
	 * A poll that begins after this call, whatever else of the job is under way.
	 *
	 * @param messages whether the messages are asked for too: always, never, or where they are due
	 */
	pollFresh(url: string, messages?: boolean): Promise<RequestOutcome> {
		return this.#options.requests.make(url, () => this.#poll(url, messages));
	}

	/** Lets a fault happen to a job without asking: it was its server that could not be had, and the server rests for it. */
	async fail(url: string, fault: Fault): Promise<void> {
		const job = this.#options.jobs.get(url);
		const without: Fault = {...fault, retryAfter: 0};
		if (job) await this.#faulted(job, fault, this.#options.clock.now(), false, without);
	}

	/** What a job would be polled at, if nothing else were to be considered. */
	ownInterval(job: WatchedJob): number | undefined {
		const {focus, clock} = this.#options;
		return pollInterval(job, focus.levelOf(job.address.url), clock.now().mono);
	}

	async #poll(url: string, wish: boolean | undefined): Promise<RequestOutcome> {
		const {focus, client, clock, gates, jobs, serverOf} = this.#options;
		const job = jobs.get(url);
		const server = job && serverOf(job);
		if (!job || !server) return undefined;
		const begun = clock.now();
		const areDue = wantsMessages(job, focus.levelOf(url), focus.isOpen(url), begun.mono);
		// Whether a server is back, one small question finds out.
		const messages = wish ?? (areDue && server.trouble === null);
		const first = await client.job(job.address.url, {messages, known: sentMessages(job.messages)});
		const withoutMessages = messages && !first.ok && mayBeOfMessages(first.fault) ? first : undefined;
		if (withoutMessages?.fault.kind === 'timeout') this.#tellEarly(job, withoutMessages.fault);
		const status = withoutMessages ? await client.job(job.address.url, {messages: false}) : first;
		const {answer, isMissing} = await this.#sought(job, status);
		if (!answer.ok) return this.#faulted(job, answer.fault, begun, isMissing);
		const at = clock.now();
		const fetch = {messages: messages && !withoutMessages, took: answer.took, bytes: answer.bytes};
		const {value: snapshot, clockAhead, cached} = answer;
		const event = {
			type: 'answered',
			snapshot,
			at,
			clockAhead,
			cached,
			fetch,
			...(withoutMessages && {withoutMessages}),
		} as const;
		if (!serverOf(job) || !jobs.apply(url, event)) return null;
		if (withoutMessages) gates.noticed(withoutMessages.fault, job.address.server);
		this.#armAfter(url, at);
		for (const {address} of gates.answered(job)) serverOf(job)?.hasten(address.url, at.mono);
		this.#tellCancel(job, {type: 'polled', snapshot, begunAt: begun.mono, at: at.mono});
		return null;
	}

	/** A server that hangs may hang again for as long. The fault is shown before gpjobs asks again. */
	#tellEarly({address}: WatchedJob, fault: Fault): void {
		const at = this.#options.clock.now();
		this.#options.jobs.apply(address.url, {type: 'faulted', fault, at, nextTry: at.mono, taskAnswers: false});
	}

	/**
	 * Looks for a job that its server says it does not know: a balancer may have asked a machine that knows nothing of it. As
	 * soon as the task has answered, the job is asked for again, up to three times, since of machines that take turns the same
	 * one would be asked each time.
	 *
	 * @returns the answer that counts, and whether it is the job alone that is missing
	 */
	async #sought(job: WatchedJob, answer: Answer<Snapshot>): Promise<{answer: Answer<Snapshot>; isMissing: boolean}> {
		const {client, tasks} = this.#options;
		// Who asks for a rest is not asked again at once.
		if (answer.ok || !mayBeElsewhere(answer.fault) || answer.fault.retryAfter !== undefined)
			return {answer, isMissing: false};
		let isMissing = mayMeanGone(answer.fault);
		const {url, taskUrl} = job.address;
		if (!(await tasks.answers(taskUrl))) return {answer, isMissing: false};
		if (job.state === 'gone' || isLost(job)) return {answer, isMissing};
		for (const isAfresh of [false, true, true]) {
			const again = await client.job(url, {messages: false, isAfresh});
			if (again.ok || !mayBeElsewhere(again.fault)) return {answer: again, isMissing: false};
			isMissing &&= mayMeanGone(again.fault);
		}
		return {answer, isMissing};
	}

	/** @param waitsFor the fault as it says how long this job waits */
	async #faulted(
		job: WatchedJob,
		fault: Fault,
		begun: Moment,
		isMissing: boolean,
		waitsFor: Fault = fault,
	): Promise<Fault> {
		const {clock, jobs, serverOf} = this.#options;
		const {url} = job.address;
		const before = jobs.get(url);
		if (!before || !serverOf(before)) return fault;
		const at = clock.now();
		const due = at.mono + this.#waitAfter(before, waitsFor, isMissing);
		// An ended job was only asked about by key, and a server that wants a sign-in is not asked at all.
		const nextTry = this.ownInterval(before) === undefined || fault.kind === 'sign-in' ? undefined : due;
		const after = jobs.apply(url, {type: 'faulted', fault, at, nextTry, taskAnswers: isMissing});
		if (after && fault.kind === 'sign-in') this.#stopService(after, fault, at);
		else if (after && this.ownInterval(after) !== undefined) serverOf(after)?.arm(url, due);
		this.#tellCancel(job, {type: 'poll-failed', fault, begunAt: begun.mono, isMissing});
		return fault;
	}

	/** A sign-in is wanted: what it stops is not asked again until somebody has done something about it. */
	#stopService(job: WatchedJob, fault: Fault, at: Moment): void {
		const {gates, jobs, serverOf} = this.#options;
		serverOf(job)?.disarm(job.address.url);
		for (const {address} of gates.refused(job, at.mono)) {
			serverOf(job)?.disarm(address.url);
			jobs.apply(address.url, {type: 'faulted', fault, at, nextTry: undefined, taskAnswers: false});
		}
	}

	#waitAfter(job: WatchedJob, fault: Fault, isMissing: boolean): number {
		const own = Math.min(this.ownInterval(job) ?? 0, this.#intervalInForce(job, this.#options.clock.now().mono) ?? 0);
		if (isMissing) {
			const willBeLost = (job.notFound?.count ?? 0) >= goneAfter.count - 1 && job.lastAnswer === null;
			return willBeLost ? whileGone : Math.max(confirmGoneEvery, own);
		}
		// The server itself rests then, with all its jobs; this one shall not come back later than the others, unless its own
		// answer asked for that.
		if (isOfServer(fault)) return Math.max(own, restAskedFor(fault, this.#options.random()));
		return backOff(fault, (job.trouble?.count ?? 0) + 1, this.#options.random());
	}

	#armAfter(url: string, at: Moment): void {
		const {jobs, random, serverOf} = this.#options;
		const job = jobs.get(url);
		if (!job) return;
		const interval = this.#intervalInForce(job, at.mono);
		if (interval === undefined) {
			serverOf(job)?.disarm(url);
			return;
		}
		const armed = jobs.apply(url, {type: 'armed', interval}) ?? job;
		const due = sharedMoment(at.mono + jittered(interval, random()), interval);
		serverOf(job)?.arm(url, due, at.mono + staleAfter(armed));
	}

	#intervalInForce(job: WatchedJob, now: number): number | undefined {
		const {focus, interval: fixed, slowdowns} = this.#options;
		const slowdown = fixed === undefined ? slowdowns.of(job.address.server, now) : 1;
		return intervalInForce(job, focus.levelOf(job.address.url), now, {fixed, slowdown});
	}

	/** A flow learns only of polls that began after it: of the job as it was before nothing must follow. */
	#tellCancel({address, cancel}: WatchedJob, event: CancelEvent): void {
		const now = this.#options.jobs.get(address.url)?.cancel;
		if (now && now.begunAt === cancel?.begunAt) this.#options.tellCancel(address.url, event);
	}
}

/** Whether the messages may be what an answer failed at: asked for the status alone, the server may answer. */
function mayBeOfMessages({kind, code, retryAfter}: Fault): boolean {
	switch (kind) {
		// There was no connection, or no other answer can come.
		case 'offline':
		case 'refused':
		case 'tls':
		case 'trust':
		case 'proxy':
		case 'local':
		case 'not-a-job':
			return false;
		case 'http':
			// It asks to be left alone.
			return code !== 429 && retryAfter === undefined;
		case 'reset':
		case 'timeout':
		case 'sign-in':
		case 'forbidden':
		case 'not-found':
		case 'server':
		case 'not-json':
		case 'unexpected':
		case 'too-large':
		case 'redirect':
			return retryAfter === undefined;
	}
}

/** Whether a job was asked for often enough and never was there. */
function isLost({notFound, lastAnswer}: WatchedJob): boolean {
	return lastAnswer === null && (notFound?.count ?? 0) >= goneAfter.count;
}
