import process from 'node:process';
import {type ExitCode, exitCodes} from './exit-code.ts';

const codes = {
	SIGINT: exitCodes.interrupted,
	SIGTERM: exitCodes.terminated,
	SIGHUP: exitCodes.hangUp,
	SIGQUIT: exitCodes.quit,
} as const;

type SignalName = keyof typeof codes;

/** Milliseconds that are left after a signal to write down what was learnt. Whoever sent it expects an end. */
const endsWithin = 900;

/**
 * Catches the signals that ask this process to end, from now on until it has.
 *
 * The listeners are never taken away: libraries that tidy up at the end (when-exit below conf, signal-exit below Ink) send
 * the signal once more, and without a listener that would end the process in the middle of its own tidying.
 *
 * @param others exit codes that differ from the usual ones
 * @returns the exit code of the first signal that comes; a little later the process ends in any case
 */
export function caughtSignal(others: Partial<Record<SignalName, ExitCode>> = {}): Promise<ExitCode> {
	return new Promise(resolve => {
		for (const name of Object.keys(codes) as readonly SignalName[]) {
			process.on(name, () => {
				const code = others[name] ?? codes[name];
				resolve(code);
				setTimeout(() => process.exit(code), endsWithin).unref();
			});
		}
	});
}

/**
 * Has a write beyond the largest size that a file may have here (`ulimit -f`) fail as one on a full disk does, which is
 * said, and what was there before is put back. Node ignores the signal that comes with it; libraries that listen for it to
 * tidy up (when-exit below conf) would send it again and end the process in the middle of that.
 */
export function ignoreFileLimit(): void {
	if (process.platform !== 'win32') process.on('SIGXFSZ', () => {});
}
