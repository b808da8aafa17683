import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {type ParameterValue, readValue} from '../../source/gp/parameter-value.ts';
import {partsLeftOut, tooManyRecords} from '../../source/gp/value-description.ts';
import {mapImageAt, portalItem, uploadedItem} from '../../source/gp/value-place.ts';
import {cutMark, longestText} from '../../source/text/cut.ts';

type Kind = ParameterValue['kind'];
const point = {x: 1, y: 2};

/** "GP data types", and what is sent in practice. */
const rows: ReadonlyArray<readonly [dataType: string | undefined, json: unknown, kind: Kind, gist: string]> = [
	['GPString', 'Davis', 'simple', 'Davis'],
	['GPString', '', 'simple', '""'],
	['GPString', 'two\nlines', 'simple', 'two\nlines'],
	['GPString', null, 'none', 'no value'],
	[undefined, undefined, 'none', 'no value'],
	['GPString', {url: 'https://h/FeatureServer/0'}, 'place', 'service at https://h/FeatureServer/0'],
	['GPString', {itemId: 'i1', url: 'https://h/items/i1'}, 'place', `https://h/items/i1 · ${portalItem('i1')}`],
	['GPString', {credits: 6.66}, 'tree', '{"credits":6.66}'],
	['GPString', [{pageSize: [42, 29.7]}], 'tree', '1 value: {"pageSize":[42,29.7]}'],
	[
		'GPString',
		{
			layerDefinition: {fields: [{name: 'a'}, {name: 'b'}], geometryType: 'esriGeometryPoint'},
			featureSet: {features: [{}, {}]},
		},
		'records',
		'2 points · 2 fields',
	],
	['GPString', {layerDefinition: {}, featureSet: {}}, 'tree', '{"layerDefinition":{},"featureSet":{}}'],
	['GPLong', 7, 'simple', '7'],
	['GPLong', 4503599627370495, 'simple', '4503599627370495'],
	['GPDouble', -657.56700000000001, 'simple', '-657.567'],
	['GPDouble', 1e300, 'simple', '1e+300'],
	['GPBoolean', false, 'simple', 'false'],
	['GPDate', 1199145600000, 'simple', '2008-01-01 00:00:00 UTC'],
	['GPDate', 1199145600123, 'simple', '2008-01-01 00:00:00.123Z'.replace('Z', ' UTC')],
	['GPDate', -1, 'simple', '1969-12-31 23:59:59.999 UTC'],
	['GPDate', 1e300, 'simple', '1e+300'],
	['GPDate', '2008-01-01', 'simple', '2008-01-01'],
	['GPLinearUnit', {distance: 345.67, units: 'esriMiles'}, 'simple', '345.67 miles'],
	['GPLinearUnit', {distance: 1, units: 'esriDecimalDegrees'}, 'simple', '1 decimal degrees'],
	['GPLinearUnit', {distance: 1, units: 'furlongs'}, 'simple', '1 furlongs'],
	['GPArealUnit', {area: 2, units: 'esriSquareMiles'}, 'simple', '2 square miles'],
	['GPTimeUnit', {time: 3, units: 'esriTimeUnitsYears'}, 'simple', '3 years'],
	['GPDataFile', {url: 'https://h/x.zip'}, 'place', 'https://h/x.zip'],
	['GPDataFile', 'https://h/x.zip', 'place', 'https://h/x.zip'],
	['GPDataFile', 'scratch/x.zip', 'simple', 'scratch/x.zip'],
	['GPDataFile', {itemID: 'i1'}, 'place', uploadedItem('i1')],
	['GPDataFile', {portalItemID: 'p1'}, 'place', portalItem('p1')],
	['GPRasterDataLayer', {url: 'https://h/x.tif', format: 'tif'}, 'place', 'tif https://h/x.tif'],
	[
		'GPRasterData',
		{url: 'https://h/X/ImageServer', type: 'ImageService'},
		'place',
		'ImageService at https://h/X/ImageServer',
	],
	['GPRasterDataLayer', {mapImage: {href: 'https://h/x.png', width: 1}}, 'place', mapImageAt('https://h/x.png')],
	[
		'GPRasterDataLayer',
		{mapImage: {href: 'https://h/x.png', width: 400, height: 300}},
		'place',
		mapImageAt('https://h/x.png', {width: 400, height: 300}),
	],
	['GPRasterDataLayer', {mapImage: {}}, 'tree', '{"mapImage":{}}'],
	[
		'GPFeatureRecordSetLayer',
		{
			features: [{geometry: point}],
			geometryType: 'esriGeometryPoint',
			spatialReference: {wkid: 102100, latestWkid: 3857},
			fields: [{name: 'a'}],
		},
		'records',
		'1 point · EPSG:3857 · 1 field',
	],
	[
		'GPFeatureRecordSetLayer',
		{features: Array(1204).fill({}), geometryType: 'esriGeometryPolygon'},
		'records',
		'1,204 polygons',
	],
	['GPFeatureRecordSetLayer', {features: [], geometryType: 'esriGeometryNovel'}, 'records', '0 records'],
	['GPFeatureRecordSetLayer', {features: [], exceededTransferLimit: true, fields: []}, 'records', tooManyRecords],
	['GPFeatureRecordSetLayer', {features: [{}], exceededTransferLimit: true}, 'records', `1 record · ${partsLeftOut}`],
	[
		'GPFeatureRecordSetLayer',
		{features: [{}], fields: 5, geometryType: {}, spatialReference: 'x'},
		'records',
		'1 record',
	],
	['GPRasterDataLayer', {url: 'https://h/X/ImageServer?f=json'}, 'place', 'service at https://h/X/ImageServer?f=json'],
	['GPString', {url: 'https://h/X/MapServer#top'}, 'place', 'service at https://h/X/MapServer#top'],
	['GPString', {url: 'https://h/X/VectorTileServer'}, 'place', 'service at https://h/X/VectorTileServer'],
	[
		'GPDataFile',
		{url: 'https://h/X/GPServer/T/jobs/j1/scratch/a.zip'},
		'place',
		'https://h/X/GPServer/T/jobs/j1/scratch/a.zip',
	],
	['GPDataFile', {url: 'https://h/MyImageServer.zip'}, 'place', 'https://h/MyImageServer.zip'],
	['GPFeatureRecordSetLayer', {url: 'https://h/FeatureServer/0'}, 'place', 'service at https://h/FeatureServer/0'],
	['GPRecordSet', {features: [{attributes: {}}], fields: [{name: 'a'}, {name: 'b'}]}, 'records', '1 record · 2 fields'],
	['GPRecordSet', {features: [{attributes: {a: 1, b: 2}}]}, 'records', '1 record · 2 fields'],
	['GPRecordSet', {features: 'many'}, 'tree', '{"features":"many"}'],
	['Field', {name: 'GiPValue', type: 'esriFieldTypeInteger'}, 'simple', 'GiPValue · Integer'],
	['GPMultiValue:GPString', ['Davis', 'Irvine'], 'simple', 'Davis, Irvine'],
	['GPMultiValue:GPString', [], 'simple', 'no values'],
	['GPMultiValue:GPDate', [0], 'simple', '1970-01-01 00:00:00 UTC'],
	[
		'GPMultiValue:GPLinearUnit',
		[
			{distance: 1, units: 'esriMiles'},
			{distance: 2, units: 'esriFeet'},
		],
		'simple',
		'1 miles, 2 feet',
	],
	['GPMultiValue:GPString', Array(21).fill('a'), 'tree', `21 values: ${Array(20).fill('a').join(', ')}`],
	[
		'GPMultiValue:GPComposite',
		[
			{dataType: 'GPLong', value: 7},
			{dataType: 'GPString', value: 'a'},
		],
		'simple',
		'7, a',
	],
	['GPMultiValue:GPString', [['a'], ['b']], 'tree', '2 values: ["a"], ["b"]'],
	[
		'GPValueTable',
		[
			[true, 'x', null],
			[null, '', {}],
		],
		'records',
		'2 rows · 3 columns',
	],
	['GPValueTable', [{a: 1}], 'records', '1 row · 1 column'],
	['GPValueTable', [{a: 1}, 'odd'], 'tree', '2 values: {"a":1}, odd'],
	['GPValueTable', [], 'simple', 'no values'],
	['GPSpatialReference', {wkid: 102100, vcsWkid: 5621}, 'simple', 'ESRI:102100, vertical EPSG:5621'],
	['GPCoordinateSystem', {wkt: 'PROJCS["NAD83 / UTM 10N",GEOGCS[…]]'}, 'simple', 'NAD83 / UTM 10N'],
	[
		'GPExtent',
		{xmin: 0, ymin: 1, xmax: 2, ymax: 3, spatial_reference: {wkid: 4326}},
		'simple',
		'x 0 to 2, y 1 to 3 · EPSG:4326',
	],
	['GPExtent', {xmin: 0, spatial_reference: {}}, 'tree', '{"xmin":0,"spatial_reference":{}}'],
	['GPSQLExpression', 'a = 1', 'simple', 'a = 1'],
	['GPStringHidden', 's3cret', 'hidden', '••••••'],
	['GPStringHidden', null, 'none', 'no value'],
	['GPMultiValue:GPStringHidden', ['s3cret'], 'hidden', '••••••'],
	[
		'GPMultiValue:GPComposite',
		[...Array(30).fill('a'), {dataType: 'GPStringHidden', value: 's3cret'}],
		'hidden',
		'••••••',
	],
	['GPMultiValue:GPComposite', [{dataType: 'GPMultiValue:GPStringHidden', value: ['s3cret']}], 'hidden', '••••••'],
	['GPNovel', {a: [1]}, 'tree', '{"a":[1]}'],
	[undefined, {}, 'simple', '{}'],
];

