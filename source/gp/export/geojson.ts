import type {Geometry as GeoJsonGeometry, Position} from 'geojson';
import {toJson} from '../../text/json-escape.ts';
import {counted} from '../../text/number-words.ts';
import {type SafeText, safe, sentText} from '../../text/safe-text.ts';
import {ExactNumber, NoNumber} from '../exact-json.ts';
import {isJsonObject} from '../json.ts';
import type {WireRecord} from '../record-set.ts';
import {attributeJson} from './attribute.ts';
import {attributeOf} from './columns.ts';
import {type Exported, type ExportedSet, inChunks, type Refused} from './exported.ts';
import {toGeoJsonGeometry} from './geojson-geometry.ts';
import {knownReference, lonLatFrom, type ToLonLat} from './lon-lat.ts';
import {isCurved, readGeometry} from './wire-geometry.ts';

/**
 * Statistics that are collected while features are written. `least` and `most` are the smallest and the largest
 * coordinate of each axis.
 */
type Tally = {unusable: number; dropped: number; hadM: boolean; readonly least: number[]; readonly most: number[]};

/**
 * Makes the GeoJSON file of a record set: a FeatureCollection (RFC 7946) with one feature on each line. Geometries in
 * WGS84 are not changed, and those in Web Mercator are projected to WGS84. Sets with another spatial reference or with
 * true curves are refused. Dates are ISO 8601. The foreign member `fields` contains the type of each field. The id of a
 * feature is the value of its OID field.
 */
export function geojsonFile(set: ExportedSet): Exported | Refused {
	const sentence = refusal(set);
	if (sentence) return {ok: false, sentence};
	let tally = newTally();
	return {
		ok: true,
		chunks: {
			[Symbol.iterator]() {
				tally = newTally();
				return inChunks(pieces(set, tally));
			},
		},
		notes: () => notesOf(tally),
	};
}

function refusal(set: ExportedSet): SafeText | undefined {
	for (const {geometry} of set.records) {
		if (geometry === null || geometry === undefined) continue;
		if (isCurved(geometry)) {
			return trueCurves;
		}

		const wkid = wkidOf(geometry, set);
		if (knownReference(wkid) !== undefined) continue;
		return otherReference(wkid);
	}

	return undefined;
}

/** The error for a set with true curves, which GeoJSON cannot represent. */
export const trueCurves = safe`This set has true curves (curveRings, curvePaths), which GeoJSON has no form for. Save it as JSON.`;

/**
 * The error for a set whose spatial reference cannot be converted to longitude and latitude.
 *
 * @param wkid `null` if the set does not contain its number
 */
export function otherReference(wkid: number | null): SafeText {
	const where = wkid === null ? safe`does not name its spatial reference by number` : safe`is in EPSG:${wkid}`;
	return safe`GeoJSON is in WGS84, to which gpjobs converts Web Mercator only, and this set ${where}. Save it as JSON or CSV, or read it with outSR=4326.`;
}

/**
 * Returns the number of a geometry's spatial reference. Usually only the set has one, but a geometry may have its own.
 */
function wkidOf(geometry: unknown, set: ExportedSet): number | null {
	const own = isJsonObject(geometry) ? geometry.spatialReference : undefined;
	if (!isJsonObject(own)) return set.wkid;
	if (typeof own.latestWkid === 'number') return own.latestWkid;
	if (typeof own.wkid === 'number') return own.wkid;
	return typeof own.wkt === 'string' ? null : set.wkid;
}

function* pieces(set: ExportedSet, tally: Tally): Generator<string, void, undefined> {
	const types = new Map(set.fields.map(({name, type}) => [sentText(name), type]));
	const oid = set.fields.find(({type}) => type === 'esriFieldTypeOID')?.name;
	const idKey = oid && sentText(oid);
	const project = cached(lonLatFrom);
	yield `{"type":"FeatureCollection","fields":${fieldsJson(set)},"features":[`;
	let separator = '\n';
	for (const record of set.records) {
		const geometry = geometryOf(record, set, project, tally);
		const id = idJson(idKey === undefined ? undefined : attributeOf(record.attributes, idKey));
		const properties = Object.entries(record.attributes).map(
			([key, value]) => `${toJson(key)}:${attributeJson(value, types.get(key) ?? '')}`,
		);
		yield `${separator}{"type":"Feature",${id}"geometry":${JSON.stringify(geometry)},"properties":{${properties.join(',')}}}`;
		separator = ',\n';
	}

	const {least, most} = tally;
	yield least.length === 0 ? '\n]}\n' : `\n],"bbox":${JSON.stringify([...least, ...most])}}\n`;
}

