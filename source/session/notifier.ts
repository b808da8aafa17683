import {hasEnded} from '../gp/status.ts';
import {systemClock} from '../monitor/clock.ts';
import {jobName, type WatchedJob} from '../monitor/job.ts';
import {matches, readFilter} from '../monitor/job-filter.ts';
import type {JobChange} from '../monitor/jobs.ts';
import type {Monitor} from '../monitor/monitor.ts';
import type {NotifyWay} from '../store/settings.ts';
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
import {stateWords} from './job-lines.ts';
import {NotifyCommand} from './notify-command.ts';

type NotifierOptions = {
	readonly monitor: Monitor;
	readonly ways: readonly NotifyWay[];
	/** The filter that selects the jobs to report, in the filter language of the list. */
	readonly rule: string;
	/** The program to run for each reported job; empty if there is none. */
	readonly command: string;
	readonly environment: NodeJS.ProcessEnv;
	/** Writes to the terminal; `undefined` without a terminal that accepts control sequences. */
	readonly write: ((bytes: string) => void) | undefined;
	readonly onFailure: (sentence: SafeText) => void;
};

/** Jobs that end within this many milliseconds are reported together. */
const together = 1000;
/** How long to wait for running programs when gpjobs ends, in milliseconds. */
const lastWait = 5000;

/**
 * Reports outside the screen that a job has ended or is gone. Each end of a job is reported once, even if the server
 * changes its answer later. Several ends at the same time are reported with one bell and one notification.
 */
export class Notifier {
	readonly #options: NotifierOptions;
	readonly #stopListening: () => void;
	/** The ends that were reported, by the URL of the job. */
	readonly #told = new Map<string, Set<string>>();
	readonly #waiting: WatchedJob[] = [];
	#timer: NodeJS.Timeout | undefined;
	#titleTimer: NodeJS.Timeout | undefined;
	#title = '';
	#progress = '';
	readonly #command: NotifyCommand;

	constructor(options: NotifierOptions) {
		this.#options = options;
		this.#command = new NotifyCommand(options.command, options.environment, options.onFailure);
		if (this.#has('title')) options.write?.(rememberTitle);
		this.#stopListening = options.monitor.jobs.listen(change => this.#heard(change));
		this.#showTitle();
	}

	/** Reports the remaining ends, restores the terminal's title, and waits a short time for running programs. */
	async finish(): Promise<void> {
		this.#stopListening();
		clearTimeout(this.#timer);
		clearTimeout(this.#titleTimer);
		if (this.#waiting.length > 0) this.#tell();
		if (this.#has('title')) this.#options.write?.(restoreTitle);
		if (this.#progress !== '') this.#options.write?.(tabProgress(undefined, false));
		await this.#command.finish(lastWait);
	}

	#has(way: NotifyWay): boolean {
		return this.#options.ways.includes(way);
	}

	#heard(change: JobChange): void {
		this.#titleTimer ??= setTimeout(() => this.#showTitle(), together);
		const {url, after} = change;
		// A job that is added to the list again may report its end again.
		if (!after) this.#told.delete(url);
		if (!after || !isNewsOutside(change)) return;
		const told = this.#told.get(url) ?? new Set();
		if (told.has(after.state)) return;
		this.#told.set(url, told.add(after.state));
		if (!matches(after, readFilter(this.#options.rule), systemClock.now())) return;
		this.#waiting.push(after);
		this.#timer ??= setTimeout(() => this.#tell(), together);
	}

	#tell(): void {
		this.#timer = undefined;
		const jobs = this.#waiting.splice(0);
		const {write, environment} = this.#options;
		const text = sentenceOf(jobs);
		if (this.#has('bell')) write?.(bell);
		if (this.#has('osc9')) write?.(osc9(text, environment));
		if (this.#has('osc777')) write?.(osc777(safe`gpjobs`, text, environment));
		this.#command.runFor(jobs);
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

/** Whether gpjobs saw a job end or disappear. A job that was already in that state is not reported. */
function isNewsOutside({before, after}: JobChange): boolean {
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
	if (jobs.length === 1 && first) return safe`${jobName(first)}: ${stateWords(first)}`;
	const named = jobs.slice(0, 3).map(job => safe`${jobName(job)} ${stateWords(job)}`);
	return safe`${counted(jobs.length, 'job')}: ${joinSafe(named, safe`, `)}${jobs.length > 3 ? safe`, …` : safe``}`;
}
