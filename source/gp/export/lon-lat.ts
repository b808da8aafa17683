import proj4 from 'proj4';

/** A position in WGS84: longitude and latitude in degrees. */
type LonLat = readonly [longitude: number, latitude: number];

/** Converts a position to longitude and latitude. */
export type ToLonLat = (x: number, y: number) => LonLat;

/** The two spatial references that gpjobs converts to longitude and latitude. */
export type KnownReference = 'wgs84' | 'web-mercator';

/** The numbers (WKID) of WGS84; 4979 is WGS84 with heights. */
const wgs84 = new Set([4326, 4979]);

/** The numbers (WKID) of Web Mercator: those of EPSG, two older ones of Esri, and the one of Google. */
const webMercator = new Set([3857, 102_100, 102_113, 900_913]);

/**
 * The definition of EPSG:3857 with `+over`. Without it, a longitude of 181 becomes −179, which tears geometries at the
 * date line apart.
 */
const mercatorOver =
	'+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs +over';

/** Returns the spatial reference with a number (WKID); `undefined` if gpjobs cannot convert it. */
export function knownReference(wkid: number | null): KnownReference | undefined {
	if (wkid === null) return undefined;
	if (wgs84.has(wkid)) return 'wgs84';
	return webMercator.has(wkid) ? 'web-mercator' : undefined;
}

/**
 * Returns the function that converts positions from a spatial reference to longitude and latitude; `undefined` for any
 * other than WGS84 and Web Mercator.
 */
export function lonLatFrom(wkid: number | null): ToLonLat | undefined {
	switch (knownReference(wkid)) {
		case undefined:
			return undefined;
		case 'wgs84':
			return (x, y) => [x, y];
		case 'web-mercator': {
			const {forward} = proj4(mercatorOver, 'EPSG:4326');
			return (x, y) => forward<LonLat & [number, number]>([x, y]);
		}
	}
}
