import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {countLevels, type Message, readMessages} from '../../source/gp/message.ts';
import {longestText} from '../../source/text/cut.ts';
import {often} from '../often.ts';

const runs = {numRuns: often(1000)};
const info = (description: string) => ({type: 'esriJobMessageTypeInformative', description});
const linesOf = (messages: readonly Message[]) => messages.map(({level, text}) => `${level} ${text.safe}`);

describe('a message, in all known forms', () => {
	test.each([
		['informative', info('Submitted.'), 'info Submitted.'],
		['warning', {type: 'esriJobMessageTypeWarning', description: 'WARNING 000117'}, 'warning WARNING 000117'],
		['error', {type: 'esriJobMessageTypeError', description: 'ERROR 999999'}, 'error ERROR 999999'],
		['abort', {type: 'esriJobMessageTypeAbort', description: 'x'}, 'error x'],
		['empty', {type: 'esriJobMessageTypeEmpty', description: ''}, 'info '],
		['process start', {type: 'esriJobMessageTypeProcessStart', description: 'x'}, 'info x'],
		['process stop', {type: 'esriJobMessageTypeProcessStop', description: 'x'}, 'info x'],
		['process definition', {type: 'esriJobMessageTypeProcessDefinition', description: 'x'}, 'info x'],
		['a number of ArcObjects', {type: 50, description: 'x'}, 'warning x'],
		['another', {type: 100, description: 'x'}, 'error x'],
		['a geodatabase error', {type: 102, description: 'x'}, 'error x'],
		['abort as a number', {type: '200', description: 'x'}, 'error x'],
		['a type as ArcObjects names it', {type: 'esriGPMessageTypeWarning', description: 'x'}, 'warning x'],
		['an error as ArcObjects names it', {type: 'esriGPMessageTypeError', description: 'x'}, 'error x'],
		['a level alone', {type: 'Error', description: 'x'}, 'error x'],
		['a type that only ends so', {type: 'esriJobMessageTypeNoError', description: 'x'}, 'info x'],
		['an unknown type', {type: 'esriJobMessageTypeNovel', description: 'x'}, 'info x'],
		['no type', {description: 'x'}, 'info x'],
		['a type that is no text', {type: {}, description: 'x'}, 'info x'],
		['a plain string', 'Submitted.', 'info Submitted.'],
		['message in the place of description', {type: 'esriJobMessageTypeError', message: 'x'}, 'error x'],
		['neither', {type: 'esriJobMessageTypeError'}, 'error '],
		['null for a description', {description: null}, 'info '],
		['a number for a description', {description: 5}, 'info 5'],
		['an object for a description', {description: {cost: 1}}, 'info {"cost":1}'],
		['more keys', {...info('x'), code: 0, parameters: {argument1: 'a'}}, 'info x'],
		['null', null, 'info null'],
		['a number', 7, 'info 7'],
		['a list', ['a'], 'info ["a"]'],
		['a carriage return at the end', info('C:\\x.ipynb\r'), 'info C:\\x.ipynb'],
		['several lines', info('Traceback:\r\n  File "x"\r\n'), 'info Traceback:\n  File "x"'],
		['sequences of a terminal', info('\x1b]0;x\x07a\x1b[31mb'), 'info ab'],
		['a token', info('url?token=s3cret'), 'info url?token=•••'],
	])('%s', (_, wire, line) => {
		expect(linesOf(readMessages([wire]))).toEqual([line]);
	});

	test('keeps the type as sent and the removed characters', () => {
		expect(readMessages([{type: 'esriJobMessageTypeWarning', description: 'a\x07'}])).toEqual([
			{level: 'warning', type: 'esriJobMessageTypeWarning', text: {safe: 'a^G', raw: 'a\x07'}},
		]);
	});

	test('warnings and errors are counted from a given index', () => {
		const messages = readMessages([{type: 50, description: ''}, {type: 100, description: ''}, info(''), {type: 50}]);
		expect(countLevels(messages)).toEqual({warnings: 2, errors: 1});
		expect(countLevels(messages, 1)).toEqual({warnings: 1, errors: 1});
		expect(countLevels(messages, 9)).toEqual({warnings: 0, errors: 0});
	});
});

