import {type Fault, isOfServer} from '../gp/fault.ts';
import type {Clock, Moment} from './clock.ts';
import type {ConcurrencyLimiter, SlotHolder} from './concurrency-limiter.ts';
import {DueQueue} from './due-queue.ts';
import type {Trouble} from './job.ts';
import {type OnError, throwApart} from './jobs.ts';
import {backOff} from './schedule.ts';
import {TokenBucket} from './token-bucket.ts';

/** Requests that one server gets at once (design §6). */
const mostInFlight = 6;

/** Milliseconds after which a poll that met a bug of gpjobs is made again. */
const afterError = 30_000;

/** What came of a request: the fault; `null` where an answer came; `undefined` where nothing was asked after all. */
export type RequestOutcome = Fault | null | undefined;

export type ServerOptions = {
	readonly origin: string;
	readonly clock: Clock;
	/** 0–1, for the jitter of the back-off. */
	readonly random: () => number;
	/** Requests a second; `undefined` where `--interval` has lifted the bound. */
	readonly rate: number | undefined;
	/** Requests a second for values that nobody asked for, whatever `--interval` says; as `rate` where it is not said. */
	readonly valueRate?: number;
	readonly limiter: ConcurrencyLimiter;
	/** Polls one job. */
	readonly poll: (url: string) => Promise<RequestOutcome>;
	/** Jobs that go before others when they are due: cancelling, selected, on the screen, in this order. */
	readonly preferred: () => Iterable<string>;
	/** The server came into trouble or out of it. */
	readonly onChange: () => void;
	/** Is told of an error in one request, which the others go on after. */
	readonly onError?: OnError;
};

/**
 * Requests that do not wait until a job is due: `cancel` and `key`, what a person asked for, go before all polls; a
 * `value`, which nobody asked for, takes turns with them.
 */
export type Priority = 'cancel' | 'key' | 'value';

/** A request that does not wait until its job is due. */
type QueuedRequest = {
	readonly run: () => Promise<RequestOutcome>;
	readonly done: (outcome: RequestOutcome) => void;
};

type NextRequest = {readonly run: () => Promise<RequestOutcome>; readonly isPoll: boolean};

/**
 * One server: the only place that knows how much it may be asked, and whether it can be had at all.
 *
 * Polls wait here until they are due; what a person asked for goes first. When a request fails for a reason that is the
 * server's own, all its jobs rest together and one request at a time finds out whether it is back.
 */
export class Server implements SlotHolder {
	readonly origin: string;
	readonly #options: ServerOptions;
	readonly #queue = new DueQueue();
	readonly #queued: Readonly<Record<Priority, QueuedRequest[]>> = {cancel: [], key: [], value: []};
	readonly #bucket: TokenBucket | undefined;
	/** The same one, where polls have a bound. */
	readonly #valueBucket: TokenBucket | undefined;
	/** What was begun last: polls and values take turns. */
	#wasPoll = false;
	#inFlight = 0;
	/** Whether the last request got an answer, of whatever kind. Before the first one nobody knows. */
	#standing: 'unknown' | 'answers' | 'silent' = 'unknown';
	#trouble: Trouble | null = null;
	#failedAt = 0;
	/** Whether the last answer asked for a rest (`Retry-After`) that only its own job has taken until now. */
	#hasAskedForRest = false;
	/** Monotonic milliseconds up to which first polls are fixed already. */
	#enrolledUntil = 0;
	#isPaused = false;
	#responseTime = 100;
	#stopTimer: (() => void) | undefined;
	#isClosed = false;

	constructor(options: ServerOptions) {
		this.origin = options.origin;
		this.#options = options;
		this.#bucket = options.rate === undefined ? undefined : new TokenBucket(options.rate, options.clock.now().mono);
		this.#valueBucket =
			this.#bucket ??
			(options.valueRate === undefined ? undefined : new TokenBucket(options.valueRate, options.clock.now().mono));
		options.limiter.add(this);
	}

	/** Why the server cannot be had, and when it is tried again. */
	get trouble(): Trouble | null {
		return this.#trouble;
	}

	/** Milliseconds for which a poll takes a place of those that all servers share: none while it has one of its own. */
	get responseTime(): number {
		return this.#standing === 'silent' ? 0 : this.#responseTime;
	}

