import {type Level, levelsUpwards, type Message} from '../gp/message.ts';
import type {WatchedJob} from '../monitor/job.ts';
import {messagesOfLog} from '../monitor/job-log.ts';
import {newsOf} from '../monitor/job-news.ts';
import {messagesSentence, noMessages} from '../monitor/message-summary.ts';
import {messageLine} from '../session/job-document.ts';
import {messageJson, replacedJson} from '../session/job-json.ts';
import {newsLine} from '../session/job-lines.ts';
import {toJson} from '../text/json-escape.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {type ExitCode, exitCodeOf, exitCodes} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {LineStream} from './line-stream.ts';
import {type NamedJobs, withNamedJobs} from './named-jobs.ts';
import {type Flags, parseNumber} from './options.ts';
import {isLeft, unreadEnds, untilJobs} from './plain-watch.ts';
import {say} from './print.ts';
import {oneJobOnly} from './select-jobs.ts';
import {caughtSignal} from './signals.ts';
import {endCode} from './wait-outcome.ts';

/** Which messages are printed, and in which form. */
type Wish = {
	readonly least: Level;
	/** A pattern that printed messages match; `undefined` to print all messages. */
	readonly pattern: RegExp | undefined;
	readonly last: number | undefined;
	readonly isJson: boolean;
};

/** Runs `gpjobs messages JOB`: prints the messages of a job; with `--follow` also new ones, until the job has ended. */
export async function messages(invocation: Invocation): Promise<ExitCode> {
	const {operands, flags} = invocation;
	const wish = wishOf(flags);
	if (!wish.ok) {
		say(wish.sentence);
		return exitCodes.usage;
	}
	if (operands.length > 1) {
		say(oneJobOnly('messages', operands.length));
		return exitCodes.usage;
	}
	return flags.follow
		? withNamedJobs(invocation, operands, 'live', named => follow(named, wish.wish), {only: 'messages'})
		: withNamedJobs(invocation, operands, 'asked', named => once(named, wish.wish), {only: 'messages'});
}

function wishOf({level = 'info', last, grep, json}: Flags): {ok: true; wish: Wish} | {ok: false; sentence: SafeText} {
	const least = levelsUpwards.find(one => one === level);
	if (least === undefined) {
		return {ok: false, sentence: noLevel(level)};
	}
	const pattern = grep === undefined ? undefined : patternOf(grep);
	if (pattern === null) return {ok: false, sentence: noPattern(grep ?? '')};
	const parsed = parseNumber('last', last, {least: 0, most: 999_999_999, isWhole: true});
	return parsed.ok ? {ok: true, wish: {least, pattern, last: parsed.value, isJson: json === true}} : parsed;
}

/** Returns a pattern that ignores case; `null` if it is not a regular expression. */
function patternOf(text: string): RegExp | null {
	try {
		return new RegExp(text, 'iu');
	} catch {
		return null;
	}
}

/** Prints the present messages. */
async function once(named: NamedJobs, wish: Wish): Promise<ExitCode> {
	const {engine, urls} = named;
	const [url = ''] = urls;
	await engine.monitor.refresh([url], {messages: true});
	const job = engine.monitor.jobs.get(url);
	if (job?.trouble) {
		say(job.trouble.fault.sentence);
		return savedMessages(named, job, wish);
	}
	const unread = job?.messages.trouble;
	if (unread) say(messagesSentence(unread));
	if (job && unread && job.messages.list === null) return savedMessages(named, job, wish);
	const list = job?.messages.list ?? [];
	if (list.length === 0 && !unread && !wish.isJson) say(noMessagesSentence);
	await written(chosen(list, wish, job?.messages.before));
	return unread ? exitCodeOf(unread.fault.kind) : exitCodes.fine;
}

/** The notice for a job without messages. The publisher of a task chooses which messages it sends ("Show Messages"). */
export const noMessagesSentence = safe`The server sent no messages for this job. Its service may be published with the message level None.`;

