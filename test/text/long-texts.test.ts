import {expect, test} from 'vitest';
import {cutMark, longestName, longestText} from '../../source/text/cut.ts';
import {withoutHidden} from '../../source/text/hidden-characters.ts';
import {forgetSecrets, knowSecret} from '../../source/text/known-secrets.ts';
import {maskSecrets} from '../../source/text/mask-secrets.ts';
import {serverName, serverText} from '../../source/text/safe-text.ts';
import {isThorough} from '../often.ts';

/** Enough for what is not linear in it to take minutes. */
const millions = isThorough ? 3_000_000 : 1_000_000;

test('a character keeps eight combining marks, however many were sent', () => {
	const {safe} = serverText(`a${'\u0301'.repeat(5000)}b${'\u0301'.repeat(20)}`, 'lines');
	expect(safe).toBe(`a${'\u0301'.repeat(8)}b${'\u0301'.repeat(8)}`);
});

test.each([0, 1000, 57_000, 57_343, 61_000, 65_500, 65_530, 65_536, 70_000, 200_000])(
	'a secret is masked wherever it stands in a long text: behind %d characters',
	before => {
		const words = 'word '.repeat(before / 5).padEnd(before);
		const masked = maskSecrets(`${words} token=hunter2secret and ${'more '.repeat(40_000)}`);
		expect(masked).toContain('token=•••');
		expect(masked).not.toContain('hunter2');
		expect(masked.length).toBeGreaterThan(200_000);
	},
);

test.each([3000, 5000, 9000, 70_000, 300_000])('a secret of %d characters shows no part of itself', length => {
	for (const before of [10, 56_000, 58_000, 62_000, 64_000]) {
		const masked = maskSecrets(
			`${'word '.repeat(before / 5)} token=${'Zq9'.repeat(length / 3)} ${'more '.repeat(30_000)}`,
		);
		expect(masked).not.toContain('Zq9');
	}
});

test('an escape that is not UTF-8 hides no name next to it', () => {
	expect(maskSecrets('%FF%74oken%3Dhunter2secret')).not.toContain('hunter2');
});

test.each(['safe', 'raw'] as const)('a text that was cut ends in how long it was: %s', part => {
	const sent = '\u202e'.repeat(2 * longestText);
	expect(serverText(sent)[part]?.endsWith(cutMark(sent.length))).toBe(true);
});

test('a secret that is cut in two is masked, too', () => {
	knowSecret('OWNTOKEN-abc_123.');
	for (const before of [longestText, longestName]) {
		const sent = `${'x'.repeat(before - 9)} OWNTOKEN-abc_123. ${'x'.repeat(1000)}`;
		for (const {safe} of [serverText(sent), serverName(sent)]) expect(safe).not.toContain('OWNTOK');
	}
	forgetSecrets();
});

test('millions of direction marks are removed from a file in one pass', () => {
	expect(withoutHidden(`a${'\u200e'.repeat(millions / 10)}b`)).toBe('ab');
	expect(withoutHidden(`${'\u05d0\u200f'.repeat(millions / 10)}`)).toHaveLength(millions / 5);
});
