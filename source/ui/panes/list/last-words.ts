import {mayMeanGone} from '../../../gp/fault.ts';
import {hasEnded, statusWord, unknownStatusShort} from '../../../gp/status.ts';
import type {Moment} from '../../../monitor/clock.ts';
import {ageOf, type WatchedJob} from '../../../monitor/job.ts';
import {isRoutine} from '../../../monitor/message-lines.ts';
import {isStale} from '../../../monitor/schedule.ts';
import {tellingMessage} from '../../../monitor/telling-message.ts';
import {remainingOf} from '../../../monitor/usual-duration.ts';
import {coarseDuration} from '../../../text/duration.ts';
import {count, counted} from '../../../text/number-words.ts';
import {joinSafe, type SafeText, safe, safeText} from '../../../text/safe-text.ts';
import type {Colour} from '../../colours.ts';
import {cancelWords, isNews, isWorthTelling} from './cancel-words.ts';
import {faultWords, needsSentence, type Outage, outageWords} from './fault-words.ts';
import {deletedSoon, howToSave} from './kept-until.ts';
import {slowWords, timeLeft, timeLeftShort, usually} from './timing-words.ts';

/**
 * Says that a job counts as gone because it was not found three times in a row.
 *
 * @param last its last status
 */
export function goneWords(last: SafeText): SafeText {
	return safe`gone: the server no longer knows this job; last known ${last}`;
}

/**
 * The step in milliseconds by which ages in rows increase, because redrawing them every second would overload a slow
 * connection.
 */
const ageStep = 15_000;

/**
 * Says that the last answer about a job is too old.
 *
 * @param age the age of the answer in milliseconds
 */
export function staleWords(age: number): SafeText {
	return safe`no answer for ${coarseDuration(Math.max(ageStep, Math.floor(age / ageStep) * ageStep))}`;
}

/** Says why a job is stale although requests are answered. */
export const cacheAnswers = safe`a cache answers`;

/** Says that the server has reported the deletion of the job. */
export const deletedOnServer = safe`deleted on the server`;

/** Says how many times in a row a job was not found. */
export function notFoundTimes(count: number): SafeText {
	return safe`not found (${count} of 3)`;
}

/** Says that the messages of a job cannot be fetched, and why. */
export function unreadWords(fault: Outage['fault']): SafeText {
	return safe`messages: ${faultWords(fault)}`;
}

/** One of the facts in a job's row, in its colour. */
export type Words = {
	readonly text: SafeText;
	/** The shorter text for a narrow row, if there is one. */
	readonly short?: SafeText;
	readonly colour?: Colour | undefined;
	readonly isDim?: boolean;
};

/**
 * Returns the facts in a job's row besides its state, name and times, the most urgent first: that the server does not
 * answer, the job's cancel, its remaining time, why it failed, its results, its latest message.
 *
 * @param outage why the job's server cannot be reached, if it cannot
 */
export function lastWords(job: WatchedJob, now: Moment, outage: Outage | undefined): readonly Words[] {
	const words = hasEnded(job.state) ? endedWords(job, now, outage) : presentWords(job, now, outage);
	const {cancel} = job;
	if (cancel === null || !isWorthTelling(cancel, job)) return words;
	const own = {text: cancelWords(cancel), colour: cancelColour(cancel.step)};
	return isNews(cancel, now.mono) && !isStale(job, now.mono) ? [own, ...words] : [...words, own];
}

/**
 * Joins the facts of {@link lastWords} to one text.
 *
 * @param between the separator
 */
export function lastWordsText(job: WatchedJob, now: Moment, outage: Outage | undefined, between: SafeText): SafeText {
	return joinSafe(
		lastWords(job, now, outage).map(part => part.text),
		safe` ${between} `,
	);
}

function presentWords(job: WatchedJob, now: Moment, outage: Outage | undefined): readonly Words[] {
	if (job.state === 'gone') {
		const last = job.status === null ? safe`nothing` : statusWord(job.status.safe);
		return [{text: goneWords(last), colour: 'yellow'}];
	}
	const trouble = troubleOf(job, outage);
	const reasons = trouble ? [...reason(job, trouble, now), ...sentence(trouble)] : [];
	if (isStale(job, now.mono)) {
		const cache = trouble === undefined && job.cached !== null ? [cacheAnswers] : [];
		return inYellow([staleWords(ageOf(job, now) ?? 0), ...cache, ...reasons]);
	}
	if (trouble) return inYellow(reasons);
	return [
		...paceWords(job, now),
		...unknownStatus(job),
		...unreadMessages(job),
		...warnings(job),
		...told(job),
		...(job.state === 'queued' ? [{text: isQueued, isDim: true}] : []),
	];
}

/** Shown for a job that the server has accepted but not started. */
export const isQueued: SafeText = safe`queued`;

