import type {State} from '../gp/status.ts';
import {type JobEvent, updateJob, type WatchedJob} from './job.ts';
import {Listeners, type OnError} from './listeners.ts';

/** A change of one job. `before` is missing if the job was added to the list, `after` if it was removed. */
export type JobChange = {
	readonly url: string;
	readonly before: WatchedJob | undefined;
	readonly after: WatchedJob | undefined;
};

/** How many of the watched jobs are in each state. */
export type Counts = Readonly<Record<State, number>>;

/** The counts of an empty list. */
export const noCounts: Counts = {
	queued: 0,
	running: 0,
	cancelling: 0,
	succeeded: 0,
	failed: 0,
	'timed-out': 0,
	cancelled: 0,
	deleted: 0,
	gone: 0,
	unknown: 0,
};

/** The watched jobs by URL, in the order in which they were added, and how many of them are in each state. */
export class Jobs {
	readonly #jobs = new Map<string, WatchedJob>();
	readonly #listeners: Listeners<JobChange>;
	readonly #counts: Record<State, number> = {...noCounts};
	#list: readonly WatchedJob[] | undefined;

	/** @param onError called with the exception of a listener */
	constructor(onError?: OnError) {
		this.#listeners = new Listeners(onError);
	}

	get size(): number {
		return this.#jobs.size;
	}

	/** How many jobs are in each state. */
	get counts(): Counts {
		return {...this.#counts};
	}

	/** All jobs; the same array until one of them changes. */
	get list(): readonly WatchedJob[] {
		this.#list ??= [...this.#jobs.values()];
		return this.#list;
	}

	get(url: string): WatchedJob | undefined {
		return this.#jobs.get(url);
	}

	/** Adds a job, or replaces the one with the same URL. */
	put(job: WatchedJob): void {
		const {url} = job.address;
		this.#change({url, before: this.#jobs.get(url), after: job});
	}

	delete(url: string): void {
		const before = this.#jobs.get(url);
		if (before) this.#change({url, before, after: undefined});
	}

	/** Sorts the jobs in the order of the given URLs. Other jobs follow in their current order. */
	arrange(urls: readonly string[]): void {
		const named = urls.flatMap(url => this.#jobs.get(url) ?? []);
		for (const {address} of named) this.#jobs.delete(address.url);
		const others = [...this.#jobs];
		this.#jobs.clear();
		for (const job of named) this.#jobs.set(job.address.url, job);
		for (const [url, job] of others) this.#jobs.set(url, job);
		this.#list = undefined;
	}

	/**
	 * Applies events to a job one after the other and reports a single change to the listeners.
	 *
	 * @returns the new job; `undefined` if it is not watched
	 */
	apply(url: string, ...events: readonly JobEvent[]): WatchedJob | undefined {
		const before = this.#jobs.get(url);
		if (!before) return undefined;
		const after = events.reduce(updateJob, before);
		this.#change({url, before, after});
		return after;
	}

	/** Calls the listener with every change of a job. Returns a function that removes the listener. */
	listen(listener: (change: JobChange) => void): () => void {
		return this.#listeners.add(listener);
	}

	#change(change: JobChange): void {
		const {url, before, after} = change;
		if (before) this.#counts[before.state]--;
		if (after) {
			this.#counts[after.state]++;
			this.#jobs.set(url, after);
		} else {
			this.#jobs.delete(url);
		}
		this.#list = undefined;
		this.#listeners.notify(change);
	}
}
