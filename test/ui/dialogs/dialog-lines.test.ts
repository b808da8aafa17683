import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {displayWidth} from '../../../source/text/display-width.ts';
import {joinSafe, type SafeText, safe, safeText} from '../../../source/text/safe-text.ts';
import {type DialogField, type DialogText, dialogLines} from '../../../source/ui/dialogs/dialog-lines.ts';
import {namedField, onlyField} from '../../../source/ui/dialogs/field-keys.ts';
import {inputWith} from '../../../source/ui/input/state.ts';
import {often} from '../../often.ts';

const question: DialogText = {
	title: safe`Title`,
	facts: [
		[safe`task`, safe`Buffer`],
		[safe`server`, safe`gis.acme.com`],
	],
	notes: [safe`First note.`, safe`Second note.`],
	keys: [
		[safe`y`, safe`do it`],
		[safe`n Esc`, safe`leave it`],
	],
};
const numbered = (count: number) => Array.from({length: count}, (_, index) => safe`line ${index}`);

function drawnLines(text: DialogText, height: number, fields: readonly DialogField[] = [], isAscii = true): string[] {
	return dialogLines(text, {width: 40, height}, isAscii, fields).map(spans => spans.map(span => span.text).join(''));
}

/** Without borders and blanks. */
const inner = (lines: readonly string[]) => lines.slice(1).map(line => line.trim().replace(/ {2,}/g, ' | '));

test('a dialog has its title, facts, notes and keys below each other between two borders', () => {
	const lines = drawnLines(question, 20);
	expect(lines).toHaveLength(8);
	expect(lines[0]).toMatch(/^ -- Title -+ $/);
	expect(lines.at(-1)).toMatch(/^ -+ $/);
	expect(inner(lines).slice(0, -1)).toEqual([
		'task | Buffer',
		'server | gis.acme.com',
		'First note.',
		'Second note.',
		'y | do it',
		'n Esc | leave it',
	]);
});

test.each([
	[7, ['First note.']],
	[6, []],
	[5, []],
])('at %i lines notes give way, facts and keys never do', (height, notes) => {
	const lines = drawnLines(question, height);
	expect(lines).toHaveLength(height);
	const shown = inner(lines);
	expect(shown.filter(line => line.includes('note'))).toEqual(notes);
	for (const line of ['task | Buffer', 'y | do it', 'n Esc | leave it']) expect(shown).toContain(line);
});

describe('a list', () => {
	const listed = (count: number, selected: number, height = 30) =>
		inner(drawnLines({...question, notes: [], facts: [], list: {lines: numbered(count), selected}}, height))
			.filter(line => line.includes('line '))
			.map(line => line.replace('line ', ''));

	test('shows at most twelve lines, with the selected one marked and in the middle', () => {
		expect(listed(3, 1)).toHaveLength(3);
		expect(listed(100, 50)).toHaveLength(12);
		expect(listed(100, 50)[6]).toMatch(/^\S ?50$/);
		expect(listed(100, 50).filter(line => /^\D/.test(line))).toHaveLength(1);
	});

	test.each([
		[0, 0, 11],
		[99, 88, 99],
	])('with line %i selected it shows lines %i to %i', (selected, first, last) => {
		const numbers = listed(100, selected).map(line => Number(/\d+$/.exec(line)?.[0]));
		expect([numbers[0], numbers.at(-1)]).toEqual([first, last]);
	});

	test('is shortened on a low screen, and the selected line is kept longest', () => {
		expect(listed(100, 50, 11)).toHaveLength(3);
		expect(listed(100, 50, 5)).toEqual([expect.stringContaining('50')]);
		expect(listed(100, 50, 4)).toEqual([]);
	});

	test('the selected line looks different', () => {
		const spans = dialogLines(
			{...question, list: {lines: numbered(3), selected: 1}},
			{width: 40, height: 30},
			true,
		).flat();
		const inverse = spans.filter(({isInverse}) => isInverse);
		expect([
			inverse
				.map(({text}) => text)
				.join('')
				.trim(),
		]).toEqual([expect.stringContaining('line 1')]);
	});
});

describe('fields', () => {
	test('are below the facts, after their names', () => {
		const fields = [
			namedField(safe`label`, safe`Label`, inputWith('flood'), true),
			namedField(safe`tags`, safe`Tags`, inputWith('a, b'), false),
		];
		expect(inner(drawnLines(question, 20, fields)).slice(2, 4)).toEqual(['label | flood', 'tags | a, b']);
		expect(fields.map(({spoken}) => spoken)).toEqual(['Label: flood', 'Tags: a, b']);
	});

	test('a single field has the whole line, and a placeholder while it is empty', () => {
		const empty = onlyField(inputWith(''), safe`words`);
		expect([inner(drawnLines(question, 20, [empty]))[2], empty.spoken]).toEqual(['words', null]);
		const typed = onlyField(inputWith('abc'), safe`words`);
		expect(inner(drawnLines(question, 20, [typed]))[2]).toBe('abc');
		expect(typed).toMatchObject({isFocused: true, spoken: 'Typed: abc'});
	});

	test('a secret in the typed text is neither drawn nor announced', () => {
		const url = inputWith('https://gis.acme.com/x?token=SECRET1234');
		for (const field of [onlyField(url), namedField(safe`label`, safe`Label`, url, true)]) {
			expect(field.spoken).not.toContain('SECRET1234');
			expect(drawnLines(question, 20, [field]).join('\n')).not.toContain('SECRET1234');
		}
	});
});

test('whatever it says, each line is as wide as the screen, and there are not too many', () => {
	const words = fc.oneof(fc.string(), fc.string({unit: 'grapheme'}), fc.constant('洪水の分析'.repeat(9))).map(safeText);
	const pairs = fc.array(fc.tuple(words, words), {maxLength: 6});
	const list = fc.record({lines: fc.array(words, {maxLength: 30}), selected: fc.nat(29)});
	const texts = fc.record({title: words, facts: pairs, notes: fc.array(words, {maxLength: 5}), keys: pairs, list});
	fc.assert(
		fc.property(texts, fc.integer({min: 40, max: 200}), fc.nat(60), fc.boolean(), (text, width, height, isAscii) => {
			const oneLine = (value: SafeText) => joinSafe(value.split(/[\r\n]+/).map(safeText), safe` `);
			const fields = [onlyField(inputWith(oneLine(text.title)))];
			const lines = dialogLines(text, {width, height}, isAscii, fields);
			expect(lines.length).toBeLessThanOrEqual(height);
			for (const spans of lines) expect(spans.reduce((cells, span) => cells + displayWidth(span.text), 0)).toBe(width);
		}),
		{numRuns: often(2000, 60)},
	);
});
