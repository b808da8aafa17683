import {hasEnded, statusWord, unknownStatusNote} from '../gp/status.ts';
import {jobName, type WatchedJob} from '../monitor/job.ts';
import {distinctJobNames} from '../monitor/job-names.ts';
import type {JobNews} from '../monitor/job-news.ts';
import {unreadSentence} from '../monitor/last-messages.ts';
import {messagesSentence, replacedSentence} from '../monitor/message-summary.ts';
import {alignedLines} from '../text/aligned-lines.ts';
import {formatAgo} from '../text/duration.ts';
import {counted} from '../text/number-words.ts';
import {joinSafe, type SafeText, safe, safeText} from '../text/safe-text.ts';
import {cacheWords} from '../ui/panes/list/age.ts';

/** Describes the status of a job in one or two words. */
export function stateWords(job: WatchedJob): SafeText {
	if (job.state === 'gone')
		return safe`Gone (last ${job.status === null ? safe`unknown` : statusWord(job.status.safe)})`;
	if (job.lastAnswer === null) return noAnswerYet;
	const word = job.status === null ? safe`(no status)` : statusWord(job.status.safe);
	return job.isDeletedOnServer ? safe`${word} (deleted on the server)` : word;
}

/**
 * Formats jobs as lines of plain text with aligned columns.
 *
 * @param now epoch milliseconds
 */
export function jobLines(jobs: readonly WatchedJob[], now: number): readonly SafeText[] {
	const names = distinctJobNames(jobs);
	return alignedLines(
		jobs.map(job => [
			stateWords(job),
			names.get(job.address.url) ?? jobName(job),
			job.address.task,
			job.address.serverName,
			facts(job, now),
		]),
	);
}

function facts(job: WatchedJob, now: number): SafeText {
	const parts: SafeText[] = [];
	const unread = unreadSentence(job);
	const percent = job.progress?.percent ?? null;
	if (percent !== null && !hasEnded(job.state)) parts.push(safe`${percent} %`);
	if (isUnknownStatus(job)) parts.push(unknownStatusNote);
	if (job.messages.errors > 0) parts.push(counted(job.messages.errors, 'error'));
	if (job.messages.warnings > 0) parts.push(counted(job.messages.warnings, 'warning'));
	if (job.trouble) parts.push(job.trouble.fault.sentence);
	if (unread !== undefined) parts.push(unread);
	parts.push(job.lastAnswer === null ? neverAnswered : answeredAgo(now - job.lastAnswer.epoch));
	if (job.cached) parts.push(cacheWords(job.cached));
	return joinSafe(parts, safe` · `);
}

/** Whether the server sent a status that its documentation does not list. */
function isUnknownStatus({state, status, lastAnswer}: WatchedJob): boolean {
	return state === 'unknown' && lastAnswer !== null && status !== null;
}

/** Formats an event of a job as one plain line; returns `undefined` for an event that only `--json` reports. */
export function newsLine(news: JobNews): SafeText | undefined {
	const {job} = news;
	const name = jobName(job);
	switch (news.event) {
		case 'added':
			return undefined;
		case 'state':
			return isUnknownStatus(job)
				? safe`${name}: ${stateWords(job)} (${unknownStatusNote})`
				: safe`${name}: ${stateWords(job)}`;
		case 'progress': {
			const {percent, message} = news.progress;
			return percent === null ? safe`${name}: ${message.safe}` : safe`${name}: ${percent} % ${message.safe}`;
		}
		case 'message': {
			const {level, text} = news.message;
			if (level === 'info') return undefined;
			const [firstLine = ''] = text.safe.split('\n');
			return safe`${name}: ${safeText(level)}: ${safeText(firstLine)}`;
		}
		case 'fault':
			return safe`${name}: ${news.fault.sentence}`;
		case 'messages-fault':
			return safe`${name}: ${messagesSentence(news.trouble)}`;
		case 'messages-replaced':
			return safe`${name}: ${replacedSentence(news.index)}`;
		case 'messages-recovered':
			return safe`${name}: ${messagesReadable}`;
		case 'recovered':
			return safe`${name}: ${answersAgain}`;
	}
}

/** Shown instead of a status before the first answer. */
export const noAnswerYet: SafeText = safe`no answer yet`;

/** Shown instead of the age of the last answer if there is none. */
export const neverAnswered: SafeText = safe`never answered`;

/**
 * Formats the age of the last answer.
 *
 * @param age in milliseconds
 */
export function answeredAgo(age: number): SafeText {
	return safe`answered ${formatAgo(age)}`;
}

/** Printed when the messages of a job have become readable again. */
export const messagesReadable: SafeText = safe`the messages can be read again`;

/** Printed when the server of a job answers again. */
export const answersAgain: SafeText = safe`answers again`;
