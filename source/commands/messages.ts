import {levelsUpwards} from '../gp/message.ts';
import type {WatchedJob} from '../monitor/job.ts';
import {messagesOfLog} from '../monitor/job-log.ts';
import {newsOf} from '../monitor/job-news.ts';
import {messagesSentence, noMessages} from '../monitor/message-summary.ts';
import {replacedJson} from '../session/job-json.ts';
import {newsLine} from '../session/job-lines.ts';
import {toJson} from '../text/json-escape.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {beginRecording, recordAnswers} from './command-records.ts';
import {type ExitCode, exitCodeOf, exitCodes, worstOf} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {LineStream} from './line-stream.ts';
import {MessageLines, type MessageWish} from './message-lines.ts';
import {type NamedJobs, withNamedJobs} from './named-jobs.ts';
import {type Flags, parseNumber} from './options.ts';
import {isLeft, unreadEnds, untilJobs} from './plain-watch.ts';
import {say} from './print.ts';
import {allOrJobs} from './select-jobs.ts';
import {caughtSignal} from './signals.ts';
import {endCode} from './wait-outcome.ts';

/** Runs `gpjobs messages JOB…`: prints the messages of jobs; with `--follow` also new ones, until the jobs have ended. */
export async function messages(invocation: Invocation): Promise<ExitCode> {
	const {operands, flags} = invocation;
	const wish = wishOf(flags);
	if (!wish.ok) {
		say(wish.sentence);
		return exitCodes.usage;
	}
	if (flags.all && operands.length > 0) {
		say(allOrJobs);
		return exitCodes.usage;
	}
	const isAll = flags.all === true;
	return flags.follow
		? withNamedJobs(invocation, operands, 'live', named => follow(named, wish.wish), {isAll})
		: withNamedJobs(invocation, operands, 'asked', named => once(named, wish.wish), {isAll});
}

function wishOf(flags: Flags): {ok: true; wish: MessageWish} | {ok: false; sentence: SafeText} {
	const {level = 'info', last, grep} = flags;
	const least = levelsUpwards.find(one => one === level);
	if (least === undefined) {
		return {ok: false, sentence: noLevel(level)};
	}
	const pattern = grep === undefined ? undefined : patternOf(grep);
	if (pattern === null) return {ok: false, sentence: noPattern(grep ?? '')};
	const parsed = parseNumber('last', last, {least: 0, most: 999_999_999, isWhole: true});
	if (!parsed.ok) return parsed;
	const form = {isJson: flags.json === true, hasTimes: flags.timestamps === true};
	return {ok: true, wish: {least, pattern, last: parsed.value, ...form}};
}

/** Returns a pattern that ignores case; `null` if it is not a regular expression. */
function patternOf(text: string): RegExp | null {
	try {
		return new RegExp(text, 'iu');
	} catch {
		return null;
	}
}

/** Prints the current messages, job by job. */
async function once(named: NamedJobs, wish: MessageWish): Promise<ExitCode> {
	const {monitor} = named.engine;
	await monitor.refresh(named.urls, {messages: true});
	const jobs = named.urls.flatMap(url => monitor.jobs.get(url) ?? []);
	const lines = new MessageLines(jobs, wish);
	const stream = new LineStream();
	const codes: ExitCode[] = [];
	for (const job of jobs) {
		codes.push(await addPresent(named, job, {lines, stream}, wish));
		stream.flush();
	}
	await stream.finish();
	const refusal = await recordAnswers(named, jobs);
	if (refusal !== undefined) say(refusal);
	return worstOf([...codes, ...(refusal === undefined ? [] : [exitCodes.notSaved])]);
}

type Output = {readonly lines: MessageLines; readonly stream: LineStream};

/** Adds the messages of one job to the output; the saved ones if they cannot be read now. Returns the exit code. */
async function addPresent(named: NamedJobs, job: WatchedJob, output: Output, wish: MessageWish): Promise<ExitCode> {
	const {lines, stream} = output;
	if (job.trouble) {
		say(lines.notice(job, job.trouble.fault.sentence));
		return addSaved(named, job, output);
	}
	const unread = job.messages.trouble;
	if (unread) say(lines.notice(job, messagesSentence(unread)));
	if (unread && job.messages.list === null) return addSaved(named, job, output);
	const list = job.messages.list ?? [];
	if (list.length === 0 && !unread && !wish.isJson) say(lines.notice(job, noMessagesSentence));
	stream.addAll(lines.chosen(job, list, job.messages.before));
	return unread ? exitCodeOf(unread.fault.kind) : exitCodes.fine;
}

