import * as z from 'zod/mini';
import {type ServerText, serverName} from '../text/safe-text.ts';
import {isJsonObject} from './json.ts';
import {readJson} from './json-text.ts';
import {type ParameterDefinition, readDefinitions} from './task.ts';

/**
 * The facts that only jobs of Notebook Server's web tools contain ("GP Job" of Notebook Server). Other jobs have
 * neither times nor a user.
 */
export type NotebookFacts = {
	/** When the job started, in epoch milliseconds of the server's clock. */
	readonly startTime: number | null;
	readonly endTime: number | null;
	readonly type: ServerText | null;
	/**
	 * A second status, `SUBMITTED`, `PROCESSING`, `FAILED` or `COMPLETED`. It is only shown; the state of the job comes
	 * from `jobStatus`.
	 */
	readonly status: ServerText | null;
	readonly username: ServerText | null;
	readonly isCancelled: boolean | null;
	/**
	 * The names, labels and data types of the parameters, from `customAttributes.webToolParameters`, which is JSON in a
	 * string.
	 */
	readonly parameters: readonly ParameterDefinition[];
};

const words = z.catch(
	z.nullable(
		z.pipe(
			z.string(),
			z.transform(value => serverName(value)),
		),
	),
	null,
);
/** The latest time that a `Date` of JavaScript can represent, in epoch milliseconds. */
const lastMoment = 8.64e15;
const time = z.catch(
	z.nullable(
		z.pipe(
			z.union([z.number(), z.pipe(z.string().check(z.regex(/^\d{1,16}$/)), z.transform(Number))]),
			z.int().check(z.positive(), z.maximum(lastMoment)),
		),
	),
	null,
);

const wireAttributes = z.object({
	isCancelled: z.catch(z.nullable(z.boolean()), null),
	webToolParameters: z.catch(z.nullable(z.string()), null),
});

const wireFacts = z.object({
	startTime: time,
	endTime: time,
	type: words,
	status: words,
	username: words,
	customAttributes: z.catch(z.nullable(wireAttributes), null),
});

/** Reads the fields that only jobs of Notebook Server have from the body of a job; `null` if it has none of them. */
export function readNotebookFacts(body: Readonly<Record<string, unknown>>): NotebookFacts | null {
	const {customAttributes, ...facts} = wireFacts.parse(pick(body));
	const isPlain = customAttributes === null && Object.values(facts).every(value => value === null);
	if (isPlain) return null;
	return {
		...facts,
		isCancelled: customAttributes?.isCancelled ?? null,
		parameters: parametersInside(customAttributes?.webToolParameters ?? null),
	};
}

/** Whether `customAttributes` contains nothing besides what {@link readNotebookFacts} reads. */
export function hasOnlyReadAttributes(customAttributes: unknown): boolean {
	return isJsonObject(customAttributes) && Object.keys(customAttributes).every(name => name in wireAttributes.shape);
}

function pick(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
	return Object.fromEntries(Object.keys(wireFacts.shape).map(name => [name, body[name] ?? null]));
}

function parametersInside(json: string | null): readonly ParameterDefinition[] {
	if (json === null) return [];
	try {
		const decoded = readJson(json);
		return readDefinitions(isJsonObject(decoded) ? decoded.parameters : decoded);
	} catch {
		return [];
	}
}
