import {percentDecoded} from '../text/percent-decoding.ts';
import {type Fault, fault} from './fault.ts';
import type {JobUrl} from './job-url.ts';
import {isJsonObject} from './json.ts';

/**
 * Checks that an answer is about the job that was requested. A cache, or a server that mixes up answers, may send the
 * answer for another job, whose status, end and response to a cancel say nothing about this job. A missing or empty
 * `jobId` is accepted, and so are other spellings of the same id: in capitals, encoded, as a number, or without the
 * `_et` that exportTiles appends.
 *
 * @param body decoded JSON of an answer
 * @returns the fault; `undefined` if it is the right job
 */
export function otherJobFault(body: unknown, jobUrl: JobUrl): Fault | undefined {
	if (!isJsonObject(body)) return undefined;
	const {jobId} = body;
	if (typeof jobId !== 'string' && typeof jobId !== 'number') return undefined;
	const own = percentDecoded(jobUrl.split('/').at(-1) ?? '');
	// A long number has lost its last digits when it was parsed as JSON.
	if (typeof jobId === 'number' && Number(own) === jobId) return undefined;
	const other = String(jobId).trim();
	// An id with broken bytes counts as missing.
	if (other.includes('\uFFFD')) return undefined;
	if (other === '' || [other, percentDecoded(other)].some(spelling => folded(spelling) === folded(own)))
		return undefined;
	return answeredForAnother(other);
}

/**
 * The fault of an answer about another job.
 *
 * @param other the id in the answer
 */
export function answeredForAnother(other: string): Fault {
	return fault(
		'unexpected',
		`The server answered for another job, ${other.slice(0, longestId)}, than it was asked for.`,
	);
}

/** The number of characters of an id that are shown. */
const longestId = 80;

function folded(id: string): string {
	return id.normalize('NFC').toLowerCase().replace(/_et$/, '');
}
