import {type ChildProcess, spawn} from 'node:child_process';
import process from 'node:process';
import type {WatchedJob} from '../monitor/job.ts';
import {childEnvironment} from '../text/child-environment.ts';
import {cutToBytes} from '../text/cut.ts';
import {counted} from '../text/number-words.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {notOwnProgram} from './program-owner.ts';

/** The largest number of programs that run at the same time. */
const mostAtOnce = 4;
/** How long a program may run, in milliseconds. */
const within = 30_000;
/** The time between SIGTERM and SIGKILL in milliseconds. */
const grace = 2000;
/**
 * The largest size of one environment variable in bytes. Linux does not start a program with a variable above 128 KiB,
 * or with more than 2 MiB in total.
 */
const mostBytes = 4096;

/**
 * The facts about a job that the program in `notifyCommand` receives. They are environment variables and never part of
 * a command line.
 */
type JobFacts = Readonly<Record<`GPJOBS_JOB_${string}`, string>>;

/** Runs the program of `notifyCommand` for each reported job, only a few at the same time. */
export class NotifyCommand {
	readonly #command: string;
	readonly #environment: NodeJS.ProcessEnv;
	readonly #onFailure: (sentence: SafeText) => void;
	readonly #within: number;
	readonly #queue: JobFacts[] = [];
	readonly #running = new Set<Hook>();
	/**
	 * The failures that were reported. Each is reported once, because a missing program fails in the same way for every
	 * job.
	 */
	readonly #told = new Set<string>();
	#onIdle: (() => void) | undefined;

	/**
	 * @param onFailure called once for each different reason of a failure
	 * @param longest how long one run may take, in milliseconds
	 */
	constructor(
		command: string,
		environment: NodeJS.ProcessEnv,
		onFailure: (sentence: SafeText) => void,
		longest = within,
	) {
		this.#within = longest;
		this.#command = command;
		this.#environment = environment;
		this.#onFailure = onFailure;
	}

