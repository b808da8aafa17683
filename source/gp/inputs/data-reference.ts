import {type SafeText, safe} from '../../text/safe-text.ts';
import {isJsonObject} from '../json.ts';
import {wantedInputs} from './wanted.ts';

const layerTypes: ReadonlySet<string> = new Set([
	'GPFeatureRecordSetLayer',
	'GPRecordSet',
	'GPRasterData',
	'GPRasterDataLayer',
	'GPDataFile',
]);

/** Whether values of a data type are data or references to data, so that the choices of a list are their names. */
export function isLayer(dataType: string): boolean {
	return layerTypes.has(dataType);
}

/** The values of the property `type` in GeoJSON (RFC 7946 §1.4). */
const geoJsonType = /^(?:FeatureCollection|Feature|GeometryCollection|(?:Multi)?(?:Point|LineString|Polygon))$/;

/** Says what a layer, a table or a raster can be, if a value is something else. */
export function layerFault(json: unknown): SafeText | undefined {
	if (!isReference(json)) return wantedInputs.layer;
	return typeof json.type === 'string' && geoJsonType.test(json.type) ? wantedInputs.geoJson : undefined;
}

/** Says what a GPDataFile can be, if a value is something else. */
export function fileFault(json: unknown): SafeText | undefined {
	return isReference(json) ? undefined : wantedInputs.file;
}

function isReference(json: unknown): json is Readonly<Record<string, unknown>> {
	return isJsonObject(json) && Object.keys(json).length > 0;
}

type Kind = {
	/** The noun for the data. */
	readonly what: SafeText;
	/** What a filter compares; `undefined` if the value does not tell, as the URL of a layer does not. */
	readonly found: string | undefined;
};

/** Finds what the filters of "GP Task" restrict: geometry type, file name extension, field type. */
export const kindOf: Readonly<Record<'featureClass' | 'file' | 'field', (value: unknown) => Kind>> = {
	featureClass: value => ({what: safe`features`, found: geometryTypeOf(value)}),
	file: value => ({what: safe`a file`, found: extensionOf(value)}),
	field: value => ({what: safe`a field`, found: stringIn(value, 'type')}),
};

function geometryTypeOf(value: unknown): string | undefined {
	if (!isJsonObject(value)) return undefined;
	const {layerDefinition, featureSet = value} = value;
	const named = stringIn(featureSet, 'geometryType') ?? stringIn(layerDefinition, 'geometryType');
	if (named !== undefined) return named;
	const features = isJsonObject(featureSet) && Array.isArray(featureSet.features) ? featureSet.features : [];
	const first: unknown = features.find((feature: unknown) => isJsonObject(feature) && isJsonObject(feature.geometry));
	const geometry = isJsonObject(first) && isJsonObject(first.geometry) ? first.geometry : {};
	return geometryMembers.find(([member]) => member in geometry)?.[1];
}

const geometryMembers = [
	['x', 'esriGeometryPoint'],
	['points', 'esriGeometryMultipoint'],
	['paths', 'esriGeometryPolyline'],
	['curvePaths', 'esriGeometryPolyline'],
	['rings', 'esriGeometryPolygon'],
	['curveRings', 'esriGeometryPolygon'],
	['xmin', 'esriGeometryEnvelope'],
] as const;

/** Returns the extension of a file's URL. A URL with a query may belong to a program that sends any file. */
function extensionOf(value: unknown): string | undefined {
	const url = URL.parse(stringIn(value, 'url') ?? '');
	return url === null || url.search !== '' ? undefined : /[^/]\.(\w{1,10})$/.exec(url.pathname)?.[1];
}

function stringIn(value: unknown, name: string): string | undefined {
	const member = isJsonObject(value) ? value[name] : undefined;
	return typeof member === 'string' && member !== '' ? member : undefined;
}
