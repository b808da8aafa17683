import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {formatMoment, readDate} from '../date-input.ts';
import {ExactNumber, parseForWriting} from '../exact-json.ts';
import {isJsonObject} from '../json.ts';
import {fileFault, isLayer, kindOf, layerFault} from './data-reference.ts';
import {isDateWithFormat, readDateWithFormat} from './date-format.ts';
import type {InputRead} from './input-read.ts';
import {choicesOf, elementOf, type InputType, isTextType} from './input-type.ts';
import {isMeasure, measureFor, measureInWords} from './measure.ts';
import {numberIn, wholeNumberIn} from './number.ts';
import {isExtent, referenceInWords, withSpatialReference} from './spatial.ts';
import {readTable} from './table.ts';
import {numberInRange, ofKinds, oneOf, oneOfTypes, wantedInputs} from './wanted.ts';

/**
 * Reads the value of an input from what a user entered: plain text (`500 Meters`, a date, the URL of a layer) or the JSON form of the data type ("GP data types").
 *
 * @param given the text that the user entered, or a decoded element of it
 * @returns the value, whose numbers keep the digits that were entered; the decoded JSON itself if nothing has to be converted
 */
export function readInput(type: InputType, given: unknown): InputRead {
	const element = elementOf(type);
	if (element) return readList(element, given);
	if (type.dataType === 'GPComposite' && type.parts) return readComposite(type.parts, given);
	const chosen = readChoice(type, given);
	if (chosen) return chosen;
	const read = readOne(type, given);
	const fault = read.ok ? filterFault(type, read.value) : undefined;
	return fault === undefined ? read : {ok: false, wanted: fault};
}

/**
 * Returns what a text from the command line is for a data type: the decoded JSON if it is a list, an object or null,
 * otherwise the text. A text input has its text, even if that is JSON.
 */
export function givenValue(type: InputType, text: string): unknown {
	if (isTextType(type)) return text;
	const json = isChoice(type, text) ? undefined : decoded(text);
	return json === null || isStructure(json) ? json : text.trim();
}

/** Decodes a text that is JSON, with the digits of its numbers; `undefined` if it is not JSON. */
export function decoded(text: string): unknown {
	try {
		return parseForWriting(text);
	} catch {
		return undefined;
	}
}

/** Reads a GPMultiValue: an array, or one value, which becomes an array of one. */
function readList(element: InputType, given: unknown): InputRead {
	const json = typeof given === 'string' && !isChoice(element, given) ? decoded(given) : given;
	if (Array.isArray(json)) return readElements(element, json);
	const isBroken = typeof given === 'string' && json === undefined && given.trimStart().startsWith('[');
	if (isBroken) return {ok: false, wanted: wantedInputs.array};
	const one = readInput(element, typeof json === 'string' ? json : given);
	return one.ok ? {...one, value: [one.value]} : one;
}

function readElements(element: InputType, list: readonly unknown[]): InputRead {
	const understood: SafeText[] = [];
	const values: unknown[] = [];
	for (const [index, entry] of list.entries()) {
		const read = readInput(element, entry);
		if (!read.ok) return {place: safe`value ${index + 1}`, text: givenText(entry), ...read};
		values.push(read.value);
		understood.push(...(read.understood ?? []));
	}
	const hasChanged = values.some((value, index) => value !== list[index]);
	return {ok: true, value: hasChanged ? values : list, ...noted(understood)};
}

/** Reads a GPComposite: the value of one of its types, or `{"dataType": …, "value": …}`, which declares the type. */
function readComposite(types: readonly InputType[], given: unknown): InputRead {
	const json = typeof given === 'string' ? decoded(given) : given;
	const names = types.map(({dataType}) => safeText(dataType));
	if (isJsonObject(json) && typeof json.dataType === 'string' && 'value' in json) {
		const {dataType, value} = json;
		const declared = types.find(type => type.dataType === dataType);
		if (!declared) return {ok: false, wanted: oneOfTypes(names)};
		const read = readInput(declared, value);
		if (!read.ok || read.value === value) return read.ok ? {...read, value: json} : read;
		return {...read, value: {...json, value: read.value}};
	}
	// The server tries the types in their order, too. A text accepts any value, so an object goes to it only if no
	// other type accepts the object.
	const inOrder = isJsonObject(json) ? types.toSorted((a, b) => Number(isTextType(a)) - Number(isTextType(b))) : types;
	for (const type of inOrder) {
		const read = readInput(type, given);
		if (read.ok) return read;
	}
	return {ok: false, wanted: oneOfTypes(names)};
}

