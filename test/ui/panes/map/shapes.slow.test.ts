import {expect, test} from 'vitest';
import {shapesOf} from '../../../../source/ui/panes/map/shapes.ts';
import {isThorough} from '../../../often.ts';

test('millions of positions', () => {
	const rings = isThorough ? 1000 : 500;
	const ring = (at: number) =>
		Array.from({length: 5001}, (_, index) => [at + Math.cos(index / 796), Math.sin(index / 796)]);
	const records = Array.from({length: rings}, (_, index) => ({attributes: {}, geometry: {rings: [ring(index)]}}));
	const started = performance.now();
	const {lines} = shapesOf({records});
	console.log(
		`shapes of ${rings * 5000} positions: ${(performance.now() - started).toFixed(0)} ms, ${(lines.xy.byteLength / 1e6).toFixed(0)} MB`,
	);
	expect(lines.xy.byteLength).toBeLessThanOrEqual(32_000_000);
	expect(lines.isThinned).toBe(true);
});
