import {type SafeText, type ServerText, safe, sentText, serverText} from '../text/safe-text.ts';
import {ExactNumber} from './exact-json.ts';
import {compactJson, isJsonObject} from './json.ts';
import {type NamedSet, type RecordSet, readRecordSet, readRecordSets} from './record-set.ts';
import {isHiddenType, shownJson} from './shown-json.ts';
import {exceedsTransferLimit} from './transfer-limit.ts';
import {
	composite,
	describeObject,
	describeRecords,
	describeSets,
	formatDate,
	limitMember,
	partsLeftOut,
	textOf,
} from './value-description.ts';
import {isJobFile, readPlace, type ValuePlace} from './value-place.ts';
import {readValueTable} from './value-table.ts';

/** The value of a parameter, classified by how it can be shown. */
export type ParameterValue = {
	/** A short description of the value; a text is included in full. */
	readonly gist: ServerText;
	/**
	 * The decoded value with its secrets masked, for `--json`, for files and for detailed views; `null` for a hidden
	 * value. Numbers whose digits matter are {@link ExactNumber}s.
	 */
	readonly json: unknown;
	/** Present if a part of the value is masked. */
	readonly masked?: Masked;
	/** Present if the server left records out, because there are more than it may send. */
	readonly exceedsLimit?: true;
	/** The files that the value names, if it is a list that names files. */
	readonly files?: readonly ValuePlace[];
	/** The record sets in the value, if there are several. */
	readonly sets?: readonly NamedSet[];
} /**
 * `simple`: `gist` is the whole value. `tree`: the value contains more than `gist`. `hidden`: gpjobs neither shows nor
 * saves the value. `none`: the server sent no value.
 */ & (
	| {readonly kind: 'simple' | 'tree' | 'hidden' | 'none'}
	/** A feature set, a record set or a value table. */
	| {readonly kind: 'records'; readonly set: RecordSet}
	/** A reference to data elsewhere: a file, a service or a map image. */
	| {readonly kind: 'place'; readonly place: ValuePlace}
);

/** Describes which parts of a value are masked. */
type Masked = {
	/**
	 * Returns the value as the server sent it, only for submitting the job again to the same server. Absent if the
	 * value comes from a saved copy or if the server itself did not send it.
	 */
	readonly sent?: () => unknown;
};

/**
 * Reads a value by its data type ("GP data types"). If the type is unknown or does not fit the value, the structure of
 * the value decides: a GPString may contain an object, an array or a feature collection.
 *
 * @param dataType as sent; `undefined` if there was none
 * @param sent the decoded value, which may be any JSON
 * @param isSecret whether the whole value is a secret
 */
export function readValue(dataType: string | undefined, sent: unknown, isSecret = false): ParameterValue {
	const isNone = sent === undefined || sent === null;
	if (isNone) return {kind: 'none', gist: serverText('no value'), json: null};
	if (isHiddenType(dataType) || holdsHidden(sent)) return hiddenValue;
	return maskedValue(dataType, shownJson(sent, isSecret), sent);
}

/**
 * Reads a value of which a part is masked.
 *
 * @param json the value with the masks
 * @param sent the value as the server sent it
 */
export function maskedValue(dataType: string | undefined, json: unknown, sent: unknown): ParameterValue {
	const value = withLimit(readShown(dataType, json, sent));
	return json === sent ? value : {...value, masked: {sent: () => sent}};
}

/** Marks a value, and its description, as incomplete if the server left records out. */
function withLimit(value: ParameterValue): ParameterValue {
	if (!exceedsTransferLimit(value.json)) return value;
	const {safe: words} = value.gist;
	const gist = words.includes(limitMember) ? value.gist : serverText(`${sentText(value.gist)} · ${partsLeftOut}`);
	return {...value, gist, exceedsLimit: true};
}

function readShown(dataType: string | undefined, json: unknown, sent: unknown): ParameterValue {
	if (dataType === 'GPDate' && typeof json === 'number') return simple(formatDate(json), json);
	if (typeof json === 'string') return text(dataType, json, sent);
	if (json instanceof ExactNumber || typeof json !== 'object') return simple(textOf(json), json);
	if (json === null) return {kind: 'none', gist: serverText('no value'), json};
	if (Array.isArray(json)) return list(dataType, json, sent);
	return object(dataType, json, sent);
}