/** The notice for a job without messages. The publisher of a task chooses which messages it sends ("Show Messages"). */
export const noMessagesSentence = safe`The server sent no messages for this job. Its service may be published with the message level None.`;

/** Prints the current messages, then each new one. Reports faults and continues to poll, as `gpjobs wait` does. */
async function follow(named: NamedJobs, wish: MessageWish): Promise<ExitCode> {
	const {urls} = named;
	const {monitor} = named.engine;
	const lines = new MessageLines(monitor.jobs.list, wish);
	const stream = new LineStream();
	const signal = caughtSignal();
	const finishRecords = beginRecording(named);
	const begun = new Set<string>();
	const stopListening = monitor.jobs.listen(change => {
		const {url, after} = change;
		if (!after) return;
		// Messages from the record of an earlier run did not come from the server in this run.
		const isAnswer = !after.isFromRecord && !after.messages.isRecalled;
		const {list, before} = isAnswer ? after.messages : noMessages;
		const hasBegun = begun.has(url);
		for (const news of newsOf(change)) {
			if (news.event === 'message' && hasBegun) stream.addAll(lines.of(after, [[news.index, news.message]]));
			if (news.event === 'messages-replaced' && hasBegun) {
				say(newsLine(news) ?? safe``);
				if (wish.isJson) stream.add(toJson({url, ...replacedJson(news)}));
			}
			if (/^(messages-)?(fault|recovered)$/.test(news.event)) say(newsLine(news) ?? safe``);
		}
		if (!hasBegun && list !== null) {
			begun.add(url);
			stream.addAll(lines.chosen(after, list, before));
		}
		stream.flush();
	});
	// The engine does not poll a job whose record says that it has ended.
	const ended = monitor.jobs.list.filter(job => !isLeft(job)).map(({address}) => address.url);
	await monitor.refresh(ended, {messages: true});
	const [only = null] = urls.length === 1 ? urls : [];
	monitor.setFocus({selected: only, shown: urls, open: only, followed: urls});
	let isRecorded = true;
	try {
		await untilJobs(monitor, jobs => stream.failure !== undefined || jobs.every(isOver), signal);
		stopListening();
		await stream.finish();
	} finally {
		isRecorded = await finishRecords({isHurried: !monitor.jobs.list.every(isOver)});
	}
	for (const sentence of unreadEnds(monitor.jobs.list)) say(sentence);
	const jobs = urls.flatMap(url => monitor.jobs.get(url) ?? []);
	const codes: ExitCode[] = [];
	for (const job of jobs.filter(isOver)) {
		const isUnread = job.trouble !== null && !begun.has(job.address.url);
		codes.push(isUnread ? await addSaved(named, job, {lines, stream}) : codeOf(job));
	}
	await stream.finish();
	if (!isRecorded) codes.push(exitCodes.notSaved);
	// After a signal, the exit code has to name the signal.
	return jobs.every(isOver) ? worstOf(codes) : signal;
}

/**
 * Adds the saved messages of a job that cannot be polled. If there are none, adds nothing, because the fault was
 * already reported.
 */
async function addSaved({opened}: NamedJobs, job: WatchedJob, {lines, stream}: Output): Promise<ExitCode> {
	const log = await opened.storage?.readLog(job.address.url);
	const [marker, ...list] = (log && messagesOfLog(log)) ?? [];
	if (!log || !marker) return codeOf(job);
	say(lines.notice(job, marker.text.safe));
	stream.addAll(lines.chosen(job, list, log.before));
	return exitCodes.fine;
}

function isOver(job: WatchedJob): boolean {
	return endCode(job) !== undefined;
}

/**
 * Returns the exit code: that of the fault because of which the messages could not be read, otherwise 0, whatever the
 * job's status.
 */
function codeOf({trouble, notFound, messages}: WatchedJob): ExitCode {
	if (trouble === null) return messages.trouble === null ? exitCodes.fine : exitCodeOf(messages.trouble.fault.kind);
	return notFound ? exitCodes.failed : exitCodeOf(trouble.fault.kind);
}

/** The error for an unknown level. */
export function noLevel(level: string): SafeText {
	return safe`--level must be info, warning or error, not "${safeText(level)}".`;
}

/** The error for `--grep` without a regular expression. */
export function noPattern(text: string): SafeText {
	return safe`--grep "${safeText(text)}" is not a regular expression. Put a backslash before a bracket or another special character.`;
}
