import {NoNumber} from '../exact-json.ts';
import {isJsonObject} from '../json.ts';

/**
 * Whether a value of an input is none: null, an empty text, list or object, or a reference that names nothing. Tasks have
 * such defaults for layers that a user has to give ("GP Task").
 */
export function isEmptyValue(value: unknown): boolean {
	if (value === undefined || value === null || value instanceof NoNumber) return true;
	if (typeof value === 'string') return value === '';
	if (Array.isArray(value)) return value.length === 0;
	if (!isJsonObject(value)) return false;
	const {dataType, value: inner, ...rest} = value;
	if (typeof dataType === 'string' && 'value' in value && Object.keys(rest).length === 0) return isEmptyValue(inner);
	return Object.values(value).every(member => member === undefined || member === null || member === '');
}

/**
 * Whether a value is a set of features or records without any, or {@link isEmptyValue}. The default of a layer is often
 * such a set: it tells the schema, and a user has to give the features.
 */
export function isEmptySet(value: unknown): boolean {
	if (isEmptyValue(value)) return true;
	if (!isJsonObject(value)) return false;
	if (!isEmptyValue(value.url) || !isEmptyValue(value.itemID) || !isEmptyValue(value.portalItemID)) return false;
	if (Array.isArray(value.features)) return value.features.length === 0;
	if (Array.isArray(value.layers)) return value.layers.every(isEmptySet);
	if ('featureSet' in value || 'layerDefinition' in value) return isEmptySet(value.featureSet);
	// ArcGIS Server 10 sends the schema alone.
	if ('fields' in value || 'geometryType' in value) return true;
	return 'dataType' in value && 'value' in value && isEmptySet(value.value);
}
