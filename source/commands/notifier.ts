import {spawn} from 'node:child_process';
import {hasEnded} from '../gp/status.ts';
import {systemClock} from '../monitor/clock.ts';
import type {WatchedJob} from '../monitor/job.ts';
import type {JobChange} from '../monitor/jobs.ts';
import type {Monitor} from '../monitor/monitor.ts';
import {
	bell,
	osc9,
	osc777,
	rememberTitle,
	restoreTitle,
	showsTabProgress,
	tabProgress,
	windowTitle,
} from '../terminal/signals.ts';
import {counted} from '../text/number-words.ts';
import {joinSafe, type SafeText, safe, safeText} from '../text/safe-text.ts';
import {matches, readFilter} from '../ui/list/filter.ts';
import {nameOf, stateWords} from './job-lines.ts';
import type {NotifyWay} from './notify-ways.ts';

export type NotifierOptions = {
	readonly monitor: Monitor;
	readonly ways: readonly NotifyWay[];
	/** Words as in the filter of the list: only jobs that match are told. */
	readonly rule: string;
	/** A program that is run for each; empty where there is none. */
	readonly command: string;
	readonly environment: NodeJS.ProcessEnv;
	/** Writes to the terminal; `undefined` where there is none that may get control sequences. */
	readonly write: ((bytes: string) => void) | undefined;
	readonly onFailure: (sentence: SafeText) => void;
};

/** Milliseconds in which signals are told as one. */
const together = 1000;
const mostCommands = 4;
const commandWithin = 30_000;
/** Milliseconds that the end of gpjobs waits for programs. */
const lastWait = 5000;

/**
 * Tells the world outside the screen when a job comes to an end or goes: once for each job and end, whatever the server
 * says afterwards. Many at once are one bell and one notification.
 */
export class Notifier {
	readonly #options: NotifierOptions;
	readonly #stopListening: () => void;
	readonly #told = new Set<string>();
	readonly #waiting: WatchedJob[] = [];
	#timer: NodeJS.Timeout | undefined;
	#titleTimer: NodeJS.Timeout | undefined;
	#title = '';
	#progress = '';
	readonly #running = new Set<Promise<void>>();
	readonly #queue: WatchedJob[] = [];