/** Returns how long a running job will probably take, and that it is unusually slow. */
function paceWords(job: WatchedJob, now: Moment): readonly Words[] {
	const remaining = remainingOf(job, now.mono);
	const slow = slowWords(job, now);
	if (slow) return [{text: slow, colour: 'yellow'}];
	if (remaining) return [{text: timeLeft(remaining), short: timeLeftShort(remaining)}];
	return job.state === 'running' && job.usualDuration ? [{text: usually(job.usualDuration), isDim: true}] : [];
}

function endedWords(job: WatchedJob, now: Moment, outage: Outage | undefined): readonly Words[] {
	const {state, trouble} = job;
	const isDeleted = job.isDeletedOnServer || state === 'deleted';
	const hasFailed = state === 'failed' || state === 'timed-out';
	const soon = deletedSoon(job, now);
	const deletion = soon === undefined ? [] : inYellow([soon, howToSave]);
	const telling = tellingMessage(job);
	const why = telling === null ? [] : [{text: telling.text, colour: 'red' as const}];
	return [
		...(hasFailed ? [...why, ...deletion] : [...deletion, ...made(job)]),
		...(isDeleted ? [{text: deletedOnServer, isDim: hasFailed}] : []),
		...unreadMessages(job),
		...(hasFailed ? [] : warnings(job)),
		...(hasFailed ? [] : told(job)),
		// An ended job is polled only when the operator requests it, so a fault is the answer to that request.
		...(trouble && !isDeleted ? inYellow(reason(job, outage ?? trouble, now)) : []),
	];
}

/** Returns the number of results of a job. */
function made({state, results}: WatchedJob): readonly Words[] {
	return state === 'succeeded' && results.length > 0 ? [{text: counted(results.length, 'result')}] : [];
}

function inYellow(texts: readonly SafeText[]): readonly Words[] {
	return texts.map(text => ({text, colour: 'yellow' as const}));
}

/**
 * Returns why the job cannot be polled. A job that is not found is a fault of the job itself; in all other cases the
 * server's fault takes precedence.
 */
function troubleOf({trouble}: WatchedJob, outage: Outage | undefined): Outage | undefined {
	if (trouble && mayMeanGone(trouble.fault)) return trouble;
	return outage ?? trouble ?? undefined;
}

/**
 * Returns the reason and the next try, such as `timeout` and `next try 35 s`, or `not found (1 of 3)` and `next try 30
 * s`.
 */
function reason(job: WatchedJob, outage: Outage, now: Moment): readonly SafeText[] {
	const [words, ...next] = outageWords(outage, now.mono);
	return [notFoundWords(job, outage.fault) ?? words ?? safe``, ...next];
}

function notFoundWords({notFound, lastAnswer}: WatchedJob, fault: Outage['fault']): SafeText | undefined {
	if (notFound === null || !mayMeanGone(fault)) return undefined;
	// A job that was never answered cannot be gone, because it may never have existed.
	return lastAnswer === null ? faultWords(fault) : notFoundTimes(Math.min(3, notFound.count));
}

function sentence({fault}: Outage): readonly SafeText[] {
	return needsSentence(fault) ? [firstLine(fault.sentence)] : [];
}

function warnings({messages}: WatchedJob): readonly Words[] {
	return messages.warnings === 0 ? [] : [{text: safe`⚠ ${count(messages.warnings)}`, colour: 'yellow'}];
}

/**
 * Says that Esri does not document the status of a job. Other services have their own statuses
 * (`esriJobPartialSucceeded`), and gpjobs cannot know whether a job with such a status has ended.
 */
function unknownStatus({state, status}: WatchedJob): readonly Words[] {
	return state === 'unknown' && status !== null ? [{text: unknownStatusShort, colour: 'yellow'}] : [];
}

function unreadMessages({messages: {trouble}}: WatchedJob): readonly Words[] {
	if (trouble === null) return [];
	return [{text: unreadWords(trouble.fault), colour: 'yellow'}];
}

/** Returns the current step of a job; if there is none, the message that best describes its state. */
function told(job: WatchedJob): readonly Words[] {
	const step = hasEnded(job.state) ? safe`` : firstLine(job.progress?.message.safe ?? safe``);
	if (step !== '' && !isRoutine(step) && !isNameOfTask(step, job)) return [{text: step}];
	const telling = tellingMessage(job);
	return telling === null ? [] : [{text: telling.text}];
}

/**
 * Whether a step is only the name of the tool, such as `Executing Buffer...` in the server's language. A tool that does
 * not report steps sends only this.
 */
function isNameOfTask(step: SafeText, {address: {task}}: WatchedJob): boolean {
	return /(?:\.\.\.|…)$/.test(step) && (step.includes(task) || /^Executing /.test(step));
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

/**
 * The number of characters of a text that are examined. It is more than the width of any screen; a message can consist
 * of a single line of megabytes.
 */
const longest = 1000;

/** Returns the first line of a text that is not blank. */
export function firstLine(text: SafeText): SafeText {
	const start = text.search(/\S/);
	if (start < 0) return safe``;
	const line = text.slice(start, start + longest).split('\n', 1)[0] ?? '';
	// Removes the first half of a surrogate pair, which is not valid text without the second half.
	return safeText(line.replace(/[\uD800-\uDBFF]$/, ''));
}
