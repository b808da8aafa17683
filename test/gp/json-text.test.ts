import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {ExactNumber, NoNumber} from '../../source/gp/exact-json.ts';
import {deepestNesting, readJson, tooDeepMark, UnreadableJson} from '../../source/gp/json-text.ts';
import {toJson} from '../../source/text/json-escape.ts';
import {often} from '../often.ts';

function problemOf(text: string, reading: Parameters<typeof readJson>[1] = {}): UnreadableJson {
	try {
		readJson(text, reading);
	} catch (error) {
		if (error instanceof UnreadableJson) return error;
		throw error;
	}
	throw new Error('this should not have been read');
}

describe('texts that are read although they are not strict JSON', () => {
	test.each<[string, string, unknown]>([
		['a line break in a string', '{"a":"one\ntwo"}', {a: 'one\ntwo'}],
		['a tab, an escape and a zero byte in a string', '["a\tb\u001b[31m\0"]', ['a\tb\u001b[31m\0']],
		['a line break in a name', '{"a\nb":1}', {'a\nb': 1}],
		['the backslashes of a path', String.raw`{"a":"C:\data\Projects\x.gdb"}`, {a: String.raw`C:\data\Projects\x.gdb`}],
		['a domain and a user', String.raw`{"a":"ACME\ann"}`, {a: String.raw`ACME\ann`}],
		['an escape that is none beside one that is', String.raw`["\d \n \u00e9 \u12"]`, ['\\d \n é \\u12']],
		['an escaped apostrophe', String.raw`["it\'s"]`, ["it's"]],
		['a backslash before a line break', '["a\\\nb"]', ['a\\\nb']],
		['a comma behind the last', '{"a":[1,2,],"b":{},}', {a: [1, 2], b: {}}],
		['zero bytes behind it', '{"a":1}\0\0', {a: 1}],
		['a byte order mark', '\uFEFF{"a":1}', {a: 1}],
		['the call of a function', 'dojo.io.script.jsonp_1._cb({"a":[1]});', {a: [1]}],
		['a call behind a comment', '/**/cb({"a":1})', {a: 1}],
		['a member called __proto__', '{"__proto__":{"x":1},}', JSON.parse('{"__proto__":{"x":1}}')],
		['two members of one name', '{"a":1,"a":2,}', {a: 2}],
	])('%s', (_, text, wanted) => {
		expect(() => JSON.parse(text)).toThrow();
		expect(readJson(text)).toEqual(wanted);
		expect(readJson(text, {isExact: true})).toEqual(wanted);
	});

	test.each([
		['NaN', 'NaN'],
		['-NaN', 'NaN'],
		['nan', 'NaN'],
		['-nan(ind)', 'NaN'],
		['1.#QNAN', 'NaN'],
		['-1.#IND000', 'NaN'],
		['Infinity', 'Infinity'],
		['+Infinity', 'Infinity'],
		['-Infinity', '-Infinity'],
		['-inf', '-Infinity'],
		['1.#INF', 'Infinity'],
	])('%s is null, and said', (spelling, said) => {
		const {value} = readJson(`{"value":${spelling},"list":[${spelling}, 1]}`) as {value: NoNumber};
		expect(value).toBeInstanceOf(NoNumber);
		expect(String(value)).toBe(said);
		expect(toJson(value)).toBe('null');
	});

	test('a long integer keeps its digits in a text that only the lenient parser reads', () => {
		const read = readJson('{"value":9007199254740993123,"m":"a\nb"}', {isExact: true}) as {value: unknown};
		expect(read.value).toEqual(new ExactNumber('9007199254740993123'));
	});
});

