import process from 'node:process';
import {type ExitCode, exitCodes} from './exit-code.ts';

const codes = {
	SIGINT: exitCodes.interrupted,
	SIGTERM: exitCodes.terminated,
	SIGHUP: exitCodes.hangUp,
	SIGQUIT: exitCodes.quit,
} as const;

type SignalName = keyof typeof codes;

/**
 * How long records may still be written after a signal, in milliseconds. The sender of the signal expects the process
 * to end soon.
 */
const endsWithin = 900;

/**
 * Catches the signals that ask this process to end.
 *
 * The listeners are not removed before the end, because libraries that clean up at exit (when-exit in conf, signal-exit
 * in Ink) send the signal again, and without a listener that would end the process before gpjobs has cleaned up.
 *
 * @param others exit codes that differ from the defaults
 * @returns the exit code of the first signal; 900 ms after a signal the process ends in any case
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
 * Thrown if the user presses Ctrl-C at a question. Ends the command with the exit code of the signal, which a terminal does not
 * send while a line is typed.
 */
export class Interrupted extends Error {}

/**
 * Makes a write beyond the file size limit (`ulimit -f`) fail with an error, as on a full disk, instead of ending the
 * process. Node ignores SIGXFSZ, but when-exit in conf listens for it and sends it again, which would end the process
 * during the write.
 */
export function ignoreFileLimit(): void {
	if (process.platform !== 'win32') process.on('SIGXFSZ', () => {});
}
