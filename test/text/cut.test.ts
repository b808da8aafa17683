import {expect, test} from 'vitest';
import {cutMark, cutName, cutText, cutToBytes, longestName, longestText} from '../../source/text/cut.ts';

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

test('of megabytes, only the kept part is processed', () => {
	expect(cutToBytes('z'.repeat(20_000_000), 4096)).toHaveLength(4096);
});

test('a text is cut only once, and says how long it was', () => {
	const sent = 'z'.repeat(20_000_000);
	const cut = cutText(sent);
	expect(cut).toBe('z'.repeat(longestText) + cutMark(sent.length));
	expect(cutText(cut)).toBe(cut);
	expect(cutName(cutName(sent))).toBe(cutName(sent));
});

test.each([0, 1])('no cut leaves half a character: %i before the first', before => {
	const sent = 'x'.repeat(before) + '😀'.repeat(longestText);
	for (const cut of [cutText(sent), cutName(sent)]) expect(cut.isWellFormed()).toBe(true);
});

test('a text of exactly the allowed length is not cut', () => {
	for (const text of ['', 'z'.repeat(longestText)]) expect(cutText(text)).toBe(text);
	for (const name of ['', 'z'.repeat(longestName)]) expect(cutName(name)).toBe(name);
});
