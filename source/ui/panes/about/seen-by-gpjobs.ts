import {hasEnded, unknownStatusNote} from '../../../gp/status.ts';
import type {Moment} from '../../../monitor/clock.ts';
import {elapsedOf} from '../../../monitor/elapsed.ts';
import type {Transition, WatchedJob} from '../../../monitor/job.ts';
import {firstSeenOf, silenceBefore} from '../../../monitor/message-times.ts';
import {isStale} from '../../../monitor/schedule.ts';
import {exactAge, formatAgo} from '../../../text/duration.ts';
import {counted} from '../../../text/number-words.ts';
import {joinSafe, type SafeText, safe, safeText} from '../../../text/safe-text.ts';
import {dateAndTime} from '../../header/clock-time.ts';
import {lookOf} from '../../symbols.ts';
import {cacheWords} from '../list/age.ts';
import {cancelWords} from '../list/cancel-words.ts';
import {elapsedWords} from '../list/elapsed.ts';
import {faultWords, type Outage} from '../list/fault-words.ts';
import {keptUntilWords} from '../list/kept-until.ts';
import {timingFacts} from '../list/timing-words.ts';
import type {AboutFact, Section} from './about.ts';

/**
 * Makes the sections about what gpjobs observed itself: the job's identity and state, its fault, its cancel, and times.
 */
export function gpjobsSections(
	job: WatchedJob,
	now: Moment,
	outage: Outage | undefined,
	signedIn?: SafeText,
): readonly Section[] {
	return [
		{title: safe`The job`, facts: identity(job, signedIn)},
		{title: safe`Status`, facts: stateFacts(job, now)},
		...troubleSection(safe`Trouble`, job.trouble ?? undefined, now, job),
		...troubleSection(safe`Trouble with the server`, outage, now),
		...cancelSection(job, now),
		{title: seenByGpjobs, facts: times(job, now)},
		...transitionSection(job.transitions, now),
	];
}

function identity({address, label, tags}: WatchedJob, signedIn: SafeText | undefined): readonly AboutFact[] {
	return [
		{name: safe`URL`, value: safeText(address.url)},
		{name: safe`job id`, value: address.jobId},
		{name: safe`task`, value: address.task},
		{name: safe`service`, value: address.service},
		{name: safe`server`, value: safeText(address.server)},
		...(signedIn === undefined ? [] : [{name: safe`signed in`, value: signedIn}]),
		{name: safe`label`, value: label ?? safe`–`},
		{name: safe`tags`, value: tags.length === 0 ? safe`–` : joinSafe(tags, safe`, `)},
	];
}

function stateFacts(job: WatchedJob, now: Moment): readonly AboutFact[] {
	const {state, status, lastAnswer, clockAhead, isFromRecord, isDeletedOnServer} = job;
	const word = lookOf(state, true).word;
	const facts: AboutFact[] = [
		{name: safe`state`, value: isDeletedOnServer ? safe`${word}, deleted on the server since` : word},
	];
	if (state === 'unknown' && status !== null) facts.push({name: safe``, value: unknownStatusNote, colour: 'yellow'});
	if (state === 'gone') facts.push({name: lastKnown, value: status?.safe ?? safe`nothing`});
	facts.push({name: safe`last answer`, value: lastAnswer === null ? neverYet : momentWords(lastAnswer, now)});
	if (job.cached) facts.push({name: safe``, value: cacheWords(job.cached), colour: 'yellow'});
	if (clockAhead !== 0) {
		facts.push({
			name: serversClock,
			value: clockOff(clockAhead),
			colour: 'yellow',
		});
	}
	if (isFromRecord) facts.push({name: safe``, value: ofEarlierRun, colour: 'yellow'});
	if (isStale(job, now.mono))
		facts.push({name: safe``, value: safe`STALE: it may have changed since`, colour: 'yellow'});
	if (job.backwards > 0) {
		facts.push({
			name: safe``,
			value: spokeOfAsRunning(job.backwards),
		});
	}
	const elapsed = elapsedWords(elapsedOf(job, now));
	if (elapsed !== '') facts.push({name: state === 'queued' ? safe`waits` : safe`elapsed`, value: elapsed});
	facts.push(...timingFacts(job, now));
	const kept = keptUntilWords(job, now);
	if (kept !== '') facts.push({name: safe`on the server`, value: kept});
	return facts;
}

function troubleSection(title: SafeText, trouble: Told | undefined, now: Moment, job?: WatchedJob): readonly Section[] {
	if (trouble === undefined) return [];
	const {fault, nextTry} = trouble;
	const facts: AboutFact[] = [
		{name: safe`fault`, value: faultWords(fault), colour: 'yellow'},
		{name: safe``, value: fault.sentence},
	];
	if (fault.code !== null) facts.push({name: safe`code`, value: safe`${fault.code}`});
	if (trouble.since) facts.push({name: safe`since`, value: momentWords(trouble.since, now)});
	if (trouble.count !== undefined) facts.push({name: safe`tries in a row`, value: safe`${trouble.count}`});
	facts.push({
		name: safe`next try`,
		value: nextTry === undefined ? safe`when you press r` : inWords(nextTry - now.mono),
	});
	const notFound = job?.notFound ?? null;
	if (notFound !== null && job?.state !== 'gone') {
		facts.push({
			name: safe`not found`,
			value: notFoundInARow(notFound.count),
		});
	}
	return [{title, facts}];
}

