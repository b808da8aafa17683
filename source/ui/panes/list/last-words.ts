import {mayMeanGone} from '../../../gp/fault.ts';
import {hasEnded, statusWord, unknownStatusShort} from '../../../gp/status.ts';
import type {Moment} from '../../../monitor/clock.ts';
import {endOfTool} from '../../../monitor/elapsed.ts';
import {ageOf, type WatchedJob} from '../../../monitor/job.ts';
import {isStale} from '../../../monitor/schedule.ts';
import {displayWidth} from '../../../text/display-width.ts';
import {formatAge} from '../../../text/duration.ts';
import {counted} from '../../../text/number-words.ts';
import {joinSafe, type SafeText, safe, safeText} from '../../../text/safe-text.ts';
import type {Colour} from '../../line.tsx';
import {cancelWords, isWorthTelling} from './cancel-words.ts';
import {faultWords, needsSentence, nextTryWords, type Outage} from './fault-words.ts';
import {keptUntilWords} from './kept-until.ts';
import {slowWords} from './pace-words.ts';

/** Of a job that was not found three times. @param last its last status */
export function goneWords(last: SafeText): SafeText {
	return safe`gone: the server no longer knows this job; last known ${last}`;
}

/** Of a job whose last answer is too old. @param age milliseconds */
export function staleWords(age: number): SafeText {
	return safe`STALE ${formatAge(age)}`;
}

/** Why a job is stale that answers. */
export const cacheAnswers = safe`a cache answers`;

/** Shown for a job that its server has deleted. */
export const deletedOnServer = safe`deleted on the server`;

/** How often in a row a job was not found. */
export function notFoundTimes(count: number): SafeText {
	return safe`not found (${count} of 3)`;
}

/** The words for messages that cannot be read, with the reason. */
export function unreadWords(fault: Outage['fault']): SafeText {
	return safe`messages: ${faultWords(fault)}`;
}

/** One thing to tell of a job. */
type Words = {readonly text: SafeText; readonly colour?: Colour | undefined};

/**
 * What the last column tells of a job, the most urgent first: where its cancelling stands, that it is stale, faulty or
 * gone, why it failed, its warnings, what it says itself.
 *
 * @param outage what is wrong with its server
 */
export function lastWords(job: WatchedJob, now: Moment, outage: Outage | undefined): readonly Words[] {
	const words = hasEnded(job.state) ? endedWords(job, now, outage) : presentWords(job, now, outage);
	const {cancel} = job;
	if (cancel === null || !isWorthTelling(cancel, job)) return words;
	return [{text: cancelWords(cancel), colour: cancelColour(cancel.step)}, ...words];
}

/**
 * The same as one text: the first part always, the others as far as the width allows.
 *
 * @param between what stands between two things
 */
export function lastWordsText(
	job: WatchedJob,
	now: Moment,
	outage: Outage | undefined,
	width: number,
	between: SafeText,
): Words {
	const words = lastWords(job, now, outage);
	let text = joinSafe(
		words.map(part => part.text),
		safe` ${between} `,
	);
	const kept = keptUntilWords(job, now);
	if (kept !== '') {
		const both = text === '' ? kept : safe`${text} ${between} ${kept}`;
		if (displayWidth(both) <= width) text = both;
	}
	return {text, colour: words[0]?.colour};
}

function presentWords(job: WatchedJob, now: Moment, outage: Outage | undefined): readonly Words[] {
	if (job.state === 'gone') {
		const last = job.status === null ? safe`nothing` : statusWord(job.status.safe);
		return [{text: goneWords(last), colour: 'yellow'}];
	}
	const trouble = troubleOf(job, outage);
	if (isStale(job, now.mono)) {
		const stale = staleWords(ageOf(job, now) ?? 0);
		if (trouble === undefined) {
			return [{text: job.cached === null ? stale : safe`${stale}: ${cacheAnswers}`, colour: 'yellow'}];
		}
		return [{text: safe`${stale}: ${reason(job, trouble, now)}`, colour: 'yellow'}, ...sentence(trouble)];
	}
	if (trouble) return [{text: reason(job, trouble, now), colour: 'yellow'}, ...sentence(trouble)];
	const {progress, messages} = job;
	const slow = slowWords(job, now);
	const own = firstLine(progress?.message.safe ?? safe``);
	return [
		...(slow ? [{text: slow, colour: 'yellow' as const}] : []),
		...unknownStatus(job),
		...unreadMessages(job),
		...warnings(job),
		...told(own === '' ? firstLine(messages.last?.text.safe ?? safe``) : own),
	];
}

