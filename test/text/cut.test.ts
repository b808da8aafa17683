import {expect, test} from 'vitest';
import {cutToBytes} from '../../source/text/cut.ts';

test.each([
	['short', 8, 'short'],
	['exactly8', 8, 'exactly8'],
	['nine char', 8, 'nine cha'],
	['äääää', 8, 'ääää'],
	['日本語', 8, '日本'],
	['ab😀😀', 8, 'ab😀'],
	['😀', 3, ''],
	['', 8, ''],
])('%s cut to %i bytes is %s', (text, most, cut) => {
	expect(cutToBytes(text, most)).toBe(cut);
});

test('megabytes cost no more than what is kept', () => {
	expect(cutToBytes('z'.repeat(20_000_000), 4096)).toHaveLength(4096);
});
