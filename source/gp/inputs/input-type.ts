import {type SafeText, safeText} from '../../text/safe-text.ts';
import {isJsonObject} from '../json.ts';

/** One of the allowed values of an input. */
type Choice = {
	/** The text that the server expects. */
	readonly sent: string;
	/** A second text for the same value: the value behind a localized name (`codedValue`, since 12.0). */
	readonly code?: string;
};

/** A limit on the values of an input ("GP Task", Filters). */
type InputFilter =
	| {readonly kind: 'range'; readonly minimum?: number; readonly maximum?: number}
	/** Geometry types, file name extensions or field types. */
	| {readonly kind: 'featureClass' | 'file' | 'field'; readonly allowed: readonly string[]};

/** The data type of an input, of a column of a value table, or of one of the types of a composite. */
export type InputType = {
	/** As sent, for example `GPMultiValue:GPString`; empty if the server sent none. */
	readonly dataType: string;
	/** The allowed values; absent if any value is allowed. */
	readonly allowed?: readonly Choice[];
	readonly filter?: InputFilter;
	/** The columns of a GPValueTable, the types of a GPComposite, or the element of a GPMultiValue. */
	readonly parts?: readonly InputPart[];
};

/** A part of an {@link InputType}. Only the columns of a value table have names. */
export type InputPart = InputType & {readonly name: string};

/**
 * The greatest depth to which `parameterInfos` may be nested. "GP Task" has two levels: GPMultiValue, GPComposite and
 * its types.
 */
const deepest = 4;

/**
 * Reads what an input can be from its definition in the task resource: `dataType`, `choiceList`, `filter` and
 * `parameterInfos` ("GP Task").
 */
export function readInputType(wire: Readonly<Record<string, unknown>>, depth = 0): InputType {
	const {dataType, parameterInfos} = wire;
	const filter = isJsonObject(wire.filter) ? wire.filter : {};
	const allowed = allowedBy(wire.choiceList, filter);
	const read = readFilter(filter);
	const parts = depth < deepest && Array.isArray(parameterInfos) ? partsOf(parameterInfos, filter, depth) : [];
	return {
		dataType: typeof dataType === 'string' ? dataType.trim() : '',
		...(allowed === undefined ? {} : {allowed}),
		...(read === undefined ? {} : {filter: read}),
		...(parts.length === 0 ? {} : {parts}),
	};
}

/** Returns the names of the allowed values, for display. */
export function choicesOf({allowed = []}: InputType): readonly SafeText[] {
	return allowed.map(({sent}) => safeText(sent));
}

/** Whether the values of a data type are texts. */
export function isTextType({dataType}: InputType): boolean {
	return textTypes.has(dataType);
}

const textTypes: ReadonlySet<string> = new Set(['GPString', 'GPStringHidden', 'GPSQLExpression']);

/** Returns the type of the elements of a GPMultiValue; `undefined` for any other type. */
export function elementOf(type: InputType): InputType | undefined {
	const element = /^GPMultiValue:(.+)$/i.exec(type.dataType)?.[1];
	if (element === undefined) return undefined;
	const {dataType: _, parts = [], ...limits} = type;
	// The parts of a multivalue are one part, its element; servers that leave it out name the parts of the element.
	const own = parts.find(part => part.dataType.toLowerCase() === element.toLowerCase());
	const {name: __, ...inner} = own ?? {name: '', ...(parts.length === 0 ? {} : {parts})};
	return {...inner, ...limits, dataType: element};
}

function partsOf(wire: readonly unknown[], filter: Readonly<Record<string, unknown>>, depth: number) {
	const filters = filter.type === 'composite' && Array.isArray(filter.list) ? filter.list : [];
	return wire.map((entry: unknown, index): InputPart => {
		const part = isJsonObject(entry) ? entry : {};
		// A composite filter has one filter a part, in the same order, and null for a part without one.
		const own = isJsonObject(part.filter) ? part.filter : filters[index];
		const name = [part.name, part.displayName].find(word => typeof word === 'string' && word !== '');
		return {name: typeof name === 'string' ? name : '', ...readInputType({...part, filter: own}, depth + 1)};
	});
}

function allowedBy(choiceList: unknown, filter: Readonly<Record<string, unknown>>): readonly Choice[] | undefined {
	const list = Array.isArray(filter.list) ? filter.list : [];
	const coded = filter.type === 'codedValue' ? codedValues(list) : [];
	const isValueList = typeof filter.type === 'string' && /^(?:value ?)?list$/i.test(filter.type);
	const names = textsIn(choiceList) ?? (isValueList ? textsIn(list) : undefined) ?? [];
	if (names.length === 0) return coded.length === 0 ? undefined : coded;
	return names.map(sent => coded.find(choice => choice.sent === sent) ?? {sent});
}

/**
 * Returns the pairs of a filter with coded values. The value of a layer is its schema, which is not a second text for
 * it.
 */
function codedValues(list: readonly unknown[]): readonly Choice[] {
	const choices = list.map((entry: unknown): Choice | undefined => {
		if (!isJsonObject(entry)) return undefined;
		const {name, value} = entry;
		const code = typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
		const sent = typeof name === 'string' && name !== '' ? name : code;
		return sent === undefined ? undefined : {sent, ...(code === undefined || code === sent ? {} : {code})};
	});
	// A list that gpjobs understands only in part must not forbid the rest of it.
	return choices.every(choice => choice !== undefined) ? choices : [];
}

/** Returns the entries of a list of texts, numbers or booleans; `undefined` if it is another list or empty. */
function textsIn(wire: unknown): readonly string[] | undefined {
	if (!Array.isArray(wire) || wire.length === 0) return undefined;
	const areTexts = wire.every((entry: unknown) => ['string', 'number', 'boolean'].includes(typeof entry));
	return areTexts ? wire.map(String) : undefined;
}

function readFilter(filter: Readonly<Record<string, unknown>>): InputFilter | undefined {
	const {type} = filter;
	switch (type) {
		case 'range': {
			const [minimum, maximum] = [boundIn(filter.minimum), boundIn(filter.maximum)];
			return {
				kind: 'range',
				...(minimum === undefined ? {} : {minimum}),
				...(maximum === undefined ? {} : {maximum}),
			};
		}
		case 'featureClass':
		case 'file':
		case 'field': {
			const allowed = textsIn(filter.list)?.map(text => text.replace(/^\./, ''));
			return allowed === undefined ? undefined : {kind: type, allowed};
		}
		// A type that gpjobs does not know is left to the server, which checks every input itself.
		default:
			return undefined;
	}
}

function boundIn(wire: unknown): number | undefined {
	return typeof wire === 'number' && Number.isFinite(wire) ? wire : undefined;
}
