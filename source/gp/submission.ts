import {toJson} from '../text/json-escape.ts';
import {mask} from '../text/mask-secrets.ts';
import {joinSafe, type SafeText, safe, safeText, sentText} from '../text/safe-text.ts';
import {isEmptySet, isEmptyValue} from './inputs/empty-value.ts';
import type {InputRead} from './inputs/input-read.ts';
import {givenValue, readInput} from './inputs/input-value.ts';
import {isReservedName, otherParameterFault, reservedName} from './inputs/other-parameters.ts';
import {isSameName} from './parameter.ts';
import {isHiddenType} from './shown-json.ts';
import type {ParameterDefinition, Task} from './task.ts';

/** Checked inputs, ready to be sent as a form. */
type Checked =
	| {
			readonly ok: true;
			readonly parameters: Readonly<Record<string, string>>;
			/**
			 * One sentence for each entered value that could be read in several ways, with the value as gpjobs read it:
			 * `When = 2026-11-24 09:00:00 UTC (…)`.
			 */
			readonly understood: readonly SafeText[];
	  }
	| {readonly ok: false; readonly sentences: readonly SafeText[]};

/** What becomes of one given value: sent as a form text, left out, or refused. */
type Sent = {readonly text: string | undefined; readonly understood?: readonly SafeText[]} | {readonly fault: SafeText};

/**
 * Checks inputs against the definitions of the task before a job is submitted.
 *
 * An optional input with an empty value is left out, unless the server would then take a default of the task.
 *
 * @param given values by name: what the user entered, or the form text of the value of an earlier job; `null` if that job
 * had none
 * @param typed the inputs that the user has just entered. The others are values that the server accepted for an earlier
 * job, so they are sent as they are
 * @returns the form, or one sentence for each error
 */
export function checkInputs(
	task: Task,
	given: ReadonlyMap<string, string | null>,
	typed: ReadonlyMap<string, string> = new Map(
		[...given].flatMap(([name, text]) => (text === null ? [] : [[name, text]])),
	),
): Checked {
	const inputs = task.parameters.filter(({direction}) => direction !== 'output');
	const parameters = new Map<string, string>();
	const sentences: SafeText[] = [];
	const understood: SafeText[] = [];
	const missing = new Set(inputs.filter(({isRequired, hasDefault}) => isRequired && !hasDefault));
	for (const [name, text] of given) {
		const definition = inputs.find(input => isSameName(sent(input), name));
		if (!definition) {
			const fault = text === null ? undefined : otherParameterFault(name, text, inputs.length === 0);
			if (fault === 'unknown') sentences.push(unknown(name, inputs));
			else if (fault !== undefined) sentences.push(fault);
			else if (text !== null) parameters.set(name, text);
			continue;
		}
		const read = typed.has(name) && text !== null ? sentWhenTyped(definition, text) : sentAgain(definition, text);
		if ('fault' in read) sentences.push(read.fault);
		else if (read.text !== undefined) {
			parameters.set(sent(definition), read.text);
			if (read.understood?.length) understood.push(understoodAs(definition, read.understood));
		} else continue;
		missing.delete(definition);
	}
	if (missing.size > 0) sentences.push(requiredAndMissing([...missing]));
	if (sentences.length > 0) return {ok: false, sentences};
	return {ok: true, parameters: Object.fromEntries(parameters), understood};
}

/** Returns what is sent of a value that the user has just entered. */
function sentWhenTyped(definition: ParameterDefinition, text: string): Sent {
	if (isReservedName(sent(definition))) return {fault: reservedName(sent(definition))};
	const given = givenValue(definition.type, text);
	if (definition.isRequired && (isEmptyValue(given) || text.trim() === ''))
		return {fault: requiredAndEmpty(definition)};
	if (isEmptyValue(given)) {
		return {text: definition.hasDefault ? text.trim() : undefined};
	}
	const read = readInput(definition.type, given);
	if (!read.ok) return {fault: cannotBe(definition, text, read)};
	return {
		// JSON that needs no conversion is sent in the form in which it was entered.
		text: read.value === given ? text : formText(read.value),
		understood: isEmptySet(given) ? [noFeatures] : (read.understood ?? []),
	};
}

/** Returns what is sent of a value that an earlier job had. */
function sentAgain(definition: ParameterDefinition, text: string | null): Sent {
	const {isRequired, hasDefault} = definition;
	if (isReservedName(sent(definition))) return {fault: reservedName(sent(definition))};
	if (text === '' && isRequired) return {text};
	const isEmpty = text === null || isEmptyValue(givenValue(definition.type, text));
	if (!isEmpty) return {text};
	// Without it, the server would take the default, which the earlier job did not have.
	return {text: hasDefault ? (text ?? '') : undefined};
}

/**
 * Makes the error for a value that an input cannot have.
 *
 * @param text the value
 * @param fault what the input can be, and which part of the value is wrong
 */
export function cannotBe(
	{name, dataType}: Pick<ParameterDefinition, 'name' | 'dataType'>,
	text: string,
	fault: Omit<InputRead & {readonly ok: false}, 'ok'>,
): SafeText {
	const {wanted, place, text: part = text} = fault;
	const shown = isHiddenType(dataType?.safe) ? mask : part.slice(0, 100);
	return safe`${name.safe}${place ? safe`, ${place},` : safe``} cannot be "${safeText(shown)}": it is ${wanted}.`;
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

/** Says what gpjobs understood of an entered value; at most ten of several are named. */
export function understoodAs({name}: Pick<ParameterDefinition, 'name'>, words: readonly SafeText[]): SafeText {
	return safe`${name.safe} = ${joinSafe(words.slice(0, 10), safe`, `)}${words.length > 10 ? safe`, …` : safe``}`;
}

/** How a layer without any features is understood. */
export const noFeatures: SafeText = safe`a set without features`;

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
