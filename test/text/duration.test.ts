import {describe, expect, test} from 'vitest';
import {
	exactAge,
	formatAge,
	formatAgo,
	formatElapsed,
	inTheFuture,
	isInFuture,
	notADuration,
	parseDuration,
	tooLongADuration,
} from '../../source/text/duration.ts';

const s = 1000;
const m = 60 * s;
const h = 60 * m;
const d = 24 * h;

test.each([
	[0, '00:00', '0s', '0 s'],
	[-5 * m, '00:00', '0s', '0 s'],
	[999, '00:00', '0s', '0 s'],
	[14.9 * s, '00:14', '0s', '14 s'],
	[15 * s, '00:15', '15s', '15 s'],
	[29 * s, '00:29', '15s', '29 s'],
	[59 * s, '00:59', '30s', '59 s'],
	[m, '01:00', '1m', '1 min 0 s'],
	[4 * m + 12 * s, '04:12', '4m', '4 min 12 s'],
	[12 * m + 3 * s, '12:03', '12m', '12 min 3 s'],
	[h - 1, '59:59', '59m', '59 min 59 s'],
	[h + 4 * m + 10 * s, '1:04:10', '1h', '1 h 4 min 10 s'],
	[d - 1, '23:59:59', '23h', '23 h 59 min 59 s'],
	[d, '1d 00h', '1d', '1 d 0 h 0 min 0 s'],
	[2 * d + 3 * h + 5 * s, '2d 03h', '2d', '2 d 3 h 0 min 5 s'],
])('%i ms: elapsed %s, age %s, exactly %s', (ms, elapsed, age, exact) => {
	expect(formatElapsed(ms)).toBe(elapsed);
	expect(formatAge(ms)).toBe(age);
	expect(exactAge(ms)).toBe(exact);
});

describe('parseDuration', () => {
	test.each([
		['5s', 5 * s],
		['30m', 30 * m],
		['2h', 2 * h],
		['500ms', 500],
		['1.5s', 1500],
		['1d', d],
		['0s', 0],
		['24d', 24 * d],
	])('%s is %i ms', (text, ms) => {
		expect(parseDuration(text)).toEqual({ok: true, ms});
	});

	test.each(['', '5', 's', '5 s', '-5s', '5S', '1e3s', '5sec', '1.s', '.5s', '٥s', '\x1b[31m5s', '5s\n'])(
		'%j is none',
		text => {
			expect(parseDuration(text)).toEqual({ok: false, sentence: notADuration(text)});
		},
	);

	test.each(['25d', '999999999999h'])('%s is longer than a timer can run', text => {
		expect(parseDuration(text)).toEqual({ok: false, sentence: tooLongADuration(text)});
	});
});

test.each([
	[-7_200_000, inTheFuture(7_200_000)],
	[-61_000, inTheFuture(61_000)],
	[-30_000, /^0 s ago$/],
	[252_000, /^4 min 12 s ago$/],
])('a moment %i ms ago is told as what it is', (ms, words) => {
	expect(formatAgo(ms)).toMatch(words);
	expect(isInFuture(ms)).toBe(typeof words === 'string');
});

test('a minute ahead is a normal difference between clocks, more is not', () => {
	expect([0, -m, -m - 1].map(isInFuture)).toEqual([false, false, true]);
});
