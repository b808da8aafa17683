import {describe, expect, test} from 'vitest';
import {readValue} from '../../../source/gp/parameter-value.ts';
import type {ParameterRow} from '../../../source/monitor/parameter-table.ts';
import {safe, serverText} from '../../../source/text/safe-text.ts';
import {updateRecords} from '../../../source/ui/panes/records/state.ts';
import {
	contextOfValue,
	leftValue,
	openValue,
	queryInValue,
	turnedToMap,
	updateValue,
	type ValueView,
} from '../../../source/ui/screen/value-view.ts';

const size = {width: 80, height: 20};

function rowOf(dataType: string, json: unknown): ParameterRow {
	const name = serverText('P');
	const read = {ok: true, parameter: {name, dataType: serverText(dataType), value: readValue(dataType, json)}} as const;
	return {name, label: name, dataType: serverText(dataType), read};
}

const points = {
	geometryType: 'esriGeometryPoint',
	spatialReference: {wkid: 4326},
	fields: [{name: 'A', type: 'esriFieldTypeInteger'}],
	features: [3, 1, 2].map(A => ({attributes: {A}, geometry: {x: A, y: A}})),
};

function opened(dataType: string, json: unknown): ValueView {
	const view = openValue(rowOf(dataType, json), size);
	if (!view) throw new Error('has no view of its own');
	return view;
}

describe('the view in which each value is opened', () => {
	test.each([
		['GPFeatureRecordSetLayer', points, 'records'],
		['GPValueTable', [[1, 2]], 'records'],
		['GPNovel', {a: [1]}, 'tree'],
	])('%s has a view of its own: %s', (dataType, json, kind) => {
		expect(opened(dataType, json).kind).toBe(kind);
	});

	test.each([
		['GPString', 'text'],
		['GPDataFile', {url: 'https://h/x.zip'}],
		['GPStringHidden', 'secret'],
	])('%s is a text', (dataType, json) => {
		expect(openValue(rowOf(dataType, json), size)).toBeUndefined();
	});
});

describe('in a record set', () => {
	const table = opened('GPFeatureRecordSetLayer', points);

	test('the map can be opened and closed, and closes before the table', () => {
		const map = turnedToMap(table, false);
		expect(contextOfValue(map)).toBe('map');
		expect(contextOfValue(turnedToMap(map, false))).toBe('records');
		const back = leftValue(map);
		expect(back && contextOfValue(back)).toBe('records');
		expect(back && leftValue(back)).toBeNull();
	});

	test('an opened cell closes before the table does', () => {
		if (table.kind !== 'records') throw new Error('is no table');
		const cell = {...table, state: updateRecords(table.state, {type: 'open', what: 'cell'})};
		expect(leftValue(cell)).toMatchObject({kind: 'records', state: {opened: null}});
	});

	test('the last query is kept until the next search; an opened cell has its own', () => {
		const searched = updateValue(table, {type: 'search', query: safe`2`});
		expect(queryInValue(table)).toBeUndefined();
		expect(queryInValue(searched)).toBe('2');
		if (searched.kind !== 'records') throw new Error('is no table');
		const cell = {...searched, state: updateRecords(searched.state, {type: 'open', what: 'cell'})};
		expect(queryInValue(cell)).toBeUndefined();
	});
});

test('a tree has no map', () => {
	const tree = opened('GPNovel', {a: 1});
	expect(turnedToMap(tree, false)).toBe(tree);
	expect(leftValue(tree)).toBeNull();
});
