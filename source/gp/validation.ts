import {toJson} from '../text/json-escape.ts';
import {type SafeText, type ServerText, sentText, serverName, serverText} from '../text/safe-text.ts';
import {ExactNumber} from './exact-json.ts';
import {givenValue} from './inputs/input-value.ts';
import {isJsonObject} from './json.ts';
import type {Task} from './task.ts';

/** A message of the server about the inputs of a job that is not submitted yet. */
export type Finding = {
	/** The input; `null` if the message is about all of them. */
	readonly input: ServerText | null;
	readonly text: SafeText;
	/** Whether the tool would not run with these inputs. */
	readonly isError: boolean;
};

/** Returns whether a GP service offers to check inputs before a job is submitted ("Validate GP task", since 12.0). */
export function offersValidation(service: unknown): boolean {
	const capabilities: unknown = isJsonObject(service) ? service.capabilities : undefined;
	return typeof capabilities === 'string' && /(?:^|,)\s*validate\s*(?:,|$)/i.test(capabilities);
}

/**
 * Converts the form of a submission to the form that `validate` expects, in which each value is in an object, next to
 * optional tags ("Validate GP task").
 *
 * @param parameters form texts by name
 */
export function validationForm(
	{parameters: definitions}: Task,
	parameters: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
	return Object.fromEntries(
		definitions.flatMap(({name, type, direction}) => {
			const text = parameters[sentText(name)];
			if (text === undefined || direction === 'output') return [];
			return [[sentText(name), toJson({value: jsonOf(givenValue(type, text), type.dataType)})]];
		}),
	);
}

/** The JSON of a value: a number or a boolean is not a string there. */
function jsonOf(given: unknown, dataType: string): unknown {
	if (typeof given !== 'string') return given;
	if (/^GP(?:Long|Double|Date)$/.test(dataType) && /^-?\d+(?:\.\d+)?(?:e-?\d+)?$/.test(given))
		return new ExactNumber(given);
	return dataType === 'GPBoolean' && /^(?:true|false)$/.test(given) ? given === 'true' : given;
}

const messageLists = ['messages', 'message', 'validationMessages'] as const;

/**
 * Reads the messages in the answer to `validate`: the updated task, with messages for all of it and for single
 * parameters. Their form is read leniently, as that of the messages of a job.
 */
export function readFindings(body: unknown): readonly Finding[] {
	if (!isJsonObject(body)) return [];
	const {parameters} = body;
	const ofInputs = (Array.isArray(parameters) ? parameters : []).flatMap((parameter: unknown) => {
		if (!isJsonObject(parameter)) return [];
		const name = parameter.name ?? parameter.paramName;
		return findingsIn(parameter, typeof name === 'string' ? serverName(name) : null);
	});
	return [...findingsIn(body, null), ...ofInputs];
}

function findingsIn(wire: Readonly<Record<string, unknown>>, input: ServerText | null): readonly Finding[] {
	return messageLists.flatMap(list => {
		const entries: unknown = wire[list];
		return (Array.isArray(entries) ? entries : [entries])
			.slice(0, mostMessages)
			.flatMap((entry: unknown): Finding[] => {
				const {type, description, message} = isJsonObject(entry) ? entry : {type: '', description: entry, message: ''};
				const text = [description, message].find(word => typeof word === 'string' && word.trim() !== '');
				const isError = /error|abort/i.test(String(type));
				return typeof text === 'string' ? [{input, text: serverText(text.trim()).safe, isError}] : [];
			});
	});
}

const mostMessages = 20;
