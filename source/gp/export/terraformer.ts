// @ts-expect-error The package has no types of its own, and DefinitelyTyped none for this version.
import {arcgisToGeoJSON as untyped} from '@terraformer/arcgis';
import type {Geometry} from 'geojson';

/** Terraformer's conversion of one ArcGIS geometry. It throws on an empty ring: hand it nothing but clean coordinates. */
export const arcgisToGeoJSON: (arcgis: {readonly [member: string]: unknown}) => Geometry = untyped;
