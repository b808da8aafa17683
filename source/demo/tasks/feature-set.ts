import {type DemoPosition, wireReferences} from './spatial-reference.ts';

/** A field of a feature set or record set. */
export type Field = {name: string; type: `esriFieldType${string}`; alias: string; length?: number};

/** The attributes of a feature or record, by field name. */
export type Attributes = Readonly<Record<string, string | number | null>>;

type Geometry =
	| {x: number; y: number; z?: number}
	| {paths: readonly (readonly DemoPosition[])[]}
	| {rings: readonly (readonly DemoPosition[])[]};

/** A feature of a feature set. */
export type Feature = {attributes: Attributes; geometry: Geometry};

type GeometryType = 'esriGeometryPoint' | 'esriGeometryPolyline' | 'esriGeometryPolygon';

/** The `value` of a `GPFeatureRecordSetLayer`. */
export type FeatureSet = {
	displayFieldName: string;
	geometryType: GeometryType;
	spatialReference: {wkid: number; latestWkid?: number};
	/** Whether a third coordinate is z, and the one after it, or the third one without z, is m. */
	hasZ?: boolean;
	hasM?: boolean;
	fields: readonly Field[];
	features: readonly Feature[];
	exceededTransferLimit: boolean;
};

/** The `value` of a `GPRecordSet`. */
export type DemoRecordSet = {
	displayFieldName: string;
	fields: readonly Field[];
	features: readonly {attributes: Attributes}[];
	exceededTransferLimit: boolean;
};

/** Returns whether a value is a feature set. A record set has no geometries. */
export function isFeatureSet(value: unknown): value is FeatureSet {
	return typeof value === 'object' && value !== null && 'features' in value && 'geometryType' in value;
}

/** Returns features whose positions are converted. */
export function mapPositions(
	features: readonly Feature[],
	convert: (position: DemoPosition) => DemoPosition,
): readonly Feature[] {
	const lines = (parts: readonly (readonly DemoPosition[])[]) => parts.map(part => part.map(convert));
	return features.map(({attributes, geometry}) => {
		if ('rings' in geometry) return {attributes, geometry: {rings: lines(geometry.rings)}};
		if ('paths' in geometry) return {attributes, geometry: {paths: lines(geometry.paths)}};
		const [x, y, z] = convert([geometry.x, geometry.y, ...(geometry.z === undefined ? [] : [geometry.z])]);
		return {attributes, geometry: {x, y, ...(z === undefined ? {} : {z})}};
	});
}

/** Makes a feature set of features in Web Mercator metres. `OBJECTID` counts them from 1. */
export function featureSet(
	geometryType: GeometryType,
	fields: readonly Field[],
	features: readonly Feature[],
): FeatureSet {
	return {
		displayFieldName: '',
		geometryType,
		spatialReference: wireReferences.mercator,
		fields: [objectId, ...fields],
		features: features.map(({attributes, geometry}, index) => ({
			attributes: {OBJECTID: index + 1, ...attributes},
			geometry,
		})),
		exceededTransferLimit: false,
	};
}

/**
 * Makes the answer if there are more features than the service may send: no features at all, rather than the first ones
 * ("GP data types", GPFeatureRecordSetLayer).
 */
export function tooManyFeatures(geometryType: GeometryType, fields: readonly Field[]): FeatureSet {
	return {...featureSet(geometryType, fields, []), exceededTransferLimit: true};
}

/** Makes a record set. `OBJECTID` counts the records from 1. */
export function recordSet(fields: readonly Field[], records: readonly Attributes[]): DemoRecordSet {
	return {
		displayFieldName: '',
		fields: [objectId, ...fields],
		features: records.map((attributes, index) => ({attributes: {OBJECTID: index + 1, ...attributes}})),
		exceededTransferLimit: false,
	};
}

const objectId: Field = {name: 'OBJECTID', type: 'esriFieldTypeOID', alias: 'OBJECTID'};

/** Makes a closed ring around a point, clockwise like the outer rings of ArcGIS polygons. */
export function ringAround(
	[x, y]: DemoPosition,
	radius: number,
	corners: number,
): readonly (readonly [x: number, y: number])[] {
	return Array.from({length: corners + 1}, (_, corner) => {
		const angle = (-2 * Math.PI * (corner % corners)) / corners;
		return [toCentimetres(x + radius * Math.cos(angle)), toCentimetres(y + radius * Math.sin(angle))] as const;
	});
}

/** Rounds a coordinate in metres to two decimals, the resolution of a geodatabase, so that it is not written with 17 digits. */
export function toCentimetres(metres: number): number {
	return Math.round(metres * 100) / 100;
}
