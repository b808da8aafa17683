import fc from 'fast-check';
import {expect, test} from 'vitest';
import {displayWidth} from '../../source/text/display-width.ts';
import {plainAscii} from '../../source/text/plain-ascii.ts';

test.each([
	['plain', 'plain'],
	['café', 'caf?'],
	['Hillshade ·ce65', 'Hillshade .ce65'],
	['住所', '????'],
	['e\u0301', '?'],
	['\u001B[1mé\u001B[m', '\u001B[1m?\u001B[m'],
])('%j is %j', (text, plain) => expect(plainAscii(text)).toBe(plain));

test('it is ASCII, and as wide as before', () => {
	fc.assert(
		fc.property(fc.string({unit: 'grapheme'}), text => {
			const plain = plainAscii(text);
			expect(plain).toMatch(/^[\x00-\x7f]*$/);
			expect(displayWidth(plain)).toBe(displayWidth(text));
		}),
	);
});
