import process from 'node:process';
import {setImmediate as nextTurn, setTimeout as pause} from 'node:timers/promises';

/** Whether the process was stopped and continued, or could not be stopped. */
type Suspension = 'continued' | 'not stopped';

/**
 * Gives the terminal back, or takes it again. With Ink: `const {resume} = await suspendTerminal()`, then `gate.flush()`;
 * and `resume()`, which paints everything.
 */
type Handover = () => void | Promise<void>;

/** Milliseconds within which a stop takes effect; if the process still runs then, the system ignores the signal. */
const stopsWithin = 200;

/** A process has one terminal and is suspended once. */
let isSuspended = false;

/**
 * Stops this process until `fg`, as Ctrl-Z does for a program that does not handle the key.
 *
 * All of the process group is stopped, not only this process: under `npm start` the shell waits for npm and would never
 * learn that its job has stopped. It is SIGTSTP, not SIGSTOP, because the system ignores it where no shell can say `fg`
 * (in a window of its own, or as the command of an ssh connection): then nothing stops, and `resume` follows.
 *
 * @param restore gives the terminal back; what it writes must have left this process when it returns
 * @param resume takes the terminal again
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
 * Keeps the terminal right when somebody else stops this process: on SIGTSTP it does what Ctrl-Z does; after a SIGSTOP,
 * which a process cannot notice, it takes the terminal again, because the shell has changed its modes.
 *
 * @returns a function that stops it
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
	// While somebody listens, the signal does not stop anything.
	const listeners = process.rawListeners('SIGTSTP') as NodeJS.SignalsListener[];
	process.removeAllListeners('SIGTSTP');
	process.on('SIGCONT', onContinue);
	try {
		process.kill(0, 'SIGTSTP');
		await pause(stopsWithin, undefined, {signal: limit.signal}).catch(() => {});
		// After hours of standing still the timer is due before the signal is read.
		await nextTurn();
	} finally {
		process.off('SIGCONT', onContinue);
		for (const listener of listeners) process.on('SIGTSTP', listener);
	}
	return outcome;
}

/** The terminal reports a new size to the program in the foreground only: a program that was stopped has to ask. */
function refreshSize(): void {
	process.emit('SIGWINCH', 'SIGWINCH');
}
