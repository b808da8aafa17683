import {type Fault, isOfServer} from '../gp/fault.ts';
import type {Clock, Moment} from './clock.ts';
import type {CommonPlaces, Guest} from './common-places.ts';
import {DueQueue} from './due-queue.ts';
import type {Trouble} from './job.ts';
import {Rate} from './rate.ts';
import {backOff} from './schedule.ts';

/** Requests that one server gets at once (design §5). */
const mostInFlight = 6;

export type ServerOptions = {
	readonly origin: string;
	readonly clock: Clock;
	/** 0–1, for the jitter of the back-off. */
	readonly random: () => number;
	/** Requests a second; `undefined` where `--interval` has lifted the bound. */
	readonly rate: number | undefined;
	readonly places: CommonPlaces;
	/** Polls one job; gives the fault that came of it. */
	readonly poll: (url: string) => Promise<Fault | null>;
	/** Jobs that go before others when they are due: cancelling, selected, on the screen, in this order. */
	readonly preferred: () => Iterable<string>;
	/** The server came into trouble or out of it. */
	readonly onChange: () => void;
};

/** A request that does not wait until its job is due. */
type Order = {readonly run: () => Promise<Fault | null>; readonly done: () => void};

/**
 * One server: the only place that knows how much it may be asked, and whether it can be had at all.
 *
 * Polls wait here until they are due; what a person asked for goes first. When a request fails for a reason that is the
 * server's own, all its jobs rest together and one request at a time finds out whether it is back.
 */
export class Server implements Guest {
	readonly origin: string;
	readonly #options: ServerOptions;
	readonly #queue = new DueQueue();
	readonly #orders: {readonly cancel: Order[]; readonly key: Order[]} = {cancel: [], key: []};
	readonly #rate: Rate | undefined;
	#inFlight = 0;
	/** The last request got an answer, of whatever kind. Before the first one nobody knows. */
	#answers = false;
	#trouble: Trouble | null = null;
	#failedAt = 0;
	#isPaused = false;
	#usualTook = 100;
	#stopTimer: (() => void) | undefined;
	#isClosed = false;

	constructor(options: ServerOptions) {
		this.origin = options.origin;
		this.#options = options;
		this.#rate = options.rate === undefined ? undefined : new Rate(options.rate, options.clock.now().mono);
		options.places.join(this);
	}

	/** Why the server cannot be had, and when it is tried again. */
	get trouble(): Trouble | null {
		return this.#trouble;
	}

	/** Requests a second that the server can be expected to answer, by its rate and by the time that it takes. */
	get capacity(): number {
		return Math.min(this.#options.rate ?? Number.POSITIVE_INFINITY, (mostInFlight * 1000) / this.#usualTook);
	}

	/** Fixes when a job is polled next, in monotonic milliseconds. */
	arm(url: string, due: number): void {
		this.#queue.put(url, due);
		this.pump();
	}

	/** As {@link arm}, unless the job is due sooner already. */
	hasten(url: string, due: number): void {
		const before = this.#queue.dueOf(url);
		if (before === undefined || before > due) this.arm(url, due);
	}

	disarm(url: string): void {
		this.#queue.delete(url);
	}

	/** Makes a request before all polls, even while the server rests. @returns when it has been made */
	order(priority: 'cancel' | 'key', run: () => Promise<Fault | null>): Promise<void> {
		return new Promise(resolve => {
			this.#orders[priority].push({run, done: resolve});
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
		this.#options.places.leave(this);
	}

	takenPlaces(): number {
		return this.#answers ? this.#inFlight : 0;
	}

	pump(): void {
		this.#stopTimer?.();
		this.#stopTimer = undefined;
		while (!this.#isClosed) {
			const {mono: now} = this.#options.clock.now();
			const wait = this.#waitBeforeNext(now);
			if (wait === undefined) return;
			if (wait > 0) return this.#pumpAfter(wait);
			if (this.#inFlight >= (this.#answers ? mostInFlight : 1)) return;
			if (this.#answers && !this.#options.places.hasFree()) return this.#options.places.waitFor(this);
			const pause = this.#rate?.take(now) ?? 0;
			if (pause > 0) return this.#pumpAfter(pause);
			const run = this.#takeNext(now);
			if (run) void this.#make(run);
		}
	}

	/** Milliseconds until there is something to do; `undefined` where nothing is. */
	#waitBeforeNext(now: number): number | undefined {
		if (this.#orders.cancel.length > 0 || this.#orders.key.length > 0) return 0;
		if (this.#isPaused) return undefined;
		const first = this.#queue.first();
		if (!first) return undefined;
		if (this.#trouble === null) return Math.max(0, first.due - now);
		const {nextTry} = this.#trouble;
		return nextTry === undefined ? undefined : Math.max(0, nextTry - now, first.due - now);
	}

	#takeNext(now: number): (() => Promise<Fault | null>) | undefined {
		const order = this.#orders.cancel.shift() ?? this.#orders.key.shift();
		if (order) return () => order.run().finally(order.done);
		const url = this.#preferredDue(now) ?? this.#queue.first()?.url;
		if (url === undefined) return undefined;
		this.#queue.delete(url);
		return () => this.#options.poll(url);
	}

	#preferredDue(now: number): string | undefined {
		for (const url of this.#options.preferred()) {
			const due = this.#queue.dueOf(url);
			if (due !== undefined && due <= now) return url;
		}
		return undefined;
	}

	#pumpAfter(milliseconds: number): void {
		this.#stopTimer = this.#options.clock.after(milliseconds, () => this.pump());
	}

	async #make(run: () => Promise<Fault | null>): Promise<void> {
		const begun = this.#options.clock.now();
		this.#inFlight++;
		try {
			this.#learn(await run(), begun);
		} finally {
			this.#inFlight--;
			this.pump();
			this.#options.places.release();
		}
	}

	#learn(fault: Fault | null, begun: Moment): void {
		const at = this.#options.clock.now();
		if (fault === null || !(isOfServer(fault) || fault.retryAfter !== undefined)) {
			this.#answers = true;
			this.#usualTook += (at.mono - begun.mono - this.#usualTook) / 8;
			this.#setTrouble(null);
			return;
		}
		this.#answers = false;
		const before = this.#trouble;
		// Requests that were under way together fail together: that is one failure.
		if (before && begun.mono < this.#failedAt) return;
		this.#failedAt = at.mono;
		const count = (before?.count ?? 0) + 1;
		this.#setTrouble({
			fault,
			since: before?.since ?? at,
			count,
			nextTry: fault.kind === 'sign-in' ? undefined : at.mono + backOff(fault, count, this.#options.random()),
		});
	}

	#setTrouble(trouble: Trouble | null): void {
		if (this.#trouble === trouble) return;
		this.#trouble = trouble;
		this.#options.onChange();
	}
}
