import type {Fault} from '../gp/fault.ts';
import {DueQueue} from './due-queue.ts';

/** The outcome of a request: its fault, `null` if it was answered, or `undefined` if it was not made. */
export type RequestOutcome = Fault | null | undefined;

/**
 * The priority of a request other than a scheduled poll. The operator makes `cancel` and `key` requests, which go
 * before all polls. gpjobs itself makes `value` requests, which take turns with polls.
 */
export type Priority = 'cancel' | 'key' | 'value';

/** A request that is made as soon as it has its turn, other than a scheduled poll. */
export type QueuedRequest = {
	readonly run: () => Promise<RequestOutcome>;
	readonly done: (outcome: RequestOutcome) => void;
};

/** All waiting requests to one server: the polls of its jobs, by when they are due, and other requests. */
export class RequestQueue {
	readonly #polls = new DueQueue();
	readonly #requests: Readonly<Record<Priority, QueuedRequest[]>> = {cancel: [], key: [], value: []};
	/** Whether the last request taken was a poll: polls and values take turns. */
	#wasPoll = false;

	/** Whether any request other than a poll waits. */
	get hasRequests(): boolean {
		return Object.values(this.#requests).some(requests => requests.length > 0);
	}

	/**
	 * Sets when to poll a job next, replacing its earlier entry.
	 *
	 * @param latest its deadline: of several jobs that are due, the one with the earliest deadline goes first
	 */
	arm(url: string, due: number, latest: number): void {
		this.#polls.put(url, due, latest);
	}

	/**
	 * Moves the poll of a job forward, as {@link arm} does, unless the job is already due sooner.
	 *
	 * @returns whether it was moved
	 */
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

	/** When the next poll is due, in monotonic milliseconds; `undefined` if there is none. */
	nextDue(now: number): number | undefined {
		return this.#polls.first(now)?.due;
	}

	/**
	 * Whether a value is the next request to make.
	 *
	 * @param options `turns`: values take turns with due polls; otherwise polls go first
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

	/** Removes and returns the next request of the operator. */
	takeRequest(): QueuedRequest | undefined {
		return this.#requests.cancel.shift() ?? this.#requests.key.shift();
	}

	/**
	 * Removes the next poll from the queue.
	 *
	 * @param preferred jobs that go first if they are due, in this order
	 * @returns the URL of the job
	 */
	takePoll(now: number, preferred: Iterable<string>): string | undefined {
		const url = this.#preferredDue(now, preferred) ?? this.#polls.first(now)?.url;
		if (url === undefined) return undefined;
		this.#polls.delete(url);
		this.#wasPoll = true;
		return url;
	}

	/** Ends all waiting requests of a priority without making them. Each receives `outcome`. */
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