function fieldsJson({fields}: ExportedSet): string {
	return toJson(
		fields.map(({name, alias, type, codes}) => ({
			name: sentText(name),
			alias: sentText(alias),
			type,
			...(codes === undefined ? {} : {codes: Object.fromEntries(codes)}),
		})),
	);
}

function idJson(value: unknown): string {
	if (typeof value === 'bigint') return `"id":${value},`;
	const isNumber = Number.isFinite(value) || (value instanceof ExactNumber && !(value instanceof NoNumber));
	const isId = isNumber || (typeof value === 'string' && value !== '');
	return isId ? `"id":${attributeJson(value, '')},` : '';
}

function geometryOf(
	{geometry}: WireRecord,
	set: ExportedSet,
	project: (wkid: number | null) => ToLonLat | undefined,
	tally: Tally,
): GeoJsonGeometry | null {
	const reading = readGeometry(geometry, set);
	if (reading.kind === 'unusable') tally.unusable++;
	if (reading.kind !== 'geometry') return null;
	const toLonLat = project(wkidOf(geometry, set));
	if (!toLonLat) return null;
	const converted = toGeoJsonGeometry(reading.geometry, toLonLat);
	tally.dropped += reading.dropped;
	tally.hadM ||= reading.hadM;
	for (const position of positionsOf(converted)) include(tally, position);
	return converted;
}

function* positionsOf(geometry: GeoJsonGeometry): Generator<Position, void, undefined> {
	switch (geometry.type) {
		case 'Point':
			yield geometry.coordinates;
			break;
		case 'MultiPoint':
		case 'LineString':
			yield* geometry.coordinates;
			break;
		case 'MultiLineString':
		case 'Polygon':
			for (const line of geometry.coordinates) yield* line;
			break;
		case 'MultiPolygon':
			for (const rings of geometry.coordinates) for (const ring of rings) yield* ring;
			break;
		case 'GeometryCollection':
			break;
	}
}

function include({least, most}: Tally, position: Position): void {
	for (const [axis, value] of position.entries()) {
		least[axis] = Math.min(least[axis] ?? Infinity, value);
		most[axis] = Math.max(most[axis] ?? -Infinity, value);
	}
}

function newTally(): Tally {
	return {unusable: 0, dropped: 0, hadM: false, least: [], most: []};
}

function cached<K, V>(make: (key: K) => V): (key: K) => V {
	const made = new Map<K, V>();
	return key => {
		const known = made.get(key);
		if (known !== undefined) return known;
		const value = make(key);
		made.set(key, value);
		return value;
	};
}

function notesOf({unusable, dropped, hadM, least, most}: Tally): readonly SafeText[] {
	const notes: SafeText[] = [];
	if (unusable > 0) notes.push(becameNull(unusable));
	if (dropped > 0) notes.push(tooFewPositions(dropped));
	if (hadM) notes.push(withoutM);
	const [west = 0, south = 0] = least;
	const [east = 0, north = 0] = most;
	if (west < -180 - tiny || east > 180 + tiny || south < -90 || north > 90) {
		notes.push(beyondTheGlobe);
	}

	return notes;
}

/** The note that M values were left out. */
export const withoutM = safe`M values are left out: GeoJSON has no place for them.`;
/** The note that some positions are not valid longitudes and latitudes. */
export const beyondTheGlobe = safe`Some positions lie beyond 180 degrees of longitude or 90 of latitude, and are written as they are.`;

/** The note that some geometries were replaced by null. */
export function becameNull(count: number): SafeText {
	return safe`${counted(count, 'geometry', 'geometries')} could not be read (coordinates that are no numbers) and became null.`;
}

/** The note that paths or rings with too few positions were left out. */
export function tooFewPositions(count: number): SafeText {
	return safe`${counted(count, 'line or ring', 'lines and rings')} of too few positions left out.`;
}

/** A tolerance in degrees for rounding errors: the edge of Web Mercator is converted to 180.00000000000003. */
const tiny = 1e-9;
