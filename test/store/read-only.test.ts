/** What counts as `readOnly` although it is not spelled so, and where it is looked for: it protects the work of others. */
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
	booleanIn,
	hidesReadOnly,
	isLikeReadOnly,
	isLikeReadOnlyVariable,
	strayReadOnly,
} from '../../source/store/read-only.ts';
import {often} from '../often.ts';

const name = 'readonly';
const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz');

/** One slip of a hand: a letter wrong, missing, too many, or two in the wrong order. */
const slipIn = (min: number, max: number) =>
	fc.tuple(fc.constantFrom('wrong', 'missing', 'more', 'swapped'), fc.integer({min, max}), letter);
function slipped(text: string, [kind, at, other]: readonly [string, number, string]): string {
	const [before, after] = [text.slice(0, at), text.slice(at + 1)];
	if (kind === 'wrong') return before + other + after;
	if (kind === 'missing') return before + after;
	if (kind === 'more') return before + other + text.slice(at);
	return before + (after[0] ?? '') + (text[at] ?? '') + after.slice(1);
}

describe('a name', () => {
	test('with two typing errors still means read-only', () => {
		fc.assert(
			fc.property(slipIn(5, 6), slipIn(0, 2), (late, early) => {
				expect(isLikeReadOnly(slipped(slipped(name, late), early))).toBe(true);
			}),
			{numRuns: often(3000)},
		);
	});

	test.each(['xxxdonly', 'readxxxy', 'raeodlny', 'rd', 'reload', 'theme', 'interval', 'notify', 'columns', ''])(
		'%j is another one',
		other => {
			expect(isLikeReadOnly(other)).toBe(false);
		},
	);

	test.each(['radnoly', 'eradonyl', 'raedonlx', 'raednoly', 'readonlyyy', 'eadonl', 'dreadonly1', 'onlyreadonly'])(
		'%j is near enough',
		near => {
			expect(isLikeReadOnly(near)).toBe(true);
		},
	);

	test.each([
		['GPJOBS_READONLY', true],
		['GPJOB_READ_ONLY', true],
		['GPJBOS_READ_ONLY', true],
		['GPJOBS_RAEDONLY', true],
		['READ_ONLY', false],
		['MY_READONLY', false],
		['GPJOBS_HOME', false],
	])('of the environment: %s is one: %s', (variable, is) => {
		expect(isLikeReadOnlyVariable(variable)).toBe(is);
	});
});

describe('a value', () => {
	test.each([true, 'true', ' YES ', 'on', 1, '1'])('%j is a yes', value => expect(booleanIn(value)).toBe(true));
	test.each([false, 'false', 'No', ' off', 0, '0'])('%j is a no', value => expect(booleanIn(value)).toBe(false));
	test.each([null, 2, '', 'maybe', 'truefalse', [], {}])('%j is neither', value => {
		expect(booleanIn(value)).toBeUndefined();
	});
});

describe('beside the settings', () => {
	test.each([
		[{settings: {}, readOnly: true}, 'readOnly'],
		[{a: {b: {c: {'read-only': 'maybe'}}}}, 'read-only'],
		[{a: [{readOnly: null}]}, 'readOnly'],
		[{readOnly: false, a: {readonly: 1}}, 'readonly'],
	])('%j protects by its name %s', (value, found) => {
		expect(strayReadOnly(value)).toBe(found);
	});

	test.each([{readOnly: false}, {a: {readOnly: 'no'}}, {a: 'readOnly'}, ['readOnly'], null, 'readOnly', 5])(
		'%j does not',
		value => {
			expect(strayReadOnly(value)).toBeUndefined();
		},
	);

	test('five levels are searched, and no more', () => {
		const nested = (levels: number) => {
			let value: object = {readOnly: true};
			for (let level = 1; level < levels; level++) value = {a: value};
			return value;
		};
		expect(strayReadOnly(nested(5))).toBe('readOnly');
		expect(strayReadOnly(nested(6))).toBeUndefined();
	});
});

describe('in the text', () => {
	const hides = (text: string) => hidesReadOnly(text, JSON.parse(text));
	test.each([
		'{"readOnly": true, "readOnly": false}',
		'{"a": {"readonly": "maybe", "readonly": 0}}',
		'{"readOnly" : [], "readOnly": "no"}',
		String.raw`{"read\u004fnly": "yes", "readOnly": false}`,
		String.raw`{"b\"": 1, "readOnly": -1, "readOnly": false}`,
	])('%s says yes where its value does not', text => {
		expect(hides(text)).toBe(true);
	});

	test.each([
		'{"readOnly": true}',
		'{"readOnly": false, "readOnly": true}',
		'{"readOnly": false, "readOnly": "off"}',
		'{"a": "readOnly", "b": ["readOnly", true]}',
		'{"readOnly": {"readOnly": true}}',
		String.raw`{"a": "\"readOnly\": true, "}`,
		'{"theme": 1, "theme": 2}',
		'[]',
	])('%s says no more than its value', text => {
		expect(hides(text)).toBe(false);
	});
});
