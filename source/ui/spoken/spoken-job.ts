import {hasEnded} from '../../gp/status.ts';
import type {Moment} from '../../monitor/clock.ts';
import {elapsedOf} from '../../monitor/elapsed.ts';
import {ageOf, jobName, type WatchedJob} from '../../monitor/job.ts';
import {exactAge} from '../../text/duration.ts';
import {joinSafe, type SafeText, safe} from '../../text/safe-text.ts';
import {elapsedWords} from '../panes/list/elapsed.ts';
import type {Outage} from '../panes/list/fault-words.ts';
import {lastWordsText} from '../panes/list/last-words.ts';
import {percentOf} from '../panes/list/progress-words.ts';
import {statusText} from '../panes/list/row.ts';

/** The position of a job in the list, from 1. */
type Place = {readonly number: number; readonly of: number; readonly isMarked: boolean};

const roomForMessage = 400;

/**
 * A job as one line to be read aloud: its position, then each fact with its name, such as `Status: Executing.`
 *
 * @param outage what is wrong with its server
 */
export function jobSentence(job: WatchedJob, place: Place, now: Moment, outage: Outage | undefined): SafeText {
	const {address, tags} = job;
	const percent = percentOf(job);
	const age = ageOf(job, now);
	const elapsed = elapsedWords(elapsedOf(job, now));
	const {text} = lastWordsText(job, now, outage, roomForMessage, safe`;`);
	const facts: readonly (readonly [SafeText, SafeText])[] = [
		[safe`Name`, jobName(job)],
		[safe`Status`, statusText(job)],
		[safe`Task`, address.task],
		[safe`Server`, address.serverName],
		[safe`Tags`, joinSafe(tags, safe`, `)],
		[
			safe`Progress`,
			percent === undefined
				? safe``
				: percent === null
					? safe`busy, no percentage`
					: safe`${Math.floor(percent)} percent`,
		],
		[safe`Elapsed`, elapsed],
		[safe`Last answer`, age === undefined ? safe`none yet` : hasEnded(job.state) ? safe`` : safe`${exactAge(age)} ago`],
		[safe`Last message`, text],
	];
	const told = facts
		.filter(([, value]) => value !== '')
		.map(([name, value]) => safe`${name}: ${value}${/[.!?…]$/.test(value) ? safe`` : safe`.`}`);
	const marked = place.isMarked ? [safe`Marked.`] : [];
	return joinSafe([placeInList(place.number, place.of), ...marked, ...told], safe` `);
}

/** The words for the position of a job in the list, from 1. */
export function placeInList(number: number, of: number): SafeText {
	return safe`Job ${number} of ${of}.`;
}
