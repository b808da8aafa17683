import {describe, expect, test} from 'vitest';
import {readParameter, readParameters} from '../../source/gp/parameter.ts';
import {serverText} from '../../source/text/safe-text.ts';

const name = serverText('Asked_For');

describe('the body of a result or an input', () => {
	test.each([
		['as the page says', {paramName: 'Out', dataType: 'GPString', value: 'x'}, 'Out', 'GPString', 'simple'],
		['only a value', {value: 5}, 'Asked_For', undefined, 'simple'],
		['no name', {dataType: 'GPLong', value: 5}, 'Asked_For', 'GPLong', 'simple'],
		['no value', {paramName: 'Out', dataType: 'GPString'}, 'Out', 'GPString', 'none'],
		['only a name', {paramName: 'Out'}, 'Out', undefined, 'none'],
		['null for a value', {paramName: 'Out', dataType: 'GPString', value: null}, 'Out', 'GPString', 'none'],
		['no text for name and type', {paramName: 5, dataType: {}, value: 'x'}, 'Asked_For', undefined, 'simple'],
		[
			'a notebook of its own mind',
			{containerConfigStoreId: 'c', outputPreview: {paramUrl: 'x'}},
			'Asked_For',
			undefined,
			'tree',
		],
		['a hidden string', {paramName: 'Key', dataType: 'GPStringHidden', value: 's'}, 'Key', 'GPStringHidden', 'hidden'],
	])('%s', (_, body, named, dataType, kind) => {
		const read = readParameter(body, name);
		expect(read).toMatchObject({ok: true, parameter: {name: {safe: named}, value: {kind}}});
		expect(read.ok && read.parameter.dataType?.safe).toBe(dataType);
	});

	test.each([
		['nothing', {}],
		['a list', []],
		['a string', 'x'],
		['null', null],
		['a number', 5],
	])('%s is no parameter', (_, body) => {
		expect(readParameter(body, name)).toMatchObject({ok: false, fault: {kind: 'unexpected'}});
	});
});

describe('all results or inputs at once', () => {
	test('each is read separately', () => {
		const reads = readParameters([{paramName: 'A', dataType: 'GPLong', value: 1}, 'odd', {paramName: 'B', value: 2}]);
		expect(reads?.map(read => (read.ok ? read.parameter.name.safe : read.fault.kind))).toEqual([
			'A',
			'unexpected',
			'B',
		]);
	});

	test.each([[{}], [null], ['x'], [{results: []}]])('%j is no such list', body => {
		expect(readParameters(body)).toBeUndefined();
	});
});
