import {type Fault, fault} from '../fault.ts';
import type {CachedAnswer} from './cached-answer.ts';

/** An answer that was understood, or the fault; in both cases how long it took, in milliseconds. */
export type Answer<T> =
	| {
			readonly ok: true;
			readonly value: T;
			readonly took: number;
			readonly bytes: number;
			/** Milliseconds by which the server's clock is ahead of this machine's; where it says what it shows. */
			readonly clockAhead?: number | undefined;
			/** Set where a cache on the way answered in place of the server. */
			readonly cached?: CachedAnswer | undefined;
	  }
	| {readonly ok: false; readonly fault: Fault; readonly took: number};

export type Failed = {readonly ok: false; readonly fault: Fault};

/** What an answer says, or a fault where gpjobs itself fails to read it: an error of gpjobs must not look like silence of the server. */
export function understood<T>(host: string, read: () => T): T | Failed {
	try {
		return read();
	} catch {
		return {ok: false, fault: fault('unexpected', unreadByGpjobs(host))};
	}
}

/** The sentence for an answer that looks correct and that gpjobs fails to read. */
export function unreadByGpjobs(host: string): string {
	return `gpjobs cannot read this answer of ${host}: it holds something that gpjobs is not made for.`;
}