/**
 * Declares the data type of the value of an earlier job, if the server would otherwise read the value of a composite as
 * another type: it tries the types in their order.
 *
 * @param dataType the type that the server read it as
 */
export function declared(type: InputType | undefined, dataType: string | undefined, value: unknown): unknown {
	if (type?.dataType !== 'GPComposite' || dataType === undefined) return value;
	const first = type.parts?.find(part => readInput(part, value).ok);
	const isOfType = type.parts?.some(part => part.dataType === dataType);
	return isOfType && first?.dataType !== dataType ? {dataType, value} : value;
}

/** Reads a value of a list of choices. Layers of such a list are named; a server may take others, too. */
function readChoice(type: InputType, given: unknown): InputRead | undefined {
	if (!type.allowed) return undefined;
	const text = givenText(given);
	const choice =
		type.allowed.find(({sent}) => sent === text || safeText(sent) === text) ??
		type.allowed.find(({code}) => code === text) ??
		type.allowed.find(({sent}) => isSameNumber(sent, text));
	if (choice) {
		const understood = choice.code === text && choice.sent !== text ? [safeText(choice.sent)] : [];
		const {allowed: _, ...unlimited} = type;
		const read = isLayer(type.dataType) ? undefined : readOne(unlimited, choice.sent);
		return {ok: true, value: read?.ok ? read.value : choice.sent, ...noted(understood)};
	}
	const isOther = isLayer(type.dataType) && readOne(type, given).ok;
	return isOther ? undefined : {ok: false, wanted: oneOf(choicesOf(type))};
}

function isChoice({allowed = []}: InputType, text: string): boolean {
	return allowed.some(({sent, code}) => sent === text || code === text);
}

function isSameNumber(one: string, other: string): boolean {
	return numberIn(one) !== undefined && numberIn(other) !== undefined && Number(one) === Number(other);
}

function readOne(type: InputType, given: unknown): InputRead {
	const {dataType} = type;
	const measure = measureFor(dataType);
	if (measure) {
		const words = typeof given === 'string' ? measureInWords(given, measure) : undefined;
		if (words !== undefined) return {ok: true, value: words};
		return jsonThat(given, json => isMeasure(json, measure), measure.wanted);
	}
	switch (dataType) {
		case 'GPLong':
			return ofNumber(given, wholeNumberIn, wantedInputs.wholeNumber);
		case 'GPDouble':
			return ofNumber(given, numberIn, wantedInputs.number);
		case 'GPBoolean': {
			const word = typeof given === 'string' ? given.trim().toLowerCase() : given;
			if (word === true || word === 'true') return {ok: true, value: true};
			return word === false || word === 'false' ? {ok: true, value: false} : {ok: false, wanted: wantedInputs.boolean};
		}
		case 'GPString':
		case 'GPStringHidden':
		case 'GPSQLExpression':
			if (given === null) return {ok: false, wanted: wantedInputs.text};
			// A GPString often holds JSON. An object that is an element of a list stays an object.
			return {ok: true, value: typeof given === 'string' || isStructure(given) ? given : givenText(given)};
		case 'GPDate':
			return dateValue(given);
		case 'GPDataFile':
			return reference(given, json => fileFault(json));
		case 'GPFeatureRecordSetLayer':
		case 'GPRecordSet':
		case 'GPRasterData':
		case 'GPRasterDataLayer':
			return reference(given, json => layerFault(json));
		case 'GPExtent':
		case 'GPEnvelope': {
			const read = jsonThat(given, isExtent, wantedInputs.extent);
			return read.ok ? {...read, value: withSpatialReference(read.value)} : read;
		}
		case 'GPSpatialReference':
		case 'GPCoordinateSystem':
			return spatialReference(given);
		case 'Field':
		case 'GPField':
			return jsonThat(
				given,
				json => typeof json.name === 'string' && typeof json.type === 'string',
				wantedInputs.field,
			);
		case 'GPValueTable':
			return readTable(type.parts ?? [], typeof given === 'string' ? decoded(given) : given, readInput);
		default:
			return {ok: true, value: given};
	}
}

