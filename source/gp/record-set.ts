import * as z from 'zod/mini';
import {type ServerText, sentText, serverName} from '../text/safe-text.ts';
import {isJsonObject} from './json.ts';
import {readReference, type SpatialReference} from './spatial-reference.ts';
import {exceedsTransferLimit, isTrue} from './transfer-limit.ts';

/** A field of a record set ("GP data types", GPFeatureRecordSetLayer and GPRecordSet, `fields`). */
export type RecordField = {
	/** The name, spelt as in the attributes. */
	readonly name: ServerText;
	/** The display name; equal to the name if the server sends no alias. */
	readonly alias: ServerText;
	/** The type as sent, for example `esriFieldTypeDouble`; empty if the server sent none. */
	readonly type: string;
	/** The names of the codes that the attributes contain, if the field has a coded-value domain. */
	readonly codes?: ReadonlyMap<string, string>;
};

/** One decoded record: attributes by field name, and the geometry as sent. */
export type WireRecord = {
	readonly attributes: Readonly<Record<string, unknown>>;
	readonly geometry: unknown;
};

/** The types of geometries in the ArcGIS REST API, without the prefix `esriGeometry`. */
export type GeometryType = 'point' | 'multipoint' | 'polyline' | 'polygon' | 'envelope' | 'multipatch';

/**
 * Records with their fields and, if the records have geometries, the type and the spatial reference of the geometries.
 */
export type RecordSet = {
	readonly fields: readonly RecordField[];
	readonly records: readonly WireRecord[];
	/** The type as sent or, if none was sent, the type of all geometries; `null` if their types differ. */
	readonly geometryType: GeometryType | null;
	/** `latestWkid` if it was sent, otherwise `wkid`. */
	readonly wkid: number | null;
	readonly wkt: string | null;
	/** The code of the vertical reference. */
	readonly vcsWkid?: number | null;
	/** Whether the geometries have z values; `undefined` if the server does not say. */
	readonly hasZ: boolean | undefined;
	readonly hasM: boolean | undefined;
	/**
	 * Whether there were more records than the server may send. `records` is then empty ("GP data types"); third-party
	 * servers send the first ones.
	 */
	readonly hasExceededLimit: boolean;
};

/** Whether at least one record has a geometry, or all would have one if there were records. */
export function hasGeometries({geometryType, records}: RecordSet): boolean {
	return geometryType !== null || records.some(({geometry}) => geometry !== null);
}

const flag = z.catch(
	z.nullish(
		z.pipe(
			z.unknown(),
			z.transform(sent => (sent === undefined || sent === null ? undefined : isTrue(sent))),
		),
	),
	undefined,
);
const text = z.catch(z.nullish(z.string()), undefined);

const wireSet = z.object({
	features: z.array(z.unknown()),
	fields: z.catch(z.nullish(z.array(z.unknown())), undefined),
	fieldAliases: z.optional(z.unknown()),
	geometryType: text,
	spatialReference: z.optional(z.unknown()),
	hasZ: flag,
	hasM: flag,
	exceededTransferLimit: z.optional(z.unknown()),
});

const wireField = z.object({
	name: z.string(),
	alias: z.catch(z.nullish(z.string().check(z.minLength(1))), undefined),
	type: text,
	domain: z.optional(z.unknown()),
});

const wireDomain = z.object({codedValues: z.array(z.unknown())});
const wireCode = z.object({name: z.string(), code: z.unknown()});

/** The types by their names in lower case, because servers do not agree about the case. */
const geometryTypes: ReadonlyMap<string, GeometryType> = new Map([
	['esrigeometrypoint', 'point'],
	['esrigeometrymultipoint', 'multipoint'],
	['esrigeometrypolyline', 'polyline'],
	['esrigeometrypolygon', 'polygon'],
	['esrigeometryenvelope', 'envelope'],
	['esrigeometrymultipatch', 'multipatch'],
]);

function geometryTypeOf(sent: unknown): GeometryType | undefined {
	return typeof sent === 'string' ? geometryTypes.get(sent.trim().toLowerCase()) : undefined;
}

/**
 * Reads a feature set, a record set, or a feature collection with one layer (`{layerDefinition, featureSet}`, or
 * `{layers: […]}` with one of these). If a set has no `fields`, as from servers of version 10.0, they are made from the
 * attributes of its first records. Features without `attributes` get empty ones.
 *
 * @returns `undefined` for any other value
 */
