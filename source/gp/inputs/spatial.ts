import {ExactNumber} from '../exact-json.ts';
import {isJsonObject} from '../json.ts';

/** Whether a value has the JSON form of a GPExtent ("GP data types"). */
export function isExtent(json: Readonly<Record<string, unknown>>): boolean {
	return ['xmin', 'ymin', 'xmax', 'ymax'].every(
		side => typeof json[side] === 'number' || json[side] instanceof ExactNumber,
	);
}

/**
 * Adds the spatial reference of an extent under the name that a GPExtent has for it. Without that name the server would
 * take its default reference, and thus another place.
 *
 * @param extent an extent, whose reference may have the name that the rest of the REST API uses, `spatialReference`
 */
export function withSpatialReference(extent: unknown): unknown {
	if (!isJsonObject(extent) || 'spatial_reference' in extent || !isJsonObject(extent.spatialReference)) return extent;
	return {...extent, spatial_reference: extent.spatialReference};
}

const wkt = /^(?:PROJCS|GEOGCS|GEOCCS|COMPD_CS|VERT_?CS|LOCAL_CS)\s*[[(]/i;
const wkt2 =
	/^(?:PROJ(?:ECTED)?CRS|GEOG(?:RAPHIC)?CRS|GEOD(?:ETIC)?CRS|COMPOUNDCRS|BOUNDCRS|VERT(?:ICAL)?CRS|ENG(?:INEERING)?CRS)\s*[[(]/i;

/**
 * Reads a spatial reference in words: a well-known ID, WKT, the URL of a projection file, or a name.
 *
 * @returns its JSON form ("GP data types", GPSpatialReference); `undefined` for broken JSON and for an empty text
 */
export function referenceInWords(words: string): unknown {
	const text = words.trim();
	const wkid = /^(?:(?:EPSG|ESRI|WKID)\s*:\s*)?(\d{4,6})$/i.exec(text)?.[1];
	if (wkid !== undefined) return {wkid: Number(wkid)};
	if (wkt.test(text)) return {wkt: text};
	if (wkt2.test(text)) return {wkt2: text};
	if (/^https?:\/\//i.test(text)) return {projectionFile: text};
	return /^[\p{L}]/u.test(text) ? {name: text} : undefined;
}
