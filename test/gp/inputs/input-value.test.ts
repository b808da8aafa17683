/** Each data type of "GP data types": what is sent for words, for JSON, and inside lists, tables and composites. */
import {describe, expect, test} from 'vitest';
import {oneOf, oneOfTypes, rowOfCells, rowWithoutNames, wantedInputs} from '../../../source/gp/inputs/wanted.ts';
import {cannotBe, checkInputs} from '../../../source/gp/submission.ts';
import {safe} from '../../../source/text/safe-text.ts';
import {input, taskOf} from './a-task.ts';

/** The form text of an input; `refused` and the sentences if it is not sent. */
function sent(dataType: string, text: string, more: object = {}): string | undefined | {refused: readonly string[]} {
	const checked = checkInputs(taskOf(input('P', dataType, more)), new Map([['P', text]]));
	return checked.ok ? checked.parameters.P : {refused: checked.sentences};
}

const refused = {refused: expect.any(Array)};

test.each([
	['GPLong', '+007', '7'],
	['GPLong', ' 42 ', '42'],
	['GPLong', '-4503599627370495', '-4503599627370495'],
	['GPDouble', '.5', '0.5'],
	['GPDouble', '1.50', '1.50'],
	['GPDouble', '1E3', '1e3'],
	['GPBoolean', 'False', 'false'],
	['GPString', '{"a": 1}', '{"a": 1}'],
	['GPString', 'null', 'null'],
	['GPString', ' ', ' '],
	['GPSQLExpression', `"A" = 'x' and B > 0`, `"A" = 'x' and B > 0`],
	['GPLinearUnit', '5 IntFeet', '{"distance":5,"units":"esriIntFeet"}'],
	['GPLinearUnit', '1e3 Meters', '{"distance":1e3,"units":"esriMeters"}'],
	['GPLinearUnit', '1 Mile', '{"distance":1,"units":"esriMiles"}'],
	['GPLinearUnit', '2.50 nautical miles', '{"distance":2.50,"units":"esriNauticalMiles"}'],
	['GPLinearUnit', '0.1 esriDecimalDegrees', '{"distance":0.1,"units":"esriDecimalDegrees"}'],
	['GPLinearUnit', '3 Unknown', '{"distance":3,"units":"esriUnknownUnits"}'],
	['GPLinearUnit', '{"distance": 5}', '{"distance": 5}'],
	['GPArealUnit', '3 SquareKilometers', '{"area":3,"units":"esriSquareKilometers"}'],
	['GPArealUnit', '1 SquareFoot', '{"area":1,"units":"esriSquareFeet"}'],
	['GPArealUnit', '2 SquareYardUS', '{"area":2,"units":"esriSquareYardsUS"}'],
	['GPArealUnit', '1 Acre', '{"area":1,"units":"esriAcres"}'],
	['GPArealUnit', '1 Unknown', '{"area":1,"units":"esriUnknownAreaUnits"}'],
	['GPTimeUnit', '1 Week', '{"time":1,"units":"esriTimeUnitsWeeks"}'],
	['GPTimeUnit', '1Century', '{"time":1,"units":"esriTimeUnitsCenturies"}'],
	['GPTimeUnit', '{"time":3,"units":"esriTimeUnitsYears"}', '{"time":3,"units":"esriTimeUnitsYears"}'],
	['GPDate', '2025-01-01T14:00:00', '1735740000000'],
	['GPDate', '2025-01-01', '1735689600000'],
	['GPDate', '{"date":"01/02/2025","format":"MM/dd/yyyy"}', '{"date":"01/02/2025","format":"MM/dd/yyyy"}'],
	['GPDataFile', '{"portalItemID":"a"}', '{"portalItemID":"a"}'],
	['GPRasterDataLayer', 'https://x.example/lake.tif', '{"url":"https://x.example/lake.tif"}'],
	['GPRasterData', 'https://x.example/ImageServer', '{"url":"https://x.example/ImageServer"}'],
	['GPRecordSet', 'https://x.example/MapServer/3', '{"url":"https://x.example/MapServer/3"}'],
	['GPFeatureRecordSetLayer', 'https://x.example/FeatureServer/0', '{"url":"https://x.example/FeatureServer/0"}'],
	['GPExtent', '{"xmin":0,"ymin":0,"xmax":1,"ymax":1}', '{"xmin":0,"ymin":0,"xmax":1,"ymax":1}'],
	[
		'GPExtent',
		'{"xmin":0,"ymin":0,"xmax":1.0,"ymax":1,"spatialReference":{"wkid":4326}}',
		'{"xmin":0,"ymin":0,"xmax":1.0,"ymax":1,"spatialReference":{"wkid":4326},"spatial_reference":{"wkid":4326}}',
	],
	['GPSpatialReference', '4326', '{"wkid":4326}'],
	['GPSpatialReference', 'EPSG:25832', '{"wkid":25832}'],
	['GPCoordinateSystem', 'Sinusoidal (World)', '{"name":"Sinusoidal (World)"}'],
	['GPCoordinateSystem', 'GEOGCS["GCS_WGS_1984"]', '{"wkt":"GEOGCS[\\"GCS_WGS_1984\\"]"}'],
	['GPCoordinateSystem', 'GEOGCRS["GCS_WGS_1984"]', '{"wkt2":"GEOGCRS[\\"GCS_WGS_1984\\"]"}'],
	['GPSpatialReference', 'https://x.example/a.prj', '{"projectionFile":"https://x.example/a.prj"}'],
	['GPSpatialReference', '{"latestWkid":3857}', '{"latestWkid":3857}'],
	['Field', '{"name":"Length","type":"esriFieldTypeDouble"}', '{"name":"Length","type":"esriFieldTypeDouble"}'],
	['GPSomethingNew', '[1,', '[1,'],
])('%s %s is sent as %s', (dataType, text, expected) => {
	expect(sent(dataType, text)).toBe(expected);
});

