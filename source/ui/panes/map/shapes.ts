import {isJsonObject} from '../../../gp/json.ts';
import type {RecordSet} from '../../../gp/record-set.ts';
import {type Extent, extentOf} from './extent.ts';
import {type LineStore, lineStore, type StoredLines} from './line-store.ts';
import {type PointStore, type Points, pointStore} from './point-store.ts';

/** The geometries of a record set, decoded once, so that no JSON has to be read to draw a frame. */
export type Shapes = {
	readonly points: Points;
	readonly lines: StoredLines;
	/** The extent of all shapes; `null` if there are none. */
	readonly extent: Extent | null;
	/** The number of records of which something can be drawn. */
	readonly drawn: number;
	/** The number of records without a geometry or with an empty one. */
	readonly empty: number;
	/** The number of records with a geometry of which nothing can be drawn. */
	readonly unusable: number;
	/** Whether curves were replaced with straight lines between their ends. */
	readonly hasCurves: boolean;
};

/**
 * The largest number of points, and of positions in lines. Each of the two takes up to 32 MB of memory. The largest
 * answer that gpjobs reads contains some five million positions.
 */
const mostPositions = 2_000_000;

/** The largest coordinate that is accepted. No spatial reference has larger ones, and they would lose precision. */
const furthest = 1e12;

type Sink = {
	readonly points: PointStore;
	readonly lines: LineStore;
	record: number;
	/** How many positions of the current record were valid. */
	taken: number;
	refused: number;
	hasCurves: boolean;
};

/**
 * Decodes the geometries of a record set. A server may send any JSON as a geometry: items that are not positions are
 * skipped and counted.
 */
export function shapesOf({records}: Pick<RecordSet, 'records'>): Shapes {
	const sink: Sink = {
		points: pointStore(mostPositions),
		lines: lineStore(mostPositions),
		record: 0,
		taken: 0,
		refused: 0,
		hasCurves: false,
	};
	let [drawn, empty, unusable] = [0, 0, 0];
	for (const [index, {geometry}] of records.entries()) {
		sink.record = index;
		sink.taken = 0;
		sink.refused = 0;
		take(geometry, sink);
		if (sink.taken > 0) drawn++;
		else if (sink.refused > 0) unusable++;
		else empty++;
	}

	const points = sink.points.done();
	const lines = sink.lines.done();
	return {
		points,
		lines,
		// The boxes are pairs of corners, so they can be read as positions.
		extent: extentOf(points.xy, lines.boxes),
		drawn,
		empty,
		unusable,
		hasCurves: sink.hasCurves,
	};
}

function take(geometry: unknown, sink: Sink): void {
	if (geometry === null || geometry === undefined) return;
	if (!isJsonObject(geometry)) {
		sink.refused++;
		return;
	}

	const {rings, curveRings, paths, curvePaths, points, x, y, xmin, ymin, xmax, ymax} = geometry;
	if (Array.isArray(curveRings)) takeParts(curveRings, true, sink);
	else if (Array.isArray(rings)) takeParts(rings, true, sink);
	else if (Array.isArray(curvePaths)) takeParts(curvePaths, false, sink);
	else if (Array.isArray(paths)) takeParts(paths, false, sink);
	else if (Array.isArray(points)) {
		for (const point of points)
			takePoint(Array.isArray(point) ? point[0] : null, Array.isArray(point) ? point[1] : null, sink);
	} else if ('xmin' in geometry) {
		if (xmin !== null) takeParts([[[xmin, ymin], [xmin, ymax], [xmax, ymax], [xmax, ymin]]], true, sink); // biome-ignore format: a rectangle
	} else if ('x' in geometry) {
		if (x !== null && y !== null) takePoint(x, y, sink);
	}
}

function takePoint(x: unknown, y: unknown, sink: Sink): void {
	if (!isPlace(x) || !isPlace(y)) {
		sink.refused++;
		return;
	}

	sink.points.add(x, y);
	sink.taken++;
}

function takeParts(parts: readonly unknown[], isRing: boolean, sink: Sink): void {
	for (const part of parts) {
		if (Array.isArray(part)) takePart(part, isRing, sink);
		else sink.refused++;
	}
}

/** Adds the positions of one part. It is one long loop for speed, because a set may have millions of positions. */
function takePart(part: readonly unknown[], isRing: boolean, sink: Sink): void {
	const {lines, record} = sink;
	let firstX = 0;
	let firstY = 0;
	let lastX = 0;
	let lastY = 0;
	let taken = 0;
	for (const item of part) {
		const position = Array.isArray(item) ? item : endOf(item, sink);
		const x: unknown = position?.[0];
		const y: unknown = position?.[1];
		if (!isPlace(x) || !isPlace(y)) {
			sink.refused++;
			continue;
		}

		if (taken === 0) {
			lines.begin(record, isRing);
			firstX = x;
			firstY = y;
		}

		lines.add(x, y);
		lastX = x;
		lastY = y;
		taken++;
	}

	if (isRing && taken > 0 && (firstX !== lastX || firstY !== lastY)) lines.add(firstX, firstY);
	sink.taken += taken;
}

/**
 * Returns the end point of a curve, which is the first item of the only list in its object (`{"c": [[x, y], …]}`;
 * "Geometry objects", curves).
 */
function endOf(item: unknown, sink: Sink): readonly unknown[] | undefined {
	if (!isJsonObject(item)) return undefined;
	const [curve] = Object.values(item);
	if (!Array.isArray(curve) || !Array.isArray(curve[0])) return undefined;
	sink.hasCurves = true;
	return curve[0];
}

function isPlace(value: unknown): value is number {
	return typeof value === 'number' && value <= furthest && value >= -furthest;
}
