import type {Client} from '../gp/client/client.ts';
import {type Fault, mayBeOfMessages, needsPerson} from '../gp/fault.ts';
import {hasEnded} from '../gp/status.ts';
import type {PollEvent} from './cancel.ts';
import type {Clock, Moment} from './clock.ts';
import type {FocusTracker} from './focus.ts';
import type {WatchedJob} from './job.ts';
import {JobRequests} from './job-requests.ts';
import type {Jobs} from './jobs.ts';
import {sentMessages} from './known-messages.ts';
import {Listeners, type OnError} from './listeners.ts';
import {seekJob} from './missing-job.ts';
import type {TaskCache} from './parameter-table.ts';
import type {Priority, RequestOutcome} from './request-queue.ts';
import {
	intervalInForce,
	isCancelling,
	jittered,
	pollInterval,
	sharedMoment,
	staleAfter,
	waitAfterFault,
	wantsMessages,
} from './schedule.ts';
import type {JobPoller} from './server.ts';
import {type ServerCondition, Servers} from './servers.ts';
import type {SignInGates} from './sign-in-gates.ts';
import {Slowdowns} from './slowdown.ts';

type PollerOptions = {
	readonly client: Client;
	readonly clock: Clock;
	/** Returns a random number between 0 and 1. */
	readonly random: () => number;
	/** Requests per second to each server. */
	readonly rate: number;
	/** The interval that `--interval` sets, in milliseconds. If it is set, polls are not limited by the rate. */
	readonly interval: number | undefined;
	readonly jobs: Jobs;
	readonly tasks: TaskCache;
	readonly gates: SignInGates;
	readonly focus: FocusTracker;
	/** Notified when {@link Poller.conditions} have changed. */
	readonly conditionListeners: Listeners;
	readonly onError: OnError;
};

/** The end of a poll, as listeners receive it. */
type PollEnd = {
	/** The job at the time of the request. */
	readonly asked: WatchedJob;
	readonly event: PollEvent;
};

/** The time in milliseconds until a poll is tried again if another request of the same job is in progress. */
const soon = 2000;

/** Polls each job when it is due, applies the outcome to the job, and schedules its next poll. Owns the servers. */
export class Poller implements JobPoller {
	readonly servers: Servers;
	readonly #options: PollerOptions;
	readonly #slowdowns: Slowdowns;
	readonly #requests = new JobRequests();
	readonly #refreshing = new Map<string, Promise<void>>();
	readonly #cancelling = new Set<string>();
	readonly #listeners: Listeners<PollEnd>;

