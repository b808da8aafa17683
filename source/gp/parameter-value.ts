import {z} from 'zod';
import {counted} from '../text/number-words.ts';
import {type ServerText, serverText} from '../text/safe-text.ts';
import {compactJson, isJsonObject} from './json.ts';
import {unitWord} from './unit.ts';

/** The value of a parameter, by what can be done with it on a screen. */
export type ParameterValue = {
	/**
	 * `simple` shows whole in `gist`; `records` and `tree` hold more than the gist says; `hidden` must not be shown
	 * until somebody asks for it; `none` where the server sent no value.
	 */
	readonly kind: 'simple' | 'records' | 'tree' | 'hidden' | 'none';
	/** The value in a few words; several lines where a text has several. */
	readonly gist: ServerText;
	/** The value as it was decoded, for `--json` and for views that go deeper. */
	readonly json: unknown;
};

const featureSet = z.object({
	features: z.array(z.unknown()),
	fields: z.array(z.unknown()).optional().catch(undefined),
	geometryType: z.string().optional().catch(undefined),
	spatialReference: z
		.object({
			wkid: z.number().optional().catch(undefined),
			latestWkid: z.number().optional().catch(undefined),
		})
		.optional()
		.catch(undefined),
	exceededTransferLimit: z.boolean().optional().catch(undefined),
});

/** Its layer definition says what a feature set by itself would. */
const featureCollection = z
	.object({layerDefinition: featureSet.omit({features: true}).catch({}), featureSet})
	.transform(({layerDefinition, featureSet}) => ({...layerDefinition, ...featureSet}));

const measure = z.union([
	z.object({distance: z.number(), units: z.string()}).transform(({distance, units}) => ({number: distance, units})),
	z.object({area: z.number(), units: z.string()}).transform(({area, units}) => ({number: area, units})),
	z.object({time: z.number(), units: z.string()}).transform(({time, units}) => ({number: time, units})),
]);

const place = z.union([
	z.object({url: z.string()}).transform(({url}) => url),
	z.object({itemID: z.string()}).transform(({itemID}) => `uploaded item ${itemID}`),
	z.object({portalItemID: z.string()}).transform(({portalItemID}) => `portal item ${portalItemID}`),
	z.object({mapImage: z.object({href: z.string()})}).transform(({mapImage}) => `map image ${mapImage.href}`),
]);

/**
 * Reads a value by its data type ("GP data types"), and by its looks where the type is unknown or not kept to: a
 * GPString may hold an object, an array or a feature collection.
 *
 * @param dataType as sent; `undefined` where there was none
 * @param json the decoded value; any JSON at all gives a value
 */
export function readValue(dataType: string | undefined, json: unknown): ParameterValue {
	if (json === undefined || json === null) return {kind: 'none', gist: serverText('no value'), json: json ?? null};
	if (isHidden(dataType) || (Array.isArray(json) && json.some(holdsHidden))) return hidden(json);
	if (dataType === 'GPDate' && typeof json === 'number') return simple(dateInWords(json), json);
	if (typeof json === 'string') return simple(json === '' ? '""' : json, json);
	if (typeof json === 'number' || typeof json === 'boolean') return simple(String(json), json);
	if (Array.isArray(json)) return list(dataType, json);
	return object(json);
}

function object(json: unknown): ParameterValue {
	const measured = measure.safeParse(json);
	if (measured.success) return simple(`${measured.data.number} ${unitWord(measured.data.units)}`, json);
	const collection = featureCollection.safeParse(json);
	if (collection.success) return {kind: 'records', gist: serverText(recordsInWords(collection.data)), json};
	const set = featureSet.safeParse(json);
	if (set.success) return {kind: 'records', gist: serverText(recordsInWords(set.data)), json};
	const placed = place.safeParse(json);
	if (placed.success) return simple(placed.data, json);
	if (isJsonObject(json) && Object.keys(json).length === 0) return simple('{}', json);
	return {kind: 'tree', gist: serverText(compactJson(json)), json};
}

function list(dataType: string | undefined, json: readonly unknown[]): ParameterValue {
	if (json.length === 0) return simple('no values', json);
	const itemType = dataType?.replace(/^GPMultiValue:/, '');
	if (dataType === 'GPValueTable') return {kind: 'records', gist: serverText(counted(json.length, 'row')), json};
	const items = json.slice(0, mostItems).map(item => readItem(itemType, item));
	const words = items.map(({gist}) => gist.raw ?? gist.safe).join(', ');
	const areSimple = json.length <= mostItems && items.every(({kind}) => kind === 'simple');
	if (areSimple) return simple(words, json);
	return {kind: 'tree', gist: serverText(`${counted(json.length, 'value')}: ${words}`), json};
}

/**
 * A value of a list. One of several types comes with its own ("GP data types", GPComposite). A list inside a list is
 * not looked into: it may be nested deeper than the stack reaches.
 */
function readItem(itemType: string | undefined, item: unknown): ParameterValue {
	const own = composite.safeParse(item);
	const [dataType, json] = own.success ? [own.data.dataType, own.data.value] : [itemType, item];
	return Array.isArray(json) ? object(json) : readValue(dataType, json);
}

const composite = z.strictObject({dataType: z.string(), value: z.unknown()});

function holdsHidden(item: unknown): boolean {
	return isJsonObject(item) && typeof item.dataType === 'string' && isHidden(item.dataType);
}

function isHidden(dataType: string | undefined): boolean {
	return dataType?.endsWith('GPStringHidden') ?? false;
}

const mostItems = 20;

function hidden(json: unknown): ParameterValue {
	return {kind: 'hidden', gist: serverText('••••••'), json};
}

function simple(words: string, json: unknown): ParameterValue {
	return {kind: 'simple', gist: serverText(words, 'lines'), json};
}

/** "1,204 polygons · EPSG:3857 · 7 fields". `exceededTransferLimit` comes with no features at all ("GP data types"). */
function recordsInWords(set: z.infer<typeof featureSet>): string {
	const wkid = set.spatialReference?.latestWkid ?? set.spatialReference?.wkid;
	const what = geometryWords.get(set.geometryType ?? '') ?? (set.geometryType ? 'feature' : 'record');
	const facts = [
		set.exceededTransferLimit && set.features.length === 0
			? 'too many to be sent (exceededTransferLimit)'
			: counted(set.features.length, what),
		...(wkid === undefined ? [] : [`EPSG:${wkid}`]),
		...(set.fields === undefined ? [] : [counted(set.fields.length, 'field')]),
	];
	return facts.join(' · ');
}

const geometryWords: ReadonlyMap<string, string> = new Map([
	['esriGeometryPoint', 'point'],
	['esriGeometryMultipoint', 'multipoint'],
	['esriGeometryPolyline', 'polyline'],
	['esriGeometryPolygon', 'polygon'],
	['esriGeometryEnvelope', 'envelope'],
]);

/** Epoch milliseconds, UTC ("GP data types", GPDate). What no calendar holds stays a number. */
function dateInWords(milliseconds: number): string {
	const date = new Date(milliseconds);
	if (Number.isNaN(date.getTime())) return String(milliseconds);
	return date
		.toISOString()
		.replace('T', ' ')
		.replace(/(\.000)?Z$/, ' UTC');
}
