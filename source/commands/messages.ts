import {type Level, levelsUpwards, type Message} from '../gp/message.ts';
import type {WatchedJob} from '../monitor/job.ts';
import {newsOf} from '../monitor/job-news.ts';
import {toJson} from '../text/json-escape.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {type ExitCode, exitCodeOf, exitCodes} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {messageLine} from './job-document.ts';
import {messageJson} from './job-json.ts';
import {newsLine} from './job-lines.ts';
import {LineStream} from './line-stream.ts';
import {type NamedJobs, withNamedJobs} from './named-jobs.ts';
import {type Flags, parseNumber} from './options.ts';
import {isLeft, untilJobs} from './plain-watch.ts';
import {say} from './print.ts';
import {caughtSignal} from './signals.ts';
import {endCode} from './wait-outcome.ts';

/** Which messages are shown, and how. */
type Wish = {readonly least: Level; readonly last: number | undefined; readonly isJson: boolean};

/** `gpjobs messages JOB`: what a job has said; with `--follow` until it has ended. */
export async function messages(invocation: Invocation): Promise<ExitCode> {
	const {operands, flags} = invocation;
	const wish = wishOf(flags);
	if (!wish.ok) {
		say(wish.sentence);
		return exitCodes.usage;
	}
	if (operands.length > 1) {
		say(safe`gpjobs messages takes one job; there are ${operands.length} words.`);
		return exitCodes.usage;
	}
	return flags.follow
		? withNamedJobs(invocation, operands, 'live', named => follow(named, wish.wish))
		: withNamedJobs(invocation, operands, 'asked', named => once(named, wish.wish));
}

function wishOf({level = 'info', last, json}: Flags): {ok: true; wish: Wish} | {ok: false; sentence: SafeText} {
	const least = levelsUpwards.find(one => one === level);
	if (least === undefined) {
		return {ok: false, sentence: safe`--level is one of info, warning, error, not "${safeText(level)}".`};
	}
	const parsed = parseNumber('last', last, {least: 0, most: 999_999_999, isWhole: true});
	return parsed.ok ? {ok: true, wish: {least, last: parsed.value, isJson: json === true}} : parsed;
}

/** What there is now. Of a job that its server has thrown away that is what was kept of it. */
async function once({engine: {monitor}, urls: [url = '']}: NamedJobs, wish: Wish): Promise<ExitCode> {
	await monitor.refresh([url], {messages: true});
	const job = monitor.jobs.get(url);
	const stream = new LineStream();
	stream.add(...chosen(job?.messages.list ?? [], wish));
	await stream.finish();
	if (job?.trouble) say(job.trouble.fault.sentence);
	return codeOf(job);
}

/** What there is now, then each message when it comes. Faults are said, and waited out as by `gpjobs wait`. */
async function follow({engine: {monitor}, urls: [url = '']}: NamedJobs, wish: Wish): Promise<ExitCode> {
	const stream = new LineStream();
	const signal = caughtSignal();
	let hasBegun = false;
	const stopListening = monitor.jobs.listen(change => {
		const list = change.after?.messages.list ?? null;
		const isFirst = !hasBegun && list !== null;
		if (isFirst) stream.add(...chosen(list, wish));
		hasBegun ||= isFirst;
		for (const news of newsOf(change)) {
			if (news.event === 'message' && !isFirst) stream.add(...lines([[news.index, news.message]], wish));
			if (news.event === 'fault' || news.event === 'recovered') say(newsLine(news) ?? safe``);
		}
		stream.flush();
	});
	const before = monitor.jobs.get(url);
	// A job that an earlier run saw end is not polled any more.
	if (before && !isLeft(before)) await monitor.refresh([url], {messages: true});
	monitor.attend({selected: url, shown: [url], open: url});
	await untilJobs(monitor, jobs => stream.failure !== undefined || jobs.every(isOver), signal);
	stopListening();
	await stream.finish();
	const job = monitor.jobs.get(url);
	return job && isOver(job) ? codeOf(job) : signal;
}

function isOver(job: WatchedJob): boolean {
	return endCode(job) !== undefined;
}

/** Reading is fine, however the job has ended; what could not be read is not. */
function codeOf(job: WatchedJob | undefined): ExitCode {
	if (!job?.trouble) return exitCodes.fine;
	return job.notFound ? exitCodes.failed : exitCodeOf(job.trouble.fault.kind);
}

/** The messages that are asked for, as lines. */
function chosen(list: readonly Message[], wish: Wish): readonly string[] {
	const passing = list.map((message, index) => [index, message] as const).filter(([, {level}]) => passes(level, wish));
	return lines(
		wish.last === undefined ? passing : passing.slice(passing.length - Math.min(passing.length, wish.last)),
		wish,
	);
}

function lines(numbered: ReadonlyArray<readonly [number, Message]>, wish: Wish): readonly string[] {
	return numbered
		.filter(([, {level}]) => passes(level, wish))
		.map(([index, message]) => (wish.isJson ? toJson(messageJson(message, index)) : messageLine(message)));
}

function passes(level: Level, {least}: Wish): boolean {
	return levelsUpwards.indexOf(level) >= levelsUpwards.indexOf(least);
}
