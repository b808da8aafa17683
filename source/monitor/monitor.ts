import type {Answer} from '../gp/client/answer.ts';
import type {Client} from '../gp/client/client.ts';
import type {Turn} from '../gp/client/values.ts';
import {fault, mayBeElsewhere, needsPerson} from '../gp/fault.ts';
import type {JobLog} from '../gp/job-log.ts';
import type {JobRecord} from '../gp/job-record.ts';
import type {JobAddress} from '../gp/job-url.ts';
import type {ParameterKind} from '../gp/parameter-link.ts';
import {hasEnded} from '../gp/status.ts';
import type {SafeText} from '../text/safe-text.ts';
import {CancelRunner} from './cancel-runner.ts';
import type {Clock} from './clock.ts';
import {ConcurrencyLimiter} from './concurrency-limiter.ts';
import {type Focus, FocusTracker} from './focus.ts';
import {newJob, type Trouble, type WatchedJob} from './job.ts';
import {messagesOfLog, rowsOfLog} from './job-log.ts';
import {fromRecord} from './job-record.ts';
import {JobRequests} from './job-requests.ts';
import {Jobs, type OnError, throwApart} from './jobs.ts';
import {LastMessagesLimit} from './last-messages.ts';
import {faultsIn, type ParameterTable, type ReadingTable, readParameterTable, TaskCache} from './parameter-table.ts';
import {Poller} from './poller.ts';
import {isCancelling} from './schedule.ts';
import {type Priority, type RequestOutcome, Server} from './server.ts';
import {SignInGates} from './sign-in-gates.ts';
import {Slowdowns} from './slowdown.ts';

/** A job to be watched, as the saved list or the command line names it. */
export type Listed = {
	readonly address: JobAddress;
	readonly label: SafeText | null;
	readonly tags: readonly SafeText[];
	/** What an earlier run knew of it. */
	readonly record?: JobRecord | undefined;
};

export type MonitorOptions = {
	readonly client: Client;
	readonly clock: Clock;
	/** 0–1. */
	readonly random: () => number;
	/** Requests a second for each server. */
	readonly rate: number;
	/** What was kept of a job, for when its server has it no more. */
	readonly recall?: (url: string) => Promise<JobLog | undefined>;
	/** Milliseconds between two polls of each job, instead of the pace that gpjobs finds itself. */
	readonly interval?: number | undefined;
	/** Is told of errors inside gpjobs that polling goes on after: of a listener, of one poll. */
	readonly onError?: OnError;
};

/** A server as the screen shows it. */
export type ServerCondition = {
	readonly origin: string;
	readonly trouble: Trouble | null;
	/** Factor (≥ 1) applied to the intervals of its jobs, so that it can keep up with them. */
	readonly slowdown: number;
};

/** Of a request whose turn did not come before its job was taken off the list, or gpjobs ended. */
const notAsked = fault('local', 'gpjobs stopped asking before this was read.');

/**
 * The live engine: ties clock, client and the table of jobs together. It knows no screen; screens and commands listen to
 * {@link jobs} and call what is public here.
 */
export class Monitor {
	readonly jobs: Jobs;
	readonly #options: MonitorOptions;
	readonly #onError: OnError;
	readonly #servers = new Map<string, Server>();
	readonly #limiter = new ConcurrencyLimiter();
	readonly #focus: FocusTracker;
	readonly #slowdowns: Slowdowns;
	readonly #gates: SignInGates;
	readonly #tasks: TaskCache;
	readonly #poller: Poller;
	readonly #cancels: CancelRunner;
	readonly #lastMessages: LastMessagesLimit;
	readonly #refreshing = new Map<string, Promise<void>>();
	readonly #cancelling = new Set<string>();
	readonly #conditionListeners = new Set<() => void>();
	#isPaused = false;
	#isClosed = false;

