import type {Client} from '../gp/client/client.ts';
import {type Fault, isOfServer, mayMeanGone} from '../gp/fault.ts';
import type {JobRecord} from '../gp/job-record.ts';
import type {JobAddress} from '../gp/job-url.ts';
import type {ParameterKind} from '../gp/parameter-link.ts';
import {hasEnded} from '../gp/status.ts';
import type {SafeText} from '../text/safe-text.ts';
import {Attentions, type Gaze} from './attention.ts';
import {beginCancel, type CancelCourse, type CancelEvent, type CancelStep, updateCancel} from './cancel.ts';
import type {Clock, Moment} from './clock.ts';
import {CommonPlaces} from './common-places.ts';
import {newJob, type Trouble, type WatchedJob} from './job.ts';
import {fromRecord} from './job-record.ts';
import {Jobs} from './jobs.ts';
import {type ParameterTable, readParameterTable, TaskCache} from './parameter-table.ts';
import {
	backOff,
	intervalInForce,
	isCancelling,
	isFirstClass,
	jittered,
	pollInterval,
	wantsMessages,
} from './schedule.ts';
import {Server} from './server.ts';

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
	/** Milliseconds between two polls of each job, instead of the pace that gpjobs finds itself. */
	readonly interval?: number | undefined;
};

/** A server as the screen shows it. */
export type ServerCondition = {
	readonly origin: string;
	readonly trouble: Trouble | null;
	/** How much the intervals of its jobs are stretched, 1 and more. */
	readonly stretch: number;
};

/** How long polls of a job that the server does not know stay apart until it counts as gone. */
const confirmGoneEvery = 30_000;
const stretchEvery = 1000;

/**
 * The live engine: ties clock, client and the table of jobs together. It knows no screen; screens and commands listen to
 * {@link jobs} and call what is public here.
 */
export class Monitor {
	readonly jobs = new Jobs();
	readonly #options: MonitorOptions;
	readonly #servers = new Map<string, Server>();
	readonly #stretches = new Map<string, number>();
	readonly #places = new CommonPlaces();
	readonly #attentions: Attentions;
	readonly #tasks: TaskCache;
	readonly #polling = new Map<string, Promise<Fault | null>>();
	readonly #cancelling = new Set<string>();
	readonly #conditionListeners = new Set<() => void>();
	#isPaused = false;
	#stretchedAt = Number.NEGATIVE_INFINITY;

