import fc from 'fast-check';
import type {Exported, ExportedSet, Refused} from '../../../source/gp/export/exported.ts';
import type {GeometryType} from '../../../source/gp/record-set.ts';
import {serverText} from '../../../source/text/safe-text.ts';

type Given = {
	readonly fields?: ReadonlyArray<readonly [name: string, type?: string]>;
	readonly records?: ReadonlyArray<{readonly attributes?: Record<string, unknown>; readonly geometry?: unknown}>;
	readonly wkid?: number | null;
	readonly geometryType?: GeometryType | null;
	readonly hasZ?: boolean | undefined;
	readonly hasM?: boolean | undefined;
	readonly hasExceededLimit?: boolean;
};

export function setOf(given: Given): ExportedSet {
	const {fields = [], records = [], wkid = 4326, geometryType = null, hasExceededLimit = false} = given;
	return {
		fields: fields.map(([name, type = '']) => ({name: serverText(name), alias: serverText(name), type})),
		records: records.map(({attributes = {}, geometry = null}) => ({attributes, geometry})),
		geometryType,
		wkid,
		wkt: null,
		hasExceededLimit,
		hasZ: given.hasZ,
		hasM: given.hasM,
	};
}

/** The whole file and its notes; throws where it was refused. */
export function written(file: Exported | Refused): {readonly text: string; readonly notes: readonly string[]} {
	if (!file.ok) throw new Error(file.sentence);
	return {text: [...file.chunks].join(''), notes: file.notes()};
}

/** A square, clockwise as ArcGIS has outer rings. */
export function square(xmin: number, ymin: number, xmax: number, ymax: number): number[][] {
	return [
		[xmin, ymin],
		[xmin, ymax],
		[xmax, ymax],
		[xmax, ymin],
		[xmin, ymin],
	];
}

/** The same counterclockwise: a hole. */
export function hole(xmin: number, ymin: number, xmax: number, ymax: number): number[][] {
	return square(xmin, ymin, xmax, ymax).toReversed();
}

const ordinate = fc.oneof(
	{weight: 20, arbitrary: fc.integer({min: -20, max: 20})},
	{weight: 20, arbitrary: fc.double({min: -3e7, max: 3e7, noNaN: true})},
	{weight: 1, arbitrary: fc.double()},
	{weight: 1, arbitrary: fc.constantFrom('NaN', null, {})},
);

const positions = fc.array(fc.array(ordinate, {minLength: 2, maxLength: 4}), {maxLength: 12});
const own = {
	hasZ: fc.option(fc.boolean(), {nil: undefined}),
	hasM: fc.option(fc.boolean(), {nil: undefined}),
};

/** Geometries as servers send them, and as none should. */
export const anyGeometry: fc.Arbitrary<unknown> = fc.oneof(
	{weight: 3, arbitrary: fc.record({x: ordinate, y: ordinate, z: ordinate, m: ordinate}, {requiredKeys: ['x', 'y']})},
	{weight: 3, arbitrary: fc.record({points: positions, ...own})},
	{weight: 3, arbitrary: fc.record({paths: fc.array(positions, {maxLength: 4}), ...own})},
	{weight: 6, arbitrary: fc.record({rings: fc.array(positions, {maxLength: 6}), ...own})},
	{weight: 3, arbitrary: fc.record({rings: squares()})},
	{weight: 2, arbitrary: fc.record({xmin: ordinate, ymin: ordinate, xmax: ordinate, ymax: ordinate})},
	{weight: 1, arbitrary: fc.jsonValue()},
	{weight: 1, arbitrary: fc.constantFrom(null, {}, {rings: []}, {paths: [[]]}, {points: [null]}, {rings: [null]})},
);

/** Rings that lie in one another, touch and cross. */
function squares(): fc.Arbitrary<number[][][]> {
	const corner = fc.integer({min: -10, max: 10});
	const side = fc.integer({min: 0, max: 10});
	const ring = fc
		.tuple(corner, corner, side, side, fc.boolean())
		.map(([x, y, w, h, isHole]) => (isHole ? hole : square)(x, y, x + w, y + h));
	return fc.array(ring, {maxLength: 8});
}

const name = fc.oneof(
	fc.constantFrom('OBJECTID', '__proto__', 'constructor', 'x', 'date'),
	fc.string({unit: 'binary'}),
);
const type = fc.constantFrom('', 'esriFieldTypeOID', 'esriFieldTypeDate', 'esriFieldTypeString', 'esriFieldTypeDouble');
const attribute = fc.oneof(fc.string({unit: 'binary'}), fc.double(), fc.integer(), fc.boolean(), fc.jsonValue());

export const anySet: fc.Arbitrary<ExportedSet> = fc
	.record({
		fields: fc.uniqueArray(fc.tuple(name, type), {maxLength: 5, selector: ([name]) => name}),
		rows: fc.array(fc.record({values: fc.array(attribute, {maxLength: 6}), geometry: anyGeometry}), {maxLength: 6}),
		wkid: fc.constantFrom(4326, 4979, 3857, 102_100, 102_113, 900_913),
		...own,
	})
	.map(({rows, ...given}) => {
		const names = [...given.fields.map(([name]) => name), 'extra'];
		// Own members, `__proto__` too, as JSON.parse makes them.
		const attributesOf = (values: readonly unknown[]) =>
			Object.fromEntries(values.flatMap((value, index) => (names[index] === undefined ? [] : [[names[index], value]])));
		return setOf({
			...given,
			records: rows.map(({values, geometry}) => ({attributes: attributesOf(values), geometry})),
		});
	});

/** As many squares, each with attributes; in Web Mercator. */
export function manySquares(count: number): ExportedSet {
	return setOf({
		wkid: 3857,
		geometryType: 'polygon',
		fields: [
			['OBJECTID', 'esriFieldTypeOID'],
			['name', 'esriFieldTypeString'],
			['made', 'esriFieldTypeDate'],
			['area', 'esriFieldTypeDouble'],
		],
		records: Array.from({length: count}, (_, index) => {
			const x = (index % 400) * 30;
			const y = Math.floor(index / 400) * 30;
			return {
				attributes: {OBJECTID: index, name: `parcel ${index}`, made: 1_700_000_000_000 + index, area: index / 7},
				geometry: {rings: [square(x, y, x + 20, y + 20)]},
			};
		}),
	});
}

/** As many points, strewn over Europe in Web Mercator. */
export function manyPoints(count: number): ExportedSet {
	return setOf({
		wkid: 3857,
		geometryType: 'point',
		fields: [['OBJECTID', 'esriFieldTypeOID']],
		records: Array.from({length: count}, (_, index) => ({
			attributes: {OBJECTID: index},
			geometry: {x: ((index * 7919) % 1_000_003) * 3, y: 5e6 + ((index * 104_729) % 1_000_033) * 3},
		})),
	});
}
