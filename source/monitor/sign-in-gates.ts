import type {Fault} from '../gp/fault.ts';
import {hasEnded} from '../gp/status.ts';
import type {Trouble, WatchedJob} from './job.ts';
import type {JobChange, Jobs} from './jobs.ts';

/** When a service refused last, in a row, oldest first; monotonic milliseconds. */
type Refusals = readonly number[];

/** How the jobs of one server stand: those that were refused, and those that may still be asked. */
type OfServer = {refused: number; open: number; trouble: Trouble | null};

/** Refusals of one service in a row after which jobs that a person asks for together are not tried one by one any more. */
const enoughRefusals = 3;
/**
 * Refusals of one service in a row after which it is taken to be closed for jobs too that were not asked about. A job may be
 * private to somebody while the next one of the same service is open to all, so that each is asked about once, up to here.
 */
const mostRefusals = 50;

/**
 * Which services want a sign-in. A refusal stops the job that was refused; the others of its service are asked about once
 * themselves, and stopped unasked only after very many refusals in a row. Jobs that are answered go on, and so do the other
 * services of the server. A server wants a sign-in for everything once all its jobs are stopped.
 */
export class SignInGates {
	readonly #jobs: Jobs;
	readonly #refusals = new Map<string, Refusals>();
	readonly #answered = new Set<string>();
	/** Servers that refused anything for want of a sign-in: a poll, a value, a cancel. */
	readonly #asking = new Set<string>();
	readonly #servers = new Map<string, OfServer>();
	readonly #onChange: () => void;

	/** @param onChange the sign-in is wanted for all jobs of a server now, or not any more */
	constructor(jobs: Jobs, onChange: () => void) {
		this.#jobs = jobs;
		this.#onChange = onChange;
		jobs.listen(change => this.#count(change));
	}

	/** Something of a server was refused. */
	noticed({kind}: Fault, origin: string): void {
		if (kind === 'sign-in') this.#asking.add(origin);
	}

	/** Whether a server has refused anything for want of a sign-in. */
	isAsking(origin: string): boolean {
		return this.#asking.has(origin);
	}

	/** The trouble of a server that wants a sign-in for all jobs that are still asked; the same object while that is so. */
	troubleOf(origin: string): Trouble | null {
		return this.#servers.get(origin)?.trouble ?? null;
	}

	/**
	 * A poll was refused for want of a sign-in.
	 *
	 * @param at monotonic milliseconds
	 * @returns the other jobs that are not worth asking now: none before the service has refused very many in a row
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
	 * @returns jobs that are worth asking again, since one that had been refused is answered now
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

	/** Somebody has done something about a server: what it refused before counts no more. */
	open(origin: string): void {
		this.#asking.delete(origin);
		for (const job of this.#jobs.list) {
			if (job.address.server === origin) this.#refusals.delete(serviceOf(job));
		}
	}

	#count({before, after}: JobChange): void {
		const address = (after ?? before)?.address;
		if (!address) return;
		const known = this.#servers.get(address.server) ?? {refused: 0, open: 0, trouble: null};
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
		if (isForAll === (known.trouble !== null)) return;
		known.trouble = isForAll ? (after?.trouble ?? this.#firstTrouble(address.server)) : null;
		this.#onChange();
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