test.each([
	['GPLong', '1e3'],
	['GPLong', 'true'],
	['GPDouble', '1,000'],
	['GPDouble', 'NaN'],
	['GPDouble', '0x10'],
	['GPLinearUnit', '5 km'],
	['GPLinearUnit', '5'],
	['GPLinearUnit', '{"distance":"5","units":"esriMeters"}'],
	['GPLinearUnit', '{"distance":5,"units":"esriKm"}'],
	['GPArealUnit', '5 Meters'],
	['GPTimeUnit', '{"distance":5,"units":"esriMeters"}'],
	['GPDate', '2025-02-30'],
	['GPDate', '{"date":"30.02.2025","format":"dd.MM.yyyy"}'],
	['GPDate', '{"date":"2025-02-01","format":"dd.MM.yyyy"}'],
	['GPFeatureRecordSetLayer', '[1,2]'],
	['GPFeatureRecordSetLayer', '{"type":"FeatureCollection","features":[]}'],
	['GPExtent', '{"xmin":"0","ymin":0,"xmax":1,"ymax":1}'],
	['GPExtent', '0,0,1,1'],
	['GPSpatialReference', '{"wkid":'],
	['Field', 'Length'],
	['GPValueTable', '[1,2]'],
])('%s %s is refused', (dataType, text) => {
	expect(sent(dataType, text)).toEqual(refused);
});

