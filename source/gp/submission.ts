import {toJson} from '../text/json-escape.ts';
import {joinSafe, type SafeText, safe, safeText, sentText} from '../text/safe-text.ts';
import {formatLocalTime, readDate} from './date-input.ts';
import {jsonIn} from './json.ts';
import {isSameName} from './parameter.ts';
import type {ParameterDefinition, Task} from './task.ts';

/** Checked inputs, ready to be sent as a form. */
type Checked =
	| {
			readonly ok: true;
			readonly parameters: Readonly<Record<string, string>>;
			/**
			 * One sentence for each entered value that could be read in several ways, with the value as gpjobs read it:
			 * `When = 2026-11-24 10:00:00 +01:00 (…)`.
			 */
			readonly understood: readonly SafeText[];
	  }
	| {readonly ok: false; readonly sentences: readonly SafeText[]};

type Value =
	| {readonly ok: true; readonly text: string; readonly moments?: readonly number[]}
	| {readonly ok: false; readonly wanted: SafeText};

/** Parameters that `submitJob` accepts in addition to the inputs of its task ("Submit GP job"). */
const besides = /^(env:\w+|context|returnTrueCurves|returnZ|returnM|simplifyFeatures|esri_out_\w+)$/;

/**
 * Checks inputs against the definitions of the task before a job is submitted.
 *
 * @param given values by name, as the user entered them
 * @param isComplete whether all required inputs must be present
 * @param typed the names of inputs that the user has just entered: unlike the inputs of an earlier job, they must not
 * be empty
 * @returns the form, or one sentence for each error
 */
export function checkInputs(
	task: Task,
	given: ReadonlyMap<string, string>,
	isComplete = true,
	typed: ReadonlyMap<string, string> = given,
): Checked {
	const inputs = task.parameters.filter(({direction}) => direction !== 'output');
	const parameters: Record<string, string> = {};
	const sentences: SafeText[] = [];
	const understood: SafeText[] = [];
	for (const [name, text] of given) {
		const definition = inputs.find(input => isSameName(sent(input), name));
		if (!definition) {
			if (besides.test(name) || inputs.length === 0) parameters[name] = text;
			else sentences.push(unknown(name, inputs));
			continue;
		}
		const isTyped = typed.has(name);
		const value = writtenValue(definition, text, isTyped);
		const isEmpty = definition.isRequired && text.trim() === '' && isTyped;
		if (isEmpty) sentences.push(requiredAndEmpty(definition));
		else if (value.ok) {
			parameters[sent(definition)] = value.text;
			if (isTyped && value.moments) understood.push(understoodAs(definition, value.moments));
		} else sentences.push(cannotBe(definition, text, value.wanted));
	}
	const isGiven = (input: ParameterDefinition) => [...given.keys()].some(name => isSameName(sent(input), name));
	const missing = inputs.filter(input => input.isRequired && !input.hasDefault && !isGiven(input));
	if (isComplete && missing.length > 0) {
		sentences.push(requiredAndMissing(missing));
	}
	return sentences.length > 0 ? {ok: false, sentences} : {ok: true, parameters, understood};
}

/**
 * The error message for a value that an input cannot have.
 *
 * @param wanted what the input accepts: one of {@link wantedInputs}, or {@link oneOf}
 */
export function cannotBe({name}: Pick<ParameterDefinition, 'name'>, text: string, wanted: SafeText): SafeText {
	return safe`${name.safe} cannot be "${safeText(text.slice(0, 100))}": it is ${wanted}.`;
}

/** The error message for missing required inputs. */
export function requiredAndMissing(missing: readonly ParameterDefinition[]): SafeText {
	return safe`Required and not given: ${joinSafe(missing.map(described), safe`, `)}.`;
}

/** The error message for a required input with an empty value. */
export function requiredAndEmpty(input: ParameterDefinition): SafeText {
	const otherwise = input.hasDefault ? safe` Leave it out to have its default.` : safe``;
	return safe`${described(input)} is required and was given empty.${otherwise}`;
}

/** Converts a decoded value to the text of a form field. */
export function formText(json: unknown): string {
	return typeof json === 'string' ? json : toJson(json);
}

function understoodAs(input: ParameterDefinition, moments: readonly number[]): SafeText {
	const words = moments.slice(0, 10).map(moment => safeText(formatLocalTime(moment)));
	return safe`${input.name.safe} = ${joinSafe(words, safe`, `)}${moments.length > 10 ? safe`, …` : safe``}`;
}

/**
 * Checks one value and converts it to the form that the server expects.
 *
 * @param isTyped whether the user has just entered it; otherwise it comes from an earlier job, whose server accepted it
 */
function writtenValue({dataType, choices}: ParameterDefinition, text: string, isTyped: boolean): Value {
	const type = dataType?.safe ?? '';
	const item = type.replace(/^GPMultiValue:/, '');
	if (item === type) return singleOf(type, choices, text, isTyped);
	const list = jsonIn(text);
	if (list === undefined && !text.trim().startsWith('[')) {
		const one = singleOf(item, choices, text, isTyped);
		return one.ok ? {...one, text: toJson([jsonIn(one.text) ?? one.text])} : one;
	}
	if (!Array.isArray(list)) return {ok: false, wanted: wantedInputs.array};
	const ones: Array<Value & {ok: true}> = [];
	for (const entry of list) {
		const one = singleOf(item, choices, formText(entry), isTyped);
		if (!one.ok) return one;
		ones.push(one);
	}
	// Dates are sent as epoch milliseconds, everything else as it was entered.
	const moments = ones.flatMap(one => one.moments ?? []);
	return item === 'GPDate' && moments.length > 0
		? {ok: true, text: toJson(ones.map(one => jsonIn(one.text) ?? one.text)), moments}
		: {ok: true, text};
}

