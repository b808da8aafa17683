import fc from 'fast-check';
import {expect, test} from 'vitest';
import {toJson} from '../../source/text/json-escape.ts';
import {often} from '../often.ts';

test.each([
	['\x1b[31m', '"\\u001b[31m"'],
	['\x7f', '"\\u007f"'],
	['\x9b', '"\\u009b"'],
	['\u202e\u2066', '"\\u202e\\u2066"'],
	['\u2028\u2029', '"\\u2028\\u2029"'],
	['\u200b\u200d\ufeff', '"\\u200b\\u200d\\ufeff"'],
	['\u{e0041}', '"\\udb40\\udc41"'],
	['\ud800', '"\\ud800"'],
	['Größe 漢字 👍', '"Größe 漢字 👍"'],
])('%j is written %s', (text, json) => {
	expect(toJson(text)).toBe(json);
});

test('keys are escaped too', () => {
	expect(toJson({'a\u202e': 1})).toBe('{"a\\u202e":1}');
});

test('indents like JSON.stringify', () => {
	expect(toJson({a: [1]}, '\t')).toBe('{\n\t"a": [\n\t\t1\n\t]\n}');
});

test('values that JSON cannot represent become null', () => {
	expect(toJson(undefined)).toBe('null');
});

test('reads back as the same value and holds nothing that a terminal acts on', () => {
	// biome-ignore format: one line
	const acting = /[\0-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e0fff}\p{Surrogate}]/u;
	fc.assert(
		fc.property(fc.jsonValue({stringUnit: 'binary'}), value => {
			const json = toJson(value);
			expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
			expect(json).not.toMatch(acting);
		}),
		{numRuns: often(10_000)},
	);
});