describe('several values', () => {
	test.each([
		['GPLong', '5', '[5]'],
		['GPLong', '9007199254740993', '[9007199254740993]'],
		['GPLong', '[9007199254740993, 1]', '[9007199254740993, 1]'],
		['GPDouble', '1.5', '[1.5]'],
		['GPBoolean', 'true', '[true]'],
		['GPBoolean', '["TRUE",false]', '[true,false]'],
		['GPString', '2020', '["2020"]'],
		['GPString', 'true', '["true"]'],
		['GPString', '"a"', '["a"]'],
		['GPString', 'a,b', '["a,b"]'],
		['GPString', '["a",2020]', '["a","2020"]'],
		['GPLinearUnit', '500 Meters', '[{"distance":500,"units":"esriMeters"}]'],
		['GPLinearUnit', '{"distance":1,"units":"esriMiles"}', '[{"distance":1,"units":"esriMiles"}]'],
		[
			'GPLinearUnit',
			'["500 Meters",{"distance":2.50,"units":"esriMiles"}]',
			'[{"distance":500,"units":"esriMeters"},{"distance":2.50,"units":"esriMiles"}]',
		],
		['GPArealUnit', '["1 Acre"]', '[{"area":1,"units":"esriAcres"}]'],
		['GPDate', '["2025-01-01", 1735689600000]', '[1735689600000,1735689600000]'],
		['GPDataFile', '["https://x.example/a.zip"]', '[{"url":"https://x.example/a.zip"}]'],
		['GPFeatureRecordSetLayer', '{"url":"https://x.example/0"}', '[{"url":"https://x.example/0"}]'],
		['GPFeatureRecordSetLayer', 'https://x.example/0', '[{"url":"https://x.example/0"}]'],
		[
			'GPFeatureRecordSetLayer',
			'[{"features":[]}, "https://x.example/0"]',
			'[{"features":[]},{"url":"https://x.example/0"}]',
		],
		['GPSpatialReference', '[4326]', '[{"wkid":4326}]'],
	])('of %s: %s is sent as %s', (dataType, text, expected) => {
		expect(sent(`GPMultiValue:${dataType}`, text)).toBe(expected);
	});

	test('the one that is wrong is named', () => {
		const task = taskOf(input('P', 'GPMultiValue:GPLong'));
		const [definition] = task.parameters;
		if (!definition) throw new Error('no input');
		const fault = {wanted: wantedInputs.wholeNumber, place: safe`value 2`, text: 'x'};
		expect(sent('GPMultiValue:GPLong', '[1,"x"]')).toEqual({refused: [cannotBe(definition, '[1,"x"]', fault)]});
	});

	test.each([
		['GPLong', '[1,null]'],
		['GPLong', '[1,'],
		['GPFeatureRecordSetLayer', '[[1]]'],
	])('of %s: %s is refused', (dataType, text) => {
		expect(sent(`GPMultiValue:${dataType}`, text)).toEqual(refused);
	});
});

describe('a choice', () => {
	const layers = {choiceList: ['wells', 'pipes']};
	test.each([
		['GPString', {choiceList: ['A', 'B']}, 'B', 'B'],
		['GPString', {filter: {type: 'codedValue', list: [{dataType: 'GPString', name: 'No', value: 'NONE'}]}}, 'No', 'No'],
		[
			'GPString',
			{
				choiceList: ['No', 'Yes'],
				filter: {type: 'codedValue', list: [{dataType: 'GPString', name: 'No', value: 'NONE'}]},
			},
			'NONE',
			'No',
		],
		['GPLong', {choiceList: [1, 2]}, '02', '2'],
		['GPDouble', {choiceList: ['0.50']}, '.5', '0.50'],
		['GPMultiValue:GPString', {choiceList: ['2020', 'x']}, '2020', '["2020"]'],
		['GPMultiValue:GPString', {choiceList: ['2020', 'x']}, '["x",2020]', '["x","2020"]'],
		['GPMultiValue:GPString', {parameterInfos: [{dataType: 'GPString', choiceList: ['x']}]}, 'x', '["x"]'],
		['GPFeatureRecordSetLayer', layers, 'pipes', 'pipes'],
		['GPFeatureRecordSetLayer', layers, '{"features":[]}', '{"features":[]}'],
		['GPFeatureRecordSetLayer', layers, 'https://x.example/0', '{"url":"https://x.example/0"}'],
		['GPRecordSet', layers, 'wells', 'wells'],
		['GPRasterDataLayer', layers, 'wells', 'wells'],
		['GPMultiValue:GPFeatureRecordSetLayer', layers, '["pipes"]', '["pipes"]'],
		['GPMultiValue:GPFeatureRecordSetLayer', layers, 'pipes', '["pipes"]'],
		[
			'GPFeatureRecordSetLayer',
			{
				filter: {
					type: 'codedValue',
					list: [{dataType: 'GPFeatureRecordSetLayer', name: 'wells', value: {features: []}}],
				},
			},
			'wells',
			'wells',
		],
	])('of %s %j: %s is sent as %s', (dataType, more, text, expected) => {
		expect(sent(dataType, text, more)).toBe(expected);
	});

	test.each([
		['GPString', {choiceList: ['A']}, 'a'],
		['GPString', {filter: {type: 'list', list: ['A']}}, 'B'],
		['GPFeatureRecordSetLayer', layers, 'roads'],
		['GPMultiValue:GPFeatureRecordSetLayer', layers, '["roads"]'],
	])('of %s %j: %s is refused with the choices', (dataType, more, text) => {
		const names = dataType === 'GPString' ? oneOf([safe`A`]) : oneOf([safe`wells`, safe`pipes`]);
		expect(sent(dataType, text, more)).toEqual({refused: [expect.stringContaining(names)]});
	});

	test('of a list that is read only in part is not forbidden', () => {
		expect(sent('GPString', 'other', {choiceList: ['A', {name: 'B'}]})).toBe('other');
		expect(sent('GPString', 'other', {filter: {type: 'codedValue', list: ['A', 5]}})).toBe('other');
	});
});

