import proj4 from 'proj4';

/** A place in WGS84: longitude and latitude in degrees. */
type LonLat = readonly [longitude: number, latitude: number];

export type ToLonLat = (x: number, y: number) => LonLat;

/** The two spatial references that gpjobs converts to longitude and latitude. */
export type KnownReference = 'wgs84' | 'web-mercator';

/** 4979 is WGS84 with heights. */
const wgs84 = new Set([4326, 4979]);

/** EPSG's, Esri's two of before, and Google's. */
const webMercator = new Set([3857, 102_100, 102_113, 900_913]);

/** EPSG:3857 but for `+over`: without it a longitude of 181 becomes −179, and tears what crosses the date line. */
const mercatorOver =
	'+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs +over';

export function knownReference(wkid: number | null): KnownReference | undefined {
	if (wkid === null) return undefined;
	if (wgs84.has(wkid)) return 'wgs84';
	return webMercator.has(wkid) ? 'web-mercator' : undefined;
}

/** @returns `undefined` for every other spatial reference than WGS84 and Web Mercator */
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
