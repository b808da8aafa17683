import fc from 'fast-check';
import {expect, test} from 'vitest';
import {GrowingText} from '../../../source/gp/client/growing-text.ts';
import {often} from '../../often.ts';

test('text is the same however its bytes are cut, also where they are no UTF-8', () => {
	const bytes = fc.oneof(
		fc.string({unit: 'grapheme', maxLength: 200}).map(text => new TextEncoder().encode(text)),
		fc.uint8Array({maxLength: 200}),
	);
	fc.assert(
		fc.property(bytes, fc.array(fc.nat(220), {maxLength: 8}), (body, cuts) => {
			const text = new GrowingText();
			const at = [0, ...cuts.map(cut => Math.min(cut, body.length)), body.length].sort((a, b) => a - b);
			for (let piece = 1; piece < at.length; piece++) text.add(body.subarray(at[piece - 1], at[piece]));
			expect(text.whole()).toBe(new TextDecoder().decode(body));
		}),
		{numRuns: often(300)},
	);
});

test('a long text is whole', () => {
	const text = new GrowingText();
	const piece = `${'0123456789'.repeat(6553)}€`;
	const bytes = new TextEncoder().encode(piece.repeat(40));
	for (let at = 0; at < bytes.length; at += 65_536) text.add(bytes.subarray(at, at + 65_536));
	expect(text.whole()).toBe(piece.repeat(40));
});
