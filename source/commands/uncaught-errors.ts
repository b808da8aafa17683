import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {type LogFile, openLogFile} from '../store/log-file.ts';
import {cutToBytes} from '../text/cut.ts';
import {isoTime} from '../text/date.ts';
import {type SafeText, safe, safeLines, safeText} from '../text/safe-text.ts';
import {say} from './print.ts';

/*
 * The last resort for errors inside gpjobs. Each error is reported in one safe line and its stack trace is written to a file. The
 * process ends only if it cannot continue.
 */

const listeners = new Set<(error: unknown) => void>();

/** The file of the stack traces; `undefined` while no home folder is known. */
let log: LogFile | undefined;
/** The function that reports errors which do not end the process. */
let report: (sentence: SafeText) => void = say;
/** The sentences reported so far. Each is reported once, because a listener with a bug may fail at every answer. */
const reported = new Set<string>();
const mostReported = 20;

/** The largest size of a stack trace in bytes; a longer one is cut. */
const longestStack = 16_384;
/** How long to wait for the disk to write a stack trace, in milliseconds. */
const writtenWithin = 3000;
/** How long the process may take to end after an uncaught error, in milliseconds. */
const endsWithin = 5000;

/**
 * Catches uncaught exceptions and unhandled rejections.
 *
 * @param onAlone called with the error if no screen has to restore the terminal first; it must end the process
 */
export function catchUncaughtErrors(onAlone: (error: unknown) => void): void {
	const happen = (error: unknown) => {
		if (listeners.size === 0) return onAlone(error);
		// The screen restores the terminal. Even if that fails, the process ends.
		setTimeout(() => onAlone(error), endsWithin).unref();
		for (const listener of listeners) listener(error);
	};
	process.on('uncaughtException', happen);
	process.on('unhandledRejection', happen);
}

/** Returns a promise that rejects with the next uncaught error, so that the screen can restore the terminal before the process ends. */
export function uncaughtError(): {readonly happens: Promise<never>; readonly stop: () => void} {
	const {promise, reject} = Promise.withResolvers<never>();
	// Without this, a rejection after `stop` would itself be an unhandled rejection.
	promise.catch(() => {});
	listeners.add(reject);
	return {happens: promise, stop: () => listeners.delete(reject)};
}

/** Writes stack traces to a file in this home folder from now on, if the folder exists; `undefined` turns that off. */
export function keepErrorsIn(home: string | undefined): void {
	log = home === undefined ? undefined : openLogFile(home, 'gpjobs-errors.log');
}

/**
 * Reports errors that do not end the process through `reporter` from now on.
 *
 * @returns a function that makes gpjobs report them on standard error again
 */
export function reportErrorsTo(reporter: (sentence: SafeText) => void): () => void {
	report = reporter;
	return () => {
		report = say;
	};
}

/** Reports an error inside gpjobs that does not end the process. Never throws. */
export function reportError(error: unknown): void {
	const sentence = wordsOf(error);
	if (reported.has(sentence) || reported.size >= mostReported) return;
	reported.add(sentence);
	void writeDown(error).then(where => reportSafely(safe`${sentence}${where}`));
}

/**
 * Writes the stack trace of an error that ends gpjobs to the file.
 *
 * @returns the sentence for the user: what happened, and where the details are
 */
export async function finalSentence(error: unknown): Promise<SafeText> {
	return safe`${wordsOf(error)}${await writeDown(error)}`;
}

/** Returns the sentence for any thrown value, even if its message is empty or throws when it is read. */
function wordsOf(error: unknown): SafeText {
	return wentWrong(messageOf(error));
}

function messageOf(error: unknown): string {
	try {
		return String(error instanceof Error ? error.message : error) || 'an error without words';
	} catch {
		return 'an error without words';
	}
}

function stackOf(error: unknown): string {
	try {
		if (!(error instanceof Error)) return messageOf(error);
		const cause = error.cause === undefined ? '' : `\nCaused by: ${stackOf(error.cause)}`;
		return `${error.stack ?? error.message}${cause}`;
	} catch {
		return messageOf(error);
	}
}

/**
 * Writes a stack trace to the file.
 *
 * @returns the end of the sentence for the user, which names the file; empty if nothing was written
 */
async function writeDown(error: unknown): Promise<SafeText> {
	if (!log) return safe``;
	const time = safeText(isoTime(Date.now()) ?? '');
	const stack = safeLines(cutToBytes(stackOf(error), longestStack));
	const text = safe`${time} node ${safeText(process.version)} ${safeText(process.platform)}\n${stack}\n`;
	const isWritten = await Promise.race([log.append(text), sleep(writtenWithin, false, {ref: false})]);
	return isWritten ? safe`. Its details are in ${safeText(log.path)}; please report it.` : safe``;
}

/** Reports a sentence. If the screen, which may itself be broken, throws, prints it on standard error instead. */
function reportSafely(sentence: SafeText): void {
	try {
		report(sentence);
	} catch {
		say(sentence);
	}
}

/** The error for a bug in gpjobs. */
export function wentWrong(message: string): SafeText {
	return safe`something went wrong inside gpjobs: ${safeText(cutToBytes(message, 500))}`;
}