describe('known messages at the start are reused', () => {
	const wire = (from: number, to: number) =>
		Array.from({length: to - from}, (_, index) => info(`line ${from + index}`));

	test('with 20,000 known and 3 new messages, the known objects are reused', () => {
		const known = readMessages(wire(0, 20_000));
		const now = readMessages(wire(0, 20_003), known);
		expect(now).toHaveLength(20_003);
		expect(now.slice(0, 20_000).every((message, index) => message === known[index])).toBe(true);
		expect(now.at(-1)?.text.safe).toBe('line 20002');
	});

	test('if nothing is new, the known list itself is returned', () => {
		const known = readMessages(wire(0, 5000));
		expect(readMessages(wire(0, 5000), known)).toBe(known);
		const none = readMessages([]);
		expect(readMessages([], none)).toBe(none);
	});

	test.each([
		['is shorter', wire(0, 3), wire(0, 2)],
		['is empty', wire(0, 3), []],
		['begins otherwise', wire(0, 3), [info('other'), ...wire(1, 5)]],
		['lost its first lines', wire(0, 5), wire(2, 9)],
		['has another last known line', wire(0, 3), [...wire(0, 2), info('other'), info('new')]],
		['has another line in the middle', wire(0, 9), [...wire(0, 3), info('other'), ...wire(4, 9), info('new')]],
		[
			'has another parameter behind the same text',
			[{description: 'the layer {n}', params: {n: 1}}, 'b'],
			[{description: 'the layer {n}', params: {n: 2}}, 'b'],
		],
		['has another level', [{type: 50, description: 'x'}], [info('x'), info('y')]],
	])('a list that %s is read anew', (_, before, after) => {
		expect(readMessages(after, readMessages(before))).toEqual(readMessages(after));
	});

	test('a message that is shown in other words is recognised too', () => {
		const odd = () => [
			{description: '{"messageCode":"AB_1","message":"The layer {n} is empty","params":{"n":"x"}}'},
			{description: 'token=abcdefgh12345678'},
			{description: 'a\x07b'},
			{type: 50, description: 'x'},
			{messageCode: 'AB_2', description: 'the layer {n}', params: {n: 'y'}},
			'x'.repeat(longestText + 100),
			{nothing: 'known'},
			7,
			null,
		];
		const known = readMessages(odd());
		expect(readMessages(odd(), known)).toBe(known);
	});

	test('reading a list in steps gives the same as reading it at once', () => {
		const message = fc.oneof(
			fc.record({
				type: fc.constantFrom('esriJobMessageTypeWarning', 'esriJobMessageTypeError', 100, null),
				description: fc.string(),
			}),
			fc.string({unit: 'binary'}),
			fc.jsonValue(),
		);
		fc.assert(
			fc.property(fc.array(message, {maxLength: 20}), fc.array(fc.nat(20), {maxLength: 5}), (all, cuts) => {
				let known: readonly Message[] = [];
				for (const length of [...cuts.sort((a, b) => a - b), all.length])
					known = readMessages(all.slice(0, length), known);
				expect(known).toEqual(readMessages(all));
			}),
			runs,
		);
	});
});

test('a text is cut only if it is longer than the limit plus the note about the cut', () => {
	const shown = (length: number) => readMessages([{type: 'x', description: 'a'.repeat(length)}])[0]?.text.safe ?? '';
	expect(shown(longestText)).toHaveLength(longestText);
	expect(shown(longestText + 1)).toHaveLength(longestText + 1);
	const cut = shown(longestText + 1000);
	expect(cut).toContain(String(longestText + 1000));
	expect(cut.length).toBeLessThan(longestText + 1000);
	expect(cut.startsWith('a'.repeat(longestText))).toBe(true);
});
