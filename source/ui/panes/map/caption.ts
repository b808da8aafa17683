import {knownReference, lonLatFrom} from '../../../gp/export/lon-lat.ts';
import {referenceCode, wktName} from '../../../gp/spatial-reference.ts';
import {displayWidth, fit} from '../../../text/display-width.ts';
import {count, counted} from '../../../text/number-words.ts';
import {type SafeText, safe, safeText} from '../../../text/safe-text.ts';
import {drawingOf} from '../../symbols.ts';
import {dotsPerCell} from './dot-grid.ts';
import {type Extent, shared} from './extent.ts';
import {latitudeOf, scaleBar} from './scale-bar.ts';
import {captionHeight, dotSize, type MapState} from './state.ts';
import {type Frame, seenExtent} from './view.ts';

/**
 * Makes the lines below the map: first its scale and location, then the number and kind of the shapes; only as many
 * lines as fit.
 */
export function captionLines(state: MapState, frame: Frame, extent: Extent): readonly SafeText[] {
	const {width} = state.size;
	const seen = shared(seenExtent(frame, dotSize(state)), extent);
	const where = [barOf(state, frame), ...lonLatWords(state, frame, seen), ...ownWords(state, frame, seen)];
	const what = [...countWords(state), zoomWords(state), ...noteWords(state)];
	const lines = captionHeight(state) === 1 ? [[...where, ...what]] : [where, what];
	return lines.slice(0, captionHeight(state)).map(pieces => joined(pieces, width, state.isAscii));
}

/** Joins the pieces with a separator, and leaves out each piece that does not fit in full. */
function joined(pieces: ReadonlyArray<SafeText | undefined>, width: number, isAscii: boolean): SafeText {
	const {between, ellipsis} = drawingOf(isAscii);
	let line = safe``;
	for (const piece of pieces) {
		if (piece === undefined) continue;
		const longer = line === '' ? safe` ${piece}` : safe`${line} ${between} ${piece}`;
		if (displayWidth(longer) <= width) line = longer;
	}

	return fit(line, width, {ellipsis});
}

function barOf(state: MapState, {left, top, unit}: Frame): SafeText | undefined {
	const {set, size, isAscii} = state;
	const {width, height} = dotSize(state);
	return scaleBar({
		unitsPerCell: unit * dotsPerCell(isAscii).width,
		latitude: latitudeOf(set.wkid, left + (unit * width) / 2, top - (unit * height) / 2),
		reference: knownReference(set.wkid),
		mostCells: Math.min(20, Math.floor(size.width / 4)),
		isAscii,
	});
}

/** The length of a degree of longitude at the equator, in metres. */
const degree = 111_320;

function lonLatWords({set: {wkid}}: MapState, {unit}: Frame, seen: Extent): readonly SafeText[] {
	const toLonLat = lonLatFrom(wkid);
	if (!toLonLat) return [];
	const digits = decimals(knownReference(wkid) === 'wgs84' ? unit : unit / degree);
	const [west, south] = toLonLat(seen.xmin, seen.ymin);
	const [east, north] = toLonLat(seen.xmax, seen.ymax);
	return [lonLatRange(span(west, east, digits), span(south, north, digits))];
}

/**
 * Formats the visible range in the record set's own coordinates; empty for WGS84, because the caption shows longitude
 * and latitude anyway.
 */
function ownWords({set: {wkid}}: MapState, {unit}: Frame, seen: Extent): readonly SafeText[] {
	if (knownReference(wkid) === 'wgs84') return [];
	const digits = decimals(unit);
	return [ownRange(span(seen.xmin, seen.xmax, digits), span(seen.ymin, seen.ymax, digits))];
}

/**
 * Formats the visible area in longitude and latitude.
 *
 * @param lon the range of longitudes, from {@link rangeWords}
 * @param lat the range of latitudes, from {@link rangeWords}
 */
export function lonLatRange(lon: SafeText, lat: SafeText): SafeText {
	return safe`lon ${lon}, lat ${lat}`;
}

/** Formats the visible area in the record set's own coordinates. */
export function ownRange(x: SafeText, y: SafeText): SafeText {
	return safe`x ${x}, y ${y}`;
}

/** Formats a range of numbers. */
export function rangeWords(from: SafeText, to: SafeText): SafeText {
	return safe`${from} to ${to}`;
}

function span(from: number, to: number, digits: number): SafeText {
	const [a, b] = [fixed(from, digits), fixed(to, digits)];
	return a === b ? a : rangeWords(a, b);
}

function fixed(value: number, digits: number): SafeText {
	const text = value.toFixed(digits);
	return safeText(Number(text) === 0 ? text.replace('-', '') : text);
}

/** Returns how many decimals a coordinate needs so that neighbouring dots have different coordinates. */
function decimals(unit: number): number {
	return Math.max(0, Math.min(8, -Math.floor(Math.log10(unit))));
}

function countWords({set: {geometryType, wkid, wkt}, shapes}: MapState): readonly SafeText[] {
	const reference =
		wkid === null ? (wkt === null ? safe`reference not told` : safeText(wktName(wkt))) : safeText(referenceCode(wkid));
	return [counted(shapes.drawn, geometryType ?? 'shape'), reference];
}

function zoomWords({view, isAscii}: MapState): SafeText | undefined {
	const level = view?.level ?? 0;
	if (level === 0) return undefined;
	const {times} = drawingOf(isAscii);
	return level > 0 ? safe`${times}${count(2 ** level)}` : safe`${times}1/${2 ** -level}`;
}

/** Says how many records have no geometry. */
export function withoutGeometry(records: number): SafeText {
	return safe`${count(records)} without geometry`;
}

/** The note that curves are drawn as straight lines. */
export const curvesStraight = safe`curves drawn straight`;

function noteWords({shapes}: MapState): readonly SafeText[] {
	const {empty, unusable, hasCurves, points, lines} = shapes;
	return [
		...(unusable > 0 ? [safe`${count(unusable)} cannot be drawn`] : []),
		...(empty > 0 ? [withoutGeometry(empty)] : []),
		...(hasCurves ? [curvesStraight] : []),
		...(points.isThinned || lines.isThinned ? [safe`simplified`] : []),
	];
}
