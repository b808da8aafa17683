import {PassThrough} from 'node:stream';
import {setImmediate as nextTurn} from 'node:timers/promises';
import {expect, test} from 'vitest';
import {askTerminal} from '../../source/terminal/ask-terminal.ts';
import {ReportFilter} from '../../source/terminal/reports.ts';

const both = {background: true, utf8: true};
const attributes = '\x1B[?64;1;2c';
const light = '\x1B]11;rgb:ffff/ffff/ffff\x1B\\';
/** Longer than any test, so that only the terminal ends the wait. */
const long = 2 ** 30;

/** A terminal that answers by what it is given. */
function terminal() {
	const input = Object.assign(new PassThrough(), {
		isRaw: false,
		setRawMode(isRaw: boolean) {
			this.isRaw = isRaw;
		},
	});
	const written: string[] = [];
	const output = {
		write(bytes: string) {
			// Answers to questions that were asked before raw mode would be echoed.
			expect(input.isRaw).toBe(true);
			written.push(bytes);
		},
	};
	const ask = (questions: typeof both, limit = long) => askTerminal(questions, {input: input as never, output}, limit);
	return {input, written, ask};
}

test.each([
	['a terminal that shows UTF-8 on white', `${light}\x1B[24;1R\x1B[24;2R${attributes}`, [1, 1, 1], true],
	['a terminal that shows two bytes', `${light}\x1B[24;1R\x1B[24;3R${attributes}`, [1, 1, 1], false],
	['a terminal that shows nothing', `\x1B[24;1R\x1B[24;1R${attributes}`, undefined, false],
	['a terminal that wraps', `\x1B[24;80R\x1B[25;2R${attributes}`, undefined, false],
	['a terminal without positions', attributes, undefined, undefined],
	['a terminal with one position', `\x1B[24;1R${attributes}`, undefined, undefined],
])('%s', async (_, answers, background, isUtf8) => {
	const {input, ask} = terminal();
	input.write(answers);
	expect(await ask(both)).toEqual({background, isUtf8});
	expect(input.read()).toBe(null);
});

test('only what is open is asked, and the character is erased', async () => {
	for (const [questions, pattern] of [
		[{background: true, utf8: false}, /^\x1B\]11;\?\x1B\\\x1B\[c$/],
		[{background: false, utf8: true}, /^\x1B7\x1B\[6nç\x1B\[6n\x1B8\x1B\[K\x1B\[c$/],
	] as const) {
		const {input, written, ask} = terminal();
		input.write(attributes);
		await ask(questions);
		expect(written.join('')).toMatch(pattern);
	}
});

test('answers may come in pieces, and what was typed before, between and after them is still there', async () => {
	const {input, ask} = terminal();
	const asked = ask(both);
	for (const piece of [
		'j',
		light.slice(0, 9),
		`${light.slice(9)}あ`,
		'\x1B[1;1R\x1B[1;',
		`2R${attributes.slice(0, 4)}`,
	]) {
		input.write(piece);
		await nextTurn();
	}
	input.write(`${attributes.slice(4)}q\x1B`);
	expect(await asked).toEqual({background: [1, 1, 1], isUtf8: true});
	expect(input.read()).toBe('jあq\x1B');
});

test('a terminal that does not answer is given up, and late answers are not keys', async () => {
	const {input, ask} = terminal();
	input.write(`x${light.slice(0, 12)}`);
	expect(await ask(both, 1)).toEqual({background: undefined, isUtf8: undefined});
	const filter = new ReportFilter();
	const first = filter.without(String(input.read()), 1000);
	const second = filter.without(`${light.slice(12)}\x1B[1;1R\x1B[1;2R${attributes}y`, 1010);
	expect(first + second).toBe('xy');
});

test('a terminal that goes away ends the wait', async () => {
	const {input, ask} = terminal();
	const asked = ask(both);
	input.end();
	expect(await asked).toEqual({background: undefined, isUtf8: undefined});
});

test('an answer that waits behind a busy process counts', async () => {
	const {input, ask} = terminal();
	const asked = ask(both, 0);
	input.write(`${light}${attributes}`);
	expect((await asked).background).toEqual([1, 1, 1]);
});