describe('texts that are not read', () => {
	test.each<[string, string, number, number, UnreadableJson['problem']]>([
		['words', 'no JSON', 1, 1, 'not-json'],
		['a word in it', '{"a":1,\n "b":yes}', 2, 6, 'not-json'],
		['single quotes', "{'a':1}", 1, 2, 'not-json'],
		['two texts', '{} {}', 1, 4, 'not-json'],
		['what follows a call', 'cb({"a":1}) x', 1, 13, 'not-json'],
		['two commas', '[1,,2]', 1, 4, 'not-json'],
		['a number with a comma', '[2,5.]', 1, 4, 'not-json'],
		['a number that begins with 0', '[007]', 1, 2, 'not-json'],
		['a text that ends in an object', '{"jobStatus":"esriJobSucceeded"', 1, 32, 'cut'],
		['a text that ends in a string', '{"jobStatus":"esriJobSucc', 1, 26, 'cut'],
		['a text that ends in a list', '{"jobStatus":"esriJobFailed","messages":[{"type":"x"},', 1, 55, 'cut'],
		['a text that ends behind a name', '{"jobStatus":', 1, 14, 'cut'],
		['a call that is not closed', 'cb({"a":1}', 1, 11, 'not-json'],
		['nothing', '', 1, 1, 'cut'],
	])('%s, and where', (_, text, line, column, problem) => {
		expect(problemOf(text)).toMatchObject({problem, line, column});
	});

	test('an incomplete text is never completed', () => {
		fc.assert(
			fc.property(
				fc.dictionary(fc.string({maxLength: 6}), fc.jsonValue({maxDepth: 3}), {minKeys: 1, maxKeys: 4}),
				fc.nat(),
				(value, cut) => {
					const text = JSON.stringify(value);
					expect(problemOf(text.slice(0, cut % text.length)).problem).toBe('cut');
				},
			),
			{numRuns: often(300)},
		);
	});
});

describe('depth', () => {
	const array = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
	const object = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

	test.each([
		['arrays', array],
		['objects', object],
	])('%s are bounded, long texts and short ones', (_, nested) => {
		expect(readJson(nested(deepestNesting), {deep: 'refuse'})).toEqual(JSON.parse(nested(deepestNesting)));
		for (const levels of [deepestNesting + 1, 5000, 200_000]) {
			expect(problemOf(nested(levels), {deep: 'refuse'}).problem).toBe('too-deep');
			expect(problemOf(nested(levels), {deep: 'refuse', isExact: true}).problem).toBe('too-deep');
		}
	});

	test('a part that is nested too deeply is left out, and the rest is read', () => {
		const deep = `{"jobStatus":"esriJobExecuting","x":${array(20_000)},"y":["\\"[",${object(9000)},1]}`;
		const read = readJson(deep) as {x: unknown; y: unknown};
		expect(read).toMatchObject({jobStatus: 'esriJobExecuting'});
		expect(toJson(read)).toContain(tooDeepMark);
		expect(toJson(read).length).toBeLessThan(4000);
	});

	test('brackets in strings do not count as nesting', () => {
		const text = JSON.stringify({a: '['.repeat(5000), b: '\\"{'.repeat(5000)});
		expect(readJson(text, {deep: 'refuse'})).toEqual(JSON.parse(text));
	});
});

describe('a text that is JSON', () => {
	const asLenient = (text: string, isExact = false) => {
		// What only a lenient reader takes, and changes nothing.
		const read = readJson(`${text}\0`, {isExact});
		return toJson(read);
	};

	test('means the same to the lenient parser as to the strict one', () => {
		fc.assert(
			fc.property(fc.oneof(fc.json(), fc.json({stringUnit: 'binary'}), fc.json({maxDepth: 5})), text => {
				expect(asLenient(text)).toBe(toJson(JSON.parse(text)));
				expect(asLenient(text, true)).toBe(toJson(readJson(text, {isExact: true})));
			}),
			{numRuns: often(500)},
		);
	});

	test.each([
		'-0',
		'1e5',
		'-1.5E-7',
		'1e999',
		'0.1',
		'[1e+2]',
		'123456789012345678901234567890',
		' [ ] ',
		'{ }',
		'"\\ud800"',
		'"\\/"',
	])('%s too', text => expect(asLenient(text)).toBe(toJson(JSON.parse(text))));
});
