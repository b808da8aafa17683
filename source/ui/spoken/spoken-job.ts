import {hasEnded} from '../../gp/status.ts';
import type {Moment} from '../../monitor/clock.ts';
import {ageOf, type WatchedJob} from '../../monitor/job.ts';
import {exactAge} from '../../text/duration.ts';
import {joinSafe, type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {elapsedOf, elapsedWords} from '../list/elapsed.ts';
import type {Outage} from '../list/fault-words.ts';
import {lastWordsText} from '../list/last-words.ts';
import {percentOf} from '../list/progress-words.ts';
import {statusText} from '../list/row.ts';

/** Where the job stands in the list as it is shown, from 1. */
export type Place = {readonly number: number; readonly of: number; readonly isMarked: boolean};

const roomForMessage = 400;

/**
 * A job as one line to be heard: its place, then each fact behind its name, as `Status: Executing.`
 *
 * @param outage what is wrong with its server
 */
export function jobSentence(job: WatchedJob, place: Place, now: Moment, outage: Outage | undefined): SafeText {
	const {address, label, tags} = job;
	const percent = percentOf(job);
	const age = ageOf(job, now);
	const elapsed = elapsedWords(elapsedOf(job, now));
	const {text} = lastWordsText(job, now, outage, roomForMessage, ';');
	const facts: readonly (readonly [string, string])[] = [
		['Name', label ?? address.jobId],
		['Status', statusText(job)],
		['Task', address.task],
		['Server', address.serverName],
		['Tags', tags.join(', ')],
		[
			'Progress',
			percent === undefined ? '' : percent === null ? 'busy, no percentage' : `${Math.floor(percent)} percent`,
		],
		['Elapsed', elapsed],
		['Last answer', age === undefined ? 'none yet' : hasEnded(job.state) ? '' : `${exactAge(age)} ago`],
		['Last message', text],
	];
	const told = facts
		.filter(([, value]) => value !== '')
		.map(([name, value]) => safeText(`${name}: ${value}${/[.!?…]$/.test(value) ? '' : '.'}`));
	const marked = place.isMarked ? [safe`Marked.`] : [];
	return joinSafe([safe`Job ${place.number} of ${place.of}.`, ...marked, ...told], safe` `);
}
