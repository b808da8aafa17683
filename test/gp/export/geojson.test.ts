import {check} from '@placemarkio/check-geojson';
import fc from 'fast-check';
import type {FeatureCollection, Geometry, Polygon} from 'geojson';
import {describe, expect, test, vi} from 'vitest';
import type {ExportedSet} from '../../../source/gp/export/exported.ts';
import {becameNull, geojsonFile, trueCurves, unknownReference, withoutM} from '../../../source/gp/export/geojson.ts';
import {doubleArea} from '../../../source/gp/export/ring-nesting.ts';
import {arcgisToGeoJSON} from '../../../source/gp/export/terraformer.ts';
import {isJsonObject} from '../../../source/gp/json.ts';
import {readRecordSet} from '../../../source/gp/record-set.ts';
import type {SafeText} from '../../../source/text/safe-text.ts';
import {bodies, bodyText} from '../../fixtures/bodies.ts';
import {often} from '../../often.ts';
import {anySet, hole, setOf, square, written} from './record-sets.ts';

/** What the file says, after a validator that is not ours has found nothing in it. */
function collectionOf(set: ExportedSet): FeatureCollection {
	return check(written(geojsonFile(set)).text) as FeatureCollection;
}

function geometryOf(geometry: unknown, wkid = 4326): Geometry | null | undefined {
	return collectionOf(setOf({records: [{geometry}], wkid})).features[0]?.geometry;
}

describe('geometry', () => {
	test.each<[what: string, geometry: Record<string, unknown>]>([
		['a point', {x: -104.36, y: 34.657}],
		['a point with z', {x: -104.36, y: 34.657, z: 10}],
		[
			'points',
			{
				points: [
					[1, 2],
					[3, 4],
				],
			},
		],
		[
			'a line',
			{
				paths: [
					[
						[1, 2],
						[3, 4],
					],
				],
			},
		],
		[
			'lines',
			{
				paths: [
					[
						[1, 2],
						[3, 4],
					],
					[
						[5, 6, 7],
						[8, 9, 10],
					],
				],
			},
		],
		['a polygon', {rings: [square(0, 0, 1, 1)]}],
		['a polygon with a hole', {rings: [square(0, 0, 10, 10), hole(1, 1, 2, 2)]}],
		['a hole that comes first', {rings: [hole(1, 1, 2, 2), square(0, 0, 10, 10)]}],
		[
			'two polygons, one with two holes',
			{rings: [square(0, 0, 10, 10), square(20, 0, 30, 10), hole(1, 1, 2, 2), hole(4, 4, 5, 5)]},
		],
		['a hole without a polygon', {rings: [hole(0, 0, 1, 1)]}],
		['an open ring', {rings: [square(0, 0, 1, 1).slice(0, -1)]}],
	])('%s is what Terraformer makes of it', (_, geometry) => {
		const theirs = arcgisToGeoJSON(geometry);
		const ours = geometryOf(geometry);
		expect(sorted(ours)).toEqual(sorted(theirs));
	});

	test('an envelope is its polygon, right-handed', () => {
		const polygon = geometryOf({xmin: 0, ymin: 0, xmax: 2, ymax: 1}) as Polygon;
		expect(polygon.type).toBe('Polygon');
		expect(doubleArea(polygon.coordinates[0] ?? [])).toBe(4);
	});

	test('an island in a lake keeps its pond, which Terraformer assigns to the mainland', () => {
		const rings = [square(4, 4, 6, 6), square(0, 0, 10, 10), hole(3, 3, 7, 7), hole(4.5, 4.5, 5.5, 5.5)];
		expect(geometryOf({rings})).toEqual({
			type: 'MultiPolygon',
			coordinates: [
				[square(4, 4, 6, 6).toReversed(), hole(4.5, 4.5, 5.5, 5.5).toReversed()],
				[square(0, 0, 10, 10).toReversed(), hole(3, 3, 7, 7).toReversed()],
			],
		});
	});

	test('Web Mercator becomes longitude and latitude', () => {
		const {coordinates} = geometryOf({x: -11_169_055.58, y: 2_800_000, z: 7}, 102_100) as {coordinates: number[]};
		expect(coordinates[0]).toBeCloseTo(-100.333_333_3, 6);
		expect(coordinates[1]).toBeCloseTo(24.381_786_9, 6);
		expect(coordinates[2]).toBe(7);
	});

	test('M is left out, and a note says so', () => {
		const file = geojsonFile(setOf({records: [{geometry: {points: [[1, 2, 3, 4]]}}]}));
		expect(JSON.parse(written(file).text)).toMatchObject({features: [{geometry: {coordinates: [[1, 2, 3]]}}]});
		expect(written(file).notes).toEqual([withoutM]);
	});

	test('a geometry without coordinates is null; an unreadable one is null and counted', () => {
		const geometries = [
			null,
			{},
			{rings: []},
			{x: null, y: null},
			{x: 'NaN', y: 1},
			{
				paths: [
					[
						[0, 0],
						[1, 'NaN'],
					],
				],
			},
		];
		const file = geojsonFile(setOf({records: geometries.map(geometry => ({geometry}))}));
		const {text, notes} = written(file);
		expect((check(text) as FeatureCollection).features.map(({geometry}) => geometry)).toEqual(
			geometries.map(() => null),
		);
		expect(notes).toEqual([becameNull(2)]);
	});

	test('nothing is written to the console, even if a geometry has a spatial reference', () => {
		const warn = vi.spyOn(console, 'warn');
		geometryOf({x: 1, y: 2, spatialReference: {wkid: 102_100}});
		expect(warn).not.toHaveBeenCalled();
		warn.mockRestore();
	});

	test('a geometry with a reference of its own is reprojected from that', () => {
		expect(geometryOf({x: 0, y: 0, spatialReference: {wkid: 102_100, latestWkid: 3857}})).toMatchObject({
			coordinates: [0, 0],
		});
		const own = setOf({records: [{geometry: {x: 1, y: 2, spatialReference: {wkid: 2193}}}]});
		expect(geojsonFile(own)).toMatchObject({ok: false});
	});

	test('positions beyond the date line are kept, with a note', () => {
		const {text, notes} = written(
			geojsonFile(
				setOf({
					records: [
						{
							geometry: {
								paths: [
									[
										[179, 0],
										[181, 0],
									],
								],
							},
						},
					],
				}),
			),
		);
		expect(JSON.parse(text)).toMatchObject({
			features: [
				{
					geometry: {
						coordinates: [
							[179, 0],
							[181, 0],
						],
					},
				},
			],
		});
		expect(notes).toHaveLength(1);
	});
});

