import {hasEnded} from '../gp/status.ts';
import {mostSlots} from './concurrency-limiter.ts';
import type {FocusTracker} from './focus.ts';
import type {Jobs} from './jobs.ts';
import {isFirstClass, pollInterval} from './schedule.ts';

/** How many requests per second a server can answer, and how many milliseconds each request takes. */
type ServerCapacity = {readonly origin: string; readonly capacity: number; readonly responseTime: number};

type SlowdownsOptions = {
	readonly jobs: Pick<Jobs, 'list'>;
	readonly servers: Iterable<ServerCapacity>;
	readonly focus: Pick<FocusTracker, 'levelOf'>;
};

/** The interval in milliseconds at which the slowdowns are computed again. */
const computeEvery = 1000;

/**
 * Computes for each server the factor (≥ 1) that lengthens the intervals of its jobs, so that the server can keep up
 * with the polls. The computation covers all jobs and runs at most once a second.
 */
export class Slowdowns {
	readonly #options: SlowdownsOptions;
	#slowdowns: ReadonlyMap<string, number> = new Map();
	#computedAt = Number.NEGATIVE_INFINITY;

	constructor(options: SlowdownsOptions) {
		this.#options = options;
	}

	/** Causes the next call of {@link of} to compute the slowdowns again, because many jobs were added. */
	invalidate(): void {
		this.#computedAt = Number.NEGATIVE_INFINITY;
	}

	/**
	 * Returns the slowdown of a server; 1 if it is unknown.
	 *
	 * @param now monotonic milliseconds
	 */
	of(origin: string, now: number): number {
		if (now - this.#computedAt >= computeEvery) {
			this.#computedAt = now;
			this.#compute(now);
		}
		return this.#known(origin);
	}

	#known(origin: string): number {
		return this.#slowdowns.get(origin) ?? 1;
	}

	#compute(now: number): void {
		const {jobs, servers, focus} = this.#options;
		const demands = new Map<string, {first: number; others: number}>();
		for (const job of jobs.list) {
			const {url, server} = job.address;
			const level = focus.levelOf(url);
			const interval = pollInterval(job, level, now);
			// An ended job is polled only once more, for its last messages, so it does not count.
			if (interval === undefined || hasEnded(job.state)) continue;
			const demand = demands.get(server) ?? {first: 0, others: 0};
			demand[isFirstClass(job, level) ? 'first' : 'others'] += 1000 / interval;
			demands.set(server, demand);
		}
		const needed = new Map<string, number>();
		let slotsOfFirst = 0;
		let slotsOfOthers = 0;
		for (const {origin, capacity, responseTime} of servers) {
			const {first, others} = demands.get(origin) ?? {first: 0, others: 0};
			const slowdown = Math.max(1, others / leftOf(capacity, first));
			needed.set(origin, slowdown);
			slotsOfFirst += (first * responseTime) / 1000;
			slotsOfOthers += (others * responseTime) / 1000 / slowdown;
		}
		// The servers share the limit of concurrent requests, so together they may get fewer slots than they could use.
		const common = Math.max(1, slotsOfOthers / leftOf(mostSlots, slotsOfFirst));
		// A slowdown grows at once but shrinks slowly: after one good second, the server may not have recovered.
		this.#slowdowns = new Map(
			[...needed].map(([origin, slowdown]) => [origin, Math.max(slowdown * common, this.#known(origin) * 0.95, 1)]),
		);
	}
}

/**
 * Returns the part of a capacity that is still free. A tenth is reserved for jitter, messages and requests of the
 * operator.
 */
function leftOf(capacity: number, taken: number): number {
	return Math.max(capacity / 10, capacity * 0.9 - taken);
}
