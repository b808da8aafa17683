import {hasEnded} from '../../gp/status.ts';
import type {Moment} from '../../monitor/clock.ts';
import {elapsedOf} from '../../monitor/elapsed.ts';
import {ageOf, jobName, type WatchedJob} from '../../monitor/job.ts';
import {isUnread} from '../../monitor/job-need.ts';
import {exactAge} from '../../text/duration.ts';
import {joinSafe, type SafeText, safe} from '../../text/safe-text.ts';
import {elapsedWords} from '../panes/list/elapsed.ts';
import {endedWords} from '../panes/list/ended.ts';
import type {Outage} from '../panes/list/fault-words.ts';
import {lastWordsText} from '../panes/list/last-words.ts';
import {percentOf} from '../panes/list/progress-words.ts';
import {statusText} from '../panes/list/row.ts';

/** The position of a job in the list, from 1. */
type Place = {readonly number: number; readonly of: number; readonly isMarked: boolean};

/**
 * Describes a job in one line to be read aloud: its position, then each fact with its name, such as `Status:
 * Executing.`
 *
 * @param outage why the job's server cannot be reached, if it cannot
 */
export function jobSentence(job: WatchedJob, place: Place, now: Moment, outage: Outage | undefined): SafeText {
	const {address, tags} = job;
	const percent = percentOf(job);
	const age = ageOf(job, now);
	const elapsed = elapsedWords(elapsedOf(job, now));
	const text = lastWordsText(job, now, outage, safe`;`);
	const facts: readonly (readonly [SafeText, SafeText])[] = [
		[safe`Name`, jobName(job)],
		[safe`State`, statusText(job, outage)],
		[safe`Task`, address.task],
		[safe`Server`, address.serverName],
		[safe`Tags`, joinSafe(tags, safe`, `)],
		[
			safe`Progress`,
			percent === undefined
				? safe``
				: percent === null
					? safe`running, no percentage`
					: safe`${Math.floor(percent)} percent`,
		],
		[safe`Time`, elapsed],
		[safe`Ended at`, endedWords(job, now)],
		[safe`Last answer`, age === undefined ? safe`none yet` : hasEnded(job.state) ? safe`` : safe`${exactAge(age)} ago`],
		[safe`Now`, text],
	];
	const told = facts
		.filter(([, value]) => value !== '')
		.map(([name, value]) => safe`${name}: ${value}${/[.!?…]$/.test(value) ? safe`` : safe`.`}`);
	const marked = [...(isUnread(job, now) ? [unreadJob] : []), ...(place.isMarked ? [safe`Marked.`] : [])];
	return joinSafe([placeInList(place.number, place.of), ...marked, ...told], safe` `);
}

/** Announces a job that has ended or has had a problem since the operator last looked at it. */
export const unreadJob: SafeText = safe`Unread.`;

/** Announces the position of a job in the list, from 1. */
export function placeInList(number: number, of: number): SafeText {
	return safe`Job ${number} of ${of}.`;
}
