import fc from 'fast-check';
import {expect, test} from 'vitest';
import {lineStore} from '../../../../source/ui/panes/map/line-store.ts';
import {pointStore} from '../../../../source/ui/panes/map/point-store.ts';
import {shapesOf} from '../../../../source/ui/panes/map/shapes.ts';
import {anyGeometry, square} from '../../../gp/export/record-sets.ts';
import {often} from '../../../often.ts';

test('records are counted by what can be drawn of them', () => {
	const geometries = [
		{x: 1, y: 2},
		null,
		{},
		{rings: []},
		{x: 'NaN', y: 1},
		7,
		{
			paths: [
				[
					[0, 0],
					['NaN', 1],
				],
			],
		},
	];
	const {drawn, empty, unusable} = shapesOf({records: geometries.map(geometry => ({attributes: {}, geometry}))});
	expect({drawn, empty, unusable}).toEqual({drawn: 2, empty: 3, unusable: 2});
});

test.each([
	['a number', 7],
	['a text', '1 2'],
	['nothing', null],
	['an object', {x: 1, y: 2}],
	['a curve without an end', {c: []}],
	['an empty list', []],
])('where a position should be, %s is left out of a line', (_, item) => {
	const paths = [[[0, 0], item, [2, 3]]]; // biome-ignore format: one path
	const {drawn, unusable, lines} = shapesOf({records: [{attributes: {}, geometry: {paths}}]});
	expect({drawn, unusable, xy: [...lines.xy]}).toEqual({drawn: 1, unusable: 0, xy: [0, 0, 2, 3]});
	expect(shapesOf({records: [{attributes: {}, geometry: {paths: [[item]]}}]}).unusable).toBe(1);
});

test('rings are closed', () => {
	const ring = square(0, 0, 1, 1).slice(0, -1);
	const {lines} = shapesOf({records: [{attributes: {}, geometry: {rings: [ring]}}]});
	expect([...lines.xy]).toEqual(square(0, 0, 1, 1).flat());
	expect([...lines.boxes]).toEqual([0, 0, 1, 1]);
});

test('lines of too many positions are kept in bounded memory, from end to end', () => {
	const position = fc.tuple(fc.integer({min: -50, max: 50}), fc.integer({min: -50, max: 50}));
	fc.assert(
		fc.property(fc.array(fc.array(position, {minLength: 1, maxLength: 40}), {maxLength: 20}), parts => {
			const store = lineStore(32);
			for (const [record, part] of parts.entries()) {
				store.begin(record, record % 2 === 0);
				for (const [x, y] of part) store.add(x, y);
			}

			const {xy, starts, records, areRings, boxes, isThinned} = store.done();
			expect(xy.length).toBeLessThanOrEqual(64);
			expect(starts).toHaveLength(records.length + 1);
			expect(boxes).toHaveLength(4 * records.length);
			expect([...areRings]).toEqual(Array.from(records, record => 1 - (record % 2)));
			expect([...starts]).toEqual([...starts].toSorted((a, b) => a - b));
			expect([...records]).toEqual([...new Set(records)].toSorted((a, b) => a - b));
			for (const [index, record] of records.entries()) {
				const part = parts[record] ?? [];
				const [from = 0, to = 0] = starts.slice(index, index + 2);
				expect([...xy.slice(2 * from, 2 * from + 2)]).toEqual(part[0]);
				expect([...xy.slice(2 * to - 2, 2 * to)]).toEqual(part.at(-1));
			}

			if (!isThinned) expect([...xy]).toEqual(parts.flat(2));
		}),
		{numRuns: often(2000)},
	);
});

test('of lines that run straight along an axis, positions between their ends go before a whole line does', () => {
	for (const isUpright of [false, true]) {
		const store = lineStore(32);
		for (let record = 0; record < 4; record++) {
			store.begin(record, false);
			for (let along = 0; along < 20; along++) store.add(isUpright ? 0 : along, isUpright ? along : 0);
		}

		const {records, boxes, isThinned} = store.done();
		expect([...records]).toEqual([0, 1, 2, 3]);
		expect([...boxes.slice(0, 4)]).toEqual(isUpright ? [0, 0, 0, 19] : [0, 0, 19, 0]);
		expect(isThinned).toBe(true);
	}
});

test('the removed positions of a line do not depend on its place on the map', () => {
	const kept = (away: number) => {
		const store = lineStore(32);
		store.begin(0, false);
		for (let along = 0; along < 100; along++) store.add(away + along, (along * 7) % 50);
		const {xy} = store.done();
		return Array.from(xy, (value, index) => (index % 2 === 0 ? value - away : value));
	};
	expect(kept(2 ** 20)).toEqual(kept(0));
	expect(kept(-(2 ** 20))).toEqual(kept(0));
});

test('points too', () => {
	const store = pointStore(100);
	for (let index = 0; index < 10_000; index++) store.add(index, -index);
	const {xy, isThinned} = store.done();
	expect(xy.length).toBeLessThanOrEqual(2 * 100);
	expect(xy.length).toBeGreaterThan(2 * 40);
	expect(isThinned).toBe(true);
	const places = Array.from({length: xy.length / 2}, (_, at) => xy[2 * at] as number);
	for (const [at, place] of places.entries()) expect(xy[2 * at + 1]).toBe(-place);
	expect(places).toEqual([...new Set(places)].toSorted((one, other) => one - other));
});

test('any JSON makes shapes', () => {
	fc.assert(
		fc.property(fc.array(fc.oneof(anyGeometry, fc.jsonValue()), {maxLength: 8}), geometries => {
			const {drawn, empty, unusable, extent} = shapesOf({
				records: geometries.map(geometry => ({attributes: {}, geometry})),
			});
			expect(drawn + empty + unusable).toBe(geometries.length);
			expect(extent === null).toBe(drawn === 0);
			for (const side of Object.values(extent ?? {})) expect(Math.abs(side)).toBeLessThanOrEqual(1e12);
		}),
		{numRuns: often(2000)},
	);
});