	/** Requests a second that the server can be expected to answer, by its rate and by the time that it takes. */
	get capacity(): number {
		return Math.min(this.#options.rate ?? Number.POSITIVE_INFINITY, (mostInFlight * 1000) / this.#responseTime);
	}

	/**
	 * Fixes when a job is polled next, in monotonic milliseconds.
	 *
	 * @param latest when what is known of it would be too old: who is nearest to that goes first when many are due
	 */
	arm(url: string, due: number, latest = due): void {
		this.#queue.put(url, due, latest);
		this.pump();
	}

	/**
	 * Has a job polled for the first time, as soon as its turn comes: those that join together are due one after the
	 * other, at the rate. All due at once, they would go before everything that falls due while they wait.
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
		const before = this.#queue.dueOf(url);
		if (before === undefined || before > due) this.arm(url, due, this.#queue.latestOf(url) ?? due);
	}

	disarm(url: string): void {
		this.#queue.delete(url);
	}

	/**
	 * Makes a request that does not wait until a job is due; what a person asked for also while the server rests.
	 *
	 * @returns what came of it. Where a server turns out not to be there, all that `key` and `value` orders of it are
	 * waiting for is its fault: they are not tried one by one. Nothing comes of an order when the server is closed.
	 */
	enqueue(priority: Priority, run: () => Promise<RequestOutcome>): Promise<RequestOutcome> {
		return new Promise(resolve => {
			if (this.#isClosed) {
				resolve(undefined);
				return;
			}
			if (priority === 'value' && this.#trouble) {
				resolve(this.#trouble.fault);
				return;
			}
			this.#queued[priority].push({run, done: resolve});
			this.pump();
		});
	}

	/** Somebody did something about it: the server is tried again at once. */
	retry(): void {
		if (this.#trouble) this.#setTrouble({...this.#trouble, nextTry: this.#options.clock.now().mono});
		this.pump();
	}

	setPaused(isPaused: boolean): void {
		this.#isPaused = isPaused;
		this.pump();
	}

	close(): void {
		this.#isClosed = true;
		this.#stopTimer?.();
		this.#options.limiter.remove(this);
		for (const orders of Object.values(this.#queued)) for (const {done} of orders.splice(0)) done(undefined);
	}

	slotsInUse(): number {
		return this.#standing === 'silent' ? 0 : this.#inFlight;
	}

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
			const isValue = this.#isValueNext(now);
			const pause = (isValue ? this.#valueBucket : this.#bucket)?.take(now) ?? 0;
			if (pause > 0) {
				this.#pumpAfter(pause);
				break;
			}
			const request = isValue ? this.#takeValue() : this.#takeNext(now);
			if (request) void this.#make(request);
		}
	}

	/** Milliseconds until there is something to do; `undefined` where nothing is. */
	#waitBeforeNext(now: number): number | undefined {
		if (Object.values(this.#queued).some(orders => orders.length > 0)) return 0;
		if (this.#isPaused) return undefined;
		const first = this.#queue.first(now);
		if (!first) return undefined;
		if (this.#trouble === null) return Math.max(0, first.due - now);
		const {nextTry} = this.#trouble;
		return nextTry === undefined ? undefined : Math.max(0, nextTry - now, first.due - now);
	}

	/** Whether a request may be made now; where the common places are taken, the server is called when one is free. */
	#hasSlot(): boolean {
		if (this.#inFlight >= (this.#standing === 'answers' ? mostInFlight : 1)) return false;
		if (this.#standing === 'silent' || this.#options.limiter.hasFreeSlot()) return true;
		this.#options.limiter.waitForSlot(this);
		return false;
	}

	#isValueNext(now: number): boolean {
		const {cancel, key, value} = this.#queued;
		if (value.length === 0 || cancel.length > 0 || key.length > 0) return false;
		// Where `--interval` has lifted the bound of the polls, values shall not be what slows them down.
		return (this.#wasPoll && this.#bucket !== undefined) || !this.#isPollDue(now);
	}

	#isPollDue(now: number): boolean {
		const first = this.#isPaused ? undefined : this.#queue.first(now);
		return first !== undefined && first.due <= now;
	}

	#takeValue(): NextRequest | undefined {
		this.#wasPoll = false;
		const order = this.#queued.value.shift();
		return order && {run: () => this.#fulfil(order), isPoll: false};
	}

	#takeNext(now: number): NextRequest | undefined {
		const order = this.#queued.cancel.shift() ?? this.#queued.key.shift();
		if (order) return {run: () => this.#fulfil(order), isPoll: false};
		const url = this.#preferredDue(now) ?? this.#queue.first(now)?.url;
		if (url === undefined) return undefined;
		this.#queue.delete(url);
		this.#wasPoll = true;
		return {run: () => this.#polled(url, now), isPoll: true};
	}

	/** A poll that met a bug of gpjobs is made again later: its job shall not be forgotten. */
	async #polled(url: string, now: number): Promise<RequestOutcome> {
		try {
			return await this.#options.poll(url);
		} catch (error) {
			if (!this.#isClosed) this.arm(url, now + afterError);
			throw error;
		}
	}

	#preferredDue(now: number): string | undefined {
		for (const url of this.#options.preferred()) {
			const due = this.#queue.dueOf(url);
			if (due !== undefined && due <= now) return url;
		}
		return undefined;
	}

	async #fulfil({run, done}: QueuedRequest): Promise<RequestOutcome> {
		let outcome: RequestOutcome;
		try {
			outcome = await run();
		} finally {
			done(outcome);
		}
		return outcome;
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
			// An order may be several requests, or wait for another: how long it takes says little of the server.
			if (isPoll && outcome === null) this.#learnPace(at.mono - begun.mono);
			this.#learn(outcome, begun, at);
		} finally {
			this.#inFlight--;
			// Other servers first: who waits for a place has waited longer than who just gave one up.
			this.#options.limiter.release();
			this.pump();
		}
	}

	/** What a bug of gpjobs does to one request is not the fault of the server, and no reason to leave its other jobs alone. */
	async #outcomeOf(run: NextRequest['run']): Promise<RequestOutcome> {
		try {
			return await run();
		} catch (error) {
			(this.#options.onError ?? throwApart)(error);
			return undefined;
		}
	}

	/** The first answer counts whole, or a slow server would be promised too much until it is known to be one. */
	#learnPace(took: number): void {
		this.#responseTime = this.#standing === 'unknown' ? took : this.#responseTime + (took - this.#responseTime) / 8;
	}

	#learn(outcome: RequestOutcome, begun: Moment, at: Moment): void {
		// What this machine could not do says nothing of the server, and neither does a token that could not be had.
		if (outcome === undefined || outcome?.kind === 'local') return;
		if (outcome?.kind === 'sign-in' && outcome.code === null) return;
		const asksForRest = outcome !== null && outcome.retryAfter !== undefined;
		if (outcome === null || !(isOfServer(outcome) || asksForRest)) {
			this.#standing = 'answers';
			this.#hasAskedForRest = false;
			this.#setTrouble(null);
			return;
		}
		// One service that is being restarted asks for as many minutes as a whole server does. Its job rests (`poller.ts`); the
		// others go on until the next answer asks for a rest too.
		if (asksForRest && outcome.code !== 429 && !this.#hasAskedForRest && this.#trouble === null) {
			this.#hasAskedForRest = true;
			return;
		}
		this.#standing = 'silent';
		for (const {done} of this.#queued.value.splice(0)) done(outcome);
		if (outcome.kind !== 'reset') this.#answerKeys(outcome);
		const before = this.#trouble;
		// Requests that were under way together fail together: that is one failure.
		if (before && begun.mono < this.#failedAt) return;
		this.#failedAt = at.mono;
		const count = (before?.count ?? 0) + 1;
		this.#setTrouble({
			fault: outcome,
			since: before?.since ?? at,
			count,
			nextTry: at.mono + backOff(outcome, count, this.#options.random()),
		});
	}

	/** Who waits to ask a server that is not there has the answer already. One that broke off once may still be there. */
	#answerKeys(fault: Fault): void {
		for (const {done} of this.#queued.key.splice(0)) done(fault);
	}

	#setTrouble(trouble: Trouble | null): void {
		if (this.#trouble === trouble) return;
		this.#trouble = trouble;
		this.#options.onChange();
	}
}
