import {afterRequest, type CircuitBreaker, dueNow, outageOf, untried} from './circuit-breaker.ts';
import type {Clock, Moment} from './clock.ts';
import type {ConcurrencyLimiter, SlotHolder} from './concurrency-limiter.ts';
import type {Trouble} from './job.ts';
import {type OnError, throwApart} from './listeners.ts';
import {type Priority, type QueuedRequest, type RequestOutcome, RequestQueue} from './request-queue.ts';
import {TokenBucket} from './token-bucket.ts';

/** Requests that one server gets at once (design §6). */
const mostInFlight = 6;

/** Milliseconds after which a poll that met a bug of gpjobs is made again. */
const afterError = 30_000;

/** Who polls the jobs of a server: it knows the jobs, the server knows when one may be asked. */
export type JobPoller = {
	/** Polls one job. */
	poll(url: string): Promise<RequestOutcome>;
	/** Jobs that go before others when they are due: cancelling, selected, on the screen, in this order. */
	preferred(): Iterable<string>;
	/** The circuit breaker of a server has opened or closed, or its next try has changed. */
	serverChanged(): void;
};

export type ServerOptions = {
	readonly origin: string;
	readonly clock: Clock;
	/** 0–1, for the jitter of the back-off. */
	readonly random: () => number;
	/** Requests a second; `undefined` where `--interval` has lifted the bound. */
	readonly rate: number | undefined;
	/** Requests a second for values that nobody asked for, also where `--interval` has lifted the bound; `rate` by default. */
	readonly valueRate?: number;
	readonly limiter: ConcurrencyLimiter;
	readonly poller: JobPoller;
	/** Gets the error of a request that met a bug of gpjobs. */
	readonly onError?: OnError;
};

type NextRequest = {readonly run: () => Promise<RequestOutcome>; readonly isPoll: boolean};

/**
 * One server: the only place that knows how much it may be asked, and whether it can be reached at all.
 *
 * Polls wait here until they are due; what a person asked for goes first. When a request fails for a reason that is the
 * server's own, the circuit breaker opens: no job is polled, and one request at a time finds out whether it is back.
 */
export class Server implements SlotHolder {
	readonly origin: string;
	readonly #options: ServerOptions;
	readonly #queue = new RequestQueue();
	readonly #bucket: TokenBucket | undefined;
	/** The same bucket, where polls have a bound. */
	readonly #valueBucket: TokenBucket | undefined;
	#breaker = untried;
	#inFlight = 0;
	/** Monotonic milliseconds of the last first poll that is scheduled, plus its share of the rate. */
	#enrolledUntil = 0;
	#isPaused = false;
	/** Milliseconds that a poll takes: a moving average. */
	#responseTime = 100;
	#stopTimer: (() => void) | undefined;
	#isClosed = false;

	constructor(options: ServerOptions) {
		this.origin = options.origin;
		this.#options = options;
		const {mono: now} = options.clock.now();
		this.#bucket = options.rate === undefined ? undefined : new TokenBucket(options.rate, now);
		this.#valueBucket =
			this.#bucket ?? (options.valueRate === undefined ? undefined : new TokenBucket(options.valueRate, now));
		options.limiter.add(this);
	}

