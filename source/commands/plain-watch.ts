import {setTimeout as sleep} from 'node:timers/promises';
import {hasEnded} from '../gp/status.ts';
import type {WatchedJob} from '../monitor/job.ts';
import {newsOf} from '../monitor/job-news.ts';
import type {Monitor} from '../monitor/monitor.ts';
import {toJson} from '../text/json-escape.ts';
import type {SafeText} from '../text/safe-text.ts';
import {doneJson, newsJson} from './job-json.ts';
import {jobLines, newsLine} from './job-lines.ts';
import {print} from './print.ts';

/** How long the first answers are waited for, so that the present states can be printed together. */
const firstAnswersWithin = 3000;

/**
 * Follows jobs without a screen: the present states as plain lines (or NDJSON), then one line an event, until no job is
 * left running. Not one escape byte is written.
 */
export async function watchPlainly(monitor: Monitor, isJson: boolean): Promise<void> {
	const lines: string[] = [];
	let hasBegun = false;
	let printing: Promise<void> = Promise.resolve();
	let failure: unknown;
	const flush = () => {
		const text = lines.splice(0).join('');
		if (text === '') return;
		printing = printing
			.then(() => print(text))
			.catch((error: unknown) => {
				failure ??= error;
			});
	};
	const stopListening = monitor.jobs.listen(change => {
		const at = Date.now();
		for (const news of newsOf(change)) {
			if (isJson) lines.push(`${toJson(newsJson(news, at))}\n`);
			else if (hasBegun) lines.push(stamped(at, newsLine(news)));
		}
		if (isJson || hasBegun) flush();
	});
	if (isJson) {
		const at = Date.now();
		for (const job of monitor.jobs.list) lines.push(`${toJson(newsJson({event: 'added', job}, at))}\n`);
	}
	await firstAnswers(monitor);
	if (!isJson) lines.push(...jobLines(monitor.jobs.list, Date.now()).map(line => `${line}\n`));
	hasBegun = true;
	flush();
	while (failure === undefined && monitor.jobs.list.some(isLeft)) await changeOf(monitor);
	stopListening();
	if (isJson) lines.push(`${toJson(doneJson(monitor.jobs.list, Date.now()))}\n`);
	flush();
	await printing;
	if (failure !== undefined) throw failure;
}

/** Whether something may still come of a job: it has not ended with its last messages read, and is not gone for good. */
function isLeft(job: WatchedJob): boolean {
	if (job.state === 'gone' || job.trouble?.fault.kind === 'not-a-job') return false;
	if (job.lastAnswer === null && (job.notFound?.count ?? 0) >= 3) return false;
	return !hasEnded(job.state) || (job.messages.isWanted && !job.isKept && job.trouble === null);
}

async function firstAnswers(monitor: Monitor): Promise<void> {
	const end = performance.now() + firstAnswersWithin;
	const isWaiting = () => monitor.jobs.list.some(isUnanswered);
	while (isWaiting() && performance.now() < end)
		await Promise.race([changeOf(monitor), sleep(end - performance.now(), undefined, {ref: false})]);
}

/** A job that has ended before is not asked about any more. */
function isUnanswered({lastAnswer, trouble, isKept, state}: WatchedJob): boolean {
	return trouble === null && (lastAnswer === null || (isKept && !hasEnded(state)));
}

function changeOf(monitor: Monitor): Promise<void> {
	return new Promise(resolve => {
		const stop = monitor.jobs.listen(() => {
			stop();
			resolve();
		});
	});
}

function stamped(epoch: number, line: SafeText | undefined): string {
	if (line === undefined) return '';
	const time = new Date(epoch);
	const [hours, minutes, seconds] = [time.getHours(), time.getMinutes(), time.getSeconds()].map(part =>
		String(part).padStart(2, '0'),
	);
	return `${hours}:${minutes}:${seconds} ${line}\n`;
}
