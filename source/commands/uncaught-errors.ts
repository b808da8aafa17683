import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {type LogFile, openLogFile} from '../store/log-file.ts';
import {cutToBytes} from '../text/cut.ts';
import {isoTime} from '../text/date.ts';
import {type SafeText, safe, safeLines, safeText} from '../text/safe-text.ts';
import {say} from './print.ts';

/*
 * The last resort: errors of gpjobs itself. One safe line is told of each, its stack goes into a file, and only an error
 * that nobody can go on after ends the process.
 */

const listeners = new Set<(error: unknown) => void>();

/** Where stacks go; `undefined` until the home is known, and where there is none. */
let log: LogFile | undefined;
/** Where a person is told of errors that the program goes on after. */
let tell: (sentence: SafeText) => void = say;
/** Errors that were told, by their sentence: a listener may fail at each answer. */
const told = new Set<string>();
const mostTold = 20;

/** Bytes of one stack. */
const longestStack = 16_384;
/** Milliseconds that the disk has to take a stack. */
const writtenWithin = 3000;
/** Milliseconds that the program has to come to its end once an error was met that nobody caught. */
const endsWithin = 5000;

/**
 * Catches what nobody caught: errors of timers and events, and promises that nobody heard.
 *
 * @param onAlone is called where nobody has to put a terminal back first; it must end the process
 */
export function catchUncaughtErrors(onAlone: (error: unknown) => void): void {
	const happen = (error: unknown) => {
		if (listeners.size === 0) return onAlone(error);
		// Whoever has the terminal gives it back; whatever that comes to, the process ends.
		setTimeout(() => onAlone(error), endsWithin).unref();
		for (const listener of listeners) listener(error);
	};
	process.on('uncaughtException', happen);
	process.on('unhandledRejection', happen);
}

/** Rejects with the next error that nobody catches, so that whoever has the terminal gives it back first. */
export function uncaughtError(): {readonly happens: Promise<never>; readonly stop: () => void} {
	const {promise, reject} = Promise.withResolvers<never>();
	// Where nothing waits for it any more, it is no error of its own.
	promise.catch(() => {});
	listeners.add(reject);
	return {happens: promise, stop: () => listeners.delete(reject)};
}

/** From now on stacks are written under this home, where it is a folder already; `undefined`: nowhere. */
export function keepErrorsIn(home: string | undefined): void {
	log = home === undefined ? undefined : openLogFile(home, 'gpjobs-errors.log');
}

/** From now on errors that the program goes on after are told there. @returns a function that stops it */
export function tellErrorsAt(desk: (sentence: SafeText) => void): () => void {
	tell = desk;
	return () => {
		tell = say;
	};
}

/** An error of gpjobs that one part of it met while the others go on. Never throws. */
export function reportError(error: unknown): void {
	const sentence = wordsOf(error);
	if (told.has(sentence) || told.size >= mostTold) return;
	told.add(sentence);
	void writeDown(error).then(where => tellSafely(safe`${sentence}${where}`));
}

/**
 * The sentence for an error that ends gpjobs, once its stack is written down.
 *
 * @returns one line: what happened, and where its details are
 */
export async function finalSentence(error: unknown): Promise<SafeText> {
	return safe`${wordsOf(error)}${await writeDown(error)}`;
}

/** Also what nobody expected of an error: that it has no message, or that to ask for it throws. */
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

/** @returns where it was written, as the end of a sentence */
async function writeDown(error: unknown): Promise<SafeText> {
	if (!log) return safe``;
	const time = safeText(isoTime(Date.now()) ?? '');
	const stack = safeLines(cutToBytes(stackOf(error), longestStack));
	const text = safe`${time} node ${safeText(process.version)} ${safeText(process.platform)}\n${stack}\n`;
	const isWritten = await Promise.race([log.append(text), sleep(writtenWithin, false, {ref: false})]);
	return isWritten ? safe`. Its details are in ${safeText(log.path)}; please report it.` : safe``;
}

/** Whoever is told may be what is broken. */
function tellSafely(sentence: SafeText): void {
	try {
		tell(sentence);
	} catch {
		say(sentence);
	}
}

/** The sentence about an error of gpjobs itself. */
export function wentWrong(message: string): SafeText {
	return safe`something went wrong inside gpjobs: ${safeText(cutToBytes(message, 500))}`;
}
