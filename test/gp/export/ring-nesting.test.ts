import {expect, test} from 'vitest';
import {doubleArea, ringGroups} from '../../../source/gp/export/ring-nesting.ts';
import {hole, square} from './record-sets.ts';

const mainland = square(0, 0, 10, 10);
const lake = hole(3, 3, 7, 7);
const island = square(4, 4, 6, 6);
const pond = hole(4.5, 4.5, 5.5, 5.5);

test.each([
	['as they lie', [mainland, lake, island, pond]],
	['the other way round', [pond, island, lake, mainland]],
	['the island first', [island, mainland, pond, lake]],
])('a pond belongs to its island, not to the mainland (%s)', (_, rings) => {
	const groups = ringGroups(rings);
	expect(groups).toHaveLength(2);
	expect(groups).toContainEqual([mainland, lake]);
	expect(groups).toContainEqual([island, pond]);
});

test('a hole that touches its ring is not assigned to a neighbour that it also touches', () => {
	const a = square(0, 0, 10, 10);
	const b = square(10, 10, 20, 20);
	const corner = [
		[10, 10],
		[8, 8],
		[9, 7],
		[10, 10],
	].toReversed();
	const touching = doubleArea(corner) > 0 ? corner : corner.toReversed();
	expect(ringGroups([a, b, touching])).toEqual([[a, touching], [b]]);
});

test('a hole in no ring is a polygon by itself', () => {
	const far = hole(50, 50, 60, 60);
	expect(ringGroups([mainland, far])).toEqual([[mainland], [far]]);
	expect(ringGroups([far])).toEqual([[far]]);
});

test('without holes each ring is a polygon', () => {
	expect(ringGroups([island, mainland])).toEqual([[island], [mainland]]);
});

test('a small ring far from the origin keeps its direction', () => {
	const [x, y] = [13_000_000, 6_000_000];
	expect(doubleArea(square(x, y, x + 1e-4, y + 1e-4))).toBeLessThan(0);
	expect(doubleArea(hole(x, y, x + 1e-4, y + 1e-4))).toBeGreaterThan(0);
});

test('a ring that exceeds the precision of numbers keeps its direction', () => {
	const most = Number.MAX_VALUE;
	expect(doubleArea(square(-most, -most, most, most))).toBeLessThan(0);
	expect(doubleArea(hole(-1e200, 0, 1e200, 1e200))).toBeGreaterThan(0);
});

test('a hole in the notch of a ring is not in that ring, although it is in its bounding box', () => {
	// A horseshoe that is open to the right, within a mainland.
	const horseshoe = [
		[2, 2],
		[2, 8],
		[8, 8],
		[8, 7],
		[3, 7],
		[3, 3],
		[8, 3],
		[8, 2],
		[2, 2],
	];
	const turned = doubleArea(horseshoe) < 0 ? horseshoe : horseshoe.toReversed();
	const inNotch = hole(5, 4, 7, 6);
	const inBend = hole(2.2, 4, 2.8, 6);
	const groups = ringGroups([mainland, turned, inNotch, inBend]);
	expect(groups).toContainEqual([mainland, inNotch]);
	expect(groups).toContainEqual([turned, inBend]);
});

test('a hole inside the bounding boxes of two rings belongs to the smaller one', () => {
	const triangle = (size: number) => {
		const corners = [
			[0, 0],
			[0, size],
			[size, 0],
			[0, 0],
		];
		return doubleArea(corners) < 0 ? corners : corners.toReversed();
	};
	const [small, large] = [triangle(10), triangle(12)];
	const outside = hole(8, 8, 9, 9);
	const groups = ringGroups([large, small, outside]);
	expect(groups).toContainEqual([small, outside]);
	expect(groups).toContainEqual([large]);
});

test('a hole in the corner of a box lies in the ring around it, not in the diamond of that box', () => {
	const diamond = [
		[90, 100],
		[100, 110],
		[110, 100],
		[100, 90],
		[90, 100],
	];
	const around = square(80, 80, 120, 120);
	const inDiamond = hole(98, 98, 102, 102);
	for (const [x, y] of [
		[91, 91],
		[91, 107],
		[107, 91],
		[107, 107],
	] as const) {
		const inCorner = hole(x, y, x + 2, y + 2);
		const groups = ringGroups([diamond, around, inCorner, inDiamond]);
		expect(groups).toContainEqual([diamond, inDiamond]);
		expect(groups).toContainEqual([around, inCorner]);
	}
});
