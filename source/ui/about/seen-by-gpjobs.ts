import {hasEnded, unknownStatusWords} from '../../gp/status.ts';
import type {Moment} from '../../monitor/clock.ts';
import type {Transition, WatchedJob} from '../../monitor/job.ts';
import {isStale} from '../../monitor/schedule.ts';
import {agoWords, exactAge} from '../../text/duration.ts';
import {counted} from '../../text/number-words.ts';
import {type SafeText, safe} from '../../text/safe-text.ts';
import {dateAndTime} from '../header/clock-time.ts';
import {cacheWords} from '../list/age.ts';
import {cancelWords} from '../list/cancel-words.ts';
import {elapsedOf, elapsedWords} from '../list/elapsed.ts';
import {faultWords, type Outage} from '../list/fault-words.ts';
import {keptUntilWords} from '../list/kept-until.ts';
import {paceFacts} from '../list/pace-words.ts';
import {lookOf} from '../symbols.ts';
import type {Fact, Section} from './about.ts';

/** Who the job is, how it stands, what is wrong, how its cancelling goes, and the times that gpjobs saw itself. */
export function gpjobsSections(
	job: WatchedJob,
	now: Moment,
	outage: Outage | undefined,
	signedIn?: SafeText,
): readonly Section[] {
	return [
		{title: 'The job', facts: identity(job, signedIn)},
		{title: 'How it stands', facts: standing(job, now)},
		...troubleSection('Trouble', job.trouble ?? undefined, now, job),
		...troubleSection('Trouble with the server', outage, now),
		...cancelSection(job, now),
		{title: 'Seen by gpjobs', facts: times(job, now)},
		...transitionSection(job.transitions, now),
	];
}

function identity({address, label, tags}: WatchedJob, signedIn: SafeText | undefined): readonly Fact[] {
	return [
		{name: 'URL', value: address.url},
		{name: 'job id', value: address.jobId},
		{name: 'task', value: address.task},
		{name: 'service', value: address.service},
		{name: 'server', value: address.server},
		...(signedIn === undefined ? [] : [{name: 'signed in', value: signedIn}]),
		{name: 'label', value: label ?? '–'},
		{name: 'tags', value: tags.length === 0 ? '–' : tags.join(', ')},
	];
}

function standing(job: WatchedJob, now: Moment): readonly Fact[] {
	const {state, status, lastAnswer, clockAhead, isKept, isDeletedOnServer} = job;
	const word = lookOf(state, true).word;
	const facts: Fact[] = [{name: 'state', value: isDeletedOnServer ? `${word}, deleted on the server since` : word}];
	if (state === 'unknown' && status !== null) facts.push({name: '', value: unknownStatusWords, colour: 'yellow'});
	if (state === 'gone') facts.push({name: 'last known', value: status?.safe ?? 'nothing'});
	facts.push({name: 'last answer', value: lastAnswer === null ? 'none yet' : momentWords(lastAnswer, now)});
	if (job.cached) facts.push({name: '', value: cacheWords(job.cached), colour: 'yellow'});
	if (clockAhead !== 0) {
		const by = exactAge(Math.abs(clockAhead));
		facts.push({
			name: "server's clock",
			value: `${by} ${clockAhead > 0 ? 'ahead of' : 'behind'} this one`,
			colour: 'yellow',
		});
	}
	if (isKept) facts.push({name: '', value: 'of an earlier run of gpjobs', colour: 'yellow'});
	if (isStale(job, now.mono)) facts.push({name: '', value: 'STALE: it may have changed since', colour: 'yellow'});
	if (job.backwards > 0) {
		facts.push({name: '', value: `the last ${counted(job.backwards, 'answer')} spoke of it as if it had not ended`});
	}
	const elapsed = elapsedWords(elapsedOf(job, now));
	if (elapsed !== '') facts.push({name: state === 'queued' ? 'waits' : 'elapsed', value: elapsed});
	facts.push(...paceFacts(job, now));
	const kept = keptUntilWords(job, now);
	if (kept !== '') facts.push({name: 'on the server', value: kept});
	return facts;
}

