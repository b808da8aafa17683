import {hasEnded} from '../gp/status.ts';
import {mostSlots} from './concurrency-limiter.ts';
import type {WatchedJob} from './job.ts';
import type {FocusLevel} from './schedule.ts';
import {isFirstClass, pollInterval} from './schedule.ts';

/** What a server can be asked, in requests a second, and how many milliseconds it takes for each. */
export type ServerCapacity = {readonly origin: string; readonly capacity: number; readonly responseTime: number};

/** Milliseconds for which a look at all jobs is good enough. */
const lookEvery = 1000;

/**
 * The factor by which the intervals of the jobs of each server are made longer, so that it can keep up with them. All jobs are looked at
 * for that, at most once a second.
 */
export class Slowdowns {
	readonly #look: () => {readonly jobs: Iterable<WatchedJob>; readonly servers: Iterable<ServerCapacity>};
	readonly #focusOf: (url: string) => FocusLevel;
	#slowdowns: ReadonlyMap<string, number> = new Map();
	#lookedAt = Number.NEGATIVE_INFINITY;

	constructor(
		look: () => {readonly jobs: Iterable<WatchedJob>; readonly servers: Iterable<ServerCapacity>},
		focusOf: (url: string) => FocusLevel,
	) {
		this.#look = look;
		this.#focusOf = focusOf;
	}

	/** The slowdown as of the last look at the jobs: 1 or more. */
	known(origin: string): number {
		return this.#slowdowns.get(origin) ?? 1;
	}

	/** Many jobs have joined: what was seen at the last look is no longer good enough. */
	invalidate(): void {
		this.#lookedAt = Number.NEGATIVE_INFINITY;
	}

	/** @param now monotonic milliseconds */
	of(origin: string, now: number): number {
		if (now - this.#lookedAt >= lookEvery) {
			this.#lookedAt = now;
			this.#workOut(now);
		}
		return this.known(origin);
	}

	#workOut(now: number): void {
		const {jobs, servers} = this.#look();
		const demands = new Map<string, {first: number; others: number}>();
		for (const job of jobs) {
			const {url, server} = job.address;
			const focus = this.#focusOf(url);
			const interval = pollInterval(job, focus, now);
			// An ended job is polled once more, for its last messages: that is no demand that lasts.
			if (interval === undefined || hasEnded(job.state)) continue;
			const demand = demands.get(server) ?? {first: 0, others: 0};
			demand[isFirstClass(job, focus) ? 'first' : 'others'] += 1000 / interval;
			demands.set(server, demand);
		}
		const needed = new Map<string, number>();
		let slotsOfFirst = 0;
		let slotsOfOthers = 0;
		for (const {origin, capacity, responseTime: usualTook} of servers) {
			const {first, others} = demands.get(origin) ?? {first: 0, others: 0};
			const slowdown = Math.max(1, others / leftOf(capacity, first));
			needed.set(origin, slowdown);
			slotsOfFirst += (first * usualTook) / 1000;
			slotsOfOthers += (others * usualTook) / 1000 / slowdown;
		}
		// What all servers share may be less than what each could do by itself.
		const common = Math.max(1, slotsOfOthers / leftOf(mostSlots, slotsOfFirst));
		// It grows at once and shrinks slowly, so that one good second promises nothing.
		this.#slowdowns = new Map(
			[...needed].map(([origin, slowdown]) => [origin, Math.max(slowdown * common, this.known(origin) * 0.95, 1)]),
		);
	}
}

/** A tenth is left over: jitter, messages and what a key asks for need room too. */
function leftOf(capacity: number, taken: number): number {
	return Math.max(capacity / 10, capacity * 0.9 - taken);
}
