import {expect, test} from 'vitest';
import {count, counted, formatBytes} from '../../source/text/number-words.ts';

test.each([
	[0, '0'],
	[999, '999'],
	[1204, '1,204'],
	[999_999, '999,999'],
	[1_000_000, '1,000,000'],
	[-5, '-5'],
	[1.5, '1.5'],
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

test.each([
	[0, '0 B'],
	[1, '1 B'],
	[9, '9 B'],
	[1023, '1023 B'],
	[1024, '1.0 KiB'],
	[1536, '1.5 KiB'],
	[10 * 1024, '10 KiB'],
	[32 * 1024 ** 2, '32 MiB'],
	[5 * 1024 ** 3, '5.0 GiB'],
	[1024 ** 5, '1024 TiB'],
])('%i bytes are %s', (bytes, written) => {
	expect(formatBytes(bytes)).toBe(written);
});