/**
 * Reads a text. On third-party servers a GPDataFile may be just a URL, and a tool may return the URL of one of its files
 * as a GPString.
 */
function text(dataType: string | undefined, json: string, sent: unknown): ParameterValue {
	const isFile =
		dataType === 'GPDataFile' || dataType?.startsWith('GPRaster') || (typeof sent === 'string' && isJobFile(sent));
	const place = isFile ? readPlace(sent, json) : undefined;
	if (place) return {kind: 'place', place, gist: serverText(json), json};
	return simple(json === '' ? '""' : json, json);
}

function object(dataType: string | undefined, json: unknown, sent: unknown): ParameterValue {
	const set = readRecordSet(json);
	if (set) return {kind: 'records', set, gist: serverText(describeRecords(set)), json};
	const sets = readRecordSets(json);
	if (sets) return {kind: 'tree', sets, gist: serverText(describeSets(sets)), json};
	// The file must be requested with the URL as it was sent, not with a masked one.
	const place = readPlace(sent, json);
	if (place) return {kind: 'place', place, gist: place.words, json};
	const words = describeObject(dataType, json);
	if (words !== undefined) return simple(words, json);
	return {kind: 'tree', gist: serverText(compactJson(json)), json};
}

const mostItems = 20;

function list(dataType: string | undefined, json: readonly unknown[], sent: unknown): ParameterValue {
	if (json.length === 0) return simple('no values', json);
	const table = dataType === 'GPValueTable' ? readValueTable(json) : undefined;
	if (table) return {kind: 'records', set: table, gist: serverText(describeRecords(table, 'row')), json};
	const set = readRecordSet(json);
	if (set) return {kind: 'records', set, gist: serverText(describeRecords(set)), json};
	const sets = readRecordSets(json);
	if (sets) return {kind: 'tree', sets, gist: serverText(describeSets(sets)), json};
	const itemType = dataType?.replace(/^GPMultiValue:/, '');
	const items = json.slice(0, mostItems).map(item => readItem(itemType, item));
	const words = items.map(({gist}) => sentText(gist)).join(', ');
	const areSimple = json.length <= mostItems && items.every(({kind}) => kind === 'simple' || kind === 'none');
	if (areSimple) return simple(words, json);
	const files = filesIn(itemType, Array.isArray(sent) ? sent : json);
	const gist = serverText(`${describeRecords(json.length, 'value')}: ${words}`);
	return {kind: 'tree', gist, json, ...(files.length === 0 ? {} : {files})};
}

/** Returns the files that the elements of a list name. */
function filesIn(itemType: string | undefined, sent: readonly unknown[]): readonly ValuePlace[] {
	return sent.flatMap(item => {
		const value = readItem(itemType, item);
		return value.kind === 'place' && value.place.kind === 'file' ? [value.place] : [];
	});
}

/**
 * Reads an element of a list. An element of a composite type has its own data type ("GP data types", GPComposite).
 * Lists inside a list are not read, because they may be nested too deeply for recursion.
 */
function readItem(itemType: string | undefined, item: unknown): ParameterValue {
	const own = composite.safeParse(item);
	const [dataType, json] = own.success ? [own.data.dataType, own.data.value] : [itemType, item];
	if (json === undefined || json === null) return {kind: 'none', gist: serverText('no value'), json: null};
	return Array.isArray(json) ? object(dataType, json, json) : readShown(dataType, json, json);
}

/**
 * Whether a value, or an element of a list, declares a hidden data type for itself: GPComposite,
 * GPMultiValue:GPComposite.
 */
function holdsHidden(json: unknown): boolean {
	if (Array.isArray(json)) return json.some(item => !Array.isArray(item) && holdsHidden(item));
	return isJsonObject(json) && 'value' in json && typeof json.dataType === 'string' && isHiddenType(json.dataType);
}

/** The text that is shown instead of a hidden value. */
export const hiddenSentence: SafeText = safe`The value is hidden: gpjobs neither shows it, nor saves or keeps it.`;

/** The value that replaces every hidden value. */
export const hiddenValue: ParameterValue = {kind: 'hidden', gist: serverText('••••••'), json: null, masked: {}};

function simple(words: string, json: unknown): ParameterValue {
	return {kind: 'simple', gist: serverText(words, 'lines'), json};
}