/** Prints the present messages, then each new one. Reports faults and continues to poll, as `gpjobs wait` does. */
async function follow(named: NamedJobs, wish: Wish): Promise<ExitCode> {
	const {engine, urls} = named;
	const {monitor} = engine;
	const [url = ''] = urls;
	const stream = new LineStream();
	const signal = caughtSignal();
	let hasBegun = false;
	const stopListening = monitor.jobs.listen(change => {
		// Messages from the record of an earlier run are not an answer of the server.
		const {list, before: from} = change.after?.isFromRecord === false ? change.after.messages : noMessages;
		const isFirst = !hasBegun && list !== null;
		if (isFirst) stream.addAll(chosen(list, wish, from));
		for (const news of newsOf(change)) {
			if (news.event === 'message' && hasBegun) stream.add(...lines([[news.index, news.message]], wish));
			if (news.event === 'messages-replaced' && hasBegun) {
				say(newsLine(news) ?? safe``);
				if (wish.isJson) stream.add(toJson(replacedJson(news)));
			}
			if (/^(messages-)?(fault|recovered)$/.test(news.event)) say(newsLine(news) ?? safe``);
		}
		hasBegun ||= isFirst;
		stream.flush();
	});
	const before = monitor.jobs.get(url);
	// The engine does not poll a job whose record says that it has ended.
	if (before && !isLeft(before)) await monitor.refresh([url], {messages: true});
	monitor.setFocus({selected: url, shown: [url], open: url});
	await untilJobs(monitor, jobs => stream.failure !== undefined || jobs.every(isOver), signal);
	stopListening();
	await stream.finish();
	for (const sentence of unreadEnds(monitor.jobs.list)) say(sentence);
	const job = monitor.jobs.get(url);
	if (job?.trouble && !hasBegun && isOver(job)) return savedMessages(named, job, wish);
	return job && isOver(job) ? codeOf(job) : signal;
}

/**
 * Prints the saved messages of a job that cannot be polled. If there are none, prints nothing, because the fault was
 * already reported.
 */
async function savedMessages({opened: {storage}}: NamedJobs, job: WatchedJob, wish: Wish): Promise<ExitCode> {
	const log = await storage?.readLog(job.address.url);
	const [marker, ...list] = (log && messagesOfLog(log)) ?? [];
	if (!log || !marker) return codeOf(job);
	say(marker.text.safe);
	await written(chosen(list, wish, log.before));
	return exitCodes.fine;
}

async function written(told: readonly string[]): Promise<void> {
	const stream = new LineStream();
	stream.addAll(told);
	await stream.finish();
}

function isOver(job: WatchedJob): boolean {
	return endCode(job) !== undefined;
}

/**
 * The exit code: that of the fault because of which the messages could not be read, otherwise 0, whatever the job's
 * status.
 */
function codeOf({trouble, notFound, messages}: WatchedJob): ExitCode {
	if (trouble === null) return messages.trouble === null ? exitCodes.fine : exitCodeOf(messages.trouble.fault.kind);
	return notFound ? exitCodes.failed : exitCodeOf(trouble.fault.kind);
}

/** Returns the requested messages as lines. @param from the index of the first message of `list` among all messages */
function chosen(list: readonly Message[], wish: Wish, from = 0): readonly string[] {
	const numbered = list.map((message, at) => [from + at, message] as const);
	const passing = numbered.filter(([, message]) => passes(message, wish));
	return lines(wish.last === undefined ? passing : passing.slice(Math.max(0, passing.length - wish.last)), wish);
}

function lines(numbered: ReadonlyArray<readonly [number, Message]>, wish: Wish): readonly string[] {
	return numbered
		.filter(([, message]) => passes(message, wish))
		.map(([index, message]) => (wish.isJson ? toJson(messageJson(message, index)) : messageLine(message)));
}

function passes({level, text}: Message, {least, pattern}: Wish): boolean {
	return levelsUpwards.indexOf(level) >= levelsUpwards.indexOf(least) && (pattern?.test(text.safe) ?? true);
}

/** The error for an unknown level. */
export function noLevel(level: string): SafeText {
	return safe`--level must be info, warning or error, not "${safeText(level)}".`;
}

/** The error for `--grep` without a regular expression. */
export function noPattern(text: string): SafeText {
	return safe`--grep "${safeText(text)}" is not a regular expression. Put a backslash before a bracket or another special character.`;
}
