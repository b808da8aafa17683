import proj4 from 'proj4';
import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {describeReference, type SpatialReference} from '../spatial-reference.ts';
import {knownReference, lonLatFrom, type ToLonLat} from './lon-lat.ts';
import type {ReferenceDefinitions} from './reference-definitions.ts';

/** How positions become longitude and latitude, and what a user must know about it. */
type Conversion = {readonly toLonLat: ToLonLat; readonly notes: readonly SafeText[]};

/** Returns the conversion from a spatial reference; `undefined` if gpjobs does not know the reference. */
export type ConversionOf = (reference: SpatialReference | undefined) => Conversion | undefined;

/** Whether the conversion from a reference needs no definition of it. */
export function needsNoDefinition(reference: SpatialReference | undefined): boolean {
	return knownReference(reference?.wkid ?? null) !== undefined;
}

/**
 * Makes the function that returns the conversion from a spatial reference to WGS84: by its code, or else by its WKT.
 *
 * The ellipsoid and the projection are always converted. The shift between the datum and WGS84 is converted as far as
 * proj4 knows it, which is often by some ten metres only; a note says so for datums with an older ellipsoid.
 */
export function conversionsBy(definitions: ReferenceDefinitions): ConversionOf {
	const made = new Map<string, Conversion | undefined>();
	return reference => {
		if (reference === undefined) return undefined;
		const key = `${reference.wkid} ${reference.wkt}`;
		if (!made.has(key)) made.set(key, conversionFrom(reference, definitions));
		return made.get(key);
	};
}

function conversionFrom(reference: SpatialReference, definitions: ReferenceDefinitions): Conversion | undefined {
	const known = lonLatFrom(reference.wkid);
	if (known) return {toLonLat: known, notes: []};
	if (reference.wkid !== null && withDoubtfulDefinition.has(reference.wkid)) return undefined;
	const definition = reference.wkid === null ? undefined : definitions.get(reference.wkid);
	const wkt = definition?.wkt ?? reference.wkt;
	const projection =
		wkt === null ? undefined : projectionOf(wkt, definition?.geographic ?? geographicIn(wkt, definitions));
	if (projection === undefined) return undefined;
	const {forward} = proj4(projection, 'EPSG:4326');
	const doubt = projection.a === modernAxis ? [] : [datumIsApproximate(datumOf(wkt ?? ''))];
	return {
		toLonLat: (x, y) => forward<[number, number]>([x, y]),
		notes: [convertedHere(safeText(describeReference({...reference, vcsWkid: null}))), ...doubt],
	};
}

/**
 * Codes whose definitions by Esri and by EPSG lie 95 km or more apart, found by the comparison with GDAL. Which of the two
 * a server means is not known, so gpjobs does not convert them.
 */
const withDoubtfulDefinition: ReadonlySet<number> = new Set([2155, 3356, 3357]);

/** The longest WKT that is parsed, in characters. Definitions have some hundred. */
const longestWkt = 10_000;

type Projection = ReturnType<typeof proj4.Proj> & {over?: boolean};

/**
 * Parses WKT; `undefined` if proj4 does not know the projection.
 *
 * @param geographic the code of the geographic reference, by which proj4 finds the shift of its datum
 */
function projectionOf(wkt: string, geographic: number | undefined): Projection | undefined {
	if (wkt.length > longestWkt || isBeyondProj4(wkt)) return undefined;
	const shifted = geographic === undefined ? undefined : parsed(wkt.replace(datumName, `DATUM["EPSG_${geographic}"`));
	// Some of the shifts that proj4 finds by the name of a datum are wrong (D_Belge_1972).
	return shifted && isNearWgs84(shifted) ? shifted : parsed(wkt);
}

/** Matches projections of which proj4 gives no positions, or wrong ones. */
const notByProj4 =
	/PROJECTION\["(?:New_Zealand_Map_Grid|Van_der_Grinten_I|Geostationary_Satellite|Polar_Stereographic_Variant_B)"\]/;

/**
 * Whether proj4 would convert positions wrongly. Found by a comparison with GDAL for each projection and each datum: it
 * does not read angles in grads, one of the two Krovak projections, spheres, and the standard parallels of two
 * cylindrical projections.
 */
