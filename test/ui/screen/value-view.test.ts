import {describe, expect, test} from 'vitest';
import {readValue} from '../../../source/gp/parameter-value.ts';
import type {ParameterRow} from '../../../source/monitor/parameter-table.ts';
import {serverText} from '../../../source/text/safe-text.ts';
import {changedValue, contextOfValue, openValue, type ValueView} from '../../../source/ui/screen/value-view.ts';

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

describe('what is opened as what', () => {
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

describe('keys in a record set', () => {
	test('m turns to the map and back, Esc leaves the map before the table', () => {
		const table = opened('GPFeatureRecordSetLayer', points);
		const map = changedValue(table, 'map', undefined, false);
		expect(map && contextOfValue(map)).toBe('map');
		const back = map && changedValue(map, 'back', undefined, false);
		expect(back && contextOfValue(back)).toBe('records');
		expect(back && changedValue(back, 'back', undefined, false)).toBeNull();
	});

	test('an opened cell closes before the table does', () => {
		const cell = changedValue(opened('GPFeatureRecordSetLayer', points), 'open', undefined, false);
		const table = cell && changedValue(cell, 'back', undefined, false);
		expect(table).not.toBeNull();
	});

	test('arrows pan the map, + and 0 zoom it', () => {
		const map = changedValue(opened('GPFeatureRecordSetLayer', points), 'map', undefined, false) as ValueView;
		for (const action of ['zoomIn', 'left', 'moveUp', 'fillMap', 'wholeMap'] as const) {
			expect(changedValue(map, action, undefined, false), action).toBeDefined();
		}
	});

	test('what is no key of the view is left to others', () => {
		expect(changedValue(opened('GPNovel', {a: 1}), 'pause', undefined, false)).toBeUndefined();
	});
});
