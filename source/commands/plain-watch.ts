import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {hasEnded} from '../gp/status.ts';
import {jobName, type WatchedJob} from '../monitor/job.ts';
import {newsOf} from '../monitor/job-news.ts';
import {hasUnreadEnd, lacksLastMessages, unreadSentence} from '../monitor/last-messages.ts';
import {isNeverFound} from '../monitor/missing-job.ts';
import type {Monitor} from '../monitor/monitor.ts';
import {doneJson, newsJson} from '../session/job-json.ts';
import {jobLines, newsLine} from '../session/job-lines.ts';
import {toJson} from '../text/json-escape.ts';
import {type SafeText, safe} from '../text/safe-text.ts';
import {clockTimeExact, isoLocalTime} from '../ui/header/clock-time.ts';
import {LineStream} from './line-stream.ts';
import {OutputError, say} from './print.ts';

/**
 * The longest wait for the first answers in milliseconds. gpjobs waits for them so that the current states are printed
 * together.
 */
const firstAnswersWithin = 3000;

type Following = {
	readonly isJson: boolean;
	/** Whether to omit plain lines. NDJSON is printed even if this is true. */
	readonly isQuiet?: boolean;
	/** Returns whether to stop; called after each change of a job. */
	readonly isOver: (jobs: readonly WatchedJob[]) => boolean;
	/** Ends the command early when it resolves, after a timeout or a signal. */
	readonly stop?: Promise<unknown>;
	/**
	 * Whether to continue after the reader of standard output has gone, for commands whose exit code matters more than
	 * their lines.
	 */
	readonly outlivesReader?: boolean;
};

/**
 * Prints what happens to the jobs, without a screen, until all have ended.
 *
 * @throws OutputError if standard output cannot be written
 */
export async function watchPlainly(monitor: Monitor, isJson: boolean): Promise<void> {
	await followPlainly(monitor, {isJson, isOver: jobs => !jobs.some(isLeft)});
	for (const sentence of unreadEnds(monitor.jobs.list)) say(sentence);
}

/** Returns a sentence for each job that ended in this run and whose last messages could not be read. */
export function unreadEnds(jobs: readonly WatchedJob[]): readonly SafeText[] {
	return jobs.flatMap(job => {
		const unread = hasUnreadEnd(job) && !isLeft(job) ? unreadSentence(job) : undefined;
		return unread === undefined ? [] : [safe`${jobName(job)}: ${unread}`];
	});
}

/**
 * Prints the current states of the jobs, then one line for each event, as text without escape sequences or as NDJSON.
 * The last line of NDJSON is the event `done`.
 *
 * @throws OutputError if standard output cannot be written
 */
export async function followPlainly(monitor: Monitor, following: Following): Promise<void> {
	const {isJson, isQuiet = false, isOver, stop, outlivesReader = false} = following;
	const stream = new LineStream();
	let hasBegun = false;
	const cannotWrite = () => stream.failure !== undefined && !(outlivesReader && isReaderGone(stream.failure));
	const stopListening = monitor.jobs.listen(change => {
		const at = Date.now();
		for (const news of newsOf(change)) {
			if (isJson) stream.add(toJson(newsJson(news, at)));
			else if (hasBegun && !isQuiet) stream.add(...stamped(at, newsLine(news)));
		}
		if (isJson || hasBegun) stream.flush();
	});
	if (isJson) {
		const at = Date.now();
		for (const job of monitor.jobs.list) stream.add(toJson(newsJson({event: 'added', job}, at)));
	}
	const patience = sleep(firstAnswersWithin, undefined, {ref: false});
	await untilJobs(monitor, jobs => !jobs.some(isUnanswered), Promise.race([patience, stop ?? patience]));
	if (!isJson && !isQuiet) stream.addAll(jobLines(monitor.jobs.list, Date.now()));
	hasBegun = true;
	stream.flush();
	await untilJobs(monitor, jobs => cannotWrite() || isOver(jobs), stop);
	stopListening();
	if (isJson) stream.add(toJson(doneJson(monitor.jobs.list, Date.now())));
	try {
		await stream.finish();
	} catch (error) {
		if (!outlivesReader || !isReaderGone(error)) throw error;
	}
}

/**
 * Waits until a condition on the jobs is true or `stop` resolves. The condition is checked after each change of a job.
 */
export function untilJobs(
	monitor: Monitor,
	holds: (jobs: readonly WatchedJob[]) => boolean,
	stop?: Promise<unknown>,
): Promise<void> {
	return new Promise(resolve => {
		const end = () => {
			stopListening();
			resolve();
		};
		const stopListening = monitor.jobs.listen(() => {
			if (holds(monitor.jobs.list)) end();
		});
		void stop?.then(end, end);
		if (holds(monitor.jobs.list)) end();
	});
}

/** Whether to keep polling a job: it has not ended, or its last messages are missing, and it is neither gone nor refused for good. */
export function isLeft(job: WatchedJob): boolean {
	if (job.state === 'gone' || job.trouble?.fault.kind === 'not-a-job') return false;
	if (isNeverFound(job)) return false;
	if (job.refusals?.areLasting) return false;
	return !hasEnded(job.state) || lacksLastMessages(job);
}

/** Whether a job still waits for its first answer. A job whose record says that it has ended is not polled. */
export function isUnanswered({lastAnswer, trouble, isFromRecord, state}: WatchedJob): boolean {
	return trouble === null && (lastAnswer === null || (isFromRecord && !hasEnded(state)));
}

function isReaderGone(failure: unknown): boolean {
	return failure instanceof OutputError && failure.isReaderGone;
}

/**
 * Adds the time to the beginning of a line: on a terminal the time of day, in a log also the date and the time zone.
 */
function stamped(epoch: number, line: SafeText | undefined): readonly string[] {
	if (line === undefined) return [];
	return [`${process.stdout.isTTY ? clockTimeExact(epoch) : isoLocalTime(epoch)} ${line}`];
}
