/** A rectangle in the coordinates of a record set. */
export type Extent = {readonly xmin: number; readonly ymin: number; readonly xmax: number; readonly ymax: number};

/**
 * Returns the smallest extent that contains all positions of the given arrays (x, y, x, y, …); `null` if there are
 * none.
 */
export function extentOf(...flat: readonly Float64Array[]): Extent | null {
	let [xmin, ymin, xmax, ymax] = [Infinity, Infinity, -Infinity, -Infinity];
	for (const xy of flat) {
		for (let index = 0; index < xy.length; index += 2) {
			const x = xy[index] ?? 0;
			const y = xy[index + 1] ?? 0;
			if (x < xmin) xmin = x;
			if (x > xmax) xmax = x;
			if (y < ymin) ymin = y;
			if (y > ymax) ymax = y;
		}
	}

	return xmin > xmax ? null : {xmin, ymin, xmax, ymax};
}

/** Returns the intersection of two extents, which must overlap. */
export function shared(a: Extent, b: Extent): Extent {
	return {
		xmin: Math.max(a.xmin, b.xmin),
		ymin: Math.max(a.ymin, b.ymin),
		xmax: Math.min(a.xmax, b.xmax),
		ymax: Math.min(a.ymax, b.ymax),
	};
}