describe('a filter', () => {
	const range = {filter: {type: 'range', minimum: 1, maximum: 9.5}};
	const geometry = {filter: {type: 'featureClass', list: ['esriGeometryPolyline', 'esriGeometryMultiPoint']}};
	const zip = {filter: {type: 'file', list: ['.zip', 'CSV']}};
	const text = {filter: {type: 'field', list: ['esriFieldTypeString']}};
	test.each([
		['GPLong', range, '9'],
		['GPDouble', range, '9.5'],
		['GPFeatureRecordSetLayer', geometry, '{"geometryType":"esriGeometryMultipoint","features":[]}'],
		['GPFeatureRecordSetLayer', geometry, '{"features":[{"geometry":{"paths":[]}}]}'],
		['GPFeatureRecordSetLayer', geometry, '{"url":"https://x.example/0"}'],
		['GPDataFile', zip, '{"url":"https://x.example/a.ZIP"}'],
		['GPDataFile', zip, '{"url":"https://x.example/get.ashx?id=7"}'],
		['GPDataFile', zip, '{"itemID":"i7"}'],
		['Field', text, '{"name":"A","type":"esriFieldTypeString"}'],
		['GPString', {filter: {type: 'workspace', list: ['File System']}}, 'anything'],
	])('of %s %j lets %s through', (dataType, more, value) => {
		expect(sent(dataType, value, more)).toBe(value);
	});

	test.each([
		['GPLong', range, '0'],
		['GPDouble', range, '9.6'],
		['GPMultiValue:GPLong', range, '[5, 10]'],
		['GPFeatureRecordSetLayer', geometry, '{"geometryType":"esriGeometryPoint","features":[]}'],
		['GPFeatureRecordSetLayer', geometry, '{"features":[{"geometry":{"rings":[]}}]}'],
		[
			'GPFeatureRecordSetLayer',
			geometry,
			'{"layerDefinition":{"geometryType":"esriGeometryPolygon"},"featureSet":{"features":[]}}',
		],
		['GPDataFile', zip, 'https://x.example/a.pdf'],
		['Field', text, '{"name":"A","type":"esriFieldTypeDouble"}'],
	])('of %s %j refuses %s', (dataType, more, value) => {
		expect(sent(dataType, value, more)).toEqual(refused);
	});
});