describe('refusals', () => {
	test.each<[sentence: SafeText, wkid: number | null, geometry: unknown]>([
		// Without definitions only two references are known.
		[unknownReference({wkid: 2193, wkt: null, vcsWkid: null}), 2193, {x: 1, y: 2}],
		[unknownReference(undefined), null, {x: 1, y: 2}],
		[
			trueCurves,
			4326,
			{
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
			},
		],
		[
			trueCurves,
			3857,
			{
				curvePaths: [
					[
						[0, 0],
						{
							b: [
								[1, 1],
								[2, 0],
								[3, 0],
							],
						},
					],
				],
			},
		],
	])('%s', (sentence, wkid, geometry) => {
		const file = geojsonFile(setOf({wkid, records: [{geometry: null}, {geometry}]}));
		expect(file).toEqual({ok: false, sentence});
	});

	test('records without geometries need no spatial reference', () => {
		expect(collectionOf(setOf({wkid: null, records: [{attributes: {a: 1}}]})).features).toHaveLength(1);
	});
});

describe('properties', () => {
	const fields = [
		['OBJECTID', 'esriFieldTypeOID'],
		['when', 'esriFieldTypeDate'],
	] as const;

	test.each<[attribute: unknown, property: unknown]>([
		[229_564_800_000, '1977-04-11T00:00:00.000Z'],
		[-1, '1969-12-31T23:59:59.999Z'],
		[9e15, 9e15],
		['8/2/2020', '8/2/2020'],
		[null, null],
	])('the date %j is written %j', (when, property) => {
		expect(collectionOf(setOf({fields, records: [{attributes: {when}}]})).features[0]?.properties).toEqual({
			when: property,
		});
	});

	test.each([
		[1, 1],
		[9_007_199_254_740_991, 9_007_199_254_740_991],
		['{A-1}', '{A-1}'],
		['', undefined],
		[null, undefined],
		[true, undefined],
	])('the object id %j makes the id %j', (OBJECTID, id) => {
		expect(collectionOf(setOf({fields, records: [{attributes: {OBJECTID}}]})).features[0]?.id).toBe(id);
	});

	test('the types of fields are included', () => {
		expect(JSON.parse(written(geojsonFile(setOf({fields}))).text).fields).toEqual([
			{name: 'OBJECTID', alias: 'OBJECTID', type: 'esriFieldTypeOID'},
			{name: 'when', alias: 'when', type: 'esriFieldTypeDate'},
		]);
	});

	test('digits, control characters, secrets, and names that are dangerous to objects', () => {
		const attributes = JSON.parse(
			'{"__proto__":{"polluted":1},"constructor":"c","pi":3.141592653589793,"esc":"\\u001b[31mred\\u202e","u":"http://h/?token=abc"}',
		) as Record<string, unknown>;
		const {text} = written(geojsonFile(setOf({records: [{attributes}]})));
		expect(text).toContain(
			'"properties":{"__proto__":{"polluted":1},"constructor":"c","pi":3.141592653589793,"esc":"\\u001b[31mred\\u202e","u":"http://h/?token=•••"}',
		);
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	});

	test('a value nested a hundred thousand levels deep becomes null', () => {
		const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
		expect(collectionOf(setOf({records: [{attributes: {deep}}]})).features[0]?.properties).toEqual({deep: null});
	});
});

