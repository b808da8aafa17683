import {expect, test} from 'vitest';
import {cast} from '../../../source/demo/cast/cast.ts';
import {ringAround} from '../../../source/demo/tasks/feature-set.ts';
import {inputValues} from '../../../source/demo/tasks/task.ts';

/** Twice the area inside a ring, negative where it runs clockwise. */
function signedArea(ring: readonly (readonly [number, number])[]): number {
	return ring.slice(1).reduce((sum, [x, y], index) => {
		const [beforeX, beforeY] = ring[index] ?? [0, 0];
		return sum + beforeX * y - x * beforeY;
	}, 0);
}

test('a ring is closed and runs clockwise', () => {
	const ring = ringAround([100, 200], 10, 7);
	expect(ring).toHaveLength(8);
	expect(ring.at(-1)).toEqual(ring[0]);
	expect(signedArea(ring)).toBeLessThan(0);
});

test('feature sets of the cast have points, lines and polygons, and a value for each of their fields', () => {
	const facts = {jobId: 'j1', startedAt: 0, scratchUrl: '', scratchFolder: ''};
	const sets = cast
		.flatMap(({task, given = {}}) => task.outputs.map(output => ({...output, inputs: inputValues(task, given)})))
		.filter(({dataType}) => dataType === 'GPFeatureRecordSetLayer' || dataType === 'GPRecordSet')
		.map(({value, inputs}) => value({...facts, inputs}))
		.filter(value => JSON.stringify(value).includes('"fields"')) as {
		geometryType?: string;
		fields: {name: string}[];
		features: {attributes: object}[];
	}[];
	expect(new Set(sets.map(({geometryType}) => geometryType))).toEqual(
		new Set([undefined, 'esriGeometryPoint', 'esriGeometryPolyline', 'esriGeometryPolygon']),
	);
	for (const {fields, features} of sets) {
		for (const {attributes} of features) expect(Object.keys(attributes)).toEqual(fields.map(({name}) => name));
	}
});
