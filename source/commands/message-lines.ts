import {type Level, levelsUpwards, type Message} from '../gp/message.ts';
import {jobName, type WatchedJob} from '../monitor/job.ts';
import {distinctJobNames} from '../monitor/job-names.ts';
import {batchAt} from '../monitor/message-times.ts';
import {messageLine} from '../session/job-document.ts';
import {messageJson} from '../session/job-json.ts';
import {isoTime} from '../text/date.ts';
import {toJson} from '../text/json-escape.ts';
import {type SafeText, safe} from '../text/safe-text.ts';
import {isoLocalTime} from '../ui/header/clock-time.ts';

/** Which messages are printed, and in which form. */
export type MessageWish = {
	readonly least: Level;
	/** A pattern that printed messages match; `undefined` to print all messages. */
	readonly pattern: RegExp | undefined;
	/** How many of the last messages of each job are printed; `undefined` for all. */
	readonly last: number | undefined;
	readonly isJson: boolean;
	/** Whether a plain line begins with the time at which gpjobs first saw the message. */
	readonly hasTimes: boolean;
};

/** A message with its index among all messages of its job. */
type NumberedMessage = readonly [index: number, message: Message];

/** Formats messages as lines of output. If there are several jobs, each plain line begins with the name of its job. */
export class MessageLines {
	readonly #wish: MessageWish;
	/** The names of the jobs; `undefined` if there is only one job, whose lines need no name. */
	readonly #names: ReadonlyMap<string, SafeText> | undefined;

	constructor(jobs: readonly WatchedJob[], wish: MessageWish) {
		this.#wish = wish;
		this.#names = jobs.length > 1 ? distinctJobNames(jobs) : undefined;
	}

	/**
	 * Returns the requested messages of a list as lines.
	 *
	 * @param before the index of the first message of `list` among all messages of the job
	 */
	chosen(job: WatchedJob, list: readonly Message[], before: number): readonly string[] {
		const {last} = this.#wish;
		const passing = list
			.map((message, at): NumberedMessage => [before + at, message])
			.filter(([, message]) => this.#passes(message));
		return this.of(job, last === undefined ? passing : passing.slice(Math.max(0, passing.length - last)));
	}

	/** Returns a line for each of the messages that have a requested level and match the pattern. */
	of(job: WatchedJob, numbered: readonly NumberedMessage[]): readonly string[] {
		return numbered.filter(([, message]) => this.#passes(message)).map(one => this.#line(job, one));
	}

	/** Returns a sentence about a job, with the job's name if there are several jobs. */
	notice(job: WatchedJob, sentence: SafeText): SafeText {
		return safe`${this.#nameBefore(job)}${sentence}`;
	}

	#line(job: WatchedJob, [index, message]: NumberedMessage): string {
		const seen = batchAt(job.messages.times, index)?.until ?? null;
		if (this.#wish.isJson) {
			return toJson({url: job.address.url, ...messageJson(message, index), firstSeen: isoTime(seen)});
		}
		const time = this.#wish.hasTimes ? safe`${isoLocalTime(seen)} ` : safe``;
		return `${time}${this.#nameBefore(job)}${messageLine(message)}`;
	}

	#nameBefore(job: WatchedJob): SafeText {
		return this.#names ? safe`${this.#names.get(job.address.url) ?? jobName(job)}: ` : safe``;
	}

	#passes({level, text}: Message): boolean {
		const {least, pattern} = this.#wish;
		return levelsUpwards.indexOf(level) >= levelsUpwards.indexOf(least) && (pattern?.test(text.safe) ?? true);
	}
}
