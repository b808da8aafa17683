import * as z from 'zod/mini';
import {isSecretName} from '../text/mask-secrets.ts';
import {type ServerText, serverName} from '../text/safe-text.ts';
import {type Fault, fault} from './fault.ts';
import {isJsonObject} from './json.ts';
import {hiddenValue, maskedValue, type ParameterValue, readValue} from './parameter-value.ts';
import {isHiddenType} from './shown-json.ts';
import type {ParameterDefinition} from './task.ts';
import {withoutColumns} from './value-table.ts';

/** Whether two names are the same. Keyboards of macOS type `é` as two characters, and servers send it as one. */
export function isSameName(one: string, other: string): boolean {
	return one === other || one.normalize('NFC') === other.normalize('NFC');
}

/** A result or an input of a job with its value. */
type Parameter = {
	readonly name: ServerText;
	/** The data type as sent, for example `GPMultiValue:GPString`; `null` if there is none. */
	readonly dataType: ServerText | null;
	readonly value: ParameterValue;
};

/** The outcome of reading a result or an input. */
export type ParameterRead =
	| {readonly ok: true; readonly parameter: Parameter}
	| {readonly ok: false; readonly fault: Fault};

/** The fault if the answer for the URL of a parameter is not a parameter. */
export const notAValue = fault('unexpected', 'The server answered JSON that is not the value of a parameter.');

const words = z.catch(z.optional(z.string()), undefined);

/**
 * Reads the body of `results/<name>` or `inputs/<name>` ("GP Result": `paramName`, `dataType`, `value`). Each of the
 * three may be missing. If all are missing, the body itself is shown as the value, because some notebooks answer with
 * an object of their own.
 *
 * @param name the name of the parameter in the job, used if the body contains none
 */
export function readParameter(body: unknown, name: ServerText): ParameterRead {
	if (!isJsonObject(body) || Object.keys(body).length === 0) {
		return {ok: false, fault: notAValue};
	}
	const isParameter = ['paramName', 'dataType', 'value'].some(key => Object.hasOwn(body, key));
	const paramName = words.parse(body.paramName);
	const dataType = words.parse(body.dataType);
	return {
		ok: true,
		parameter: {
			name: paramName === undefined ? name : serverName(paramName),
			dataType: dataType === undefined ? null : serverName(dataType),
			value: readValue(dataType, isParameter ? body.value : body, isSecretName(paramName ?? name.safe)),
		},
	};
}

/**
 * Reads all results or all inputs of a job, sent as an array (ArcGIS Server 11.1, "GP Results").
 *
 * @returns `undefined` if the answer is not such an array
 */
export function readParameters(body: unknown): readonly ParameterRead[] | undefined {
	return Array.isArray(body) ? body.map((entry: unknown) => readParameter(entry, serverName(''))) : undefined;
}

/**
 * Hides the value of a parameter, or columns of it, if the definition of the task declares it hidden and the answer
 * does not.
 */
export function hiddenBy(definition: ParameterDefinition, parameter: Parameter): Parameter {
	const {value, dataType} = parameter;
	if (value.kind === 'none' || value.kind === 'hidden') return parameter;
	if (isHiddenType(definition.dataType?.safe)) return {...parameter, value: hiddenValue};
	const {hiddenColumns = []} = definition;
	if (hiddenColumns.length === 0 || !Array.isArray(value.json)) return parameter;
	const sent = value.masked?.sent?.() ?? value.json;
	const {rows, isBlanked} = withoutColumns(value.json, hiddenColumns);
	const shown = maskedValue(dataType?.safe ?? definition.dataType?.safe, rows, sent);
	// A value that the server did not send cannot be sent back to it.
	return {...parameter, value: isBlanked ? {...shown, masked: {}} : shown};
}