	/** Why the server cannot be reached, and when it is tried again; `null` unless its circuit breaker is open. */
	get outage(): Trouble | null {
		return outageOf(this.#breaker);
	}

	/** Milliseconds for which a poll takes one of the slots that all servers share; 0 while the server has a slot of its own. */
	get responseTime(): number {
		return this.#breaker.state === 'open' ? 0 : this.#responseTime;
	}

	/** Requests a second that the server can be expected to answer, by its rate and its response time. */
	get capacity(): number {
		return Math.min(this.#options.rate ?? Number.POSITIVE_INFINITY, (mostInFlight * 1000) / this.#responseTime);
	}

	/**
	 * Sets when a job is polled next, in monotonic milliseconds.
	 *
	 * @param latest when the knowledge of the job becomes too old: of several jobs that are due, the nearest deadline goes
	 * first
	 */
	arm(url: string, due: number, latest = due): void {
		this.#queue.arm(url, due, latest);
		this.pump();
	}

	/**
	 * Schedules the first poll of a job. Jobs that join together become due one after the other, at the rate: if all were
	 * due at once, they would go before everything that falls due while they wait.
	 *
	 * @param latest as for {@link arm}
	 */
	enroll(url: string, latest: number): void {
		const due = Math.max(this.#options.clock.now().mono, this.#enrolledUntil);
		this.#enrolledUntil = due + 1000 / (this.#options.rate ?? Number.POSITIVE_INFINITY);
		this.arm(url, due, latest);
	}

	/** As {@link arm}, unless the job is due sooner already. */
	hasten(url: string, due: number): void {
		if (this.#queue.hasten(url, due)) this.pump();
	}

	/** Stops polling a job. */
	disarm(url: string): void {
		this.#queue.disarm(url);
	}

	/**
	 * Makes a request that does not wait until a job is due. What a person asked for is made even while the breaker is open.
	 *
	 * @returns what came of it. Where the server turns out to be unreachable, `key` and `value` requests that wait get its
	 * fault instead of being tried one by one. It is `undefined` where the server is closed before their turn.
	 */
	enqueue(priority: Priority, run: () => Promise<RequestOutcome>): Promise<RequestOutcome> {
		return new Promise(resolve => {
			if (this.#isClosed) {
				resolve(undefined);
				return;
			}
			if (priority === 'value' && this.outage) {
				resolve(this.outage.fault);
				return;
			}
			this.#queue.add(priority, {run, done: resolve});
			this.pump();
		});
	}

	/** Tries an unreachable server at once: somebody has done something about it. */
	retry(): void {
		this.#setBreaker(dueNow(this.#breaker, this.#options.clock.now().mono));
		this.pump();
	}

	/** Stops or resumes polls; other requests go on. */
	setPaused(isPaused: boolean): void {
		this.#isPaused = isPaused;
		this.pump();
	}

	/** Ends everything: requests that wait come to nothing. */
	close(): void {
		this.#isClosed = true;
		this.#stopTimer?.();
		this.#options.limiter.remove(this);
		for (const priority of ['cancel', 'key', 'value'] as const) this.#queue.finish(priority, undefined);
	}

	slotsInUse(): number {
		return this.#breaker.state === 'open' ? 0 : this.#inFlight;
	}

	/** Makes the requests that can be made now, and starts a timer for the next. */
	pump(): void {
		this.#stopTimer?.();
		this.#stopTimer = undefined;
		while (!this.#isClosed) {
			const {mono: now} = this.#options.clock.now();
			const wait = this.#waitBeforeNext(now);
			if (wait === undefined) break;
			if (wait > 0) {
				this.#pumpAfter(wait);
				break;
			}
			if (!this.#hasSlot()) break;
			// Where `--interval` has lifted the bound of the polls, values must not slow them down.
			const turns = this.#bucket !== undefined;
			const isValue = this.#queue.isValueNext(now, {arePollsPaused: this.#isPaused, turns});
			const pause = (isValue ? this.#valueBucket : this.#bucket)?.take(now) ?? 0;
			if (pause > 0) {
				this.#pumpAfter(pause);
				break;
			}
			const request = this.#take(isValue, now);
			if (request) void this.#make(request);
		}
	}

	/** Milliseconds until there is something to do; `undefined` where there is nothing. */
	#waitBeforeNext(now: number): number | undefined {
		if (this.#queue.hasRequests) return 0;
		if (this.#isPaused) return undefined;
		const due = this.#queue.nextDue(now);
		if (due === undefined) return undefined;
		if (this.#breaker.state !== 'open') return Math.max(0, due - now);
		const {nextTry} = this.#breaker.outage;
		return nextTry === undefined ? undefined : Math.max(0, nextTry - now, due - now);
	}

	/** Whether a request may be made now; if all shared slots are in use, the server is called when one becomes free. */
	#hasSlot(): boolean {
		const {state} = this.#breaker;
		if (this.#inFlight >= (state === 'closed' ? mostInFlight : 1)) return false;
		if (state === 'open' || this.#options.limiter.hasFreeSlot()) return true;
		this.#options.limiter.waitForSlot(this);
		return false;
	}

	#take(isValue: boolean, now: number): NextRequest | undefined {
		const request = isValue ? this.#queue.takeValue() : this.#queue.takeRequest();
		if (request) return {run: () => fulfil(request), isPoll: false};
		const url = isValue ? undefined : this.#queue.takePoll(now, this.#options.poller.preferred());
		return url === undefined ? undefined : {run: () => this.#poll(url, now), isPoll: true};
	}

	/** Polls a job, and again later if that meets a bug of gpjobs: its job must not be forgotten. */
	async #poll(url: string, now: number): Promise<RequestOutcome> {
		try {
			return await this.#options.poller.poll(url);
		} catch (error) {
			if (!this.#isClosed) this.arm(url, now + afterError);
			throw error;
		}
	}

	#pumpAfter(milliseconds: number): void {
		this.#stopTimer = this.#options.clock.after(milliseconds, () => this.pump());
	}

	async #make({run, isPoll}: NextRequest): Promise<void> {
		const begun = this.#options.clock.now();
		this.#inFlight++;
		try {
			const outcome = await this.#outcomeOf(run);
			const at = this.#options.clock.now();
			// Another request may be several, or wait for something else: how long it takes says little about the server.
			if (isPoll && outcome === null) this.#learnResponseTime(at.mono - begun.mono);
			this.#learn(outcome, begun, at);
		} finally {
			this.#inFlight--;
			// Other servers first: they have waited longer for a slot than the one that has just given one up.
			this.#options.limiter.release();
			this.pump();
		}
	}

	/** What a bug of gpjobs does to one request is not the server's fault, and no reason to leave its other jobs alone. */
	async #outcomeOf(run: NextRequest['run']): Promise<RequestOutcome> {
		try {
			return await run();
		} catch (error) {
			(this.#options.onError ?? throwApart)(error);
			return undefined;
		}
	}

	/** The first answer counts whole, or a slow server would be asked too much until it is known to be slow. */
	#learnResponseTime(took: number): void {
		const isFirst = this.#breaker.state === 'untried';
		this.#responseTime = isFirst ? took : this.#responseTime + (took - this.#responseTime) / 8;
	}

	#learn(outcome: RequestOutcome, begun: Moment, at: Moment): void {
		const {random} = this.#options;
		const {breaker, failure} = afterRequest(this.#breaker, outcome, {begun, at, random});
		if (failure) {
			this.#queue.finish('value', failure);
			// Requests that wait for an unreachable server have their answer. One that broke off may still be there.
			if (failure.kind !== 'reset') this.#queue.finish('key', failure);
		}
		this.#setBreaker(breaker);
	}

	#setBreaker(breaker: CircuitBreaker): void {
		const before = this.outage;
		this.#breaker = breaker;
		if (this.outage !== before) this.#options.poller.serverChanged();
	}
}

async function fulfil({run, done}: QueuedRequest): Promise<RequestOutcome> {
	let outcome: RequestOutcome;
	try {
		outcome = await run();
	} finally {
		done(outcome);
	}
	return outcome;
}