function troubleSection(title: string, trouble: Told | undefined, now: Moment, job?: WatchedJob): readonly Section[] {
	if (trouble === undefined) return [];
	const {fault, nextTry} = trouble;
	const facts: Fact[] = [
		{name: 'fault', value: faultWords(fault), colour: 'yellow'},
		{name: '', value: fault.sentence},
	];
	if (fault.code !== null) facts.push({name: 'code', value: `${fault.code}`});
	if (trouble.since) facts.push({name: 'since', value: momentWords(trouble.since, now)});
	if (trouble.count !== undefined) facts.push({name: 'tries in a row', value: `${trouble.count}`});
	facts.push({name: 'next try', value: nextTry === undefined ? 'when you press r' : inWords(nextTry - now.mono)});
	const notFound = job?.notFound ?? null;
	if (notFound !== null && job?.state !== 'gone') {
		facts.push({name: 'not found', value: `${counted(notFound.count, 'time')} in a row; gone after 3 over a minute`});
	}
	return [{title, facts}];
}

type Told = Outage & {readonly since?: Moment; readonly count?: number};

function cancelSection({cancel}: WatchedJob, now: Moment): readonly Section[] {
	if (cancel === null) return [];
	const facts: Fact[] = [{name: 'course', value: cancelWords(cancel)}];
	if (cancel.askedAt !== null) facts.push({name: 'asked', value: ago(cancel.askedAt, now)});
	if (cancel.status !== null) facts.push({name: 'the job said', value: cancel.status});
	if (cancel.fault !== null) facts.push({name: 'the server said', value: cancel.fault.sentence});
	return [{title: 'Cancel', facts}];
}

function times(job: WatchedJob, now: Moment): readonly Fact[] {
	const {firstSeen, stateSince, runningSince, endedAt, metInState, sawStart, intervalThen} = job;
	const facts: Fact[] = [{name: 'first seen', value: firstSeen === null ? 'never' : momentWords(firstSeen, now)}];
	if (stateSince !== null) {
		facts.push({name: 'in this state', value: since(stateSince, now, metInState)});
	}
	if (runningSince !== null) facts.push({name: 'running', value: since(runningSince, now, !sawStart)});
	if (endedAt !== null) {
		facts.push({name: 'ended', value: metInState ? `before ${momentWords(endedAt, now)}` : momentWords(endedAt, now)});
	}
	if (hasEnded(job.state)) facts.push({name: 'asked', value: 'no more: it has ended'});
	else if (intervalThen > 0) facts.push({name: 'asked every', value: `${Math.round(intervalThen / 100) / 10} s`});
	return facts;
}

function transitionSection(transitions: readonly Transition[], now: Moment): readonly Section[] {
	if (transitions.length === 0) return [];
	const facts = transitions.toReversed().map(({at, state, status}) => ({
		name: lookOf(state, true).word,
		value: `${momentWords(at, now)}${status === null ? '' : `  ${status.safe}`}`,
	}));
	return [{title: 'Changes that gpjobs saw', facts}];
}

function since(moment: Moment, now: Moment, isAtLeast: boolean): SafeText {
	const words = safe`since ${momentWords(moment, now)}`;
	return isAtLeast ? safe`${words}, or longer` : words;
}

/** `2026-11-23 14:02:31, 4 min 12 s ago`. */
export function momentWords(moment: Moment, now: Moment): SafeText {
	return safe`${dateAndTime(moment.epoch)}, ${ago(moment.mono, now)}`;
}

function ago(mono: number, now: Moment): SafeText {
	return agoWords(now.mono - mono);
}

function inWords(ms: number): SafeText {
	return ms <= 0 ? safe`now` : safe`in ${exactAge(ms)}`;
}
