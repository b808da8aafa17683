import * as z from 'zod/mini';
import {isJsonObject} from './json.ts';

/** A spatial reference as the ArcGIS REST API sends it ("Geometry objects", Spatial reference). */
export type SpatialReference = {
	/** `latestWkid` if it was sent, otherwise `wkid`. */
	readonly wkid: number | null;
	/** The same of the vertical reference: `latestVcsWkid` or `vcsWkid`. */
	readonly vcsWkid: number | null;
	readonly wkt: string | null;
};

/** A number, which third-party servers send as a text. */
const wkid = z.catch(
	z.nullish(
		z.union([
			z.number(),
			z.pipe(
				z.string().check(z.regex(/^\d+$/)),
				z.transform(digits => Number(digits)),
			),
		]),
	),
	undefined,
);
const wireReference = z.object({
	wkid,
	latestWkid: wkid,
	vcsWkid: wkid,
	latestVcsWkid: wkid,
	wkt: z.catch(z.nullish(z.string()), undefined),
});

/**
 * Reads a spatial reference. A number alone counts as its code.
 *
 * @returns `undefined` if the value names no reference
 */
export function readReference(json: unknown): SpatialReference | undefined {
	const parsed = wireReference.safeParse(typeof json === 'number' ? {wkid: json} : json);
	if (!parsed.success || !(typeof json === 'number' || isJsonObject(json))) return undefined;
	const {latestWkid, latestVcsWkid, wkt, ...older} = parsed.data;
	// ArcGIS sends -1 or 0 for a reference without a code.
	const known = [latestWkid, older.wkid].find(code => typeof code === 'number' && code > 0) ?? null;
	const vertical = [latestVcsWkid, older.vcsWkid].find(code => typeof code === 'number' && code > 0) ?? null;
	const text = wkt === undefined || wkt === '' ? null : wkt;
	if (known === null && text === null) return undefined;
	return {wkid: known, vcsWkid: vertical, wkt: text};
}

/** The greatest code that EPSG gives to a reference. Esri's own codes are greater. */
const greatestOfEpsg = 32_767;

/**
 * Returns the name of a reference with its authority: `EPSG:3857`, or `ESRI:102008` for a code that EPSG does not have.
 *
 * @param wkid a horizontal or a vertical reference
 */
export function referenceCode(wkid: number): string {
	return `${wkid <= greatestOfEpsg ? 'EPSG' : 'ESRI'}:${wkid}`;
}

/**
 * Returns the name of a reference that is known by its WKT alone: `NAD_1983_StatePlane_Michigan_South_FIPS_2113_Feet`.
 */
export function wktName(wkt: string): string {
	return /"([^"]+)"/.exec(wkt)?.[1] ?? wkt;
}

/** Describes a reference: `EPSG:3857, vertical EPSG:5621`, or the name in its WKT. */
export function describeReference({wkid, vcsWkid, wkt}: SpatialReference): string {
	const name = wkid === null ? (wkt === null ? '' : wktName(wkt)) : referenceCode(wkid);
	return vcsWkid === null ? name : `${name}${name === '' ? '' : ', '}vertical ${referenceCode(vcsWkid)}`;
}
