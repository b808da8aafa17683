import process from 'node:process';
import {cutToBytes} from '../text/cut.ts';
import {type SafeText, safe} from '../text/safe-text.ts';

/** Thrown if standard output cannot be written. */
export class OutputError extends Error {
	/** Whether the reader of standard output closed the pipe, as `head` does, which is not a failure. */
	readonly isReaderGone: boolean;

	constructor(cause: NodeJS.ErrnoException) {
		super('standard output cannot be written', {cause});
		this.isReaderGone = cause.code === 'EPIPE';
	}
}

/**
 * Writes data to standard output and waits until it is written.
 *
 * @throws OutputError if it cannot be written: `gpjobs list >/dev/full` must not end with 0
 */
export function print(data: string): Promise<void> {
	return new Promise((resolve, reject) => {
		process.stdout.write(data, error => (error ? reject(new OutputError(error)) : resolve()));
	});
}

/** The largest size of a printed sentence in bytes. A longer one, which may quote a long argument or file, is cut. */
const longestSentence = 8192;

/** Prints a sentence for the user on standard error, because standard output is for data. */
export function say(sentence: SafeText): void {
	const head = cutToBytes(sentence, longestSentence);
	sayLine(safe`gpjobs: ${head}${head === sentence ? safe`` : safe`…`}`);
}

/**
 * Writes a line to standard error without adding anything. A failure is ignored; `main` handles the error event of the
 * stream.
 */
export function sayLine(line: SafeText): void {
	try {
		process.stderr.write(`${line}\n`);
	} catch {
		// There is no other place to report this.
	}
}
