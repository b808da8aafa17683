import fc from 'fast-check';
import {expect, test} from 'vitest';
import {didYouMean, meantThis} from '../../source/text/did-you-mean.ts';

const known = ['status', 'list', 'wait', 'messages', 'readOnly'];
const synonyms = new Map([['ls', 'list']]);

test.each([
	['statsu', 'status'],
	['lst', 'list'],
	['lits', 'list'],
	['wiat', 'wait'],
	['mesages', 'messages'],
	['readonly', 'readOnly'],
	['STATUS', 'status'],
	['ls', 'list'],
	['x', undefined],
	['', undefined],
	['something', undefined],
	// Two mistakes are a misspelling, three are another word; in a short word one is.
	['megsges', 'messages'],
	['megsgs', undefined],
	['lis', 'list'],
	['li', undefined],
	[`${'x'.repeat(38)}status`, undefined],
])('%s probably means %s', (word, meant) => {
	expect(didYouMean(word, known, synonyms)).toBe(meant === undefined ? '' : meantThis(meant));
});

test('whatever was typed, the hint is empty or names a known word', () => {
	const hints = ['', ...known.map(meantThis)];
	fc.assert(fc.property(fc.string({unit: 'grapheme'}), word => hints.includes(didYouMean(word, known))));
});
