import {type Feature, isFeatureSet} from '../tasks/feature-set.ts';

/**
 * Makes GeoJSON of the features of a result (`f=geojson`, ArcGIS 10.5). The features are in degrees already (RFC 7946
 * §4).
 *
 * @returns `undefined` if the resource has no features
 */
export function geoJson(body: object): string | undefined {
	const value: unknown = 'value' in body ? body.value : undefined;
	const set = isFeatureSet(value) ? value : undefined;
	if (!set) return undefined;
	return JSON.stringify({
		type: 'FeatureCollection',
		...(set.exceededTransferLimit ? {exceededTransferLimit: true} : {}),
		features: set.features.map(feature => ({
			type: 'Feature',
			id: feature.attributes.OBJECTID,
			geometry: geometryOf(feature),
			properties: feature.attributes,
		})),
	});
}

function geometryOf({geometry}: Feature): object {
	if ('x' in geometry)
		return {type: 'Point', coordinates: [geometry.x, geometry.y, ...(geometry.z === undefined ? [] : [geometry.z])]};
	if ('paths' in geometry) return {type: 'MultiLineString', coordinates: geometry.paths};
	// Outer rings of ArcGIS are clockwise, those of GeoJSON are not. A hole follows the ring that it is in.
	const polygons: (readonly number[])[][][] = [];
	for (const ring of geometry.rings) {
		const turned = ring.toReversed();
		if (isClockwise(ring) || polygons.length === 0) polygons.push([turned]);
		else polygons.at(-1)?.push(turned);
	}
	return {type: 'MultiPolygon', coordinates: polygons};
}

function isClockwise(ring: readonly (readonly number[])[]): boolean {
	let area = 0;
	for (const [index, [x = 0, y = 0]] of ring.entries()) {
		const [nextX = 0, nextY = 0] = ring[(index + 1) % ring.length] ?? [];
		area += x * nextY - nextX * y;
	}
	return area <= 0;
}
