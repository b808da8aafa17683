import {afterRequest, type CircuitBreaker, dueNow, outageOf, untried} from './circuit-breaker.ts';
import type {Clock, Moment} from './clock.ts';
import type {ConcurrencyLimiter, SlotHolder} from './concurrency-limiter.ts';
import type {Trouble} from './job.ts';
import {type OnError, throwApart} from './listeners.ts';
import {type Priority, type QueuedRequest, type RequestOutcome, RequestQueue} from './request-queue.ts';
import {TokenBucket} from './token-bucket.ts';

/** The largest number of requests in progress to one server (design §6). */
const mostInFlight = 6;

/** The time in milliseconds until a poll that failed because of a bug in gpjobs is made again. */
const afterError = 30_000;

/** Makes the polls for a {@link Server}: the poller knows the jobs, and `Server` decides when a request may be sent. */
export type JobPoller = {
	/** Polls one job and applies the outcome to it. */
	poll(url: string): Promise<RequestOutcome>;
	/**
	 * Returns the jobs that go before others when they are due: those being cancelled, the selected one, those on the
	 * screen, in this order.
	 */
	preferred(): Iterable<string>;
	/** Called when the circuit breaker of the server has opened or closed, or its next try has changed. */
	serverChanged(): void;
};

/** What {@link Server} needs to poll jobs, and the limits for its requests. */
export type ServerOptions = {
	readonly origin: string;
	readonly clock: Clock;
	/** Returns a random number between 0 and 1, for the jitter of the back-off. */
	readonly random: () => number;
	/** Requests per second; `undefined` if `--interval` has removed the limit. */
	readonly rate: number | undefined;
	/**
	 * Requests per second for values that the operator did not ask for, which are limited in spite of `--interval`;
	 * `rate` by default.
	 */
	readonly valueRate?: number;
	readonly limiter: ConcurrencyLimiter;
	readonly poller: JobPoller;
	/** Called with an exception that a request threw, which is a bug in gpjobs. */
	readonly onError?: OnError;
};

type NextRequest = {readonly run: () => Promise<RequestOutcome>; readonly isPoll: boolean};

/**
 * One GP server. Only this class decides when a request may be sent to it, and whether it counts as reachable. Polls
 * wait here until they are due; requests of the operator go first. If a request fails because of the server itself, the
 * circuit breaker opens: no job is polled, and one request at a time finds out whether the server works again.
 */
export class Server implements SlotHolder {
	readonly origin: string;
	readonly #options: ServerOptions;
	readonly #queue = new RequestQueue();
	readonly #bucket: TokenBucket | undefined;
	/** The bucket for values: the same as for polls, unless polls are unlimited. */
	readonly #valueBucket: TokenBucket | undefined;
	#breaker = untried;
	#inFlight = 0;
	/** The time at which the rate allows the first poll of another new job, in monotonic milliseconds. */
	#enrolledUntil = 0;
	#isPaused = false;
	/** The average duration of a poll in milliseconds, as a moving average. */
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

