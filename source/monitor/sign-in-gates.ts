import type {Fault} from '../gp/fault.ts';
import {hasEnded} from '../gp/status.ts';
import type {Trouble, WatchedJob} from './job.ts';
import type {JobChange, Jobs} from './jobs.ts';
import type {Listeners} from './listeners.ts';

/** The times at which a service refused its last polls in a row, oldest first, in monotonic milliseconds. */
type RefusedAt = readonly number[];

/** The counts of one server: how many jobs were refused, and how many are still polled. */
type ServerTally = {refused: number; open: number; outage: Trouble | null};

/**
 * The number of refusals of one service in a row after which a refresh of several jobs does not try the service's other
 * jobs.
 */
const enoughRefusals = 3;
/**
 * The number of refusals of one service in a row after which its other jobs count as refused without a request. Up to
 * this number each job is tried once, because a service may have both private and public jobs.
 */
const mostRefusals = 50;

/**
 * Keeps track of which services require signing in. A refusal stops polling the refused job. Every other job of the
 * service is tried once; only after very many refusals in a row are the remaining ones stopped untried. Jobs that are
 * answered are still polled, and so are the other services of the server. When all its jobs are stopped, the server as
 * a whole requires signing in.
 */
export class SignInGates {
	readonly #jobs: Jobs;
	readonly #refusals = new Map<string, RefusedAt>();
	readonly #answered = new Set<string>();
	/** Servers that have refused any request (a poll, a value, a cancel) because they require signing in. */
	readonly #asking = new Set<string>();
	readonly #servers = new Map<string, ServerTally>();
	readonly #conditionListeners: Listeners;

	/** @param conditionListeners notified when a server begins or stops requiring a sign-in for all its jobs */
	constructor(jobs: Jobs, conditionListeners: Listeners) {
		this.#jobs = jobs;
		this.#conditionListeners = conditionListeners;
		jobs.listen(change => {
			const {after} = change;
			if (after?.cancel?.fault) this.noticed(after.cancel.fault, after.address.server);
			this.#count(change);
		});
	}

	/** Records the fault of a request, if it means that the server requires signing in. */
	noticed({kind}: Fault, origin: string): void {
		if (kind === 'sign-in') this.#asking.add(origin);
	}

	/** Whether a server has refused any request because it requires signing in. */
	isAsking(origin: string): boolean {
		return this.#asking.has(origin);
	}

	/**
	 * The outage of a server that requires signing in for all jobs that have not ended; the same object while it lasts.
	 */
	outageOf(origin: string): Trouble | null {
		return this.#servers.get(origin)?.outage ?? null;
	}

	/**
	 * Records that a poll was refused because the service requires signing in.
	 *
	 * @param at monotonic milliseconds
	 * @returns other jobs to stop as well; empty until the service has refused very many polls in a row
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
	 * Records that a poll was answered.
	 *
	 * @param before the job at the time of the request
	 * @returns jobs to poll again, because a job that had been refused before was answered
	 */
	answered(before: WatchedJob): readonly WatchedJob[] {
		this.#answered.add(before.address.url);
		const key = serviceOf(before);
		this.#refusals.delete(key);
		if (!isRefused(before)) return [];
		return this.#jobs.list.filter(other => isRefused(other) && serviceOf(other) === key);
	}

	/** Whether polling a stopped job is pointless, because its service has refused enough polls since `begun`. */
	isHopeless(job: WatchedJob, begun: number): boolean {
		const refusals = (this.#refusals.get(serviceOf(job)) ?? []).slice(-enoughRefusals);
		return isRefused(job) && refusals.length === enoughRefusals && refusals.every(at => at >= begun);
	}

	/** Forgets the refusals of a server, after the operator has corrected something. */
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
