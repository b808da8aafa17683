import type {Position} from './wire-geometry.ts';

type Ring = readonly Position[];

type Box = {readonly xmin: number; readonly ymin: number; readonly xmax: number; readonly ymax: number};

type Outer = {readonly ring: Ring; readonly box: Box; readonly area: number; readonly holes: Ring[]};

/**
 * Returns twice the area of a ring, positive if the ring is counterclockwise. It is calculated relative to the first
 * position, because in Web Mercator small rings are far from the origin. If the result exceeds the precision of a
 * number, only its sign is correct.
 */
export function doubleArea(ring: Ring): number {
	const [x0 = 0, y0 = 0] = ring[0] ?? [];
	let area = 0;
	for (let index = 1; index < ring.length; index++) {
		const [ax = 0, ay = 0] = ring[index - 1] ?? [];
		const [bx = 0, by = 0] = ring[index] ?? [];
		area += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0);
	}

	return Number.isFinite(area) ? area : doubleArea(ring.map(position => position.map(value => value * 2 ** -600)));
}

/**
 * Groups the rings of an ArcGIS polygon: each outer ring (clockwise) with its holes. A hole belongs to the smallest
 * outer ring around it; a hole inside none of them is a group by itself.
 *
 * `arcgisToGeoJSON` would take the last outer ring of the list instead. It could then assign the hole of an island in a
 * lake to the mainland, and a hole that touches its outer ring to a neighbouring ring that it also touches.
 */
export function ringGroups(rings: readonly Ring[]): ReadonlyArray<readonly Ring[]> {
	const outers: Outer[] = [];
	const holes: Ring[] = [];
	for (const ring of rings) {
		const area = doubleArea(ring);
		if (area > 0) holes.push(ring);
		else outers.push({ring, box: boxOf(ring), area: -area, holes: []});
	}

	if (holes.length === 0) return rings.map(ring => [ring]);
	const bySize = outers.toSorted((a, b) => a.area - b.area);
	const lost: Ring[] = [];
	const budget = {steps: mostSteps};
	for (const hole of holes) (outerAround(hole, bySize, budget)?.holes ?? lost).push(hole);
	return [...outers.map(({ring, holes}) => [ring, ...holes]), ...lost.map(ring => [ring])];
}

/**
 * The largest number of steps for assigning the holes of one polygon, which take about 0.3 s. For a polygon that needs
 * more steps, only the bounding boxes of its rings are compared.
 */
const mostSteps = 50_000_000;
const samples = 8;

function outerAround(hole: Ring, bySize: readonly Outer[], budget: {steps: number}): Outer | undefined {
	const box = boxOf(hole);
	const around = bySize.filter(outer => contains(outer.box, box));
	if (around.length < 2) return around[0];
	return (
		around.find(({ring}) => {
			budget.steps -= ring.length * samples;
			return budget.steps < 0 || liesIn(hole, ring);
		}) ?? around[0]
	);
}

/** Whether a hole lies in a ring. The majority of a few positions decides, because some may be on the ring itself. */
function liesIn(hole: Ring, ring: Ring): boolean {
	const step = Math.max(1, Math.floor(hole.length / samples));
	let inside = 0;
	let asked = 0;
	for (let index = 0; index < hole.length - 1; index += step) {
		// The midpoint between two positions is tested: corners are more often on the outer ring than midpoints.
		const [ax = 0, ay = 0] = hole[index] ?? [];
		const [bx = 0, by = 0] = hole[index + 1] ?? [];
		if (isInside((ax + bx) / 2, (ay + by) / 2, ring)) inside++;
		asked++;
	}

	return inside * 2 > asked;
}

function isInside(x: number, y: number, ring: Ring): boolean {
	let inside = false;
	for (let index = 1; index < ring.length; index++) {
		const [ax = 0, ay = 0] = ring[index - 1] ?? [];
		const [bx = 0, by = 0] = ring[index] ?? [];
		if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
	}

	return inside;
}

function contains(outer: Box, inner: Box): boolean {
	return inner.xmin >= outer.xmin && inner.xmax <= outer.xmax && inner.ymin >= outer.ymin && inner.ymax <= outer.ymax;
}

function boxOf(ring: Ring): Box {
	let [xmin, ymin, xmax, ymax] = [Infinity, Infinity, -Infinity, -Infinity];
	for (const [x = 0, y = 0] of ring) {
		xmin = Math.min(xmin, x);
		ymin = Math.min(ymin, y);
		xmax = Math.max(xmax, x);
		ymax = Math.max(ymax, y);
	}

	return {xmin, ymin, xmax, ymax};
}
