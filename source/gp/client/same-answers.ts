import {secretsRevision} from '../../text/known-secrets.ts';
import type {Snapshot} from '../snapshot.ts';

/**
 * Replaces a body that is identical to the previous one. It has a `jobStatus`, so that it is not taken for an error.
 */
export const sameAsBefore = {jobStatus: 'as before'} as const;

/** The longest body that is remembered, in characters. A body with messages is longer and hardly ever repeated. */
const longest = 4000;
/** The number of jobs whose last answers are remembered: as many as a list may contain. */
const most = 10_000;

/**
 * The last answer of each job. A job that runs for an hour sends the same answer hundreds of times, and an identical
 * one need not be decoded, checked and cleaned again.
 */
export class SameAnswers {
	readonly #last = new Map<string, {readonly body: string; readonly snapshot: Snapshot}>();
	/**
	 * The revision of the known secrets when the answers were decoded. When another secret becomes known, the answers
	 * are decoded again so that it is masked.
	 */
	#revision = 0;

	/** Returns the snapshot for a body that is identical to the last answer of this job; `undefined` if it is not. */
	snapshotOf(jobUrl: string, body: string): Snapshot | undefined {
		if (this.#revision !== secretsRevision()) this.#last.clear();
		this.#revision = secretsRevision();
		const last = this.#last.get(jobUrl);
		return last?.body === body ? last.snapshot : undefined;
	}

	/** Remembers an answer unless it contains messages, because decoding those depends on the messages already known. */
	remember(jobUrl: string, body: string, snapshot: Snapshot): void {
		this.#last.delete(jobUrl);
		if (body.length > longest || (snapshot.messages?.length ?? 0) > 0) return;
		const [oldest] = this.#last.keys();
		if (this.#last.size >= most && oldest !== undefined) this.#last.delete(oldest);
		this.#last.set(jobUrl, {body, snapshot});
	}
}
