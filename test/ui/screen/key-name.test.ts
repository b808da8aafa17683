import {expect, test} from 'vitest';
import {actionList} from '../../../source/ui/actions/actions.ts';
import {keyLabel} from '../../../source/ui/help/help.ts';
import {functionKeyName} from '../../../source/ui/screen/keyboard.tsx';
import {bytesOf} from '../../e2e/keys.ts';

test.each([
	['\x1BOP', 'F1'],
	['\x1B[11~', 'F1'],
	['\x1B[[A', 'F1'],
	['\x1B[P', 'F1'],
	['\x1B[1;1P', 'F1'],
	['\x1B[15~', 'F5'],
	['\x1B[[E', 'F5'],
	['\x1B[15;1:1~', 'F5'],
	['\x1B[15;1:3~', undefined],
	['\x1B[15;5~', undefined],
	['\x1B[17~', undefined],
	['P', undefined],
	['', undefined],
])('%j is %s', (sequence, name) => {
	expect(functionKeyName(sequence)).toBe(name);
});

test('the escape sequences for F1 and F5 that end-to-end tests send are known', () => {
	for (const key of ['F1', 'F5']) expect(functionKeyName(bytesOf(key))).toBe(key);
});

test('in ASCII every key of the table can be written', () => {
	const labels = actionList.flatMap(([, {keys}]) => keys.map(key => keyLabel(key, true)));
	expect(labels.filter(label => !/^[ -~]+$/.test(label))).toEqual([]);
	expect(keyLabel('↑', true)).toBe('Up');
	expect(keyLabel('↑', false)).toBe('↑');
});
