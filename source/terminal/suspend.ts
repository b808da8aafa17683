import process from 'node:process';
import {setImmediate as nextTurn, setTimeout as pause} from 'node:timers/promises';

/** The outcome of a suspension: the process was stopped and continued, or it could not be stopped. */
type Suspension = 'continued' | 'not stopped';

/**
 * Releases the terminal, or takes it back. With Ink, `const {resume} = await suspendTerminal()` and then `gate.flush()`
 * release it; `resume()` takes it back and redraws everything.
 */
type Handover = () => void | Promise<void>;

/**
 * How long the signal may take to stop the process, in milliseconds. If the process still runs after that, the system
 * ignored the signal.
 */
const stopsWithin = 200;

/**
 * Whether the process is suspended. It is a variable of the module, because a process has one terminal and is suspended
 * as a whole.
 */
let isSuspended = false;

/**
 * Suspends this process until `fg`, as Ctrl-Z does for a program that does not handle the key. The whole process group
 * is stopped, not only this process: under `npm start` the shell waits for npm and would not notice that its job has
 * stopped. The signal is SIGTSTP and not SIGSTOP, because the system ignores SIGTSTP where no shell can run `fg` (in a
 * window without a shell, or as the command of an ssh connection). In that case the process continues to run, and
 * `resume` is called.
 *
 * @param restore releases the terminal; when it returns, its output must have been written
 * @param resume takes the terminal back
 */
export async function suspendSelf(restore: Handover, resume: Handover): Promise<Suspension> {
	if (isSuspended || process.platform === 'win32') return 'not stopped';
	isSuspended = true;
	try {
		await restore();
		const outcome = await stop();
		refreshSize();
		await resume();
		return outcome;
	} finally {
		isSuspended = false;
	}
}

/**
 * Releases and takes back the terminal when another process suspends this one. SIGTSTP is handled like Ctrl-Z. SIGSTOP
 * cannot be handled, so after it the terminal is only taken back, because the shell has changed its modes.
 *
 * @returns a function that stops watching for these signals
 */
export function watchStops(restore: Handover, resume: Handover): () => void {
	const onStop = () => void suspendSelf(restore, resume);
	const onContinue = async () => {
		if (isSuspended) return;
		refreshSize();
		await restore();
		await resume();
	};
	if (process.platform === 'win32') return () => {};
	process.on('SIGTSTP', onStop);
	process.on('SIGCONT', onContinue);
	return () => {
		process.off('SIGTSTP', onStop);
		process.off('SIGCONT', onContinue);
	};
}

async function stop(): Promise<Suspension> {
	let outcome: Suspension = 'not stopped';
	const limit = new AbortController();
	const onContinue = () => {
		outcome = 'continued';
		limit.abort();
	};
	// A signal with a listener does not stop the process.
	const listeners = process.rawListeners('SIGTSTP') as NodeJS.SignalsListener[];
	process.removeAllListeners('SIGTSTP');
	process.on('SIGCONT', onContinue);
	try {
		process.kill(0, 'SIGTSTP');
		await pause(stopsWithin, undefined, {signal: limit.signal}).catch(() => {});
		// After a long stop, the timer fires before Node reads the signal.
		await nextTurn();
	} finally {
		process.off('SIGCONT', onContinue);
		for (const listener of listeners) process.on('SIGTSTP', listener);
	}
	return outcome;
}

/**
 * Asks for the size of the terminal again. The terminal reports a new size only to programs in the foreground, so a
 * program that was suspended has missed it.
 */
function refreshSize(): void {
	process.emit('SIGWINCH', 'SIGWINCH');
}
