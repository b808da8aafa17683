import {expect, test} from 'vitest';
import {textFile} from '../../../source/gp/export/text.ts';
import {manySquares} from './record-sets.ts';

test('100,000 records are written in pieces', () => {
	const set = manySquares(100_000);
	const started = performance.now();
	let length = 0;
	for (const chunk of textFile(set).chunks) length += chunk.length;
	const took = performance.now() - started;
	console.log(`text of 100,000 records: ${Math.round(took)} ms, ${Math.round(length / 1e6)} MB`);
	expect(length).toBeGreaterThan(100_000);
});
