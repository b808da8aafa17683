/** The forms in which servers send record sets, of which `record-set.ts` makes the same set. */
import {describe, expect, test} from 'vitest';
import {readValue} from '../../source/gp/parameter-value.ts';
import {
	hasGeometries,
	type RecordSet,
	readRecordSet,
	readRecordSets,
	withCodeName,
} from '../../source/gp/record-set.ts';

const point = {x: 1, y: 2};
const set = {
	geometryType: 'esriGeometryPoint',
	spatialReference: {wkid: 102_100, latestWkid: 3857},
	fields: [{name: 'N', type: 'esriFieldTypeInteger', alias: 'Number'}],
	features: [{attributes: {N: 7}, geometry: point}],
};
const {geometryType, spatialReference, fields, features} = set;

const outline = (read: RecordSet | undefined) =>
	read && {
		fields: read.fields.map(({name, alias}) => `${name.safe}: ${alias.safe}`),
		records: read.records,
		geometryType: read.geometryType,
		wkid: read.wkid,
	};

test.each<[form: string, json: unknown]>([
	['a feature set', set],
	['a collection', {layerDefinition: {}, featureSet: set}],
	['a collection without a layer definition', {featureSet: set}],
	['the layer says all', {layerDefinition: {geometryType, spatialReference, fields}, featureSet: {features}}],
	[
		'the extent of the layer has the reference',
		{layerDefinition: {geometryType, extent: {spatialReference}, fields}, featureSet: {features}},
	],
	['layers', {layers: [{layerDefinition: {fields}, featureSet: set}]}],
	['layers below featureCollection', {featureCollection: {layers: [{featureSet: set}], showLegend: true}}],
	['a list under FeatureSet', {FeatureSet: [set]}],
	['a list with one set', [set]],
	['without the type of geometry', {...set, geometryType: undefined}],
	['the type in another case', {...set, geometryType: 'ESRIGEOMETRYPOINT'}],
	[
		'each geometry has the reference',
		{fields, features: [{attributes: {N: 7}, geometry: {...point, spatialReference}}]},
	],
	['aliases beside the fields', {...set, fields: [{name: 'N'}], fieldAliases: {N: 'Number'}}],
	['aliases alone', {...set, fields: undefined, fieldAliases: {N: 'Number'}}],
	['a field in another case', {...set, fields: [{name: 'n', alias: 'Number'}]}],
	['a field of type Geometry', {...set, fields: [...fields, {name: 'Shape', type: 'esriFieldTypeGeometry'}]}],
	['codes as texts', {...set, spatialReference: {wkid: '102100', latestWkid: '3857'}}],
])('%s', (_, json) => {
	const {records, ...read} = outline(readRecordSet(json)) ?? {};
	expect(read).toEqual({fields: ['N: Number'], geometryType: 'point', wkid: 3857});
	expect(records).toMatchObject([{attributes: {N: 7}, geometry: point}]);
});

describe('the geometry type', () => {
	const typeOf = (...geometries: readonly unknown[]) =>
		readRecordSet({features: geometries.map(geometry => ({attributes: {}, geometry}))});

	test.each<[geometry: object, type: string]>([
		[{rings: []}, 'polygon'],
		[{curveRings: []}, 'polygon'],
		[{paths: []}, 'polyline'],
		[{curvePaths: []}, 'polyline'],
		[{points: []}, 'multipoint'],
		[{xmin: 1, ymin: 2, xmax: 3, ymax: 4}, 'envelope'],
	])('is found in the geometry: %j', (geometry, type) => {
		expect(typeOf(null, geometry)?.geometryType).toBe(type);
	});

	test('is none where geometries differ, and the set has geometries', () => {
		const mixed = typeOf(point, {rings: []});
		expect(mixed?.geometryType).toBeNull();
		expect(mixed && hasGeometries(mixed)).toBe(true);
	});

	test('is none of a table', () => {
		const table = typeOf(null);
		expect(table && hasGeometries(table)).toBe(false);
	});
});

describe('several sets', () => {
	test.each<[form: string, json: unknown]>([
		['layers', {layers: [{layerDefinition: {name: 'Areas'}, featureSet: set}, {featureSet: {features: []}}]}],
		['a list', [set, {features: []}]],
		['a list of collections', [{layerDefinition: {}, featureSet: set}, {features: []}]],
	])('%s', (_, json) => {
		expect(readRecordSet(json)).toBeUndefined();
		expect(readRecordSets(json)?.map(one => one.set.records.length)).toEqual([1, 0]);
		expect(readValue('GPString', json)).toMatchObject({kind: 'tree', json});
	});
});

test.each<[what: string, json: unknown]>([
	['nothing', undefined],
	['an empty collection', {layerDefinition: {}, featureSet: {}}],
	['an empty list', []],
	['a list of numbers', [1, 2]],
	['a set and something else', [set, {url: 'https://h/x'}]],
	['layers that are no list', {layers: 3}],
	['features that are no list', {features: {}}],
])('%s is no set', (_, json) => {
	expect(readRecordSet(json)).toBeUndefined();
	expect(readRecordSets(json)).toBeUndefined();
});

test('codes have the names of their domain', () => {
	const domain = {type: 'codedValue', codedValues: [{name: 'Open', code: 1}, {name: 'Closed', code: 'c'}, 7]};
	const codes = readRecordSet({...set, fields: [{name: 'N', domain}]})?.fields[0]?.codes;
	expect([1, 'c', 2, null].map(code => withCodeName(code, codes))).toEqual(['Open (1)', 'Closed (c)', 2, null]);
});
