import process from 'node:process';
import {createInterface} from 'node:readline';
import {Writable} from 'node:stream';
import {text as readAll} from 'node:stream/consumers';
import type {SafeText} from '../text/safe-text.ts';
import {Secret} from '../text/secret.ts';

/** Whether somebody is there who can be asked. */
export function canAsk(): boolean {
	return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/**
 * Asks for one line, on standard error, as standard output is for data.
 *
 * @returns `undefined` where nobody answered: the end of input, or Ctrl-C
 */
export function ask(question: SafeText): Promise<string | undefined> {
	return lineOf(question, process.stderr);
}

/** Asks for something that is not echoed; without a terminal it is the first line of standard input. */
export async function askSecret(question: SafeText): Promise<Secret | undefined> {
	if (!canAsk()) return firstLineOfInput();
	// Readline echoes what it edits: into nothing here.
	const nowhere = new Writable({write: (_chunk, _encoding, done) => done()});
	process.stderr.write(question);
	const line = await lineOf('', nowhere);
	process.stderr.write('\n');
	return line === undefined ? undefined : new Secret(line);
}

/** The first line of standard input, without its end. */
export async function firstLineOfInput(): Promise<Secret | undefined> {
	const [line = ''] = (await readAll(process.stdin)).split(/\r?\n/);
	return line === '' ? undefined : new Secret(line);
}

/** Asks for a yes. Without a terminal the answer is no. */
export async function confirm(question: SafeText): Promise<boolean> {
	if (!canAsk()) return false;
	return /^y(es)?$/i.test((await ask(question))?.trim() ?? '');
}

function lineOf(question: string, output: NodeJS.WritableStream): Promise<string | undefined> {
	return new Promise(resolve => {
		const lines = createInterface({input: process.stdin, output, terminal: true, historySize: 0});
		let answer: string | undefined;
		lines.once('SIGINT', () => lines.close());
		lines.once('close', () => resolve(answer));
		lines.question(question, line => {
			answer = line;
			lines.close();
		});
	});
}
