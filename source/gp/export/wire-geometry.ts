import {isJsonObject} from '../json.ts';

/** The coordinates of one point: x and y, and z if there is one. All of them are finite. */
export type Position = readonly number[];

/** A geometry as the server sent it, reduced to positions. An envelope is converted to a polygon. */
export type Geometry =
	| {readonly kind: 'point'; readonly position: Position; readonly m?: number | undefined}
	| {readonly kind: 'multipoint'; readonly points: readonly Position[]}
	| {readonly kind: 'polyline'; readonly paths: ReadonlyArray<readonly Position[]>}
	/** Each ring is closed and has at least four positions. Its direction shows whether it is a hole. */
	| {readonly kind: 'polygon'; readonly rings: ReadonlyArray<readonly Position[]>};

type GeometryReading =
	/** The record has no geometry or an empty one. */
	| {readonly kind: 'none'}
	/** The coordinates are not finite numbers (`"NaN"`), or gpjobs does not know this type of geometry. */
	| {readonly kind: 'unusable'}
	| {
			readonly kind: 'geometry';
			readonly geometry: Geometry;
			/** How many paths and rings were left out because they have too few positions. */
			readonly dropped: number;
			readonly hadM: boolean;
	  };

type Ordinates = {readonly hasZ?: boolean | undefined; readonly hasM?: boolean | undefined};

const none: GeometryReading = {kind: 'none'};
const unusable: GeometryReading = {kind: 'unusable'};

/**
 * Reads a geometry of the ArcGIS REST API, from any JSON. M is left out. Callers must check for true curves with {@link
 * isCurved} first. If neither the geometry nor the set says what the third ordinate is, it is read as z, because sets
 * with only m are rarer.
 *
 * @param set the meaning of the third ordinate, used if the geometry itself does not say it
 */
export function readGeometry(json: unknown, set: Ordinates): GeometryReading {
	if (json === null || json === undefined) return none;
	if (!isJsonObject(json)) return unusable;
	const hasZ = typeof json.hasZ === 'boolean' ? json.hasZ : set.hasZ;
	const hasM = typeof json.hasM === 'boolean' ? json.hasM : set.hasM;
	const ordinates = {hasZ, hasM};
	if (Array.isArray(json.rings)) return readParts(json.rings, ordinates, 'polygon');
	if (Array.isArray(json.paths)) return readParts(json.paths, ordinates, 'polyline');
	if (Array.isArray(json.points)) return readMultipoint(json.points, ordinates);
	if ('xmin' in json) return readEnvelope(json);
	if ('x' in json) return readPoint(json);
	return Object.keys(json).every(key => key === 'spatialReference' || key === 'hasZ' || key === 'hasM')
		? none
		: unusable;
}

/** Whether a geometry has true curves (`curveRings`, `curvePaths`), which only ArcGIS can draw. */
export function isCurved(json: unknown): boolean {
	return isJsonObject(json) && (Array.isArray(json.curveRings) || Array.isArray(json.curvePaths));
}

function readPoint({x, y, z, m}: Readonly<Record<string, unknown>>): GeometryReading {
	if (x === null || y === null) return none;
	if (!isNumber(x) || !isNumber(y)) return unusable;
	const position = isNumber(z) ? [x, y, z] : [x, y];
	return {
		kind: 'geometry',
		geometry: {kind: 'point', position, ...(isNumber(m) ? {m} : {})},
		dropped: 0,
		hadM: isNumber(m),
	};
}

function readEnvelope({xmin, ymin, xmax, ymax}: Readonly<Record<string, unknown>>): GeometryReading {
	if (xmin === null) return none;
	if (!isNumber(xmin) || !isNumber(ymin) || !isNumber(xmax) || !isNumber(ymax)) return unusable;
	const ring = [
		[xmin, ymin],
		[xmin, ymax],
		[xmax, ymax],
		[xmax, ymin],
		[xmin, ymin],
	];
	return {kind: 'geometry', geometry: {kind: 'polygon', rings: [ring]}, dropped: 0, hadM: false};
}

function readMultipoint(json: readonly unknown[], ordinates: Ordinates): GeometryReading {
	if (json.length === 0) return none;
	const read = readPositions(json, ordinates);
	if (!read) return unusable;
	return {kind: 'geometry', geometry: {kind: 'multipoint', points: read.positions}, dropped: 0, hadM: read.hadM};
}

function readParts(json: readonly unknown[], ordinates: Ordinates, kind: 'polyline' | 'polygon'): GeometryReading {
	const parts: Array<readonly Position[]> = [];
	let dropped = 0;
	let hadM = false;
	for (const part of json) {
		const read = Array.isArray(part) ? readPositions(part, ordinates) : undefined;
		if (!read) return unusable;
		const positions = kind === 'polygon' ? closed(read.positions) : read.positions;
		hadM ||= read.hadM;
		if (positions.length >= (kind === 'polygon' ? 4 : 2)) parts.push(positions);
		else if (positions.length > 0) dropped++;
	}

	if (parts.length === 0) return dropped === 0 ? none : unusable;
	const geometry: Geometry = kind === 'polygon' ? {kind, rings: parts} : {kind, paths: parts};
	return {kind: 'geometry', geometry, dropped, hadM};
}

/**
 * Reads a list of positions; returns `undefined` if one of them is not a position, because a shape without one of its
 * corners would be a different shape.
 */
function readPositions(json: readonly unknown[], {hasZ, hasM}: Ordinates) {
	const positions: Position[] = [];
	let hadM = false;
	for (const item of json) {
		if (!Array.isArray(item)) return undefined;
		const [x, y, third] = item as readonly unknown[];
		if (!isNumber(x) || !isNumber(y)) return undefined;
		const isM = hasZ === false || (hasZ === undefined && hasM === true && item.length === 3);
		hadM ||= item.length > 3 || (isM && item.length > 2);
		positions.push(!isM && isNumber(third) ? [x, y, third] : [x, y]);
	}

	return {positions, hadM};
}

/** Closes a ring: repeats its first position at the end, unless the last position is the same, including z. */
function closed(ring: readonly Position[]): readonly Position[] {
	const [first] = ring;
	const last = ring.at(-1);
	if (first === undefined || last === undefined) return ring;
	if (first[0] !== last[0] || first[1] !== last[1]) return [...ring, first];
	return first[2] === last[2] ? ring : [...ring.slice(0, -1), first];
}

function isNumber(value: unknown): value is number {
	return Number.isFinite(value);
}