test('the bounding box of all features is included, in three dimensions if there is z', () => {
	const box = (...geometries: unknown[]) =>
		collectionOf(setOf({records: geometries.map(geometry => ({geometry}))})).bbox;
	expect(box()).toBeUndefined();
	expect(box({x: 1, y: 2}, {x: -3, y: 4})).toEqual([-3, 2, 1, 4]);
	expect(box({x: 1, y: 2, z: 5}, {x: -3, y: 4, z: 6})).toEqual([-3, 2, 5, 1, 4, 6]);
});

test('any set gives valid GeoJSON with right-handed rings, or is refused; it never throws', () => {
	fc.assert(
		fc.property(anySet, set => {
			const file = geojsonFile(set);
			if (!file.ok) return file.sentence.length > 0;
			const collection = check([...file.chunks].join('')) as FeatureCollection;
			expect(collection.features).toHaveLength(set.records.length);
			for (const {geometry} of collection.features) {
				for (const [outer = [], ...holes] of polygonsOf(geometry)) {
					expect(doubleArea(outer)).toBeGreaterThanOrEqual(-rounding(outer));
					for (const ring of holes) expect(doubleArea(ring)).toBeLessThanOrEqual(rounding(ring));
				}
			}

			return true;
		}),
		{numRuns: often(3000)},
	);
});

test('each property is read back as the original attribute', () => {
	fc.assert(
		fc.property(
			fc.dictionary(
				fc.string({unit: 'binary'}),
				fc.oneof(fc.double({noNaN: true, noDefaultInfinity: true}), fc.boolean()),
			),
			attributes => {
				const {text} = written(geojsonFile(setOf({records: [{attributes}]})));
				const {properties} = JSON.parse(text).features[0] as {properties: Record<string, unknown>};
				expect(Object.entries(properties)).toEqual(Object.entries(JSON.parse(JSON.stringify(attributes))));
			},
		),
		{numRuns: often(1000)},
	);
});

describe('bodies as servers send them', () => {
	const sets = bodies.flatMap(({file}) => {
		const body: unknown = file.endsWith('.json') ? JSON.parse(bodyText(file)) : undefined;
		const value = isJsonObject(body) && 'value' in body ? body.value : body;
		const set = readRecordSet(value);
		const isCurved = set?.records.some(({geometry}) => isJsonObject(geometry) && 'curveRings' in geometry);
		if (!set || isCurved) return [];
		// The judge knows no sets inside other members.
		const {featureSet, FeatureSet} = isJsonObject(value) ? value : {};
		const wire = featureSet ?? (Array.isArray(FeatureSet) ? FeatureSet[0] : value);
		// In one reference both: what Terraformer does with others is not in question.
		return [{file, set: {...set, wkid: 4326}, wire: {...(wire as object), spatialReference: undefined}}];
	});

	test.each(sets)('$file: geometries as Terraformer has them', ({set, wire}) => {
		const theirs = arcgisToGeoJSON(wire) as unknown as FeatureCollection;
		const ours = collectionOf(set);
		// No coordinates at all are as good as no geometry (RFC 7946 §3.1), which readers take more kindly.
		const located = theirs.features.map(({geometry}) =>
			geometry && 'coordinates' in geometry && geometry.coordinates.length > 0 ? geometry : null,
		);
		expect(ours.features.map(({geometry}) => geometry)).toEqual(located);
	});

	test('there are some of each kind', () => {
		const kinds = sets.flatMap(({set: {records}}) => records.map(({geometry}) => Object.keys(geometry ?? {})[0]));
		expect(new Set(kinds)).toEqual(new Set(['x', 'paths', 'rings', undefined]));
	});
});

function polygonsOf(geometry: Geometry | null): ReadonlyArray<ReadonlyArray<readonly number[][]>> {
	if (geometry?.type === 'Polygon') return [geometry.coordinates];
	return geometry?.type === 'MultiPolygon' ? geometry.coordinates : [];
}

/** Which way a ring runs that is next to nothing but a line, no arithmetic says. */
function rounding(ring: readonly number[][]): number {
	const sizes = [0, 1].map(axis => {
		const values = ring.map(position => position[axis] ?? 0);
		return Math.max(...values) - Math.min(...values);
	});
	return 1e-9 * (sizes[0] ?? 0) * (sizes[1] ?? 0);
}

/** The order of the holes of a polygon, and of polygons, says nothing. */
function sorted(geometry: Geometry | null | undefined): unknown {
	const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
	if (geometry?.type === 'MultiPolygon') {
		return {
			type: geometry.type,
			coordinates: geometry.coordinates.map(rings => rings.toSorted(byText)).toSorted(byText),
		};
	}

	return geometry?.type === 'Polygon'
		? {type: geometry.type, coordinates: geometry.coordinates.toSorted(byText)}
		: geometry;
}
