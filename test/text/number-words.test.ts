import {expect, test} from 'vitest';
import {count, counted} from '../../source/text/number-words.ts';

test.each([
	[0, '0'],
	[999, '999'],
	[1204, '1,204'],
	[1_234_567, '1,234,567'],
])('%i is written %s', (value, written) => {
	expect(count(value)).toBe(written);
});

test.each([
	[counted(0, 'warning'), '0 warnings'],
	[counted(1, 'warning'), '1 warning'],
	[counted(2, 'warning'), '2 warnings'],
	[counted(1204, 'entry', 'entries'), '1,204 entries'],
])('%s', (written, expected) => {
	expect(written).toBe(expected);
});
