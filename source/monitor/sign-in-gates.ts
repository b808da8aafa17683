import type {Fault} from '../gp/fault.ts';
import {hasEnded} from '../gp/status.ts';
import type {Trouble, WatchedJob} from './job.ts';
import type {JobChange, Jobs} from './jobs.ts';
import type {Listeners} from './listeners.ts';

/** When a service refused its last polls in a row, oldest first; monotonic milliseconds. */
type RefusedAt = readonly number[];

/** The tally of one server: how many jobs were refused, and how many may still be asked. */
type ServerTally = {refused: number; open: number; outage: Trouble | null};

/** Refusals of one service in a row after which the rest of the jobs that a person asked for together are not tried. */
const enoughRefusals = 3;
/**
 * Refusals of one service in a row after which its other jobs count as refused too, without being asked. A job may be private
 * to somebody while the next one of the same service is open to all, so up to here each is asked once.
 */
const mostRefusals = 50;

/**
 * Knows which services want a sign-in. A refusal stops the job that was refused. Each other job of its service is asked once
 * itself; it is stopped without that only after very many refusals in a row. Jobs that are answered go on, and so do the
 * other services of the server. A server wants a sign-in for everything once all its jobs are stopped.
 */
export class SignInGates {
	readonly #jobs: Jobs;
	readonly #refusals = new Map<string, RefusedAt>();
	readonly #answered = new Set<string>();
	/** Servers that refused anything because a sign-in is wanted: a poll, a value, a cancel. */
	readonly #asking = new Set<string>();
	readonly #servers = new Map<string, ServerTally>();
	readonly #conditionListeners: Listeners;

	/** @param conditionListeners notified when a server begins or stops to want a sign-in for all its jobs */
	constructor(jobs: Jobs, conditionListeners: Listeners) {
		this.#jobs = jobs;
		this.#conditionListeners = conditionListeners;
		jobs.listen(change => {
			const {after} = change;
			if (after?.cancel?.fault) this.noticed(after.cancel.fault, after.address.server);
			this.#count(change);
		});
	}

	/** Takes note of a fault: the server may have refused something because a sign-in is wanted. */
	noticed({kind}: Fault, origin: string): void {
		if (kind === 'sign-in') this.#asking.add(origin);
	}

	/** Whether a server has refused anything because a sign-in is wanted. */
	isAsking(origin: string): boolean {
		return this.#asking.has(origin);
	}

	/** The outage of a server that wants a sign-in for all jobs that are still asked; the same object as long as that lasts. */
	outageOf(origin: string): Trouble | null {
		return this.#servers.get(origin)?.outage ?? null;
	}

	/**
	 * A poll was refused because a sign-in is wanted.
	 *
	 * @param at monotonic milliseconds
	 * @returns the other jobs that need not be asked now: none before the service has refused very many in a row
	 */
	refused(job: WatchedJob, at: number): readonly WatchedJob[] {
		const {url, server} = job.address;
		this.#asking.add(server);
		this.#answered.delete(url);
		const key = serviceOf(job);
		const refusals = [...(this.#refusals.get(key) ?? []), at].slice(-mostRefusals);
		this.#refusals.set(key, refusals);
		if (refusals.length < mostRefusals) return [];
		return this.#jobs.list.filter(
			other =>
				other.address.url !== url &&
				!hasEnded(other.state) &&
				!isRefused(other) &&
				!this.#answered.has(other.address.url) &&
				serviceOf(other) === key,
		);
	}

	/**
	 * A poll was answered.
	 *
	 * @param before the job as it was when it was asked
	 * @returns jobs to ask again, because one that had been refused is answered now
	 */
	answered(before: WatchedJob): readonly WatchedJob[] {
		this.#answered.add(before.address.url);
		const key = serviceOf(before);
		this.#refusals.delete(key);
		if (!isRefused(before)) return [];
		return this.#jobs.list.filter(other => isRefused(other) && serviceOf(other) === key);
	}

	/** Whether a job need not be asked: its service has refused enough since `begun`, and it was stopped with the others. */
	isHopeless(job: WatchedJob, begun: number): boolean {
		const refusals = (this.#refusals.get(serviceOf(job)) ?? []).slice(-enoughRefusals);
		return isRefused(job) && refusals.length === enoughRefusals && refusals.every(at => at >= begun);
	}

	/** Forgets the refusals of a server: somebody has done something about it. */
	open(origin: string): void {
		this.#asking.delete(origin);
		for (const job of this.#jobs.list) {
			if (job.address.server === origin) this.#refusals.delete(serviceOf(job));
		}
	}

	#count({before, after}: JobChange): void {
		const address = (after ?? before)?.address;
		if (!address) return;
		const known = this.#servers.get(address.server) ?? {refused: 0, open: 0, outage: null};
		this.#servers.set(address.server, known);
		for (const [job, change] of [
			[before, -1],
			[after, 1],
		] as const) {
			if (!job) continue;
			if (isRefused(job)) known.refused += change;
			else if (!hasEnded(job.state)) known.open += change;
		}
		if (!after) this.#answered.delete(address.url);
		const isForAll = known.refused > 0 && known.open === 0;
		if (isForAll === (known.outage !== null)) return;
		known.outage = isForAll ? (after?.trouble ?? this.#firstTrouble(address.server)) : null;
		this.#conditionListeners.notify();
	}

	#firstTrouble(origin: string): Trouble | null {
		return this.#jobs.list.find(job => job.address.server === origin && isRefused(job))?.trouble ?? null;
	}
}

function isRefused({trouble}: WatchedJob): boolean {
	return trouble?.fault.kind === 'sign-in';
}

function serviceOf({address}: WatchedJob): string {
	return `${address.restUrl} ${address.service}`;
}
