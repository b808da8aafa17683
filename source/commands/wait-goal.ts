import {hasEnded, type State} from '../gp/status.ts';
import type {WatchedJob} from '../monitor/job.ts';
import type {Monitor} from '../monitor/monitor.ts';
import {joinSafe, type SafeText, safe, safeText} from '../text/safe-text.ts';
import {type ExitCode, exitCodes} from './exit-code.ts';
import {isLeft} from './plain-watch.ts';
import {endCode} from './wait-outcome.ts';

/** The states that `--for` accepts. `unknown` is not among them, because it is also the state before the first answer. */
const goalStates = [
	'queued',
	'running',
	'cancelling',
	'succeeded',
	'failed',
	'timed-out',
	'cancelled',
	'deleted',
	'gone',
] as const satisfies readonly State[];

/**
 * The states that `gpjobs wait --for` waits for, and the jobs that have reached one of them. A job that has reached one
 * counts as reached, whatever its state becomes while the command waits for other jobs.
 */
export class WaitGoal {
	readonly states: readonly State[];
	readonly #reached = new Set<string>();

	constructor(states: readonly State[]) {
		this.states = states;
	}

	/** Records from now on which jobs of a monitor reach one of the states. */
	follow({jobs}: Pick<Monitor, 'jobs'>): void {
		for (const job of jobs.list) this.note(job);
		jobs.listen(({after}) => after && this.note(after));
	}

	note(job: WatchedJob): void {
		if (!this.states.includes(job.state)) return;
		// If the state comes from a record, a running job may have ended since; an end does not change. The last
		// messages of an ended job are waited for, as without a goal.
		const isCertain = hasEnded(job.state) || job.state === 'gone' ? !isLeft(job) : !job.isFromRecord;
		if (isCertain) this.#reached.add(job.address.url);
	}

	hasReached({address}: WatchedJob): boolean {
		return this.#reached.has(address.url);
	}

	/**
	 * Returns the exit code of a job that has reached one of the states, or never will; `undefined` for other jobs. A job
	 * that succeeded was queued and ran before, even if no poll has seen it.
	 */
	codeOf(job: WatchedJob): ExitCode | undefined {
		if (this.hasReached(job)) return exitCodes.fine;
		const code = endCode(job);
		if (code !== exitCodes.fine) return code;
		return this.states.includes('queued') || this.states.includes('running') ? exitCodes.fine : exitCodes.failed;
	}
}

/**
 * Reads the value of `--for`: one or more states, separated by commas. Returns the error if one of them is not a state.
 */
export function readGoal(text: string): {readonly ok: true; readonly goal: WaitGoal} | {ok: false; sentence: SafeText} {
	const words = text.split(',').map(word => word.trim().toLowerCase());
	const states = words.flatMap(word => goalStates.find(state => state === word) ?? []);
	const other = words.find(word => !goalStates.some(state => state === word));
	return other === undefined ? {ok: true, goal: new WaitGoal(states)} : {ok: false, sentence: noGoal(other)};
}

/** Formats the states of a goal: `running or succeeded`. */
export function goalWords({states}: WaitGoal): SafeText {
	return joinSafe(states.map(safeText), safe` or `);
}

/** The error for a word in `--for` that is not a state. */
export function noGoal(word: string): SafeText {
	return safe`--for needs states, separated by commas, but "${safeText(word)}" is not one of them: ${joinSafe(goalStates.map(safeText), safe`, `)}.`;
}
