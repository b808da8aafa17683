import {knownReference, lonLatFrom} from '../../gp/export/lon-lat.ts';
import {displayWidth, fit} from '../../text/display-width.ts';
import {count, counted} from '../../text/number-words.ts';
import {drawingOf} from '../symbols.ts';
import {dotsPerCell} from './dot-grid.ts';
import {type Extent, shared} from './extent.ts';
import {latitudeOf, scaleBar} from './scale-bar.ts';
import {captionHeight, dotSize, type MapState} from './state.ts';
import {type Frame, seenExtent} from './view.ts';

/** What stands below the map: its scale and where it lies, then what is drawn. As many lines as there is room for. */
export function captionLines(state: MapState, frame: Frame, extent: Extent): readonly string[] {
	const {width} = state.size;
	const seen = shared(seenExtent(frame, dotSize(state)), extent);
	const where = [barOf(state, frame), ...lonLatWords(state, frame, seen), ...ownWords(state, frame, seen)];
	const what = [...countWords(state), zoomWords(state), ...noteWords(state)];
	const lines = captionHeight(state) === 1 ? [[...where, ...what]] : [where, what];
	return lines.slice(0, captionHeight(state)).map(pieces => joined(pieces, width, state.isAscii));
}

/** As many pieces as fit, the first ones first, and never half of one. */
function joined(pieces: ReadonlyArray<string | undefined>, width: number, isAscii: boolean): string {
	const {between, ellipsis} = drawingOf(isAscii);
	let line = '';
	for (const piece of pieces) {
		if (piece === undefined) continue;
		const longer = line === '' ? ` ${piece}` : `${line} ${between} ${piece}`;
		if (displayWidth(longer) <= width) line = longer;
	}

	return fit(line, width, {ellipsis});
}

function barOf(state: MapState, {left, top, unit}: Frame): string | undefined {
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

/** Metres of a degree, at the equator. */
const degree = 111_320;

function lonLatWords({set: {wkid}}: MapState, {unit}: Frame, seen: Extent): readonly string[] {
	const toLonLat = lonLatFrom(wkid);
	if (!toLonLat) return [];
	const digits = decimals(knownReference(wkid) === 'wgs84' ? unit : unit / degree);
	const [west, south] = toLonLat(seen.xmin, seen.ymin);
	const [east, north] = toLonLat(seen.xmax, seen.ymax);
	return [`lon ${span(west, east, digits)}, lat ${span(south, north, digits)}`];
}

/** In WGS84 they are longitude and latitude. */
function ownWords({set: {wkid}}: MapState, {unit}: Frame, seen: Extent): readonly string[] {
	if (knownReference(wkid) === 'wgs84') return [];
	const digits = decimals(unit);
	return [`x ${span(seen.xmin, seen.xmax, digits)}, y ${span(seen.ymin, seen.ymax, digits)}`];
}

function span(from: number, to: number, digits: number): string {
	const [a, b] = [fixed(from, digits), fixed(to, digits)];
	return a === b ? a : `${a} to ${b}`;
}

function fixed(value: number, digits: number): string {
	const text = value.toFixed(digits);
	return Number(text) === 0 ? text.replace('-', '') : text;
}

/** As many as it takes to tell neighbouring dots apart. */
function decimals(unit: number): number {
	return Math.max(0, Math.min(8, -Math.floor(Math.log10(unit))));
}

function countWords({set: {geometryType, wkid, wkt}, shapes}: MapState): readonly string[] {
	const reference = wkid === null ? (wkt === null ? 'reference not told' : 'reference by WKT') : `EPSG:${wkid}`;
	return [counted(shapes.drawn, geometryType ?? 'shape'), reference];
}

function zoomWords({view, isAscii}: MapState): string | undefined {
	const level = view?.level ?? 0;
	if (level === 0) return undefined;
	const {times} = drawingOf(isAscii);
	return level > 0 ? `${times}${count(2 ** level)}` : `${times}1/${2 ** -level}`;
}

function noteWords({shapes, selected}: MapState): readonly string[] {
	const {empty, unusable, hasCurves, points, lines} = shapes;
	return [
		...(selected === null ? [] : [`record ${count(selected + 1)} marked`]),
		...(unusable > 0 ? [`${count(unusable)} cannot be drawn`] : []),
		...(empty > 0 ? [`${count(empty)} without geometry`] : []),
		...(hasCurves ? ['curves drawn straight'] : []),
		...(points.isThinned || lines.isThinned ? ['simplified'] : []),
	];
}
