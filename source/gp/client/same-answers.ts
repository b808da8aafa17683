import {secretsRevision} from '../../text/known-secrets.ts';
import type {Snapshot} from '../snapshot.ts';

/**
 * Replaces the body of an answer that is identical, letter for letter, to the one before. Code that looks for errors
 * takes it for a job.
 */
export const sameAsBefore = {jobStatus: 'as before'} as const;

/** Characters up to which a body is remembered; with messages it is longer, and hardly ever the same. */
const longest = 4000;
/** How many jobs' last answers are remembered: as many as a list may hold. */
const most = 10_000;

/**
 * The last answers of jobs. A job that runs for an hour gives the same answer hundreds of times: an identical one need not be
 * decoded, checked and cleaned again.
 */
export class SameAnswers {
	readonly #last = new Map<string, {readonly body: string; readonly snapshot: Snapshot}>();
	/** The secrets that were known when they were read: with another one they are read again, so that it is masked. */
	#revision = 0;

	/** The snapshot of a body, if it is identical to the last answer of this job. */
	snapshotOf(jobUrl: string, body: string): Snapshot | undefined {
		if (this.#revision !== secretsRevision()) this.#last.clear();
		this.#revision = secretsRevision();
		const last = this.#last.get(jobUrl);
		return last?.body === body ? last.snapshot : undefined;
	}

	/** Remembers an answer, unless it brought messages: how they are read depends on the known ones. */
	remember(jobUrl: string, body: string, snapshot: Snapshot): void {
		this.#last.delete(jobUrl);
		if (body.length > longest || (snapshot.messages?.length ?? 0) > 0) return;
		const [oldest] = this.#last.keys();
		if (this.#last.size >= most && oldest !== undefined) this.#last.delete(oldest);
		this.#last.set(jobUrl, {body, snapshot});
	}
}
