import {describe, expect, test} from 'vitest';
import {displayWidth} from '../../../../source/text/display-width.ts';
import {rowsAbove, rowsFrom} from '../../../../source/ui/panes/messages/rows.ts';

describe('a line of megabytes', () => {
	const layout = {wraps: true, width: 76};

	test.each([
		['words', 'kriging of parcels '.repeat(60_000)],
		['one word', 'x'.repeat(1_000_000)],
		['ideographs', '漢'.repeat(20_000)],
		['emoji', '👩‍👩‍👧‍👦'.repeat(10_000)],
	])('of %s is the same from both ends, and nothing is lost', (_, long) => {
		const down = [...rowsFrom(long, 0, layout)];
		const up = [...rowsAbove(long, long.length + 1, layout)].reverse();
		expect(up).toEqual(down);
		const shown = down.map(({start, end}) => long.slice(start, end));
		expect(shown.every(row => displayWidth(row) <= 76)).toBe(true);
		expect(shown.join('').replaceAll(' ', '')).toBe(long.replaceAll(' ', ''));
	});

	test('is examined only around the place that is shown', () => {
		const long = 'kriging of parcels '.repeat(1_600_000);
		const begun = performance.now();
		for (const at of [0, 10_000_000, 20_000_000, long.length]) {
			const {value} = rowsFrom(long, at, layout).next();
			expect(value.end - value.start).toBeLessThanOrEqual(76);
		}
		console.log(`a line of 30 MB: ${((performance.now() - begun) / 4).toFixed(1)} ms for a place in it`);
	});
});