	runFor(jobs: readonly WatchedJob[]): void {
		if (this.#command === '') return;
		for (const job of jobs) this.#queue.push(factsOf(job));
		this.#runNext();
	}

	/**
	 * Waits for running and queued programs for a limited time. A program that has not ended by then keeps running
	 * after gpjobs.
	 *
	 * @param longest in milliseconds
	 */
	async finish(longest: number): Promise<void> {
		if (this.#running.size === 0) return;
		const {promise, resolve} = Promise.withResolvers<void>();
		this.#onIdle = resolve;
		const timer = setTimeout(resolve, longest);
		await promise;
		clearTimeout(timer);
		const left = this.#queue.splice(0).length;
		for (const hook of this.#running) hook.leave();
		if (left > 0) this.#tell(notRun(left));
		else if (this.#running.size > 0) this.#tell(runsOn);
	}

	#runNext(): void {
		while (this.#running.size < mostAtOnce) {
			const facts = this.#queue.shift();
			if (!facts) break;
			const hook = startHook(this.#command, facts, this.#environment, this.#within);
			this.#running.add(hook);
			void hook.ended.then(refusal => {
				this.#running.delete(hook);
				this.#runNext();
				if (refusal) this.#tell(refusal);
			});
		}
		if (this.#running.size === 0) this.#onIdle?.();
	}

	#tell(sentence: SafeText): void {
		if (this.#told.has(sentence)) return;
		this.#told.add(sentence);
		this.#onFailure(sentence);
	}
}

/** The notice about a program that is still running when gpjobs ends. */
export const runsOn: SafeText = safe`notifyCommand has not ended yet. It runs on without gpjobs.`;

/** The notice about programs that gpjobs did not start before it ended. */
export function notRun(jobs: number): SafeText {
	return safe`notifyCommand is too slow: it was not run for ${counted(jobs, 'job')}.`;
}

/**
 * Returns the facts about a job that the program receives. Names and addresses are complete or empty, because a part of
 * one would name something else; other long texts are cut.
 */
export function factsOf(job: WatchedJob): JobFacts {
	const {address, label, tags, state, status, messages} = job;
	const last = messages.firstError ?? messages.last;
	return {
		GPJOBS_JOB_URL: wholeOrNothing(address.url),
		GPJOBS_JOB_ID: wholeOrNothing(address.jobId),
		GPJOBS_JOB_LABEL: cutToBytes(label ?? '', mostBytes),
		GPJOBS_JOB_TAGS: cutToBytes(tags.join(','), mostBytes),
		GPJOBS_JOB_STATE: state,
		GPJOBS_JOB_STATUS: cutToBytes(status?.safe ?? '', mostBytes),
		GPJOBS_JOB_TASK: wholeOrNothing(address.task),
		GPJOBS_JOB_SERVICE: wholeOrNothing(address.service),
		GPJOBS_JOB_SERVER: wholeOrNothing(address.server),
		GPJOBS_JOB_MESSAGE: cutToBytes(last?.text.safe ?? '', mostBytes),
	};
}

function wholeOrNothing(text: string): string {
	return cutToBytes(text, mostBytes) === text ? text : '';
}

/** A program that was started. */
type Hook = {
	/** Resolves to the reason why the program could not be run or failed; to `undefined` on success. Never rejects. */
	readonly ended: Promise<SafeText | undefined>;
	/** Lets gpjobs end while the program is running. */
	readonly leave: () => void;
};

/**
 * Runs a program with the facts in its environment, without a shell, without input and without a terminal.
 *
 * @returns why the program could not be run or failed; `undefined` on success
 */
export function runHook(
	command: string,
	facts: JobFacts,
	environment: NodeJS.ProcessEnv,
): Promise<SafeText | undefined> {
	return startHook(command, facts, environment, within).ended;
}

function startHook(command: string, facts: JobFacts, environment: NodeJS.ProcessEnv, longest: number): Hook {
	let hasLeft = false;
	let program: Hook | undefined;
	const run = async () => {
		// The owner is checked before each run, because gpjobs runs for days and the program may be replaced meanwhile.
		const refusal = await notOwnProgram(command, environment.PATH);
		if (refusal !== undefined) return refusal;
		program = startProgram(command, facts, environment, longest);
		if (hasLeft) program.leave();
		return program.ended;
	};
	return {
		ended: run(),
		leave() {
			hasLeft = true;
			program?.leave();
		},
	};
}

function startProgram(command: string, facts: JobFacts, environment: NodeJS.ProcessEnv, longest: number): Hook {
	const {promise: ended, resolve} = Promise.withResolvers<SafeText | undefined>();
	let child: ChildProcess;
	try {
		child = spawn(command, [], {
			env: childEnvironment(environment, facts),
			stdio: 'ignore',
			shell: false,
			// In a separate session the program has no terminal, so it cannot draw over the screen through /dev/tty.
			detached: hasGroups,
			windowsHide: true,
		});
	} catch (error) {
		// Node reports some failures as events but throws others: a NUL in the name, an environment that is too large.
		resolve(cannotBeRun(codeOf(error)));
		return {ended, leave() {}};
	}
	let isStopped = false;
	// The timeout of `spawn` is not used: if the program cannot be run, it keeps the process alive until it expires.
	let timer = setTimeout(() => {
		isStopped = true;
		signalAll(child, 'SIGTERM');
		timer = setTimeout(() => {
			signalAll(child, 'SIGKILL');
			// The next program may start now, even if the system has not ended this one yet.
			child.unref();
			resolve(tooSlow);
		}, grace);
	}, longest);
	const end = (refusal: SafeText | undefined) => {
		clearTimeout(timer);
		// Processes that the program started may have ignored SIGTERM.
		if (isStopped) signalAll(child, 'SIGKILL');
		resolve(isStopped ? tooSlow : refusal);
	};
	child.once('error', error => end(cannotBeRun(codeOf(error))));
	child.once('exit', (code, signal) => end(code === 0 ? undefined : endedWith(code, signal)));
	return {
		ended,
		leave() {
			clearTimeout(timer);
			child.unref();
		},
	};
}

/** Whether the system has process groups. Windows does not, and opens a window for a detached process. */
const hasGroups = process.platform !== 'win32';

/** Sends a signal to a program and all processes that it started. */
function signalAll(child: ChildProcess, signal: NodeJS.Signals): void {
	if (!hasGroups || child.pid === undefined) {
		child.kill(signal);
		return;
	}
	try {
		process.kill(-child.pid, signal);
	} catch {
		// All of them have ended.
	}
}

/** The error for a program that was stopped. */
export const tooSlow: SafeText = safe`notifyCommand had not ended after ${within / 1000} s and was stopped.`;

function codeOf(error: unknown): string {
	return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

/**
 * The error for a program that the system cannot start.
 *
 * @param code the system's error code
 */
export function cannotBeRun(code: string): SafeText {
	return safe`notifyCommand cannot be run (${safeText(code)}): ${reasonOf(code)}`;
}

function reasonOf(code: string): SafeText {
	switch (code) {
		case 'ENOENT':
			return safe`there is no such program. Give its whole path.`;
		case 'EACCES':
			return safe`it is not a file that may be run. Check it and its rights.`;
		case 'E2BIG':
			return safe`the environment is too large.`;
		case 'ERR_INVALID_ARG_VALUE':
			return safe`its name holds a character that no name of a file has.`;
		default:
			return safe`the system refused.`;
	}
}

/** The error for a program that failed. */
export function endedWith(code: number | null, signal: NodeJS.Signals | null): SafeText {
	return safe`notifyCommand ended with ${code === null ? safeText(signal ?? 'a signal') : safe`${code}`}.`;
}
