import {expect, test} from 'vitest';
import {errorTexts, isError, joinedTexts, sentErrorCode} from '../../source/gp/error-texts.ts';

test.each<[string, unknown, readonly string[]]>([
	['a text', 'It failed.', ['It failed.']],
	['an empty text', '  ', []],
	['a list', ['a', '', 'b'], ['a', 'b']],
	['a message with details', {message: 'a', details: ['b', 'c']}, ['a', 'b', 'c']],
	['a message with messages', {message: 'a', messages: ['b']}, ['a', 'b']],
	['a description', {description: 'a'}, ['a']],
	['an OAuth error', {error_description: 'a', error: 'x'}, ['a']],
	['a reason', {reason: 'a'}, ['a']],
	['a message before all others', {message: 'a', description: 'b', reason: 'c'}, ['a']],
	['an error in an error', {message: {message: 'a'}}, ['a']],
	['details in details', {details: [{message: 'a'}]}, ['a']],
	['what lies too deep', {details: [[['a']]]}, []],
	['a number', 5, []],
	['nothing', null, []],
])('%s says its words', (_, field, words) => {
	expect(errorTexts(field)).toEqual(words);
});

test('only the first of many details are used', () => {
	expect(errorTexts(Array.from({length: 50}, (_, n) => `${n}`))).toHaveLength(20);
});

test.each<[unknown, number | null]>([
	[498, 498],
	['498', 498],
	['E498', null],
	['1234567', null],
	[4.5, null],
	[null, null],
	[undefined, null],
])('%j as a code is %j', (wire, code) => expect(sentErrorCode(wire)).toBe(code));

test.each([undefined, null, false, '', 0, []])('%j is no error', field => expect(isError(field)).toBe(false));
test.each([true, 'x', 1, ['x'], {}])('%j is one', field => expect(isError(field)).toBe(true));

test('texts are joined to one sentence, without repetitions', () => {
	expect(joinedTexts(['Failed.', ' Failed ', '', 'No layer.'])).toBe('Failed: No layer');
	expect(joinedTexts(['x'.repeat(600)])).toBe('x'.repeat(500));
});