test.each(rows)('%s %j is %s: %s', (dataType, json, kind, gist) => {
	const value = readValue(dataType, json);
	expect(value).toMatchObject({kind, gist: {safe: gist}});
	// Of what is hidden nothing goes further.
	expect(value.json).toEqual(kind === 'hidden' ? null : (json ?? null));
});

describe('a gist', () => {
	test('of a large tree is cut, but the value is not', () => {
		const json = {a: 'x'.repeat(100_000)};
		const value = readValue(undefined, json);
		expect(value.gist.safe.length).toBeLessThan(2100);
		expect(value.json).toBe(json);
	});

	test.each([
		['lists', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
		['objects', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
		['composites', `${'[{"dataType":"GPComposite","value":'.repeat(50_000)}1${'}]'.repeat(50_000)}`],
	])('of %s nested 100,000 deep is short all the same', (_, json) => {
		expect(readValue('GPMultiValue:GPComposite', JSON.parse(json)).gist.safe.length).toBeLessThan(2100);
	});

	test('shows no hidden string, however it is wrapped', () => {
		const secret = 's3cret-canary';
		const wrapped = fc.letrec<{value: unknown}>(tie => ({
			value: fc.oneof(
				{maxDepth: 4},
				fc.constant(secret),
				fc.array(fc.oneof(tie('value'), fc.integer()), {maxLength: 3}),
			),
		})).value;
		fc.assert(
			fc.property(wrapped, json => {
				const {gist} = readValue('GPMultiValue:GPStringHidden', json);
				expect(JSON.stringify(gist)).not.toContain(secret);
				const composite = readValue('GPMultiValue:GPComposite', [1, {dataType: 'GPStringHidden', value: json}]);
				expect(JSON.stringify(composite.gist)).not.toContain(secret);
			}),
		);
	});
});

test('a text too long to be shown is complete in its JSON', () => {
	const sent = 'z'.repeat(longestText * 2);
	const {gist, json} = readValue('GPString', sent);
	expect(json).toBe(sent);
	expect(gist.safe.endsWith(cutMark(sent.length))).toBe(true);
});