export function readRecordSet(json: unknown): RecordSet | undefined {
	const layers = layersOf(json);
	if (layers === undefined) return undefined;
	const [only, ...others] = layers;
	if (only === undefined || others.length > 0) return undefined;
	const set = readSet(only);
	return set && {...set, hasExceededLimit: set.hasExceededLimit || exceedsTransferLimit(json)};
}

/** A set of a value that has several, with its name if the server sent one. */
export type NamedSet = {readonly name: string | undefined; readonly set: RecordSet};

/**
 * Reads the sets of a feature collection with several layers, or of a list of feature sets.
 *
 * @returns `undefined` if the value is anything else, or has fewer than two sets
 */
export function readRecordSets(json: unknown): readonly NamedSet[] | undefined {
	const layers = layersOf(json);
	if (layers === undefined || layers.length < 2) return undefined;
	const sets = layers.map(layer => {
		const set = readSet(layer);
		return set && {name: layer.name, set};
	});
	return sets.every(set => set !== undefined) ? sets : undefined;
}

/** A feature set and what the value says about it elsewhere. */
type Layer = {readonly featureSet: unknown; readonly definition: unknown; readonly name: string | undefined};

/** The largest number of lists and objects around a feature set. */
const deepest = 4;

/**
 * Returns the layers of a value: the feature set itself, a pair `{layerDefinition, featureSet}`, `{layers: […]}` of the
 * portal's feature collections, also below `featureCollection`, or a list under `FeatureSet` (GeoEnrichment).
 *
 * @returns `undefined` if the value is none of these
 */
function layersOf(json: unknown, depth = 0): readonly Layer[] | undefined {
	if (depth > deepest) return undefined;
	if (Array.isArray(json)) {
		if (json.length === 0 || json.length > mostLayers) return undefined;
		const layers = json.map((item: unknown) => layersOf(item, depth + 1));
		return layers.every(found => found !== undefined) ? layers.flat() : undefined;
	}
	if (!isJsonObject(json)) return undefined;
	if (Array.isArray(json.features)) return [{featureSet: json, definition: undefined, name: undefined}];
	const {layerDefinition: definition, featureSet, layers, featureCollection, FeatureSet} = json;
	if (featureSet !== undefined) {
		if (!isJsonObject(featureSet) || !Array.isArray(featureSet.features)) return undefined;
		const name = isJsonObject(definition) && typeof definition.name === 'string' ? definition.name : undefined;
		return [{featureSet, definition, name}];
	}
	return layersOf(layers ?? featureCollection ?? FeatureSet, depth + 1);
}

/** The largest number of layers in one value. */
const mostLayers = 1000;

function readSet({featureSet, definition}: Layer): RecordSet | undefined {
	const parsed = wireSet.safeParse(featureSet);
	if (!parsed.success) return undefined;
	const {features, fieldAliases, hasZ, hasM, exceededTransferLimit} = parsed.data;
	const layer = isJsonObject(definition) ? definition : {};
	const records = features.map(readRecord);
	const reference = referenceOf(parsed.data.spatialReference, layer, records);
	return {
		fields: fieldsOf([layer.fields, parsed.data.fields], fieldAliases, records),
		records,
		geometryType:
			geometryTypeOf(parsed.data.geometryType) ?? geometryTypeOf(layer.geometryType) ?? commonType(records) ?? null,
		wkid: reference?.wkid ?? null,
		wkt: reference?.wkt ?? null,
		vcsWkid: reference?.vcsWkid ?? null,
		hasZ: hasZ ?? flagIn(layer.hasZ),
		hasM: hasM ?? flagIn(layer.hasM),
		hasExceededLimit: isTrue(exceededTransferLimit),
	};
}

function flagIn(sent: unknown): boolean | undefined {
	return typeof sent === 'boolean' ? sent : undefined;
}

/**
 * Returns the spatial reference of a set: its own, or that of the layer, of the layer's extent, or of all its
 * geometries.
 */
function referenceOf(
	sent: unknown,
	layer: Readonly<Record<string, unknown>>,
	records: readonly WireRecord[],
): SpatialReference | undefined {
	const extent = isJsonObject(layer.extent) ? layer.extent.spatialReference : undefined;
	return (
		readReference(sent) ?? readReference(layer.spatialReference) ?? readReference(extent) ?? commonReference(records)
	);
}

function commonReference(records: readonly WireRecord[]): SpatialReference | undefined {
	let common: SpatialReference | undefined;
	for (const {geometry} of records) {
		if (!isJsonObject(geometry)) continue;
		const own = readReference(geometry.spatialReference);
		if (own === undefined) return undefined;
		common ??= own;
		if (own.wkid !== common.wkid || own.wkt !== common.wkt) return undefined;
	}
	return common;
}