function endedWords(job: WatchedJob, now: Moment, outage: Outage | undefined): readonly Words[] {
	const {messages, state, trouble} = job;
	const isDeleted = job.isDeletedOnServer || state === 'deleted';
	const hasFailed = state === 'failed' || state === 'timed-out';
	const error = hasFailed ? firstLine(messages.firstError?.text.safe ?? safe``) : safe``;
	const last = firstLine(messages.last?.text.safe ?? safe``);
	const own = error === '' ? warnings(job) : [{text: error, colour: 'red' as const}];
	return [
		...(isDeleted ? [{text: deletedOnServer}] : []),
		...unreadMessages(job),
		...(own.length > 0 ? own : told(endOfTool.test(last) ? safe`` : last)),
		// It is not asked about any more, so that only what came of a person's own key is worth telling.
		...(trouble && !isDeleted ? [{text: reason(job, outage ?? trouble, now), colour: 'yellow' as const}] : []),
	];
}

/** What keeps the answers away. That the job is not found is the job's own trouble, all else the server's first. */
function troubleOf({trouble}: WatchedJob, outage: Outage | undefined): Outage | undefined {
	if (trouble && mayMeanGone(trouble.fault)) return trouble;
	return outage ?? trouble ?? undefined;
}

/** `timeout, next try 35s`, `not found (1 of 3), next try 30s`. */
function reason(job: WatchedJob, {fault, nextTry}: Outage, now: Moment): SafeText {
	return safe`${notFoundWords(job, fault) ?? faultWords(fault)}, ${nextTryWords(nextTry, now.mono)}`;
}

function notFoundWords({notFound, lastAnswer}: WatchedJob, fault: Outage['fault']): SafeText | undefined {
	if (notFound === null || !mayMeanGone(fault)) return undefined;
	// A job that never answered cannot go: it was not there in the first place.
	return lastAnswer === null ? faultWords(fault) : notFoundTimes(Math.min(3, notFound.count));
}

function sentence({fault}: Outage): readonly Words[] {
	return needsSentence(fault) ? [{text: firstLine(fault.sentence)}] : [];
}

function warnings({messages}: WatchedJob): readonly Words[] {
	return messages.warnings === 0 ? [] : [{text: safe`⚠ ${counted(messages.warnings, 'warning')}`, colour: 'yellow'}];
}

/** Services beside GP have statuses of their own (`esriJobPartialSucceeded`): the operator decides whether it is an end. */
function unknownStatus({state, status}: WatchedJob): readonly Words[] {
	return state === 'unknown' && status !== null ? [{text: unknownStatusShort, colour: 'yellow'}] : [];
}

function unreadMessages({messages: {trouble}}: WatchedJob): readonly Words[] {
	if (trouble === null) return [];
	return [{text: unreadWords(trouble.fault), colour: 'yellow'}];
}

function told(text: SafeText): readonly Words[] {
	return text === '' ? [] : [{text}];
}

function cancelColour(step: NonNullable<WatchedJob['cancel']>['step']): Colour {
	switch (step) {
		case 'refused':
		case 'not-honoured':
		case 'not-sent':
		case 'unknown':
		case 'ended':
			return 'yellow';
		case 'checking':
		case 'waiting':
		case 'asking':
		case 'accepted':
		case 'cancelled':
			return 'magenta';
	}
}

/** Characters of a text that are used, more than any screen is wide: a message can be one line of megabytes. */
const longest = 1000;

/** The first line that says anything. */
export function firstLine(text: SafeText): SafeText {
	const start = text.search(/\S/);
	if (start < 0) return safe``;
	const line = text.slice(start, start + longest).split('\n', 1)[0] ?? '';
	// Half a surrogate pair would be no text.
	return safeText(line.replace(/[\uD800-\uDBFF]$/, ''));
}
