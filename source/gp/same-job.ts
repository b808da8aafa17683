import {percentDecoded} from '../text/percent-decoding.ts';
import {type Fault, fault} from './fault.ts';
import type {JobUrl} from './job-url.ts';
import {isJsonObject} from './json.ts';

/**
 * Why an answer is of no use where it is about another job than the one that was asked for, as a cache or a server with
 * mixed-up answers sends it: its status, its end and its leave to cancel say nothing of this job.
 *
 * A missing or empty `jobId` is fine, and so is another spelling of the same one: in capitals, encoded, as a number, or
 * without the `_et` that exportTiles appends.
 *
 * @param body decoded JSON of an answer
 */
export function otherJobFault(body: unknown, jobUrl: JobUrl): Fault | undefined {
	if (!isJsonObject(body)) return undefined;
	const {jobId} = body;
	if (typeof jobId !== 'string' && typeof jobId !== 'number') return undefined;
	const own = percentDecoded(jobUrl.split('/').at(-1) ?? '');
	// A long number has lost its last digits on the way from JSON.
	if (typeof jobId === 'number' && Number(own) === jobId) return undefined;
	const other = String(jobId).trim();
	// With broken bytes in it, it is as good as missing.
	if (other.includes('\uFFFD')) return undefined;
	if (other === '' || [other, percentDecoded(other)].some(spelling => folded(spelling) === folded(own)))
		return undefined;
	return answeredForAnother(other);
}

/** The fault of an answer about another job. @param other its id, as the server has it */
export function answeredForAnother(other: string): Fault {
	return fault(
		'unexpected',
		`The server answered for another job, ${other.slice(0, longestId)}, than it was asked for.`,
	);
}

/** Characters of an id that are shown. */
const longestId = 80;

function folded(id: string): string {
	return id.normalize('NFC').toLowerCase().replace(/_et$/, '');
}