	constructor(options: NotifierOptions) {
		this.#options = options;
		if (this.#has('title')) options.write?.(rememberTitle);
		this.#stopListening = options.monitor.jobs.listen(change => this.#heard(change));
		this.#showTitle();
	}

	/** Tells what waits, gives the terminal its title back, and waits a little for programs that run. */
	async finish(): Promise<void> {
		this.#stopListening();
		clearTimeout(this.#timer);
		clearTimeout(this.#titleTimer);
		if (this.#waiting.length > 0) this.#tell();
		if (this.#has('title')) this.#options.write?.(restoreTitle);
		if (this.#progress !== '') this.#options.write?.(tabProgress(undefined, false));
		const tooLate = new Promise<void>(resolve => setTimeout(resolve, lastWait).unref());
		while (this.#running.size > 0) {
			const isOver = await Promise.race([Promise.allSettled(this.#running), tooLate.then(() => true)]);
			if (isOver === true) return;
		}
	}

	#has(way: NotifyWay): boolean {
		return this.#options.ways.includes(way);
	}

	#heard(change: JobChange): void {
		this.#titleTimer ??= setTimeout(() => this.#showTitle(), together);
		const {url, after} = change;
		if (!after || !isNewsOutside(change) || this.#told.has(`${url} ${after.state}`)) return;
		this.#told.add(`${url} ${after.state}`);
		if (!matches(after, readFilter(this.#options.rule), systemClock.now())) return;
		this.#waiting.push(after);
		this.#timer ??= setTimeout(() => this.#tell(), together);
	}

	#tell(): void {
		this.#timer = undefined;
		const jobs = this.#waiting.splice(0);
		const {write, environment, command} = this.#options;
		const text = sentenceOf(jobs);
		if (this.#has('bell')) write?.(bell);
		if (this.#has('osc9')) write?.(osc9(text, environment));
		if (this.#has('osc777')) write?.(osc777(safe`gpjobs`, text, environment));
		if (command === '') return;
		this.#queue.push(...jobs);
		this.#runCommands();
	}

	#runCommands(): void {
		while (this.#running.size < mostCommands) {
			const job = this.#queue.shift();
			if (!job) return;
			const run = runHook(this.#options.command, factsOf(job), this.#options.environment).then(refusal => {
				this.#running.delete(run);
				if (refusal) this.#options.onFailure(refusal);
				this.#runCommands();
			});
			this.#running.add(run);
		}
	}

	#showTitle(): void {
		this.#titleTimer = undefined;
		const {monitor, write, environment} = this.#options;
		const {counts} = monitor.jobs;
		if (this.#has('title')) {
			const title = titleOf(counts);
			if (title !== this.#title) write?.(windowTitle(title));
			this.#title = title;
		}
		if (!this.#has('progress') || !showsTabProgress(environment)) return;
		const percents = monitor.jobs.list.flatMap(({state, progress}) =>
			state === 'running' && typeof progress?.percent === 'number' ? [progress.percent] : [],
		);
		const mean =
			percents.length === 0 ? undefined : percents.reduce((sum, percent) => sum + percent, 0) / percents.length;
		const progress = mean === undefined ? '' : tabProgress(mean, counts.failed > 0);
		if (progress !== this.#progress) write?.(progress === '' ? tabProgress(undefined, false) : progress);
		this.#progress = progress;
	}
}

/** An end that gpjobs saw come, or a job that went; not what it met so. */
export function isNewsOutside({before, after}: JobChange): boolean {
	if (!before || !after || before.lastAnswer === null || before.state === after.state) return false;
	if (after.state === 'gone') return true;
	return hasEnded(after.state) && !hasEnded(before.state) && after.state !== 'deleted';
}

function titleOf(counts: Monitor['jobs']['counts']): SafeText {
	const parts = [
		[counts.running + counts.cancelling, 'running'],
		[counts.queued, 'queued'],
		[counts.failed + counts['timed-out'], 'failed'],
	] as const;
	const words = parts.filter(([number]) => number > 0).map(([number, word]) => safe`${number} ${safeText(word)}`);
	return words.length === 0 ? safe`gpjobs` : safe`gpjobs: ${joinSafe(words, safe`, `)}`;
}

function sentenceOf(jobs: readonly WatchedJob[]): SafeText {
	const [first] = jobs;
	if (jobs.length === 1 && first) return safe`${nameOf(first)}: ${stateWords(first)}`;
	const named = jobs.slice(0, 3).map(job => safe`${nameOf(job)} ${stateWords(job)}`);
	return safe`${counted(jobs.length, 'job')}: ${joinSafe(named, safe`, `)}${jobs.length > 3 ? safe`, …` : safe``}`;
}

/** What a hook is told, in its environment: never as part of a command line. */
export function factsOf(job: WatchedJob): Readonly<Record<string, string>> {
	const {address, label, tags, state, status, messages} = job;
	const last = messages.firstError ?? messages.last;
	return {
		GPJOBS_JOB_URL: address.url,
		GPJOBS_JOB_ID: address.jobId,
		GPJOBS_JOB_LABEL: label ?? '',
		GPJOBS_JOB_TAGS: tags.join(','),
		GPJOBS_JOB_STATE: state,
		GPJOBS_JOB_STATUS: status?.safe ?? '',
		GPJOBS_JOB_TASK: address.task,
		GPJOBS_JOB_SERVICE: address.service,
		GPJOBS_JOB_SERVER: address.server,
		GPJOBS_JOB_MESSAGE: last?.text.safe.slice(0, 4000) ?? '',
	};
}

/**
 * Runs a program with facts in its environment, without a shell, with no input and no terminal.
 *
 * @returns why it could not be run, or did not end well; `undefined` where it did
 */
export function runHook(
	command: string,
	facts: Readonly<Record<string, string>>,
	environment: NodeJS.ProcessEnv,
): Promise<SafeText | undefined> {
	return new Promise(resolve => {
		// The token of the environment is for servers.
		const {GPJOBS_TOKEN: _, ...others} = environment;
		const child = spawn(command, [], {
			env: {...others, ...facts},
			stdio: 'ignore',
			shell: false,
		});
		// Not spawn's own timeout: where the program cannot be run, Node goes on waiting for it.
		const tooLate = setTimeout(() => child.kill(), commandWithin);
		child.once('error', error => {
			clearTimeout(tooLate);
			resolve(safe`notifyCommand cannot be run: ${safeText(error.message)}`);
		});
		child.once('exit', (code, signal) => {
			clearTimeout(tooLate);
			if (code === 0) return resolve(undefined);
			resolve(safe`notifyCommand ended with ${code === null ? safeText(signal ?? 'a signal') : safe`${code}`}.`);
		});
	});
}