	constructor(options: MonitorOptions) {
		this.#options = options;
		const {client, clock, random, interval} = options;
		this.#onError = options.onError ?? throwApart;
		const jobs = new Jobs(this.#onError);
		this.jobs = jobs;
		this.#lastMessages = new LastMessagesLimit(jobs, clock);
		const requests = new JobRequests();
		this.#gates = new SignInGates(jobs, () => this.#tellConditions());
		this.#tasks = new TaskCache(client, clock);
		this.#focus = new FocusTracker(clock, urls => this.#reconsider(urls));
		this.#slowdowns = new Slowdowns(
			() => ({jobs: jobs.list, servers: this.#servers.values()}),
			url => this.#focus.levelOf(url),
		);
		this.#poller = new Poller({
			client,
			clock,
			random,
			interval,
			jobs,
			tasks: this.#tasks,
			requests,
			gates: this.#gates,
			focus: this.#focus,
			slowdowns: this.#slowdowns,
			serverOf: job => this.#serverOf(job),
			tellCancel: (url, event) => this.#cancels.tell(url, event),
		});
		this.#cancels = new CancelRunner({
			client,
			clock,
			jobs,
			enqueue: (url, run) => void this.#enqueue(url, 'cancel', run),
			// The state counts; messages may be what the server fails at.
			poll: url => this.#poller.pollFresh(url, false),
			alone: (url, request) => requests.make(url, request),
		});
		jobs.listen(({url, after}) => {
			if (after?.cancel?.fault) this.#gates.noticed(after.cancel.fault, after.address.server);
			if (after && isCancelling(after)) this.#cancelling.add(url);
			else this.#cancelling.delete(url);
		});
	}

	get isPaused(): boolean {
		return this.#isPaused;
	}

	get isReadOnly(): boolean {
		return this.#options.client.cancel === undefined;
	}

	/** Every server with its trouble and its slowdown. */
	get servers(): readonly ServerCondition[] {
		const {mono: now} = this.#options.clock.now();
		return [...this.#servers.values()].map(({origin, trouble}) => ({
			origin,
			trouble: trouble ?? this.#gates.troubleOf(origin),
			// Looked at anew: where all jobs have ended, no poll does it.
			slowdown: this.#slowdowns.of(origin, now),
		}));
	}

	/** Whether a server has refused anything for want of a sign-in: a poll, a value, a cancel. */
	asksForSignIn(origin: string | undefined): boolean {
		return origin !== undefined && this.#gates.isAsking(origin);
	}

	/** Calls when a server comes into trouble or out of it, or polling is paused or goes on. */
	listenToServers(listener: () => void): () => void {
		this.#conditionListeners.add(listener);
		return () => this.#conditionListeners.delete(listener);
	}

	/**
	 * Begins to watch jobs; for one that is watched already, its label and tags are taken over.
	 *
	 * @param order URLs of the whole list, where jobs do not simply join at its end
	 */
	watch(listed: readonly Listed[], order?: readonly string[]): void {
		const now = this.#options.clock.now();
		const joined: WatchedJob[] = [];
		for (const {address, label, tags, record} of listed) {
			if (this.jobs.get(address.url)) {
				this.jobs.apply(address.url, {type: 'listed', label, tags});
				continue;
			}
			const job = record ? fromRecord(record, address, {label, tags}, now) : newJob(address, label, tags);
			this.jobs.put(job);
			if (this.#poller.ownInterval(job) !== undefined && this.#serverOf(job)) joined.push(job);
		}
		if (order) this.jobs.arrange(order);
		// Only once all of them are known it can be told how much there is to do.
		this.#slowdowns.invalidate();
		for (const job of joined) this.#poller.enroll(job);
	}

	/** Stops watching jobs. Nothing happens to them on their servers. */
	forget(urls: readonly string[]): void {
		const origins = new Set<string>();
		for (const url of urls) {
			const job = this.jobs.get(url);
			if (!job) continue;
			this.#servers.get(job.address.server)?.disarm(url);
			this.jobs.delete(url);
			origins.add(job.address.server);
		}
		for (const {address} of this.jobs.list) origins.delete(address.server);
		for (const origin of origins) {
			this.#servers.get(origin)?.close();
			this.#servers.delete(origin);
		}
	}

	/**
	 * Polls jobs at once, ended ones too, and servers that rest.
	 *
	 * @param demand `messages`: asks for the messages too, where they are not due or were too many before; `false`: never
	 * @returns when all have been polled, or their server has turned out not to be there
	 */
	async refresh(urls: readonly string[], demand: {readonly messages?: boolean} = {}): Promise<void> {
		await Promise.all(urls.map(url => this.#refreshOne(url, demand.messages)));
	}

	/** Somebody did something about a server, signed in for example: it is tried again at once. */
	retry(origin: string): void {
		const server = this.#servers.get(origin);
		const {mono: now} = this.#options.clock.now();
		this.#gates.open(origin);
		for (const {address, trouble} of this.jobs.list) {
			if (address.server === origin && trouble && needsPerson(trouble.fault)) server?.hasten(address.url, now);
		}
		server?.retry();
	}

	/** Says what the operator looks at: polls follow it, a little later, so that a cursor on its way costs nothing. */
	setFocus(focus: Focus): void {
		this.#focus.set(focus);
	}

	/** Stops or resumes all polling. What is asked for by key goes on. */
	setPaused(isPaused: boolean): void {
		this.#isPaused = isPaused;
		for (const server of this.#servers.values()) server.setPaused(isPaused);
		this.#tellConditions();
	}

	/**
	 * Begins to cancel a job after the operator has confirmed it: one fresh poll, then at most one POST.
	 *
	 * @param whenRunning ask once the job executes, not now
	 */
	cancel(url: string, whenRunning = false): void {
		this.#cancels.confirm(url, whenRunning);
	}

	/** Takes back a cancel that was to be asked for once the job executes. */
	withdrawCancel(url: string): void {
		this.#cancels.withdraw(url);
	}

	/**
	 * Reads the results or inputs of a job, with their labels; those that were kept where the server has them no more.
	 *
	 * Each request waits for its turn: a job may have thousands of values.
	 */
	async parameters(url: string, kind: ParameterKind, reading: ReadingTable = {}): Promise<ParameterTable> {
		const job = this.jobs.get(url);
		if (!job) return {ok: true, rows: []};
		const isLost = job.state === 'gone' || job.isDeletedOnServer;
		const table = isLost ? undefined : await this.#readParameters(job, kind, reading);
		if (table?.ok && !table.rows.some(({read}) => !read.ok && mayBeElsewhere(read.fault))) return table;
		const kept = (await this.#options.recall?.(url))?.[kind];
		if (kept) return {ok: true, rows: rowsOfLog(kept), keptAt: kept.at};
		return table ?? this.#readParameters(job, kind, reading);
	}

	async #readParameters(job: WatchedJob, kind: ParameterKind, reading: ReadingTable): Promise<ParameterTable> {
		const turn = this.#turnOf(job, reading.isUnasked === true ? 'value' : 'key');
		const table = await readParameterTable(this.#options.client, this.#tasks, job, kind, reading, turn);
		for (const fault of faultsIn(table)) this.#gates.noticed(fault, job.address.server);
		return table;
	}

	/** Puts requests about a job among those of its server. What its turn never came for is a fault. */
	#turnOf(job: WatchedJob, priority: Priority): Turn {
		return async <T>(request: () => Promise<Answer<T>>): Promise<Answer<T>> => {
			const made: {answer?: Answer<T>} = {};
			const outcome = await this.#enqueue(job.address.url, priority, async () => {
				made.answer = await request();
				return made.answer.ok ? null : made.answer.fault;
			});
			return made.answer ?? {ok: false, fault: outcome ?? notAsked, took: 0};
		};
	}

	/**
	 * Waits for the turn of a request that something else makes, of a download, among those of its server.
	 *
	 * @returns what gives the turn back; it may be called twice
	 */
	turnAt(url: string): Promise<() => void> {
		const server = this.#servers.get(URL.parse(url)?.origin ?? '');
		if (!server) return Promise.resolve(() => {});
		const {promise, resolve} = Promise.withResolvers<() => void>();
		const whole = () => new Promise<RequestOutcome>(end => resolve(() => end(undefined)));
		// A server that is not there, or is closed, lets nobody wait: then the request finds that out itself.
		void server.enqueue('key', whole).then(() => resolve(() => {}));
		return promise;
	}

	/** Ends all polling. Requests under way come to nothing. */
	close(): void {
		this.#isClosed = true;
		this.#focus.close();
		this.#lastMessages.close();
		for (const server of this.#servers.values()) server.close();
		this.#servers.clear();
		this.#options.client.close();
	}

	/** Who asks again while a job is being refreshed waits for the same poll. */
	#refreshOne(url: string, messages: boolean | undefined): Promise<void> {
		const underWay = this.#refreshing.get(url);
		if (underWay !== undefined) return underWay;
		const refresh = this.#refreshNow(url, messages).finally(() => this.#refreshing.delete(url));
		this.#refreshing.set(url, refresh);
		return refresh;
	}

	async #refreshNow(url: string, messages: boolean | undefined): Promise<void> {
		let isAsked = false;
		const {mono: begun} = this.#options.clock.now();
		const outcome = await this.#enqueue(url, 'key', async () => {
			isAsked = true;
			const job = this.jobs.get(url);
			if (job && this.#gates.isHopeless(job, begun)) return undefined;
			return this.#poller.pollFresh(url, messages);
		});
		if (outcome && !isAsked) await this.#poller.fail(url, outcome);
	}

	async #enqueue(url: string, priority: Priority, run: () => Promise<RequestOutcome>): Promise<RequestOutcome> {
		const job = this.jobs.get(url);
		return job && this.#serverOf(job)?.enqueue(priority, run);
	}

	/** The operator looks elsewhere: what he looks at now may be due sooner. Nothing is put off, it was promised. */
	#reconsider(urls: Iterable<string>): void {
		const {mono: now} = this.#options.clock.now();
		for (const url of urls) {
			const job = this.jobs.get(url);
			if (job && this.#focus.isOpen(url) && job.messages.list === null) void this.#recall(job);
			if (!job || job.trouble !== null) continue;
			const {messages} = job;
			if (this.#focus.isOpen(url) && messages.list === null && !messages.areTooLarge) {
				this.#serverOf(job)?.hasten(url, now);
				continue;
			}
			const interval = this.#options.interval ?? this.#poller.ownInterval(job);
			if (interval === undefined || hasEnded(job.state)) continue;
			const isNew = job.lastAnswer === null || job.isKept;
			this.#serverOf(job)?.hasten(url, isNew ? now : (job.lastAnswer?.mono ?? now) + interval);
		}
	}

	/** Shows what was kept of the messages until the server has sent them, or for ever where it has them no more. */
	async #recall({address: {url}, isKept, state, isDeletedOnServer}: WatchedJob): Promise<void> {
		if (!isKept && state !== 'gone' && !isDeletedOnServer) return;
		const log = await this.#options.recall?.(url);
		const list = log && messagesOfLog(log);
		if (list && this.jobs.get(url)?.messages.list === null) this.jobs.apply(url, {type: 'recalled', messages: list});
	}

	/** Jobs that go before the others of their server, most urgent first. */
	*#preferred(): Iterable<string> {
		yield* this.#cancelling;
		yield* this.#focus.inOrder();
	}

	#serverOf({address}: WatchedJob): Server | undefined {
		if (this.#isClosed) return undefined;
		const known = this.#servers.get(address.server);
		if (known) return known;
		const server = new Server({
			origin: address.server,
			clock: this.#options.clock,
			random: this.#options.random,
			rate: this.#options.interval === undefined ? this.#options.rate : undefined,
			valueRate: this.#options.rate,
			limiter: this.#limiter,
			poll: url => this.#poller.pollDue(url),
			onError: this.#onError,
			preferred: () => this.#preferred(),
			onChange: () => this.#tellConditions(),
		});
		server.setPaused(this.#isPaused);
		this.#servers.set(address.server, server);
		return server;
	}

	#tellConditions(): void {
		for (const listener of this.#conditionListeners) {
			try {
				listener();
			} catch (error) {
				this.#onError(error);
			}
		}
	}
}
