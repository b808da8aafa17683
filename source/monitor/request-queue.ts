import type {Fault} from '../gp/fault.ts';
import {DueQueue} from './due-queue.ts';

/** What came of a request: the fault; `null` where an answer came; `undefined` where nothing was asked after all. */
export type RequestOutcome = Fault | null | undefined;

/**
 * Requests that do not wait until a job is due: `cancel` and `key`, which a person asked for, go before all polls; a
 * `value`, which nobody asked for, takes turns with them.
 */
export type Priority = 'cancel' | 'key' | 'value';

/** A request that does not wait until its job is due. */
export type QueuedRequest = {
	readonly run: () => Promise<RequestOutcome>;
	readonly done: (outcome: RequestOutcome) => void;
};

/** Everything that waits to be asked of one server: the polls of its jobs by when they are due, and other requests. */
export class RequestQueue {
	readonly #polls = new DueQueue();
	readonly #requests: Readonly<Record<Priority, QueuedRequest[]>> = {cancel: [], key: [], value: []};
	/** What was taken last: polls and values take turns. */
	#wasPoll = false;

	/** Whether a request waits that is not a poll. */
	get hasRequests(): boolean {
		return Object.values(this.#requests).some(requests => requests.length > 0);
	}

	/**
	 * Sets when a job is polled next, in place of what was set before.
	 *
	 * @param latest its deadline: of several jobs that are due, the one with the nearest deadline goes first
	 */
	arm(url: string, due: number, latest: number): void {
		this.#polls.put(url, due, latest);
	}

	/** As {@link arm}, unless the job is due sooner already. @returns whether it was later */
	hasten(url: string, due: number): boolean {
		const before = this.#polls.dueOf(url);
		if (before !== undefined && before <= due) return false;
		this.#polls.put(url, due, this.#polls.latestOf(url) ?? due);
		return true;
	}

	disarm(url: string): void {
		this.#polls.delete(url);
	}

	add(priority: Priority, request: QueuedRequest): void {
		this.#requests[priority].push(request);
	}

	/** When the next poll is due, in monotonic milliseconds; `undefined` where there is none. */
	nextDue(now: number): number | undefined {
		return this.#polls.first(now)?.due;
	}

	/**
	 * Whether a value goes before whatever else waits.
	 *
	 * @param options `turns`: values and polls that are due take turns; otherwise polls go first
	 */
	isValueNext(
		now: number,
		{arePollsPaused, turns}: {readonly arePollsPaused: boolean; readonly turns: boolean},
	): boolean {
		const {cancel, key, value} = this.#requests;
		if (value.length === 0 || cancel.length > 0 || key.length > 0) return false;
		if (this.#wasPoll && turns) return true;
		const due = arePollsPaused ? undefined : this.nextDue(now);
		return due === undefined || due > now;
	}

	takeValue(): QueuedRequest | undefined {
		this.#wasPoll = false;
		return this.#requests.value.shift();
	}

	/** Takes a request that a person asked for. */
	takeRequest(): QueuedRequest | undefined {
		return this.#requests.cancel.shift() ?? this.#requests.key.shift();
	}

	/**
	 * Takes the poll that is next.
	 *
	 * @param preferred jobs that go first once they are due, in this order
	 * @returns the URL of the job
	 */
	takePoll(now: number, preferred: Iterable<string>): string | undefined {
		const url = this.#preferredDue(now, preferred) ?? this.#polls.first(now)?.url;
		if (url === undefined) return undefined;
		this.#polls.delete(url);
		this.#wasPoll = true;
		return url;
	}

	/** Ends requests that wait, without making them, with an outcome that is known already. */
	finish(priority: Priority, outcome: RequestOutcome): void {
		for (const {done} of this.#requests[priority].splice(0)) done(outcome);
	}

	#preferredDue(now: number, preferred: Iterable<string>): string | undefined {
		for (const url of preferred) {
			const due = this.#polls.dueOf(url);
			if (due !== undefined && due <= now) return url;
		}
		return undefined;
	}
}
