import fc from 'fast-check';
import {expect, test} from 'vitest';
import {emptyGrid, plot, plotLine} from '../../../../source/ui/panes/map/dot-grid.ts';
import {often} from '../../../often.ts';

const size = {width: 10, height: 10};

function dotsOf(draw: (grid: ReturnType<typeof emptyGrid>) => void): readonly (readonly [number, number])[] {
	const grid = emptyGrid(size);
	draw(grid);
	return [...grid.dots].flatMap((dot, at) =>
		dot === 1 ? [[at % size.width, Math.floor(at / size.width)] as const] : [],
	);
}

test.each([
	[[0, 0], [[0, 0]]],
	[[9.9, 9.9], [[9, 9]]],
	[[-0.1, 5], []],
	[[10, 5], []],
	[[5, -0.1], []],
	[[5, 10], []],
])('the place %j is the dots %j', ([x = 0, y = 0], dots) => {
	expect(dotsOf(grid => plot(grid, x, y))).toEqual(dots);
});

test('a line that leaves the image is drawn straight to its edge, whichever end is outside', () => {
	const place = fc.double({min: -100, max: 110, noNaN: true});
	fc.assert(
		fc.property(place, place, place, place, (ax, ay, bx, by) => {
			const length = Math.hypot(bx - ax, by - ay);
			for (const [x, y] of dotsOf(grid => plotLine(grid, ax, ay, bx, by))) {
				// How far the middle of the dot lies from the line through both ends.
				const distance =
					length < 1e-9
						? Math.hypot(x + 0.5 - ax, y + 0.5 - ay)
						: Math.abs((bx - ax) * (ay - y - 0.5) - (ax - x - 0.5) * (by - ay)) / length;
				expect(distance).toBeLessThan(2);
			}
		}),
		{numRuns: often(3000)},
	);
});

test.each([
	['from corner to corner', [0, 0, 9.5, 9.5], 10],
	['through the whole picture from outside', [-20, 5.5, 40, 5.5], 10],
	['upwards out of it', [5.5, 5.5, 5.5, -40], 6],
	['to the right out of it', [5.5, 5.5, 60, 5.5], 5],
	['beside it', [-20, -1, 40, -1], 0],
	['past its corner', [-5, 3, 3, -5.5], 0],
])('a line %s has its dots', (_, [ax = 0, ay = 0, bx = 0, by = 0], count) => {
	expect(dotsOf(grid => plotLine(grid, ax, ay, bx, by))).toHaveLength(count);
});
