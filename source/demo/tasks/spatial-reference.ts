/** A position: x, y, and z and m where the features have them. */
export type DemoPosition = readonly [x: number, y: number, ...more: number[]];

/** The spatial references that the demo server can compute: degrees (WGS 84) and Web Mercator. */
type DemoReference = 'degrees' | 'mercator';

/** The spatial reference of results as the server writes it. */
export const wireReferences = {
	degrees: {wkid: 4326, latestWkid: 4326},
	mercator: {wkid: 102100, latestWkid: 3857},
} as const;

const wkids: ReadonlyMap<number, DemoReference> = new Map([
	[4326, 'degrees'],
	[3857, 'mercator'],
	[102100, 'mercator'],
	[102113, 'mercator'],
	[900913, 'mercator'],
]);

/**
 * Reads a spatial reference from a parameter or a value: a well-known ID, or an object with one.
 *
 * @returns `undefined` if the demo server cannot compute it
 */
export function demoReference(wire: unknown): DemoReference | undefined {
	if (typeof wire === 'string')
		return /^\d+$/.test(wire.trim()) ? wkids.get(Number(wire)) : demoReference(jsonFrom(wire));
	if (typeof wire === 'number') return wkids.get(wire);
	if (typeof wire !== 'object' || wire === null) return undefined;
	const {wkid, latestWkid} = wire as {wkid?: unknown; latestWkid?: unknown};
	const known = typeof latestWkid === 'number' ? latestWkid : wkid;
	return typeof known === 'number' ? wkids.get(known) : undefined;
}

const radius = 6_378_137;
const degree = Math.PI / 180;

/** Converts between degrees and spherical Web Mercator metres (EPSG guidance note 7-2, 1024). z and m stay as they are. */
export function projected(position: DemoPosition, from: DemoReference, to: DemoReference): DemoPosition {
	if (from === to) return position;
	const [x, y, ...more] = position;
	return to === 'degrees'
		? [x / radius / degree, (2 * Math.atan(Math.exp(y / radius)) - Math.PI / 2) / degree, ...more]
		: [x * degree * radius, Math.log(Math.tan(Math.PI / 4 + (y * degree) / 2)) * radius, ...more];
}

function jsonFrom(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
