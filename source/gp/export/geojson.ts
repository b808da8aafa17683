import type {Geometry as GeoJsonGeometry, Position} from 'geojson';
import {toJson} from '../../text/json-escape.ts';
import {counted} from '../../text/number-words.ts';
import {type SafeText, safe, safeText, sentText} from '../../text/safe-text.ts';
import {ExactNumber, NoNumber} from '../exact-json.ts';
import {isJsonObject} from '../json.ts';
import type {WireRecord} from '../record-set.ts';
import {describeReference, readReference, type SpatialReference} from '../spatial-reference.ts';
import {attributeJson} from './attribute.ts';
import {attributeOf} from './columns.ts';
import {type ConversionOf, conversionsBy, needsNoDefinition} from './conversion.ts';
import {type Exported, type ExportedSet, inChunks, type Refused} from './exported.ts';
import {toGeoJsonGeometry} from './geojson-geometry.ts';
import {isCurved, readGeometry} from './wire-geometry.ts';

/**
 * Statistics that are collected while features are written. `least` and `most` are the smallest and the largest
 * coordinate of each axis.
 */
type Tally = {
	unusable: number;
	dropped: number;
	hadM: boolean;
	readonly notes: Set<SafeText>;
	readonly least: number[];
	readonly most: number[];
};

/**
 * Makes the GeoJSON file of a record set: a FeatureCollection (RFC 7946) with one feature on each line. Geometries in
 * WGS84 are not changed, and those in other references are converted to WGS84. Sets with an unknown spatial reference or
 * with true curves are refused. Dates are ISO 8601. The foreign member `fields` contains the type of each field. The id of a
 * feature is the value of its OID field.
 */
export function geojsonFile(
	set: ExportedSet,
	conversionOf: ConversionOf = conversionsBy(new Map()),
): Exported | Refused {
	const sentence = refusal(set, conversionOf);
	if (sentence) return {ok: false, sentence};
	let tally = newTally();
	return {
		ok: true,
		chunks: {
			[Symbol.iterator]() {
				tally = newTally();
				return inChunks(pieces(set, tally, conversionOf));
			},
		},
		notes: () => notesOf(tally),
	};
}

/** Whether a set can be converted to longitude and latitude without the definitions of spatial references. */
export function isInKnownReferences(set: ExportedSet): boolean {
	return set.records.every(({geometry}) => geometry === null || needsNoDefinition(referenceOf(geometry, set)));
}

function refusal(set: ExportedSet, conversionOf: ConversionOf): SafeText | undefined {
	for (const {geometry} of set.records) {
		if (geometry === null || geometry === undefined) continue;
		if (isCurved(geometry)) {
			return trueCurves;
		}

		const reference = referenceOf(geometry, set);
		if (conversionOf(reference) === undefined) return unknownReference(reference);
	}

	return undefined;
}

/** The error for a set with true curves, which GeoJSON cannot represent. */
export const trueCurves = safe`This set has true curves (curveRings, curvePaths), which GeoJSON has no form for. Save it as JSON, or run the task again with returnTrueCurves=false.`;

/**
 * The error for a set whose spatial reference cannot be converted to longitude and latitude.
 *
 * @param reference `undefined` if the set does not name one
 */
export function unknownReference(reference: SpatialReference | undefined): SafeText {
	return reference === undefined
		? safe`GeoJSON needs longitude and latitude, and the server does not say in which spatial reference this set is. Save it as JSON, or as CSV if it has points.`
		: safe`GeoJSON needs longitude and latitude, and gpjobs cannot convert ${safeText(describeReference(reference))} to them. Save it as JSON, and convert it with a GIS that knows this reference.`;
}

/** Returns the spatial reference of a geometry. Usually only the set has one, but a geometry may have its own. */
function referenceOf(geometry: unknown, {wkid, wkt, vcsWkid = null}: ExportedSet): SpatialReference | undefined {
	const own = isJsonObject(geometry) ? readReference(geometry.spatialReference) : undefined;
	if (own !== undefined) return own;
	return wkid === null && wkt === null ? undefined : {wkid, wkt, vcsWkid};
}

function* pieces(set: ExportedSet, tally: Tally, conversionOf: ConversionOf): Generator<string, void, undefined> {
	const types = new Map(set.fields.map(({name, type}) => [sentText(name), type]));
	const oid = set.fields.find(({type}) => type === 'esriFieldTypeOID')?.name;
	const idKey = oid && sentText(oid);
	yield `{"type":"FeatureCollection","fields":${fieldsJson(set)},"features":[`;
	let separator = '\n';
	for (const record of set.records) {
		const geometry = geometryOf(record, set, conversionOf, tally);
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
	conversionOf: ConversionOf,
	tally: Tally,
): GeoJsonGeometry | null {
	const reading = readGeometry(geometry, set);
	if (reading.kind === 'unusable') tally.unusable++;
	if (reading.kind !== 'geometry') return null;
	const conversion = conversionOf(referenceOf(geometry, set));
	if (!conversion) return null;
	const converted = toGeoJsonGeometry(reading.geometry, conversion.toLonLat);
	// A projection has no longitude and latitude for positions far outside of its area.
	for (const position of positionsOf(converted)) {
		if (position.every(Number.isFinite)) continue;
		tally.unusable++;
		return null;
	}
	for (const note of conversion.notes) tally.notes.add(note);
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
	return {unusable: 0, dropped: 0, hadM: false, notes: new Set(), least: [], most: []};
}

function notesOf({unusable, dropped, hadM, least, most, ...converted}: Tally): readonly SafeText[] {
	const notes: SafeText[] = [...converted.notes];
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
