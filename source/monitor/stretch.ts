import {hasEnded} from '../gp/status.ts';
import {mostInFlight} from './common-places.ts';
import type {WatchedJob} from './job.ts';
import type {Attention} from './schedule.ts';
import {isFirstClass, pollInterval} from './schedule.ts';

/** What a server can be asked, in requests a second, and how many milliseconds it takes for each. */
export type Provider = {readonly origin: string; readonly capacity: number; readonly usualTook: number};

/** Milliseconds for which a look at all jobs is good enough. */
const lookEvery = 1000;

/**
 * How much the intervals of each server's jobs have to be stretched for it to keep up with them. All jobs are looked at
 * for that, at most once a second.
 */
export class Stretches {
	readonly #look: () => {readonly jobs: Iterable<WatchedJob>; readonly servers: Iterable<Provider>};
	readonly #attentionOf: (url: string) => Attention;
	#stretches: ReadonlyMap<string, number> = new Map();
	#lookedAt = Number.NEGATIVE_INFINITY;

	constructor(
		look: () => {readonly jobs: Iterable<WatchedJob>; readonly servers: Iterable<Provider>},
		attentionOf: (url: string) => Attention,
	) {
		this.#look = look;
		this.#attentionOf = attentionOf;
	}

	/** The stretch as of the last look: 1 and more. */
	known(origin: string): number {
		return this.#stretches.get(origin) ?? 1;
	}

	/** Many jobs have joined: what was seen at the last look is no longer good enough. */
	lookAgain(): void {
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
			const attention = this.#attentionOf(url);
			const interval = pollInterval(job, attention, now);
			// An ended job is polled once more, for its last messages: that is no demand that lasts.
			if (interval === undefined || hasEnded(job.state)) continue;
			const demand = demands.get(server) ?? {first: 0, others: 0};
			demand[isFirstClass(job, attention) ? 'first' : 'others'] += 1000 / interval;
			demands.set(server, demand);
		}
		const needed = new Map<string, number>();
		let placesFirst = 0;
		let placesOthers = 0;
		for (const {origin, capacity, usualTook} of servers) {
			const {first, others} = demands.get(origin) ?? {first: 0, others: 0};
			const stretch = Math.max(1, others / leftOf(capacity, first));
			needed.set(origin, stretch);
			placesFirst += (first * usualTook) / 1000;
			placesOthers += (others * usualTook) / 1000 / stretch;
		}
		// What all servers share may be less than what each could do by itself.
		const common = Math.max(1, placesOthers / leftOf(mostInFlight, placesFirst));
		// It grows at once and shrinks slowly, so that one good second promises nothing.
		this.#stretches = new Map(
			[...needed].map(([origin, stretch]) => [origin, Math.max(stretch * common, this.known(origin) * 0.95, 1)]),
		);
	}
}

/** A tenth is left over: jitter, messages and what a key asks for need room too. */
function leftOf(capacity: number, taken: number): number {
	return Math.max(capacity / 10, capacity * 0.9 - taken);
}
