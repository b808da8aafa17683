/** The part of @terraformer/arcgis that is used here; the package has no types of its own. */
declare module '@terraformer/arcgis' {
	import type {Geometry} from 'geojson';

	export function arcgisToGeoJSON(arcgis: {readonly [member: string]: unknown}): Geometry;
}