type Told = Outage & {readonly since?: Moment; readonly count?: number};

function cancelSection({cancel}: WatchedJob, now: Moment): readonly Section[] {
	if (cancel === null) return [];
	const facts: AboutFact[] = [{name: safe`course`, value: cancelWords(cancel)}];
	if (cancel.askedAt !== null) facts.push({name: safe`asked`, value: ago(cancel.askedAt, now)});
	if (cancel.status !== null) facts.push({name: safe`status then`, value: cancel.status});
	if (cancel.fault !== null) facts.push({name: safe`server's answer`, value: cancel.fault.sentence});
	return [{title: safe`Cancel`, facts}];
}

function times(job: WatchedJob, now: Moment): readonly AboutFact[] {
	const {firstSeen, stateSince, runningSince, endedAt, metInState, sawStart, intervalThen} = job;
	const facts: AboutFact[] = [
		{name: safe`first seen`, value: firstSeen === null ? safe`never` : momentWords(firstSeen, now)},
	];
	if (stateSince !== null) {
		facts.push({name: safe`in this state`, value: since(stateSince, now, metInState)});
	}
	if (runningSince !== null) facts.push({name: safe`running`, value: since(runningSince, now, !sawStart)});
	if (endedAt !== null) {
		facts.push({
			name: safe`ended`,
			value: metInState ? safe`before ${momentWords(endedAt, now)}` : momentWords(endedAt, now),
		});
	}
	facts.push(...lastMessage(job, now));
	if (hasEnded(job.state)) facts.push({name: safe`asked`, value: safe`no more: it has ended`});
	else if (intervalThen > 0)
		facts.push({name: safe`asked every`, value: safe`${Math.round(intervalThen / 100) / 10} s`});
	return facts;
}

const minute = 60_000;

/** Makes the facts about the last message: when it arrived, and for how long none had arrived before it. */
function lastMessage({messages}: WatchedJob, now: Moment): readonly AboutFact[] {
	const last = (messages.list?.length ?? 0) - 1;
	const batch = last < 0 ? null : firstSeenOf(messages, last);
	if (batch === null) return [];
	const moment = {epoch: batch.until, mono: now.mono - (now.epoch - batch.until)};
	const silence = silenceBefore(messages, last) ?? 0;
	const pause = silence < minute ? safe`` : firstAfter(silence);
	const words = safe`${momentWords(moment, now)}${pause}`;
	return [{name: safe`last message`, value: batch.after === null ? safe`before ${words}` : words}];
}

/**
 * Added to the time of a message that arrived after a pause.
 *
 * @param silence milliseconds without a message
 */
export function firstAfter(silence: number): SafeText {
	return safe`, the first after ${exactAge(silence)}`;
}

function transitionSection(transitions: readonly Transition[], now: Moment): readonly Section[] {
	if (transitions.length === 0) return [];
	const facts = transitions.toReversed().map(({at, state, status}) => ({
		name: lookOf(state, true).word,
		value: safe`${momentWords(at, now)}${status === null ? safe`` : safe`  ${status.safe}`}`,
	}));
	return [{title: safe`Changes that gpjobs saw`, facts}];
}

function since(moment: Moment, now: Moment, isAtLeast: boolean): SafeText {
	const words = safe`since ${momentWords(moment, now)}`;
	return isAtLeast ? safe`${words}, or longer` : words;
}

/** Formats a time and how long ago it was: `2026-11-23 14:02:31, 4 min 12 s ago`. */
export function momentWords(moment: Moment, now: Moment): SafeText {
	return safe`${dateAndTime(moment.epoch)}, ${ago(moment.mono, now)}`;
}

function ago(mono: number, now: Moment): SafeText {
	return formatAgo(now.mono - mono);
}

function inWords(ms: number): SafeText {
	return ms <= 0 ? safe`now` : safe`in ${exactAge(ms)}`;
}

/** The title of the section with the times at which gpjobs observed something itself. */
export const seenByGpjobs: SafeText = safe`Seen by gpjobs`;

/** The label of the last status that a job had before it was gone. */
export const lastKnown: SafeText = safe`last known`;

/** The text shown instead of a time as long as no answer has come. */
export const neverYet: SafeText = safe`none yet`;

/** The label of the difference between the server's clock and this machine's clock. */
export const serversClock: SafeText = safe`server's clock`;

/**
 * Describes a server's clock that differs from this machine's.
 *
 * @param ahead milliseconds; negative if the server's clock is behind
 */
export function clockOff(ahead: number): SafeText {
	return safe`${exactAge(Math.abs(ahead))} ${ahead > 0 ? safe`ahead of` : safe`behind`} this one`;
}

/** Added to the time of an answer that an earlier run of gpjobs received and saved in the job's record. */
export const ofEarlierRun: SafeText = safe`of an earlier run of gpjobs`;

/** Says how many answers in a row reported an ended job as running again. */
export function spokeOfAsRunning(answers: number): SafeText {
	return safe`the last ${counted(answers, 'answer')} spoke of it as if it had not ended`;
}

/** Says how many times in a row a job was not found, and after how many times it counts as gone. */
export function notFoundInARow(times: number): SafeText {
	return safe`${counted(times, 'time')} in a row; gone after 3 over a minute`;
}
