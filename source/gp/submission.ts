import {toJson} from '../text/json-escape.ts';
import {joinSafe, type SafeText, safe, safeText} from '../text/safe-text.ts';
import {isSameName} from './parameter.ts';
import type {ParameterDefinition, Task} from './task.ts';

/** Inputs as a form has them: each value as the server wants it written. */
export type Checked =
	| {readonly ok: true; readonly parameters: Readonly<Record<string, string>>}
	| {readonly ok: false; readonly sentences: readonly SafeText[]};

type Value = {readonly ok: true; readonly text: string} | {readonly ok: false; readonly wanted: SafeText};

/** What `submitJob` takes beside the inputs of its task ("Submit GP job"). */
const besides = /^(env:\w+|context|returnTrueCurves|returnZ|returnM|simplifyFeatures|esri_out_\w+)$/;

/**
 * Checks inputs against what the task says of them, before a job is begun with them.
 *
 * @param given by name, as somebody typed them
 * @param isComplete whether what is required has to be among them
 * @param typed those that somebody gave now: what an earlier job ran with may be empty, what is typed may not
 * @returns the form; or a sentence for each thing that is wrong
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
	for (const [name, text] of given) {
		const definition = inputs.find(input => isSameName(sent(input), name));
		if (!definition) {
			if (besides.test(name) || inputs.length === 0) parameters[name] = text;
			else sentences.push(unknown(name, inputs));
			continue;
		}
		const value = writtenValue(definition, text);
		const isEmpty = definition.isRequired && text.trim() === '' && typed.has(name);
		if (isEmpty) sentences.push(requiredAndEmpty(definition));
		else if (value.ok) parameters[sent(definition)] = value.text;
		else
			sentences.push(safe`${definition.name.safe} cannot be "${safeText(text.slice(0, 100))}": it is ${value.wanted}.`);
	}
	const isGiven = (input: ParameterDefinition) => [...given.keys()].some(name => isSameName(sent(input), name));
	const missing = inputs.filter(input => input.isRequired && !input.hasDefault && !isGiven(input));
	if (isComplete && missing.length > 0) {
		const names = joinSafe(
			missing.map(input => described(input)),
			safe`, `,
		);
		sentences.push(safe`Required and not given: ${names}.`);
	}
	return sentences.length > 0 ? {ok: false, sentences} : {ok: true, parameters};
}

/** The sentence for an input that has to have a value and was given none. */
export function requiredAndEmpty(input: ParameterDefinition): SafeText {
	const otherwise = input.hasDefault ? safe` Leave it out to have its default.` : safe``;
	return safe`${described(input)} is required and was given empty.${otherwise}`;
}

/** A value that was read, as a form has it. */
export function formText(json: unknown): string {
	return typeof json === 'string' ? json : toJson(json);
}

function writtenValue({dataType, choices}: ParameterDefinition, text: string): Value {
	const type = dataType?.safe ?? '';
	const item = type.replace(/^GPMultiValue:/, '');
	if (item === type) return singleOf(type, choices, text);
	const list = decoded(text);
	if (list === undefined && !text.trim().startsWith('[')) {
		const one = singleOf(item, choices, text);
		return one.ok ? {ok: true, text: toJson([decoded(one.text) ?? one.text])} : one;
	}
	if (!Array.isArray(list)) return {ok: false, wanted: safe`a JSON array, or one value`};
	for (const entry of list) {
		const one = singleOf(item, choices, formText(entry));
		if (!one.ok) return one;
	}
	return {ok: true, text};
}

function singleOf(type: string, choices: readonly SafeText[], text: string): Value {
	if (choices.length > 0 && !choices.some(choice => choice === text)) {
		return {
			ok: false,
			wanted: safe`one of ${joinSafe(choices.slice(0, 20), safe`, `)}${choices.length > 20 ? safe`, …` : safe``}`,
		};
	}
	switch (type) {
		case 'GPLong':
			return check(/^[+-]?\d{1,19}$/.test(text.trim()), text.trim(), safe`a whole number`);
		case 'GPDouble':
			return check(/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim()), text.trim(), safe`a number`);
		case 'GPBoolean':
			return check(/^(true|false)$/i.test(text.trim()), text.trim().toLowerCase(), safe`true or false`);
		case 'GPDate':
			return dateOf(text.trim());
		case 'GPLinearUnit':
			return unitOf(text.trim(), 'distance', linearUnits, safe`a distance, like 500 Meters, or JSON`);
		case 'GPDataFile':
			if (/^https?:\/\//i.test(text.trim())) return {ok: true, text: toJson({url: text.trim()})};
			return jsonOf(text, safe`the URL of a file, or JSON like {"itemID": "…"}`);
		case 'GPRecordSet':
		case 'GPFeatureRecordSetLayer':
		case 'GPRasterData':
		case 'GPRasterDataLayer':
		case 'GPExtent':
		case 'GPArealUnit':
		case 'GPValueTable':
			return jsonOf(text, safe`JSON; NAME=@FILE reads it from a file`);
		default:
			return {ok: true, text};
	}
}

function check(isGood: boolean, text: string, wanted: SafeText): Value {
	return isGood ? {ok: true, text} : {ok: false, wanted};
}

/** Epoch milliseconds, which the server wants, or a date that means one moment. */
function dateOf(text: string): Value {
	if (/^-?\d{1,16}$/.test(text)) return {ok: true, text};
	const epoch = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
	return check(!Number.isNaN(epoch), String(epoch), safe`a date, like 2026-11-24T09:00Z, or epoch milliseconds`);
}

/** "GP data types", GPLinearUnit. */
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
	return check(typeof decoded(text) === 'object', text, wanted);
}

function decoded(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function unknown(name: string, inputs: readonly ParameterDefinition[]): SafeText {
	const near = inputs.find(input => sent(input).toLowerCase() === name.toLowerCase());
	if (near) return safe`There is no input "${safeText(name)}", but there is ${near.name.safe}: capitals count.`;
	const names = joinSafe(inputs.map(described), safe`, `);
	return safe`There is no input "${safeText(name)}". There are: ${names}.`;
}

function described({name, dataType}: ParameterDefinition): SafeText {
	return dataType ? safe`${name.safe} (${dataType.safe})` : name.safe;
}

function sent({name}: ParameterDefinition): string {
	return name.raw ?? name.safe;
}