	constructor(options: MonitorOptions) {
		this.#options = options;
		this.#tasks = new TaskCache(options.client, options.clock);
		this.#attentions = new Attentions(options.clock, urls => this.#reconsider(urls));
		this.jobs.listen(({url, after}) => {
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

	/** Every server with what is wrong with it and how much it is stretched. */
	get servers(): readonly ServerCondition[] {
		return [...this.#servers.values()].map(({origin, trouble}) => ({
			origin,
			trouble,
			stretch: this.#stretches.get(origin) ?? 1,
		}));
	}

	/** Calls when a server comes into trouble or out of it, or polling is paused or goes on. */
	listenToServers(listener: () => void): () => void {
		this.#conditionListeners.add(listener);
		return () => this.#conditionListeners.delete(listener);
	}

	/** Begins to watch jobs; for one that is watched already, its label and tags are taken over. */
	watch(listed: readonly Listed[]): void {
		const now = this.#now();
		for (const {address, label, tags, record} of listed) {
			if (this.jobs.get(address.url)) {
				this.jobs.apply(address.url, {type: 'listed', label, tags});
				continue;
			}
			const job = record ? fromRecord(record, address, {label, tags}, now) : newJob(address, label, tags);
			this.jobs.put(job);
			if (this.#own(job) !== undefined) this.#serverOf(job).arm(address.url, now.mono);
		}
	}

	/** Stops watching jobs. Nothing happens to them on their servers. */
	forget(urls: readonly string[]): void {
		for (const url of urls) {
			const job = this.jobs.get(url);
			if (!job) continue;
			this.#servers.get(job.address.server)?.disarm(url);
			this.jobs.delete(url);
			this.#dropIdleServer(job.address.server);
		}
	}

	/** Polls jobs at once, ended ones too, and servers that rest. @returns when all have been polled */
	async refresh(urls: readonly string[]): Promise<void> {
		const polls = urls.flatMap(url => {
			const job = this.jobs.get(url);
			return job ? [this.#serverOf(job).order('key', () => this.#poll(url, true))] : [];
		});
		await Promise.all(polls);
	}

	/** Says what the operator looks at: polls follow it, a little later, so that a cursor on its way costs nothing. */
	attend(gaze: Gaze): void {
		this.#attentions.set(gaze);
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
		const job = this.jobs.get(url);
		if (!job || this.isReadOnly) return;
		const at = this.#now().mono;
		if (job.cancel === null) this.#follow(url, beginCancel(whenRunning, at));
		else this.#tellCancel(url, {type: 'confirmed', whenRunning, at});
	}

	/** Takes back a cancel that was to be asked for once the job executes. */
	withdrawCancel(url: string): void {
		if (this.jobs.get(url)?.cancel?.step === 'waiting') this.jobs.apply(url, {type: 'cancel', course: null});
	}

	/** Reads the results or inputs of a job, with their labels. */
	async parameters(url: string, kind: ParameterKind): Promise<ParameterTable> {
		const job = this.jobs.get(url);
		if (!job) return {ok: true, rows: []};
		let table: ParameterTable = {ok: true, rows: []};
		await this.#serverOf(job).order('key', async () => {
			table = await readParameterTable(this.#options.client, this.#tasks, job, kind);
			return table.ok ? null : table.fault;
		});
		return table;
	}

	/** Ends all polling. Requests under way come to nothing. */
	close(): void {
		this.#attentions.close();
		for (const server of this.#servers.values()) server.close();
		this.#servers.clear();
		this.#options.client.close();
	}

	/** One request in flight a job: who asks while one is under way gets its outcome, unless it must be a fresh one. */
	async #poll(url: string, isFresh = false): Promise<Fault | null> {
		const underWay = this.#polling.get(url);
		if (underWay) {
			const fault = await underWay;
			if (!isFresh) return fault;
		}
		const poll = this.#pollNow(url).finally(() => this.#polling.delete(url));
		this.#polling.set(url, poll);
		return poll;
	}

	async #pollNow(url: string): Promise<Fault | null> {
		const job = this.jobs.get(url);
		if (!job) return null;
		const begun = this.#now();
		const attention = this.#attentions.of(url);
		const messages = wantsMessages(job, attention, this.#attentions.isOpen(url), begun.mono);
		const answer = await this.#options.client.job(url, {messages, known: job.messages.list ?? []});
		if (!this.jobs.get(url)) return null;
		if (!answer.ok) return this.#faulted(job, answer.fault, begun, messages);
		const at = this.#now();
		const fetch = {messages, took: answer.took, bytes: answer.bytes};
		this.jobs.apply(url, {type: 'answered', snapshot: answer.value, at, fetch});
		this.#armAfter(url, at);
		this.#tellCancel(url, {type: 'polled', snapshot: answer.value, begunAt: begun.mono, at: at.mono});
		return null;
	}

	async #faulted(job: WatchedJob, fault: Fault, begun: Moment, messages: boolean): Promise<Fault> {
		const {url} = job.address;
		const taskAnswers = mayMeanGone(fault) && (await this.#tasks.answers(job.address.taskUrl));
		const at = this.#now();
		const count = (this.jobs.get(url)?.trouble?.count ?? 0) + 1;
		const wait = this.#waitAfter(fault, count, taskAnswers, job);
		const fetch = {messages};
		const after = this.jobs.apply(url, {type: 'faulted', fault, at, nextTry: at.mono + wait, taskAnswers, fetch});
		if (after && !hasEnded(after.state)) this.#serverOf(after).arm(url, at.mono + wait);
		this.#tellCancel(url, {type: 'poll-failed', fault, begunAt: begun.mono});
		return fault;
	}

	#waitAfter(fault: Fault, count: number, isMissing: boolean, job: WatchedJob): number {
		// Too much with messages says nothing against asking for the status alone, at the usual pace.
		if (fault.kind === 'too-large' && !job.messages.areTooLarge) return 0;
		if (isMissing) return Math.max(confirmGoneEvery, this.#own(job) ?? 0);
		// The server itself rests then, with all its jobs; this one shall not come back later than the others.
		if (isOfServer(fault)) return this.#own(job) ?? 0;
		return backOff(fault, count, this.#options.random());
	}

	#armAfter(url: string, at: Moment): void {
		const job = this.jobs.get(url);
		if (!job) return;
		const pace = {fixed: this.#options.interval, stretch: this.#stretchOf(job.address.server, at.mono)};
		const interval = intervalInForce(job, this.#attentions.of(url), at.mono, pace);
		if (interval === undefined) return this.#serverOf(job).disarm(url);
		this.jobs.apply(url, {type: 'armed', interval});
		this.#serverOf(job).arm(url, at.mono + jittered(interval, this.#options.random()));
	}

	/** The operator looks elsewhere: what he looks at now may be due sooner. Nothing is put off, it was promised. */
	#reconsider(urls: Iterable<string>): void {
		const {mono: now} = this.#now();
		for (const url of urls) {
			const job = this.jobs.get(url);
			if (!job || job.trouble !== null) continue;
			const attention = this.#attentions.of(url);
			const isOpen = this.#attentions.isOpen(url);
			if (isOpen && job.messages.list === null && !job.messages.areTooLarge) {
				this.#serverOf(job).hasten(url, now);
				continue;
			}
			const interval = this.#options.interval ?? pollInterval(job, attention, now);
			if (interval === undefined || hasEnded(job.state)) continue;
			this.#serverOf(job).hasten(url, (job.lastAnswer?.mono ?? now) + interval);
		}
	}

	#tellCancel(url: string, event: CancelEvent): void {
		const course = this.jobs.get(url)?.cancel;
		if (course) this.#follow(url, updateCancel(course, event), course);
	}

	#follow(url: string, {course, effect}: CancelStep, before: CancelCourse | null = null): void {
		if (course !== before) this.jobs.apply(url, {type: 'cancel', course});
		const job = this.jobs.get(url);
		if (!job || effect === null) return;
		const server = this.#serverOf(job);
		if (effect === 'poll') void server.order('cancel', () => this.#poll(url, true));
		else void server.order('cancel', () => this.#post(url));
	}

	/** The one POST of a course. */
	async #post(url: string): Promise<Fault | null> {
		const answer = await this.#options.client.cancel?.(url);
		if (!answer) return null;
		const at = this.#now().mono;
		this.#tellCancel(url, answer.ok ? {type: 'answered', at} : {type: 'ask-failed', fault: answer.fault, at});
		return answer.ok ? null : answer.fault;
	}

	/** Jobs that go before the others of their server, most urgent first. */
	*#preferred(): Iterable<string> {
		yield* this.#cancelling;
		yield* this.#attentions.inOrder();
	}

	/** How much the intervals of a server's jobs have to be stretched for it to keep up; worked out once a second. */
	#stretchOf(origin: string, now: number): number {
		if (now - this.#stretchedAt >= stretchEvery) {
			this.#stretchedAt = now;
			this.#workOutStretches(now);
		}
		return this.#stretches.get(origin) ?? 1;
	}

