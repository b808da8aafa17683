import process from 'node:process';
import {cutToBytes} from '../text/cut.ts';
import {type SafeText, safe} from '../text/safe-text.ts';

/** Standard output could not take what was written. */
export class OutputError extends Error {
	/** The reader has gone away, as `head` does: nothing is wrong with that. */
	readonly isReaderGone: boolean;

	constructor(cause: NodeJS.ErrnoException) {
		super('standard output cannot be written', {cause});
		this.isReaderGone = cause.code === 'EPIPE';
	}
}

/**
 * Writes data to standard output and waits until it has been taken.
 *
 * @throws OutputError where it was not: `gpjobs list >/dev/full` must not end with 0
 */
export function print(data: string): Promise<void> {
	return new Promise((resolve, reject) => {
		process.stdout.write(data, error => (error ? reject(new OutputError(error)) : resolve()));
	});
}

/** Bytes of a sentence: it may quote what somebody typed, or wrote into a file. */
const longestSentence = 8192;

/** Says something to the person on standard error, where it never mixes with data. */
export function say(sentence: SafeText): void {
	const head = cutToBytes(sentence, longestSentence);
	sayLine(safe`gpjobs: ${head}${head === sentence ? safe`` : safe`…`}`);
}

/** Writes a line to standard error as it is. That it cannot be written changes nothing: `main` listens for the error. */
export function sayLine(line: SafeText): void {
	try {
		process.stderr.write(`${line}\n`);
	} catch {
		// Nobody is left who could be told.
	}
}
