import {type ServerText, serverText} from '../text/safe-text.ts';
import {ExactNumber} from './exact-json.ts';
import {compactJson, isJsonObject} from './json.ts';
import {type RecordSet, readRecordSet} from './record-set.ts';
import {readPlace, type ValuePlace} from './value-place.ts';
import {readValueTable} from './value-table.ts';
import {composite, dateInWords, objectInWords, recordsInWords, textOf} from './value-words.ts';

/** The value of a parameter, by what can be done with it on a screen. */
export type ParameterValue = {
	/** The value in a few words; several lines where a text has several. */
	readonly gist: ServerText;
	/** The value as it was decoded, for `--json` and for views that go deeper. Digits as sent are {@link ExactNumber}. */
	readonly json: unknown;
} /**
 * `simple` shows whole in `gist`; `tree` holds more than the gist says; `hidden` must not be shown until somebody
 * asks for it; `none` where the server sent no value.
 */ & (
	| {readonly kind: 'simple' | 'tree' | 'hidden' | 'none'}
	/** A feature set, a record set or a value table. */
	| {readonly kind: 'records'; readonly set: RecordSet}
	/** Something that lies elsewhere: a file, a service, a map image. */
	| {readonly kind: 'place'; readonly place: ValuePlace}
);

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
	if (typeof json === 'string') return text(dataType, json);
	if (json instanceof ExactNumber || typeof json !== 'object') return simple(textOf(json), json);
	if (Array.isArray(json)) return list(dataType, json);
	return object(dataType, json);
}

/** A third party's GPDataFile is a bare URL. */
function text(dataType: string | undefined, json: string): ParameterValue {
	const place = dataType === 'GPDataFile' ? readPlace(json) : undefined;
	if (place) return {kind: 'place', place, gist: serverText(json), json};
	return simple(json === '' ? '""' : json, json);
}

function object(dataType: string | undefined, json: unknown): ParameterValue {
	const set = readRecordSet(json);
	if (set) return {kind: 'records', set, gist: serverText(recordsInWords(set)), json};
	const place = readPlace(json);
	if (place) return {kind: 'place', place, gist: place.words, json};
	const words = objectInWords(dataType, json);
	if (words !== undefined) return simple(words, json);
	return {kind: 'tree', gist: serverText(compactJson(json)), json};
}

const mostItems = 20;

function list(dataType: string | undefined, json: readonly unknown[]): ParameterValue {
	if (json.length === 0) return simple('no values', json);
	const table = dataType === 'GPValueTable' ? readValueTable(json) : undefined;
	if (table) return {kind: 'records', set: table, gist: serverText(recordsInWords(table, 'row')), json};
	const itemType = dataType?.replace(/^GPMultiValue:/, '');
	const items = json.slice(0, mostItems).map(item => readItem(itemType, item));
	const words = items.map(({gist}) => gist.raw ?? gist.safe).join(', ');
	const areSimple = json.length <= mostItems && items.every(({kind}) => kind === 'simple' || kind === 'none');
	if (areSimple) return simple(words, json);
	return {kind: 'tree', gist: serverText(`${recordsInWords(json.length, 'value')}: ${words}`), json};
}

/**
 * A value of a list. One of several types comes with its own ("GP data types", GPComposite). A list inside a list is
 * not looked into: it may be nested deeper than the stack reaches.
 */
function readItem(itemType: string | undefined, item: unknown): ParameterValue {
	const own = composite.safeParse(item);
	const [dataType, json] = own.success ? [own.data.dataType, own.data.value] : [itemType, item];
	return Array.isArray(json) ? object(dataType, json) : readValue(dataType, json);
}

function holdsHidden(item: unknown): boolean {
	return isJsonObject(item) && typeof item.dataType === 'string' && isHidden(item.dataType);
}

function isHidden(dataType: string | undefined): boolean {
	return dataType?.endsWith('GPStringHidden') ?? false;
}

function hidden(json: unknown): ParameterValue {
	return {kind: 'hidden', gist: serverText('••••••'), json};
}

function simple(words: string, json: unknown): ParameterValue {
	return {kind: 'simple', gist: serverText(words, 'lines'), json};
}
