import {type Fault, fault} from '../fault.ts';
import type {CachedAnswer} from './cached-answer.ts';

/** The decoded answer to a request, or its fault; in both cases with the duration in milliseconds. */
export type Answer<T> =
	| {
			readonly ok: true;
			readonly value: T;
			readonly took: number;
			readonly bytes: number;
			/**
			 * How far the server's clock is ahead of this computer's, in milliseconds, if the answer contains the
			 * server's time.
			 */
			readonly clockAhead?: number | undefined;
			/** Present if a cache answered instead of the server. */
			readonly cached?: CachedAnswer | undefined;
	  }
	| {readonly ok: false; readonly fault: Fault; readonly took: number};

/** A request that failed, and why. */
export type Failed = {readonly ok: false; readonly fault: Fault};

/**
 * Decodes an answer. If that throws because of a bug in gpjobs, returns a fault that says so: the server is not to
 * blame, because it did answer.
 */
export function understood<T>(host: string, read: () => T): T | Failed {
	try {
		return read();
	} catch {
		return {ok: false, fault: fault('unexpected', unreadByGpjobs(host))};
	}
}

/** The message if gpjobs fails to decode an answer that looks correct. */
export function unreadByGpjobs(host: string): string {
	return `gpjobs cannot read this answer of ${host}: it holds something that gpjobs is not made for.`;
}
