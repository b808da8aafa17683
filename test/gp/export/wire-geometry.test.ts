import {expect, test} from 'vitest';
import {isCurved, readGeometry} from '../../../source/gp/export/wire-geometry.ts';

test.each<[what: string, json: unknown, kind: string]>([
	['null', null, 'none'],
	['nothing', undefined, 'none'],
	['an empty object', {}, 'none'],
	['nothing but a reference', {spatialReference: {wkid: 4326}}, 'none'],
	['an empty point', {x: null, y: null}, 'none'],
	['a polygon without rings', {rings: []}, 'none'],
	['a line of one empty path', {paths: [[]]}, 'none'],
	['no points', {points: []}, 'none'],
	['a point that is not a number', {x: 'NaN', y: 'NaN'}, 'unusable'],
	['a point without y', {x: 1}, 'unusable'],
	['an endless point', {x: Number.POSITIVE_INFINITY, y: 0}, 'unusable'],
	[
		'a ring with a corner that is not a number',
		{
			rings: [
				[
					[0, 0],
					[0, 1],
					['NaN', 1],
					[0, 0],
				],
			],
		},
		'unusable',
	],
	['a path that is no list', {paths: [7]}, 'unusable'],
	['a path of one position alone', {paths: [[[1, 2]]]}, 'unusable'],
	['another object', {centre: 1}, 'unusable'],
	['a text', 'POINT (1 2)', 'unusable'],
	['a list', [1, 2], 'unusable'],
	['a point', {x: 1, y: 2}, 'geometry'],
	['an envelope', {xmin: 0, ymin: 0, xmax: 1, ymax: 1}, 'geometry'],
])('%s, %j, is read as %s', (_, json, kind) => {
	expect(readGeometry(json, {}).kind).toBe(kind);
});

test.each<[what: string, json: Record<string, unknown>, set: {hasZ?: boolean; hasM?: boolean}, position: number[]]>([
	['three ordinates are z where nothing is said', {points: [[1, 2, 3]]}, {}, [1, 2, 3]],
	['four are z and m', {points: [[1, 2, 3, 4]]}, {}, [1, 2, 3]],
	['the third is m where the set has m alone', {points: [[1, 2, 3]]}, {hasM: true}, [1, 2]],
	['the third is m where the set has no z', {points: [[1, 2, 3]]}, {hasZ: false, hasM: true}, [1, 2]],
	['the geometry knows better than its set', {points: [[1, 2, 3]], hasZ: true}, {hasZ: false}, [1, 2, 3]],
	['z that is not a number is none', {points: [[1, 2, 'NaN', 4]]}, {hasZ: true}, [1, 2]],
])('%s', (_, json, set, position) => {
	expect(readGeometry(json, set)).toMatchObject({geometry: {points: [position]}});
});

test('rings are closed; those with too few positions are left out and counted', () => {
	const rings = [
		[
			[0, 0],
			[0, 1],
			[1, 1],
		],
		[
			[0, 0],
			[1, 1],
			[0, 0],
		],
	];
	expect(readGeometry({rings}, {})).toMatchObject({
		geometry: {
			rings: [
				[
					[0, 0],
					[0, 1],
					[1, 1],
					[0, 0],
				],
			],
		},
		dropped: 1,
	});
});

test('a ring that has z at one end only is closed with z', () => {
	const reading = readGeometry(
		{
			rings: [
				[
					[0, 0, 5],
					[0, 1],
					[1, 1],
					[0, 0],
				],
			],
		},
		{},
	);
	expect(reading).toMatchObject({
		geometry: {
			rings: [
				[
					[0, 0, 5],
					[0, 1],
					[1, 1],
					[0, 0, 5],
				],
			],
		},
	});
});

test('true curves are recognised', () => {
	expect(
		isCurved({
			curveRings: [
				[
					[0, 0],
					{
						c: [
							[1, 1],
							[2, 0],
						],
					},
				],
			],
		}),
	).toBe(true);
	expect(isCurved({curvePaths: []})).toBe(true);
	expect(isCurved({rings: []})).toBe(false);
	expect(isCurved(null)).toBe(false);
});
