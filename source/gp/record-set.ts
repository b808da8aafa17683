import * as z from 'zod/mini';
import {type ServerText, serverName} from '../text/safe-text.ts';
import {isJsonObject} from './json.ts';
import {isTrue} from './transfer-limit.ts';

/** A field of a record set ("GP data types", GPFeatureRecordSetLayer and GPRecordSet, `fields`). */
export type RecordField = {
	readonly name: ServerText;
	/** The display name; equal to the name if the server sends no alias. */
	readonly alias: ServerText;
	/** The type as sent, for example `esriFieldTypeDouble`; empty if the server sent none. */
	readonly type: string;
};

/** One decoded record: attributes by field name, and the geometry as sent. */
export type WireRecord = {
	readonly attributes: Readonly<Record<string, unknown>>;
	readonly geometry: unknown;
};

/** The types of geometries in the ArcGIS REST API, without the prefix `esriGeometry`. */
export type GeometryType = 'point' | 'multipoint' | 'polyline' | 'polygon' | 'envelope';

/**
 * Records with their fields and, if the records have geometries, the type and the spatial reference of the geometries.
 */
export type RecordSet = {
	readonly fields: readonly RecordField[];
	readonly records: readonly WireRecord[];
	readonly geometryType: GeometryType | null;
	/** `latestWkid` if it was sent, otherwise `wkid`. */
	readonly wkid: number | null;
	readonly wkt: string | null;
	/** Whether the geometries have z values; `undefined` if the server does not say. */
	readonly hasZ: boolean | undefined;
	readonly hasM: boolean | undefined;
	/**
	 * Whether there were more records than the server may send. `records` is then empty ("GP data types"); third-party
	 * servers send the first ones.
	 */
	readonly hasExceededLimit: boolean;
};

const wireSet = z.object({
	features: z.array(z.unknown()),
	fields: z.catch(z.nullish(z.array(z.unknown())), undefined),
	geometryType: z.catch(z.nullish(z.string()), undefined),
	spatialReference: z.catch(
		z.nullish(
			z.object({
				wkid: z.catch(z.nullish(z.number()), undefined),
				latestWkid: z.catch(z.nullish(z.number()), undefined),
				wkt: z.catch(z.nullish(z.string()), undefined),
			}),
		),
		undefined,
	),
	hasZ: z.catch(z.nullish(z.boolean()), undefined),
	hasM: z.catch(z.nullish(z.boolean()), undefined),
	exceededTransferLimit: z.optional(z.unknown()),
});

const wireField = z.object({
	name: z.string(),
	alias: z.catch(z.nullish(z.string().check(z.minLength(1))), undefined),
	type: z.catch(z.nullish(z.string()), undefined),
});

const wireCollection = z.object({layerDefinition: z.unknown(), featureSet: z.unknown()});

const geometryTypes: ReadonlyMap<string, GeometryType> = new Map([
	['esriGeometryPoint', 'point'],
	['esriGeometryMultipoint', 'multipoint'],
	['esriGeometryPolyline', 'polyline'],
	['esriGeometryPolygon', 'polygon'],
	['esriGeometryEnvelope', 'envelope'],
]);

/**
 * Reads a feature set, a record set, or a feature collection (`{layerDefinition, featureSet}`). If a set has no
 * `fields`, as from servers of version 10.0, they are made from the attributes of its first records. Features without
 * `attributes` get empty ones.
 *
 * @returns `undefined` for any other value
 */
export function readRecordSet(json: unknown): RecordSet | undefined {
	const collection = wireCollection.safeParse(json);
	if (collection.success) return readCollection(collection.data.layerDefinition, collection.data.featureSet);
	const parsed = wireSet.safeParse(json);
	if (!parsed.success) return undefined;
	const {features, fields, geometryType, spatialReference, hasZ, hasM, exceededTransferLimit} = parsed.data;
	const records = features.map(readRecord);
	const named = (fields ?? []).flatMap(readField);
	return {
		fields: named.length > 0 ? named : fieldsOf(records),
		records,
		geometryType: geometryTypes.get(geometryType ?? '') ?? null,
		wkid: spatialReference?.latestWkid ?? spatialReference?.wkid ?? null,
		wkt: spatialReference?.wkt ?? null,
		hasZ: hasZ ?? undefined,
		hasM: hasM ?? undefined,
		hasExceededLimit: isTrue(exceededTransferLimit),
	};
}

/** Reads a feature collection, which may have its fields and geometry type only in the layer definition. */
function readCollection(layer: unknown, featureSet: unknown): RecordSet | undefined {
	const set = readRecordSet(featureSet);
	if (!set || !isJsonObject(layer)) return set;
	const {fields, geometryType} = layer;
	const named = set.records.length > 0 && Array.isArray(fields) ? fields.flatMap(readField) : [];
	return {
		...set,
		fields: named.length > 0 ? named : set.fields,
		geometryType:
			set.geometryType ?? (typeof geometryType === 'string' ? (geometryTypes.get(geometryType) ?? null) : null),
	};
}

function readField(wire: unknown): readonly RecordField[] {
	const parsed = wireField.safeParse(wire);
	if (!parsed.success) return [];
	const {name, alias, type} = parsed.data;
	return [{name: serverName(name), alias: serverName(alias ?? name), type: type ?? ''}];
}

function readRecord(wire: unknown): WireRecord {
	if (!isJsonObject(wire)) return {attributes: {}, geometry: null};
	const {attributes, geometry} = wire;
	return {attributes: isJsonObject(attributes) ? attributes : {}, geometry: geometry ?? null};
}

const lookedAt = 100;

function fieldsOf(records: readonly WireRecord[]): readonly RecordField[] {
	const names = new Set(records.slice(0, lookedAt).flatMap(({attributes}) => Object.keys(attributes)));
	return [...names].map(name => ({name: serverName(name), alias: serverName(name), type: ''}));
}
