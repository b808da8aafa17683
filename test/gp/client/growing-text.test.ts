import fc from 'fast-check';
import {expect, test} from 'vitest';
import {GrowingText} from '../../../source/gp/client/growing-text.ts';
import {often} from '../../often.ts';

/** UTF-16 shows in its zero bytes. */
function encodingOf([first, second, third, fourth]: Uint8Array): string {
	if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
	if (first === 0xff && second === 0xfe) return 'utf-16le';
	if (first === 0xfe && second === 0xff) return 'utf-16be';
	if (first === 0 && second !== undefined && second !== 0 && third === 0) return 'utf-16be';
	return second === 0 && first !== 0 && fourth === 0 ? 'utf-16le' : 'utf-8';
}

const job = '{"description":"Größe über Fläche"}';
const utf16 = (text: string, isBig = false) => {
	const bytes = Buffer.from(text, 'utf16le');
	return isBig ? bytes.swap16() : bytes;
};

test.each<[string, Uint8Array, string | undefined]>([
	['UTF-8', Buffer.from(job), undefined],
	['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${job}`), 'application/json;charset=ISO-8859-1'],
	['ISO-8859-1', Buffer.from(job, 'latin1'), 'application/json;charset=ISO-8859-1'],
	['windows-1252, quoted', Buffer.from(job, 'latin1'), 'text/plain; charset="windows-1252"'],
	['what a proxy calls ISO-8859-1 and is UTF-8', Buffer.from(job), 'text/html; charset=iso-8859-1'],
	['UTF-16 with a byte order mark', utf16(`\uFEFF${job}`), 'application/json;charset=UTF-16'],
	['UTF-16 of the other order', utf16(`\uFEFF${job}`, true), undefined],
	['UTF-16 that nothing names', utf16(job), 'application/json'],
	['UTF-16 of the other order that nothing names', utf16(job, true), 'application/json'],
	['a charset that nobody knows', Buffer.from(job), 'application/json;charset=klingon'],
])('%s is read, byte for byte too', (_, bytes, contentType) => {
	for (const size of [1, 3, bytes.length]) {
		const text = new GrowingText(contentType);
		for (let at = 0; at < bytes.length; at += size) text.add(bytes.subarray(at, at + size));
		expect(text.whole()).toBe(job);
	}
});

test.each([
	['GBK', [0xd6, 0xd0, 0xb9, 0xfa], '中国'],
	['gb18030', [0xd6, 0xd0, 0xb9, 0xfa], '中国'],
	['Shift_JIS', [0x8c, 0x8b, 0x89, 0xca], '結果'],
	['windows-1251', [0xcf, 0xf0, 0xe8], 'При'],
])('the charset %s of a content type counts', (charset, bytes, wanted) => {
	const text = new GrowingText(`application/json;charset=${charset}`);
	text.add(Uint8Array.from(bytes));
	expect(text.whole()).toBe(wanted);
});

test('text is the same however its bytes are divided, even if they are not UTF-8', () => {
	const bytes = fc.oneof(
		fc.string({unit: 'grapheme', maxLength: 200}).map(text => new TextEncoder().encode(text)),
		fc.uint8Array({maxLength: 200}),
	);
	fc.assert(
		fc.property(bytes, fc.array(fc.nat(220), {maxLength: 8}), (body, cuts) => {
			const text = new GrowingText();
			const at = [0, ...cuts.map(cut => Math.min(cut, body.length)), body.length].sort((a, b) => a - b);
			for (let piece = 1; piece < at.length; piece++) text.add(body.subarray(at[piece - 1], at[piece]));
			expect(text.whole()).toBe(new TextDecoder(encodingOf(body)).decode(body));
		}),
		{numRuns: often(300)},
	);
});

test('a long text is complete', () => {
	const text = new GrowingText();
	const piece = `${'0123456789'.repeat(6553)}€`;
	const bytes = new TextEncoder().encode(piece.repeat(40));
	for (let at = 0; at < bytes.length; at += 65_536) text.add(bytes.subarray(at, at + 65_536));
	expect(text.whole()).toBe(piece.repeat(40));
});
