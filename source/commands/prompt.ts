import process from 'node:process';
import {createInterface} from 'node:readline';
import {Writable} from 'node:stream';
import {text as readAll} from 'node:stream/consumers';
import {setTimeout as sleep} from 'node:timers/promises';
import type {SafeText} from '../text/safe-text.ts';
import {Secret} from '../text/secret.ts';
import {Interrupted} from './signals.ts';

/** Whether the user can be asked: standard input and standard error are terminals. */
export function canAsk(): boolean {
	return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/**
 * Asks for one line of text. The question goes to standard error, because standard output is for data.
 *
 * @returns `undefined` at the end of input
 * @throws Interrupted
 */
export function ask(question: SafeText): Promise<string | undefined> {
	return lineOf(question, process.stderr);
}

/**
 * Asks for a secret without echoing it. Without a terminal it reads the first line of standard input.
 *
 * @throws Interrupted
 */
export async function askSecret(question: SafeText): Promise<Secret | undefined> {
	if (!canAsk()) return firstLineOfInput();
	// Readline echoes the typed characters to its output, so its output is discarded.
	const nowhere = new Writable({write: (_chunk, _encoding, done) => done()});
	process.stderr.write(question);
	const line = await lineOf('', nowhere);
	process.stderr.write('\n');
	return line === undefined ? undefined : new Secret(line);
}

/** Reads the first line of standard input. */
export async function firstLineOfInput(): Promise<Secret | undefined> {
	const [line = ''] = (await readAll(process.stdin)).split(/\r?\n/);
	return line === '' ? undefined : new Secret(line);
}

/** How long, in milliseconds, input is dropped before gpjobs asks whether to change something, so that keys typed earlier do not answer. */
const droppedFor = 300;

/**
 * Drops what was typed before a question is shown, such as the rest of a paste, because it is not an answer to it.
 *
 * @throws Interrupted
 */
export async function dropTypedAhead(): Promise<void> {
	const {stdin} = process;
	let isInterrupted = false;
	const onData = (bytes: Buffer) => {
		isInterrupted ||= bytes.includes(ctrlC);
	};
	// In raw mode the terminal neither echoes nor keeps a line for the question.
	stdin.setRawMode?.(true);
	stdin.on('data', onData);
	stdin.resume();
	await sleep(droppedFor);
	stdin.off('data', onData);
	stdin.pause();
	stdin.setRawMode?.(false);
	if (isInterrupted) throw new Interrupted();
}

const ctrlC = 0x03;

/**
 * Asks a question whose default is no. Without a terminal the answer is no.
 *
 * @throws Interrupted
 */
export async function confirm(question: SafeText): Promise<boolean> {
	if (!canAsk()) return false;
	return /^y(es)?$/i.test((await ask(question))?.trim() ?? '');
}

function lineOf(question: string, output: NodeJS.WritableStream): Promise<string | undefined> {
	return new Promise((resolve, reject) => {
		const lines = createInterface({input: process.stdin, output, terminal: true, historySize: 0});
		let answer: string | undefined;
		lines.once('SIGINT', () => {
			process.stderr.write('\n');
			reject(new Interrupted());
			lines.close();
		});
		lines.once('close', () => resolve(answer));
		lines.question(question, line => {
			answer = line;
			lines.close();
		});
	});
}
