import {expect, test} from 'vitest';
import {geojsonFile} from '../../../source/gp/export/geojson.ts';
import {manySquares} from './record-sets.ts';

test('100,000 polygons are written in pieces', () => {
	const set = manySquares(100_000);
	const file = geojsonFile(set);
	if (!file.ok) throw new Error(file.sentence);
	const started = performance.now();
	let length = 0;
	let longest = 0;
	for (const chunk of file.chunks) {
		length += chunk.length;
		longest = Math.max(longest, chunk.length);
	}

	const took = performance.now() - started;
	console.log(`GeoJSON of 100,000 polygons: ${Math.round(took)} ms, ${Math.round(length / 1e6)} MB`);
	expect(longest).toBeLessThan(200_000);
});