/** Returns the type of all geometries that have one; `undefined` if their types differ. */
function commonType(records: readonly WireRecord[]): GeometryType | undefined {
	let common: GeometryType | undefined;
	for (const {geometry} of records) {
		const own = isJsonObject(geometry) ? shapeOf(geometry) : undefined;
		if (own === undefined) continue;
		common ??= own;
		if (own !== common) return undefined;
	}
	return common;
}

function shapeOf(geometry: Readonly<Record<string, unknown>>): GeometryType | undefined {
	if ('rings' in geometry || 'curveRings' in geometry) return 'polygon';
	if ('paths' in geometry || 'curvePaths' in geometry) return 'polyline';
	if ('points' in geometry) return 'multipoint';
	if ('xmin' in geometry) return 'envelope';
	return 'x' in geometry ? 'point' : undefined;
}

function readRecord(wire: unknown): WireRecord {
	if (!isJsonObject(wire)) return {attributes: {}, geometry: null};
	const {attributes, geometry} = wire;
	return {attributes: isJsonObject(attributes) ? attributes : {}, geometry: geometry ?? null};
}

/** How many records are searched for attributes. */
const searched = 100;

/**
 * Returns the fields of a set. A field of type Geometry is left out if no record has a value for it, because a geometry
 * is not an attribute.
 *
 * @param lists the definitions of the fields; a field that several have is taken from the first
 * @param aliases `fieldAliases`, the only names that servers of version 10.0 send
 */
function fieldsOf(lists: readonly unknown[], aliases: unknown, records: readonly WireRecord[]): readonly RecordField[] {
	const keys = new Set(records.slice(0, searched).flatMap(({attributes}) => Object.keys(attributes)));
	const fields = new Map<string, RecordField>();
	for (const list of lists) {
		for (const wire of Array.isArray(list) ? list : []) {
			const field = readField(wire, keys, aliases);
			if (field === undefined || fields.has(sentText(field.name))) continue;
			if (field.type === 'esriFieldTypeGeometry' && !keys.has(sentText(field.name))) continue;
			fields.set(sentText(field.name), field);
		}
	}
	if (fields.size > 0) return [...fields.values()];
	const names = isJsonObject(aliases) ? [...Object.keys(aliases), ...keys] : [...keys];
	return [...new Set(names)].map(name => ({name: serverName(name), alias: aliasOf(name, aliases), type: ''}));
}

/** @param keys the names in the attributes, whose case may differ from that of the fields */
function readField(wire: unknown, keys: ReadonlySet<string>, aliases: unknown): RecordField | undefined {
	const parsed = wireField.safeParse(wire);
	if (!parsed.success) return undefined;
	const {name, alias, type, domain} = parsed.data;
	const key = keys.has(name) ? name : ([...keys].find(other => isSameCaseless(other, name)) ?? name);
	const codes = codesOf(domain);
	return {
		name: serverName(key),
		alias: alias !== null && alias !== undefined && alias !== name ? serverName(alias) : aliasOf(name, aliases),
		type: type ?? '',
		...(codes === undefined ? {} : {codes}),
	};
}

function isSameCaseless(one: string, other: string): boolean {
	return one.length === other.length && one.toLowerCase() === other.toLowerCase();
}

function aliasOf(name: string, aliases: unknown): ServerText {
	const alias = isJsonObject(aliases) && Object.hasOwn(aliases, name) ? aliases[name] : undefined;
	return serverName(typeof alias === 'string' && alias !== '' ? alias : name);
}

/** Returns the names of the codes of a coded-value domain, by the codes as text ("Domain objects"). */
function codesOf(domain: unknown): ReadonlyMap<string, string> | undefined {
	const parsed = wireDomain.safeParse(domain);
	if (!parsed.success) return undefined;
	const codes = parsed.data.codedValues.flatMap((wire): [string, string][] => {
		const code = wireCode.safeParse(wire);
		return code.success ? [[String(code.data.code), code.data.name]] : [];
	});
	return codes.length === 0 ? undefined : new Map(codes);
}

/**
 * Adds the name that a coded-value domain gives to a value, as in `Open (1)`. A value without a name stays as it is.
 */
export function withCodeName(value: unknown, codes: ReadonlyMap<string, string> | undefined): unknown {
	if (codes === undefined || value === null || value === undefined) return value;
	const name = codes.get(String(value));
	return name === undefined || name === String(value) ? value : `${name} (${value})`;
}