function singleOf(type: string, choices: readonly SafeText[], text: string, isTyped: boolean): Value {
	if (choices.length > 0 && !choices.some(choice => choice === text)) {
		return {ok: false, wanted: oneOf(choices)};
	}
	switch (type) {
		case 'GPLong':
			return check(/^[+-]?\d{1,19}$/.test(text.trim()), text.trim(), wantedInputs.wholeNumber);
		case 'GPDouble':
			return check(/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim()), text.trim(), wantedInputs.number);
		case 'GPBoolean':
			return check(/^(true|false)$/i.test(text.trim()), text.trim().toLowerCase(), wantedInputs.boolean);
		case 'GPDate':
			return isTyped ? dateValue(text.trim()) : {ok: true, text};
		case 'GPLinearUnit':
			return unitOf(text.trim(), 'distance', linearUnits, wantedInputs.distance);
		case 'GPDataFile':
			if (/^https?:\/\//i.test(text.trim())) return {ok: true, text: toJson({url: text.trim()})};
			return jsonOf(text, wantedInputs.file);
		case 'GPRecordSet':
		case 'GPFeatureRecordSetLayer':
		case 'GPRasterData':
		case 'GPRasterDataLayer':
		case 'GPExtent':
		case 'GPArealUnit':
		case 'GPValueTable':
			return jsonOf(text, wantedInputs.json);
		default:
			return {ok: true, text};
	}
}

/** Descriptions of what an input accepts. Each completes a sentence that ends with "it is". */
export const wantedInputs = {
	array: safe`a JSON array, or one value`,
	wholeNumber: safe`a whole number`,
	number: safe`a number`,
	boolean: safe`true or false`,
	distance: safe`a distance, like 500 Meters, or JSON`,
	file: safe`the URL of a file, or JSON like {"itemID": "…"}`,
	json: safe`JSON; NAME=@FILE reads it from a file`,
	'no-date': safe`a date, like 2026-11-24T09:00Z or 2026-11-24 09:00, or epoch milliseconds`,
	'no-such-day': safe`a date, and the calendar has no such day`,
	'no-such-time': safe`a date with a time, and no clock shows that time on that day`,
	'not-milliseconds': safe`a date, and a number means epoch milliseconds, which have 11 digits or more: write 2026-11-24, or all of its milliseconds`,
} as const;

/** The description of an input that accepts only the listed values. It completes a sentence that ends with "it is". */
export function oneOf(choices: readonly SafeText[]): SafeText {
	return safe`one of ${joinSafe(choices.slice(0, 20), safe`, `)}${choices.length > 20 ? safe`, …` : safe``}`;
}

function check(isGood: boolean, text: string, wanted: SafeText): Value {
	return isGood ? {ok: true, text} : {ok: false, wanted};
}

function dateValue(text: string): Value {
	// An empty date is left to the server, which knows what it means to its tool.
	if (text === '') return {ok: true, text};
	const read = readDate(text);
	if (read.ok) return {ok: true, text: String(read.epoch), moments: [read.epoch]};
	return {ok: false, wanted: wantedInputs[read.why]};
}

/** The units of a GPLinearUnit ("GP data types"). */
const linearUnits = [
	'Inches',
	'Feet',
	'Yards',
	'Miles',
	'NauticalMiles',
	'Millimeters',
	'Centimeters',
	'Decimeters',
	'Meters',
	'Kilometers',
	'DecimalDegrees',
	'Points',
];

function unitOf(text: string, key: string, units: readonly string[], wanted: SafeText): Value {
	const match = /^([+-]?\d+(?:\.\d+)?)\s*(?:esri)?([a-z]+)$/i.exec(text);
	const unit = units.find(known => known.toLowerCase() === match?.[2]?.toLowerCase());
	if (match && unit) return {ok: true, text: toJson({[key]: Number(match[1]), units: `esri${unit}`})};
	return jsonOf(text, wanted);
}

function jsonOf(text: string, wanted: SafeText): Value {
	return check(typeof jsonIn(text) === 'object', text, wanted);
}

function unknown(name: string, inputs: readonly ParameterDefinition[]): SafeText {
	const near = inputs.find(input => sent(input).toLowerCase() === name.toLowerCase());
	return near ? misspeltInput(name, near) : noSuchInput(name, inputs);
}

/** The error message for an input whose name differs from an existing one only in case. */
export function misspeltInput(name: string, near: Pick<ParameterDefinition, 'name'>): SafeText {
	return safe`There is no input "${safeText(name)}", but there is ${near.name.safe}: capitals count.`;
}

/** The error message for an input that the task does not have. */
export function noSuchInput(name: string, inputs: readonly ParameterDefinition[]): SafeText {
	return safe`There is no input "${safeText(name)}". There are: ${joinSafe(inputs.map(described), safe`, `)}.`;
}

function described({name, dataType}: ParameterDefinition): SafeText {
	return dataType ? safe`${name.safe} (${dataType.safe})` : name.safe;
}

function sent({name}: ParameterDefinition): string {
	return sentText(name);
}