	#workOutStretches(now: number): void {
		if (this.#options.interval !== undefined) return;
		const wanted = new Map<string, {first: number; others: number}>();
		for (const job of this.jobs.list) {
			const {url, server} = job.address;
			const attention = this.#attentions.of(url);
			const interval = pollInterval(job, attention, now);
			if (interval === undefined) continue;
			const demand = wanted.get(server) ?? {first: 0, others: 0};
			demand[isFirstClass(job, attention) ? 'first' : 'others'] += 1000 / interval;
			wanted.set(server, demand);
		}
		for (const server of this.#servers.values()) {
			const {first, others} = wanted.get(server.origin) ?? {first: 0, others: 0};
			// A tenth is left over: jitter, messages and what a key asks for need room too.
			const left = Math.max(server.capacity / 10, server.capacity * 0.9 - first);
			const before = this.#stretches.get(server.origin) ?? 1;
			this.#stretches.set(server.origin, Math.max(1, others / left, before * 0.95));
		}
	}

	#own(job: WatchedJob): number | undefined {
		return pollInterval(job, this.#attentions.of(job.address.url), this.#now().mono);
	}

	#serverOf({address}: WatchedJob): Server {
		const known = this.#servers.get(address.server);
		if (known) return known;
		const server = new Server({
			origin: address.server,
			clock: this.#options.clock,
			random: this.#options.random,
			rate: this.#options.interval === undefined ? this.#options.rate : undefined,
			places: this.#places,
			poll: url => this.#poll(url),
			preferred: () => this.#preferred(),
			onChange: () => this.#tellConditions(),
		});
		server.setPaused(this.#isPaused);
		this.#servers.set(address.server, server);
		return server;
	}

	#dropIdleServer(origin: string): void {
		if (this.jobs.list.some(({address}) => address.server === origin)) return;
		this.#servers.get(origin)?.close();
		this.#servers.delete(origin);
	}

	#tellConditions(): void {
		for (const listener of this.#conditionListeners) listener();
	}

	#now(): Moment {
		return this.#options.clock.now();
	}
}