	/** Why the server cannot be reached, and when gpjobs tries again; `null` unless its circuit breaker is open. */
	get outage(): Trouble | null {
		return outageOf(this.#breaker);
	}

	/**
	 * How long a poll uses one of the slots that all servers share, in milliseconds; 0 while the server has its
	 * separate slot.
	 */
	get responseTime(): number {
		return this.#breaker.state === 'open' ? 0 : this.#responseTime;
	}

	/** How many requests per second the server can probably answer, by its rate and its response time. */
	get capacity(): number {
		return Math.min(this.#options.rate ?? Number.POSITIVE_INFINITY, (mostInFlight * 1000) / this.#responseTime);
	}

	/**
	 * Sets when to poll a job next, in monotonic milliseconds.
	 *
	 * @param latest when the information about the job becomes too old; of several jobs that are due, the one with the
	 * earliest deadline goes first
	 */
	arm(url: string, due: number, latest = due): void {
		this.#queue.arm(url, due, latest);
		this.pump();
	}

	/**
	 * Schedules the first poll of a job. Jobs that are added together become due one after the other at the rate; if all
	 * were due at once, they would delay the polls of other jobs.
	 *
	 * @param latest as for {@link arm}
	 */
	enroll(url: string, latest: number): void {
		const due = Math.max(this.#options.clock.now().mono, this.#enrolledUntil);
		this.#enrolledUntil = due + 1000 / (this.#options.rate ?? Number.POSITIVE_INFINITY);
		this.arm(url, due, latest);
	}

	/** Moves the poll of a job forward, as {@link arm} does; does nothing if the job is already due sooner. */
	hasten(url: string, due: number): void {
		if (this.#queue.hasten(url, due)) this.pump();
	}

	/** Removes a job from the queue. */
	disarm(url: string): void {
		this.#queue.disarm(url);
	}

	/**
	 * Makes a request other than a scheduled poll. Requests of the operator are made even while the breaker is open.
	 *
	 * @returns its outcome. If the server turns out to be unreachable, waiting `key` and `value` requests end with its
	 * fault instead of being tried one by one. `undefined` if the server is closed before their turn
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

	/** Tries an unreachable server at once, after the operator has corrected something. */
	retry(): void {
		this.#setBreaker(dueNow(this.#breaker, this.#options.clock.now().mono));
		this.pump();
	}

	/** Pauses or resumes polls; other requests continue. */
	setPaused(isPaused: boolean): void {
		this.#isPaused = isPaused;
		this.pump();
	}

	/** Closes the server; waiting requests end with `undefined`. */
	close(): void {
		this.#isClosed = true;
		this.#stopTimer?.();
		this.#options.limiter.remove(this);
		for (const priority of ['cancel', 'key', 'value'] as const) this.#queue.finish(priority, undefined);
	}

	slotsInUse(): number {
		return this.#breaker.state === 'open' ? 0 : this.#inFlight;
	}

	/** Starts all requests that may be made now, and a timer for the next one. */
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
			// If `--interval` has removed the limit of polls, values must not delay them.
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

	/** Returns the milliseconds until the next request may be due; `undefined` if there is none. */
	#waitBeforeNext(now: number): number | undefined {
		if (this.#queue.hasRequests) return 0;
		if (this.#isPaused) return undefined;
		const due = this.#queue.nextDue(now);
		if (due === undefined) return undefined;
		if (this.#breaker.state !== 'open') return Math.max(0, due - now);
		const {nextTry} = this.#breaker.outage;
		return nextTry === undefined ? undefined : Math.max(0, nextTry - now, due - now);
	}

	/**
	 * Whether a request may be made now. If all shared slots are in use, the limiter will call `pump` when one becomes
	 * free.
	 */
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

	/**
	 * Polls a job. If that throws, which is a bug in gpjobs, schedules the next poll, so that polling of the job
	 * continues.
	 */
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
			// Only polls count: any other request may consist of several requests, or wait for something else.
			if (isPoll && outcome === null) this.#learnResponseTime(at.mono - begun.mono);
			this.#learn(outcome, begun, at);
		} finally {
			this.#inFlight--;
			// Other servers have waited longer for a slot, so they go first.
			this.#options.limiter.release();
			this.pump();
		}
	}

	/** Runs a request. If it throws, which is a bug in gpjobs, neither the server nor its other jobs are affected. */
	async #outcomeOf(run: NextRequest['run']): Promise<RequestOutcome> {
		try {
			return await run();
		} catch (error) {
			(this.#options.onError ?? throwApart)(error);
			return undefined;
		}
	}

	/**
	 * Updates the average response time. The first answer replaces the initial value, so that a slow server is not
	 * overloaded at the start.
	 */
	#learnResponseTime(took: number): void {
		const isFirst = this.#breaker.state === 'untried';
		this.#responseTime = isFirst ? took : this.#responseTime + (took - this.#responseTime) / 8;
	}

	#learn(outcome: RequestOutcome, begun: Moment, at: Moment): void {
		const {random} = this.#options;
		const {breaker, failure} = afterRequest(this.#breaker, outcome, {begun, at, random});
		if (failure) {
			this.#queue.finish('value', failure);
			// The operator's waiting requests end with this fault. After a reset connection they do not, because the
			// server may still work.
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
