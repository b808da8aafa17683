import {expect, test} from 'vitest';
import {exceedsTransferLimit, isTrue} from '../../source/gp/transfer-limit.ts';

const flag = {exceededTransferLimit: true};

test.each<[string, unknown, boolean]>([
	['a feature set', {features: [], ...flag}, true],
	['the set of a collection', {layers: [{featureSet: {features: [], ...flag}}]}, true],
	['a cell of a table', [[1, flag]], true],
	['nothing', {features: [{attributes: {a: 1}}]}, false],
	['a set that is complete', {features: [], exceededTransferLimit: false}, false],
	['an attribute of that name', {features: [{attributes: flag}]}, false],
	['a field of that name', {fields: [flag], geometry: flag}, false],
	['a number', 5, false],
	['null', null, false],
])('the flag is found in %s: %s', (_, json, isFound) => {
	expect(exceedsTransferLimit(json)).toBe(isFound);
});

test('the flag is found in deeply nested JSON', () => {
	let json: unknown = flag;
	for (let depth = 0; depth < 100_000; depth++) json = [json];
	expect(exceedsTransferLimit(json)).toBe(true);
});

test.each([
	[true, true],
	['true', true],
	['TRUE', true],
	[1, true],
	[false, false],
	['false', false],
	[0, false],
	[2, false],
	[null, false],
])('a flag sent as %j is set: %s', (sent, isSet) => {
	expect(isTrue(sent)).toBe(isSet);
});