describe('a value table', () => {
	const columns = [
		{name: 'Name', dataType: 'GPString'},
		{name: 'Length', dataType: 'GPLinearUnit'},
		{name: 'When', dataType: 'GPDate'},
	];
	const table = {parameterInfos: columns};
	test.each([
		['[["a","5 Meters","2025-01-01"]]', '[["a",{"distance":5,"units":"esriMeters"},1735689600000]]'],
		['[["",null,null]]', '[["",null,null]]'],
		['[[null,"",null]]', '[["",null,null]]'],
		[
			'[{"Length":"5 Meters"},{"Name":"","When":null}]',
			'[{"Length":{"distance":5,"units":"esriMeters"}},{"Name":"","When":null}]',
		],
		['{"Name":"a"}', '[{"Name":"a"}]'],
		[
			'[["a",{"distance":5.0,"units":"esriMeters"},1735689600000]]',
			'[["a",{"distance":5.0,"units":"esriMeters"},1735689600000]]',
		],
	])('%s is sent as %s', (text, expected) => {
		expect(sent('GPValueTable', text, table)).toBe(expected);
	});

	test.each([
		['[["a","5 Meters"]]', rowOfCells([safe`Name (GPString)`, safe`Length (GPLinearUnit)`, safe`When (GPDate)`])],
		['[["a","5 km",null]]', 'row 1, column Length'],
		['[["a",null,null],["b",null,"soon"]]', 'row 2, column When'],
		['[{"length":"5 Meters"}]', 'row 1'],
	])('%s is refused', (text, words) => {
		expect(sent('GPValueTable', text, table)).toEqual({refused: [expect.stringContaining(words)]});
	});

	test('whose columns share a name takes rows without names only', () => {
		const twice = {parameterInfos: [columns[0], columns[0]]};
		expect(sent('GPValueTable', '[["a","b"]]', twice)).toBe('[["a","b"]]');
		expect(sent('GPValueTable', '[{"Name":"a"}]', twice)).toEqual({
			refused: [expect.stringContaining(rowWithoutNames)],
		});
	});

	test('has the filters of its columns, also those of a composite filter', () => {
		const filter = {type: 'composite', list: [null, null, null, {type: 'range', minimum: 0, maximum: 5}]};
		const more = {filter, parameterInfos: [...columns, {name: 'N', dataType: 'GPLong'}]};
		expect(sent('GPValueTable', '[["a",null,null,5]]', more)).toBe('[["a",null,null,5]]');
		expect(sent('GPValueTable', '[["a",null,null,6]]', more)).toEqual(refused);
	});

	test('of a task that does not name its columns takes any cells', () => {
		expect(sent('GPValueTable', '[[1,"x"],[2]]')).toBe('[[1,"x"],[2]]');
	});
});

describe('a composite', () => {
	const types = {parameterInfos: [{dataType: 'GPLinearUnit'}, {dataType: 'GPLong'}, {dataType: 'GPString'}]};
	test.each([
		['5 Meters', '{"distance":5,"units":"esriMeters"}'],
		['5', '5'],
		['a text', 'a text'],
		['{"dataType":"GPString","value":"5"}', '{"dataType":"GPString","value":"5"}'],
		[
			'{"dataType":"GPLinearUnit","value":"5 Meters"}',
			'{"dataType":"GPLinearUnit","value":{"distance":5,"units":"esriMeters"}}',
		],
	])('%s is sent as %s', (text, expected) => {
		expect(sent('GPComposite', text, types)).toBe(expected);
	});

	test('does not have a type that it does not name', () => {
		const names = oneOfTypes([safe`GPLinearUnit`, safe`GPLong`, safe`GPString`]);
		expect(sent('GPComposite', '{"dataType":"GPDate","value":0}', types)).toEqual({
			refused: [expect.stringContaining(names)],
		});
	});

	test('as a list has its types inside', () => {
		const list = {parameterInfos: [{dataType: 'GPComposite', parameterInfos: types.parameterInfos}]};
		expect(sent('GPMultiValue:GPComposite', '["5 Meters",{"dataType":"GPString","value":"a"}]', list)).toBe(
			'[{"distance":5,"units":"esriMeters"},{"dataType":"GPString","value":"a"}]',
		);
		expect(sent('GPMultiValue:GPComposite', '["5 Meters"]', types)).toBe('[{"distance":5,"units":"esriMeters"}]');
	});
});