function ofNumber(given: unknown, read: (text: string) => ExactNumber | undefined, wanted: SafeText): InputRead {
	const number = read(numberText(given));
	if (!number) return {ok: false, wanted};
	return {ok: true, value: typeof given === 'string' ? number : given};
}

/** Returns the text of a number. Other JSON has none: `true` is not 1. */
function numberText(given: unknown): string {
	const isNumber = typeof given === 'string' || typeof given === 'number' || given instanceof ExactNumber;
	return isNumber ? String(given) : '';
}

function dateValue(given: unknown): InputRead {
	const json = typeof given === 'string' ? decoded(given) : given;
	if (isDateWithFormat(json)) {
		const read = readDateWithFormat(json);
		if (!read.ok) return {ok: false, wanted: wantedInputs[read.why]};
		return {ok: true, value: json, ...noted(read.words === undefined ? [] : [read.words])};
	}
	const text = numberText(given).trim();
	const read = readDate(text);
	if (!read.ok) return {ok: false, wanted: wantedInputs[read.why]};
	const value = typeof given === 'string' ? read.epoch : given;
	return {ok: true, value, understood: [safeText(formatMoment(read.epoch))]};
}

/** Reads a file, a layer, a table or a raster: its URL alone, or JSON. */
function reference(given: unknown, faultOf: (json: unknown) => SafeText | undefined): InputRead {
	if (typeof given === 'string' && /^https?:\/\//i.test(given.trim())) return {ok: true, value: {url: given.trim()}};
	const json = typeof given === 'string' ? decoded(given) : given;
	const wanted = faultOf(json);
	return wanted === undefined ? {ok: true, value: json} : {ok: false, wanted};
}

function spatialReference(given: unknown): InputRead {
	const json = typeof given === 'string' ? decoded(given) : given;
	if (isJsonObject(json)) return {ok: true, value: json};
	const words = typeof given === 'string' || typeof given === 'number' ? referenceInWords(String(given)) : undefined;
	return words === undefined ? {ok: false, wanted: wantedInputs.reference} : {ok: true, value: words};
}

function jsonThat(
	given: unknown,
	isGood: (json: Readonly<Record<string, unknown>>) => boolean,
	wanted: SafeText,
): InputRead {
	const json = typeof given === 'string' ? decoded(given) : given;
	return isJsonObject(json) && isGood(json) ? {ok: true, value: json} : {ok: false, wanted};
}

/** Says what the filter of an input allows, if a value is something else. */
function filterFault({dataType, filter}: InputType, value: unknown): SafeText | undefined {
	switch (filter?.kind) {
		case 'range': {
			const {minimum, maximum} = filter;
			const number = numberText(value) === '' ? undefined : Number(numberText(value));
			if (number === undefined || (number >= (minimum ?? -Infinity) && number <= (maximum ?? Infinity)))
				return undefined;
			return numberInRange(dataType === 'GPLong' ? wantedInputs.wholeNumber : safe`a number`, minimum, maximum);
		}
		case 'featureClass':
		case 'file':
		case 'field': {
			const {what, found} = kindOf[filter.kind](value);
			const isAllowed = filter.allowed.some(kind => kind.toLowerCase() === found?.toLowerCase());
			if (found === undefined || isAllowed) return undefined;
			return ofKinds(what, filter.allowed.map(safeText));
		}
		case undefined:
			return undefined;
	}
}

function isStructure(given: unknown): boolean {
	return typeof given === 'object' && given !== null && !(given instanceof ExactNumber);
}

/** Returns the text of a given value: JSON, unless it is a text or a number already. */
function givenText(given: unknown): string {
	if (typeof given === 'string') return given;
	try {
		return isStructure(given) ? JSON.stringify(given) : String(given);
	} catch {
		return '(nested too deeply to be shown)';
	}
}

function noted(understood: readonly SafeText[]) {
	return understood.length === 0 ? {} : {understood};
}
