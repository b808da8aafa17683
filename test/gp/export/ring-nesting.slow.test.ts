import {expect, test} from 'vitest';
import {ringGroups} from '../../../source/gp/export/ring-nesting.ts';
import {cpuTime} from '../../text/fixtures/cpu-time.ts';

test('many rings with many corners are grouped quickly', () => {
	const circle = (cx: number, cy: number, radius: number, corners: number, direction: 1 | -1) =>
		Array.from({length: corners + 1}, (_, index) => {
			const angle = (direction * 2 * Math.PI * index) / corners;
			return [cx + radius * Math.cos(angle), cy + radius * Math.sin(angle)];
		});
	const rings = [
		circle(0, 0, 100, 200_000, -1),
		circle(0, 0, 99, 200_000, -1),
		...Array.from({length: 5000}, (_, index) => circle((index % 70) - 35, Math.floor(index / 70) - 35, 0.4, 20, 1)),
	];
	expect(cpuTime(() => expect(ringGroups(rings)).toHaveLength(2))).toBeLessThan(30_000);
});
