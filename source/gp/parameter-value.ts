import {type SafeText, type ServerText, safe, sentText, serverText} from '../text/safe-text.ts';
import {ExactNumber} from './exact-json.ts';
import {compactJson, isJsonObject} from './json.ts';
import {type RecordSet, readRecordSet} from './record-set.ts';
import {isHiddenType, shownJson} from './shown-json.ts';
import {readPlace, type ValuePlace} from './value-place.ts';
import {readValueTable} from './value-table.ts';
import {composite, dateInWords, objectInWords, recordsInWords, textOf} from './value-words.ts';

/** The value of a parameter, by what can be done with it on a screen. */
export type ParameterValue = {
	/** The value in a few words; several lines where a text has several. */
	readonly gist: ServerText;
	/**
	 * The value as it was decoded, its secrets masked, for `--json`, files and views that go deeper; `null` of a hidden one.
	 * Digits as sent are {@link ExactNumber}.
	 */
	readonly json: unknown;
	/** There where something of the value is masked. */
	readonly masked?: Masked;
} /**
 * `simple` shows whole in `gist`; `tree` holds more than the gist says; `hidden` is shown, saved and kept nowhere;
 * `none` where the server sent no value.
 */ & (
	| {readonly kind: 'simple' | 'tree' | 'hidden' | 'none'}
	/** A feature set, a record set or a value table. */
	| {readonly kind: 'records'; readonly set: RecordSet}
	/** Something that lies elsewhere: a file, a service, a map image. */
	| {readonly kind: 'place'; readonly place: ValuePlace}
);

/** What is behind the dots of a value. */
type Masked = {
	/**
	 * The value as the server sent it: for a job that is begun again on the same server, and for nothing else. It is not
	 * known of a value that gpjobs kept, nor where the server blanked it itself.
	 */
	readonly sent?: () => unknown;
};

/**
 * Reads a value by its data type ("GP data types"), and by its shape where the type is unknown or the value does not
 * follow it: a GPString may hold an object, an array or a feature collection.
 *
 * @param dataType as sent; `undefined` where there was none
 * @param json the decoded value; any JSON at all gives a value
 */
export function readValue(dataType: string | undefined, sent: unknown, isSecret = false): ParameterValue {
	const isNone = sent === undefined || sent === null;
	if (isNone) return {kind: 'none', gist: serverText('no value'), json: null};
	if (isHiddenType(dataType) || holdsHidden(sent)) return hiddenValue;
	return maskedValue(dataType, shownJson(sent, isSecret), sent);
}

/**
 * A value that was masked in part.
 *
 * @param json what may be shown of it
 * @param sent what it is
 */
export function maskedValue(dataType: string | undefined, json: unknown, sent: unknown): ParameterValue {
	const value = readShown(dataType, json, sent);
	return json === sent ? value : {...value, masked: {sent: () => sent}};
}

function readShown(dataType: string | undefined, json: unknown, sent: unknown): ParameterValue {
	if (dataType === 'GPDate' && typeof json === 'number') return simple(dateInWords(json), json);
	if (typeof json === 'string') return text(dataType, json, sent);
	if (json instanceof ExactNumber || typeof json !== 'object') return simple(textOf(json), json);
	if (json === null) return {kind: 'none', gist: serverText('no value'), json};
	if (Array.isArray(json)) return list(dataType, json);
	return object(dataType, json, sent);
}

/** A third party's GPDataFile is a bare URL. */
function text(dataType: string | undefined, json: string, sent: unknown): ParameterValue {
	const place = dataType === 'GPDataFile' ? readPlace(sent) : undefined;
	if (place) return {kind: 'place', place, gist: serverText(json), json};
	return simple(json === '' ? '""' : json, json);
}

function object(dataType: string | undefined, json: unknown, sent: unknown): ParameterValue {
	const set = readRecordSet(json);
	if (set) return {kind: 'records', set, gist: serverText(recordsInWords(set)), json};
	// A file is fetched from the URL as it was sent.
	const place = readPlace(sent);
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
	const words = items.map(({gist}) => sentText(gist)).join(', ');
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
	if (json === undefined || json === null) return {kind: 'none', gist: serverText('no value'), json: null};
	return Array.isArray(json) ? object(dataType, json, json) : readShown(dataType, json, json);
}

/** A value that brings a hidden type along, or a list of them: GPComposite, GPMultiValue:GPComposite. */
function holdsHidden(json: unknown): boolean {
	if (Array.isArray(json)) return json.some(item => !Array.isArray(item) && holdsHidden(item));
	return isJsonObject(json) && 'value' in json && typeof json.dataType === 'string' && isHiddenType(json.dataType);
}

/** Shown in place of a hidden value. */
export const hiddenSentence: SafeText = safe`The value is hidden: gpjobs neither shows it, nor saves or keeps it.`;

/** What replaces a hidden value everywhere. */
export const hiddenValue: ParameterValue = {kind: 'hidden', gist: serverText('••••••'), json: null, masked: {}};

function simple(words: string, json: unknown): ParameterValue {
	return {kind: 'simple', gist: serverText(words, 'lines'), json};
}