	constructor(options: PollerOptions) {
		this.#options = options;
		const {clock, random, rate, interval, jobs, focus, onError} = options;
		const pollRate = interval === undefined ? rate : undefined;
		this.servers = new Servers({clock, random, rate: pollRate, valueRate: rate, poller: this, onError});
		this.#slowdowns = new Slowdowns({jobs, servers: this.servers, focus});
		this.#listeners = new Listeners(onError);
		focus.listen(urls => this.#hastenFocused(urls));
		jobs.listen(({url, after}) => {
			if (after && isCancelling(after)) this.#cancelling.add(url);
			else this.#cancelling.delete(url);
		});
	}

	/** All servers, each with its outage and its slowdown. */
	get conditions(): readonly ServerCondition[] {
		const {clock, gates} = this.#options;
		const {mono: now} = clock.now();
		return [...this.servers].map(({origin, outage}) => ({
			origin,
			outage: outage ?? gates.outageOf(origin),
			// The slowdown is computed here as well, because after all jobs have ended no poll updates it.
			slowdown: this.#slowdowns.of(origin, now),
		}));
	}

	/** Calls the listener after each poll. Returns a function that removes the listener. */
	listen(listener: (end: PollEnd) => void): () => void {
		return this.#listeners.add(listener);
	}

	/** Schedules the first polls of new jobs. The deadlines are computed as if the jobs had just been polled. */
	enroll(jobs: readonly WatchedJob[]): void {
		const {mono: now} = this.#options.clock.now();
		const polled = jobs.flatMap(job => {
			const server = this.#ownInterval(job) === undefined ? undefined : this.servers.of(job);
			return server ? [{job, server}] : [];
		});
		// The slowdowns depend on the demand of all jobs, including these.
		this.#slowdowns.invalidate();
		for (const {job, server} of polled) {
			const interval = this.#intervalInForce(job, now) ?? 0;
			server.enroll(job.address.url, now + staleAfter({intervalThen: interval}));
		}
	}

	/** Polls a job that is due. */
	async poll(url: string): Promise<RequestOutcome> {
		const {jobs, clock} = this.#options;
		const job = jobs.get(url);
		if (!job) return undefined;
		if (!this.#requests.has(url)) return this.pollFresh(url);
		// Does not wait for the other request, because another job can use this slot.
		this.servers.of(job)?.arm(url, clock.now().mono + soon);
		return undefined;
	}

	*preferred(): Iterable<string> {
		yield* this.#cancelling;
		yield* this.#options.focus.inOrder();
	}

	serverChanged(): void {
		this.#options.conditionListeners.notify();
	}

	/**
	 * Makes a poll that begins after this call, even if another request of the job is in progress.
	 *
	 * @param messages whether to request the messages too: always, never, or if `undefined`, when they are due
	 */
	pollFresh(url: string, messages?: boolean): Promise<RequestOutcome> {
		return this.alone(url, () => this.#poll(url, messages));
	}

	/** Makes a request after all other requests of the job have ended. */
	alone(url: string, request: () => Promise<RequestOutcome>): Promise<RequestOutcome> {
		return this.#requests.make(url, request);
	}

	/**
	 * Puts a request about a job into the queue of its server.
	 *
	 * @returns its outcome; `undefined` if it was not made
	 */
	async enqueue(url: string, priority: Priority, run: () => Promise<RequestOutcome>): Promise<RequestOutcome> {
		const job = this.#options.jobs.get(url);
		return job && this.servers.of(job)?.enqueue(priority, run);
	}

	/**
	 * Polls a job at once. Other calls for a job that is being refreshed share the same poll.
	 *
	 * @param messages as for {@link pollFresh}
	 */
	refresh(url: string, messages: boolean | undefined): Promise<void> {
		const underWay = this.#refreshing.get(url);
		if (underWay !== undefined) return underWay;
		const refresh = this.#refresh(url, messages).finally(() => this.#refreshing.delete(url));
		this.#refreshing.set(url, refresh);
		return refresh;
	}

	async #refresh(url: string, messages: boolean | undefined): Promise<void> {
		const {clock, gates, jobs} = this.#options;
		let isAsked = false;
		const {mono: begun} = clock.now();
		const outcome = await this.enqueue(url, 'key', async () => {
			isAsked = true;
			const job = jobs.get(url);
			if (job && gates.isHopeless(job, begun)) return undefined;
			return this.pollFresh(url, messages);
		});
		const job = jobs.get(url);
		// The server turned out to be unreachable before the job was polled. The pause of the whole server is enough for
		// this job.
		if (outcome && !isAsked && job) this.#faulted(job, outcome, clock.now(), false, {...outcome, retryAfter: 0});
	}

	/** Polls at once the jobs of a server that gpjobs had stopped polling until the operator corrected something. */
	retry(origin: string): void {
		const {clock, gates, jobs} = this.#options;
		const server = this.servers.get(origin);
		const {mono: now} = clock.now();
		gates.open(origin);
		for (const {address, trouble} of jobs.list) {
			if (address.server === origin && trouble && needsPerson(trouble.fault)) server?.hasten(address.url, now);
		}
		server?.retry();
	}

	/** Reschedules focused jobs, which may now be due sooner. Never moves a poll later. */
	#hastenFocused(urls: Iterable<string>): void {
		const {clock, focus, interval: fixed, jobs} = this.#options;
		const {mono: now} = clock.now();
		for (const url of urls) {
			const job = jobs.get(url);
			if (!job || job.trouble !== null) continue;
			const {messages} = job;
			if (focus.isOpen(url) && messages.list === null && !messages.areTooLarge) {
				this.servers.of(job)?.hasten(url, now);
				continue;
			}
			const interval = fixed ?? this.#ownInterval(job);
			if (interval === undefined || hasEnded(job.state)) continue;
			const isNew = job.lastAnswer === null || job.isFromRecord;
			this.servers.of(job)?.hasten(url, isNew ? now : (job.lastAnswer?.mono ?? now) + interval);
		}
	}

	async #poll(url: string, wish: boolean | undefined): Promise<RequestOutcome> {
		const {client, clock, focus, gates, jobs, tasks} = this.#options;
		const job = jobs.get(url);
		const server = job && this.servers.of(job);
		if (!job || !server) return undefined;
		const begun = clock.now();
		const areDue = wantsMessages(job, focus.levelOf(url), focus.isOpen(url), begun.mono);
		// While a server does not answer, a small request without messages checks whether it works again.
		const messages = wish ?? (areDue && server.outage === null);
		const first = await client.job(job.address.url, {messages, known: sentMessages(job.messages)});
		const withoutMessages = messages && !first.ok && mayBeOfMessages(first.fault) ? first : undefined;
		if (withoutMessages?.fault.kind === 'timeout') this.#showEarly(job, withoutMessages.fault);
		const status = withoutMessages ? await client.job(job.address.url, {messages: false}) : first;
		const {answer, isMissing} = await seekJob(client, tasks, job, status);
		if (!answer.ok) return this.#faulted(job, answer.fault, begun, isMissing);
		const at = clock.now();
		const fetch = {messages: messages && !withoutMessages, took: answer.took, bytes: answer.bytes};
		const {value: snapshot, clockAhead, cached} = answer;
		const answered = {type: 'answered', snapshot, at, clockAhead, cached, fetch} as const;
		const event = withoutMessages ? {...answered, withoutMessages} : answered;
		if (!this.servers.of(job) || !jobs.apply(url, event)) return null;
		if (withoutMessages) gates.noticed(withoutMessages.fault, job.address.server);
		this.#armAfter(url, at);
		for (const {address} of gates.answered(job)) this.servers.of(job)?.hasten(address.url, at.mono);
		this.#listeners.notify({asked: job, event: {type: 'polled', snapshot, begunAt: begun.mono, at: at.mono}});
		return null;
	}