function isBeyondProj4(wkt: string): boolean {
	const angle = /GEOGCS.*?PRIMEM\[[^\]]*\]\s*,\s*UNIT\[\s*"([^"]*)"/i.exec(wkt)?.[1];
	const flattening = /SPHEROID\[\s*"[^"]*"\s*,\s*[^,]*,\s*([^\],]*)/i.exec(wkt)?.[1];
	const parallel = /"Standard_Parallel_1"\s*,\s*([^\]]*)\]/i.exec(wkt)?.[1];
	return (
		(angle !== undefined && !/^degree$/i.test(angle)) ||
		Number(flattening) === 0 ||
		notByProj4.test(wkt) ||
		(/PROJECTION\["Krovak"\]/.test(wkt) && !/"X_Scale"\s*,\s*-1/.test(wkt)) ||
		(/PROJECTION\["(?:Mercator|Equidistant_Cylindrical)"\]/.test(wkt) && Number(parallel ?? 0) !== 0)
	);
}

/** The code of the geographic reference in WKT, by its name. */
function geographicIn(wkt: string, definitions: ReferenceDefinitions): number | undefined {
	const name = /GEOGCS\s*\[\s*"([^"]*)"/i.exec(wkt)?.[1];
	if (name === undefined) return undefined;
	const beginning = `GEOGCS["${name}"`;
	for (const [code, {wkt: known}] of definitions) if (known.startsWith(beginning)) return code;
	return undefined;
}

const datumName = /DATUM\s*\[\s*"([^"]*)"/i;

function parsed(wkt: string): Projection | undefined {
	try {
		const projection: Projection = new proj4.Proj(readableByProj4(horizontalOf(wkt)));
		// Longitudes beyond 180 stay as they are. Otherwise geometries at the date line would be torn apart.
		projection.over = true;
		return projection;
	} catch {
		return undefined;
	}
}

/**
 * WKT with the name that proj4 reads correctly: it knows `Stereographic_North_Pole`, but not its true latitude
 * (EPSG:3413).
 */
function readableByProj4(wkt: string): string {
	if (!/PROJECTION\["Stereographic_(?:North|South)_Pole"\]/.test(wkt)) return wkt;
	return wkt
		.replace(/"Stereographic_(?:North|South)_Pole"/, '"Polar_Stereographic"')
		.replace('"Standard_Parallel_1"', '"latitude_of_origin"');
}

/** The horizontal part of WKT. ArcGIS puts the vertical reference behind it: `PROJCS[…],VERTCS[…]`. */
function horizontalOf(wkt: string): string {
	let depth = 0;
	for (const [index, character] of [...wkt].entries()) {
		if (character === '[' || character === '(') depth++;
		if (character !== ']' && character !== ')') continue;
		depth--;
		if (depth === 0) return [...wkt].slice(0, index + 1).join('');
	}
	return wkt;
}

/** The half-axis of the ellipsoids of WGS84 and GRS80, in metres. */
const modernAxis = 6_378_137;

/**
 * Whether positions of a reference are within some metres of WGS84: proj4 converts the datum, or it has the ellipsoid of
 * GRS80 or WGS84, as all datums do that follow WGS84.
 */
function isNearWgs84({datum, a}: Projection): boolean {
	const known: ReadonlySet<number> = new Set([datumTypes.three, datumTypes.seven, datumTypes.wgs84]);
	return known.has(datum?.datum_type ?? 0) || a === modernAxis;
}

/** The types of datums in proj4: with three or seven parameters, or WGS84 itself. */
const datumTypes = {three: 1, seven: 2, wgs84: 4};

function datumOf(wkt: string): SafeText {
	return safeText(datumName.exec(wkt)?.[1]?.replace(/^D_/, '') ?? 'of the set');
}

/** The note that gpjobs converted the positions itself. */
export function convertedHere(from: SafeText): SafeText {
	return safe`gpjobs converted the positions from ${from} to WGS84.`;
}

/** The note that the shift of a datum may be missing or approximate. */
export function datumIsApproximate(datum: SafeText): SafeText {
	return safe`The shift from the datum ${datum} to WGS84 is approximate or missing: positions may be off by some hundred metres.`;
}
