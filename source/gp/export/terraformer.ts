// @ts-expect-error The package declares no types, and DefinitelyTyped has none for this version.
import {arcgisToGeoJSON as untyped} from '@terraformer/arcgis';
import type {Geometry} from 'geojson';

/**
 * Converts one ArcGIS geometry to GeoJSON (Terraformer). It throws on an empty ring, so pass only cleaned coordinates.
 */
export const arcgisToGeoJSON: (arcgis: {readonly [member: string]: unknown}) => Geometry = untyped;
