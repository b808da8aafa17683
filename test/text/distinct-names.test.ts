import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {displayWidth, ellipsisOf} from '../../source/text/display-width.ts';
import {shortenApart} from '../../source/text/distinct-names.ts';
import {safeText} from '../../source/text/safe-text.ts';
import {often} from '../often.ts';

const ellipsis = ellipsisOf(false);

function shortened(names: readonly string[], width: number): readonly string[] {
	return shortenApart(names.map(safeText), width, ellipsis);
}

describe('names that are shown together are cut where they are equal', () => {
	test.each<[string, number, readonly string[], readonly string[]]>([
		['names that fit stay whole', 12, ['roads', 'parcels'], ['roads', 'parcels']],
		['names that differ in front are cut behind', 8, ['Hochwasser HQ100', 'Orthofotos 2026'], ['Hochwas…', 'Orthofo…']],
		[
			'numbers at the end',
			14,
			['exportalladdre-12', 'exportalladdre-18', 'exportalladdre-24'],
			['exportalla…-12', 'exportalla…-18', 'exportalla…-24'],
		],
		[
			'a label with several parts',
			14,
			[1, 2, 3, 4, 5, 6].map(part => `flood-2026-region-north-part-${part}`),
			[1, 2, 3, 4, 5, 6].map(part => `flood-2026-…-${part}`),
		],
		[
			'jobs without a label keep the end of their id',
			20,
			['ALKIS_Fortfuehrung_Nachtlauf ·ff24', 'ALKIS_Fortfuehrung_Nachtlauf ·01b8', 'Calculate911CallHotSpots ·2529'],
			['ALKIS_Fortfue… ·ff24', 'ALKIS_Fortfue… ·01b8', 'Calculate911C… ·2529'],
		],
		[
			'hosts that differ before a long end',
			20,
			['gisprod-ags01.intern.landkreis.de', 'gisprod-ags02.intern.landkreis.de'],
			['gisprod-ags01.inter…', 'gisprod-ags02.inter…'],
		],
		[
			'hosts that differ behind a long beginning',
			16,
			['geodatenserver-ags01.landkreis-rheinaue.de', 'geodatenserver-ags02.landkreis-rheinaue.de'],
			['geoda…ags01.lan…', 'geoda…ags02.lan…'],
		],
		['equal names are equal', 5, ['abcdefgh', 'abcdefgh'], ['abcd…', 'abcd…']],
		['names of one letter, of different lengths', 5, ['aaaaaaa', 'aaaaaaaa'], ['aaaa…', 'aaa…a']],
		['wide characters are not halved', 6, ['漢字漢字一', '漢字漢字二'], ['漢…一', '漢…二']],
		['two cells show the one character that differs', 2, ['part-1-of-2', 'part-2-of-2'], ['…1', '…2']],
		['no width', 0, ['abc'], ['']],
	])('%s', (_, width, names, expected) => {
		expect(shortened(names, width)).toEqual(expected);
	});

	test('production and test differ in the middle', () => {
		const [prod = '', trial = ''] = shortened(['arcgis-prod-utilities-main', 'arcgis-test-utilities-main'], 16);
		expect(prod).toContain('prod');
		expect(trial).toContain('test');
	});
});

/** Names with much in common: what operators call the runs of one job. */
const part = fc.constantFrom(
	'flood',
	'2026',
	'north',
	'part',
	'prod',
	'test',
	'字',
	'漢字',
	'é',
	'👩‍👩‍👧‍👦',
	'…',
	'0',
	'1',
	'12',
	'a',
	'aa',
);
const likeNames = fc
	.array(
		fc.array(part, {minLength: 1, maxLength: 7}).map(parts => parts.join('-')),
		{minLength: 2, maxLength: 8},
	)
	.map(names => [...new Set(names)]);
const anyNames = fc.array(fc.string({unit: 'grapheme', maxLength: 30}), {minLength: 2, maxLength: 8});

describe('whatever the names', () => {
	test('two different names never look the same if there is room for one different character', () => {
		fc.assert(
			fc.property(likeNames, fc.integer({min: 3, max: 24}), (names, width) => {
				const [one = '', other = ''] = names;
				if (names.length < 2) return;
				const [a = '', b = ''] = shortened([one, other], width);
				expect(a.trimEnd()).not.toBe(b.trimEnd());
			}),
			{numRuns: often(5000)},
		);
	});

	test('several names that differ in one place look different if it has room', () => {
		fc.assert(
			fc.property(
				fc.array(part, {maxLength: 6}),
				fc.array(part, {maxLength: 6}),
				fc.uniqueArray(fc.constantFrom(...'123456789字漢'), {minLength: 2, maxLength: 9}),
				fc.integer({min: 4, max: 24}),
				(before, after, differing, width) => {
					const names = differing.map(one => `${before.join('-')}-${one}-${after.join('-')}`);
					expect(new Set(shortened(names, width)).size).toBe(names.length);
				},
			),
			{numRuns: often(3000)},
		);
	});

	test('no name is wider than allowed', () => {
		fc.assert(
			fc.property(fc.oneof(likeNames, anyNames), fc.integer({min: 0, max: 24}), (names, width) => {
				for (const short of shortened(names, width)) expect(displayWidth(short)).toBeLessThanOrEqual(width);
			}),
			{numRuns: often(3000)},
		);
	});

	test('the order of the names changes nothing', () => {
		fc.assert(
			fc.property(likeNames, fc.integer({min: 2, max: 24}), (names, width) => {
				expect(shortened(names.toReversed(), width).toReversed()).toEqual(shortened(names, width));
			}),
			{numRuns: often(1000)},
		);
	});
});