	/**
	 * Shows a timeout before the request is repeated without messages, because a server that hangs may take as long
	 * again.
	 */
	#showEarly({address}: WatchedJob, fault: Fault): void {
		const at = this.#options.clock.now();
		this.#options.jobs.apply(address.url, {type: 'faulted', fault, at, nextTry: at.mono, taskAnswers: false});
	}

	/**
	 * Applies a fault to a job and schedules its next poll.
	 *
	 * @param waitsFor the fault that decides how long this job waits
	 */
	#faulted(job: WatchedJob, fault: Fault, begun: Moment, isMissing: boolean, waitsFor: Fault = fault): Fault {
		const {clock, jobs, random} = this.#options;
		const {url} = job.address;
		const before = jobs.get(url);
		if (!before || !this.servers.of(before)) return fault;
		const at = clock.now();
		const interval = Math.min(this.#ownInterval(before) ?? 0, this.#intervalInForce(before, at.mono) ?? 0);
		const due = at.mono + waitAfterFault(before, waitsFor, {interval, isMissing, random});
		// An ended job is polled only on request. A service that requires signing in is not polled until somebody signs
		// in.
		const nextTry = this.#ownInterval(before) === undefined || fault.kind === 'sign-in' ? undefined : due;
		const after = jobs.apply(url, {type: 'faulted', fault, at, nextTry, taskAnswers: isMissing});
		if (after && fault.kind === 'sign-in') this.#stopService(after, fault, at);
		else if (after && this.#ownInterval(after) !== undefined) this.servers.of(after)?.arm(url, due);
		this.#listeners.notify({asked: job, event: {type: 'poll-failed', fault, begunAt: begun.mono, isMissing}});
		return fault;
	}

	/** Stops polling the jobs that a required sign-in affects, until the operator has signed in or tries again. */
	#stopService(job: WatchedJob, fault: Fault, at: Moment): void {
		const {gates, jobs} = this.#options;
		const server = this.servers.of(job);
		server?.disarm(job.address.url);
		for (const {address} of gates.refused(job, at.mono)) {
			server?.disarm(address.url);
			jobs.apply(address.url, {type: 'faulted', fault, at, nextTry: undefined, taskAnswers: false});
		}
	}

	#armAfter(url: string, at: Moment): void {
		const {jobs, random} = this.#options;
		const job = jobs.get(url);
		if (!job) return;
		const interval = this.#intervalInForce(job, at.mono);
		if (interval === undefined) {
			this.servers.of(job)?.disarm(url);
			return;
		}
		const armed = jobs.apply(url, {type: 'armed', interval}) ?? job;
		const due = sharedMoment(at.mono + jittered(interval, random()), interval);
		this.servers.of(job)?.arm(url, due, at.mono + staleAfter(armed));
	}

	/** Returns the interval of a job before `--interval` and the slowdown of its server are applied. */
	#ownInterval(job: WatchedJob): number | undefined {
		const {clock, focus} = this.#options;
		return pollInterval(job, focus.levelOf(job.address.url), clock.now().mono);
	}

	#intervalInForce(job: WatchedJob, now: number): number | undefined {
		const {focus, interval: fixed} = this.#options;
		const slowdown = fixed === undefined ? this.#slowdowns.of(job.address.server, now) : 1;
		return intervalInForce(job, focus.levelOf(job.address.url), now, {fixed, slowdown});
	}
}
