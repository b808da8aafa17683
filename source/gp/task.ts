import * as z from 'zod/mini';
import {isSecretName} from '../text/mask-secrets.ts';
import {type SafeText, type ServerText, serverName} from '../text/safe-text.ts';
import {type Fault, fault} from './fault.ts';
import {isEmptySet} from './inputs/empty-value.ts';
import {choicesOf, type InputType, readInputType} from './inputs/input-type.ts';
import {isJsonObject} from './json.ts';
import {isHiddenType} from './shown-json.ts';
import type {HiddenColumns} from './value-table.ts';

/** The definition of a parameter in the task resource ("GP Task", parameters). */
export type ParameterDefinition = {
	readonly name: ServerText;
	/** The display name; equal to the name if the server sends no label. */
	readonly label: ServerText;
	readonly dataType: ServerText | null;
	readonly direction: 'input' | 'output' | 'unknown';
	/** What the value of an input can be. */
	readonly type: InputType;
	readonly isRequired: boolean;
	/** Whether the server has a value for the input if it is left out. An empty feature set is not a value. */
	readonly hasDefault: boolean;
	/** The hidden columns of a GPValueTable, by index and by name. */
	readonly hiddenColumns?: HiddenColumns;
	/** The allowed values; empty if any value is allowed. */
	readonly choices: readonly SafeText[];
};

/** A task of a GP service. */
export type Task = {
	readonly name: ServerText | null;
	readonly label: ServerText | null;
	readonly parameters: readonly ParameterDefinition[];
	/** Whether the task is synchronous (`executionType`), so that it has no jobs. */
	readonly isSynchronous: boolean;
};

type TaskRead = {readonly ok: true; readonly task: Task} | {readonly ok: false; readonly fault: Fault};

const wireDefinition = z.object({
	name: z.string(),
	displayName: z.catch(z.optional(z.string().check(z.minLength(1))), undefined),
	dataType: z.catch(z.optional(z.string()), undefined),
	direction: z.catch(z.optional(z.string()), undefined),
	parameterType: z.catch(z.optional(z.string()), undefined),
	parameterInfos: z.catch(z.nullish(z.array(z.unknown())), undefined),
	defaultValue: z.optional(z.unknown()),
});

const words = z.catch(
	z.nullable(
		z.pipe(
			z.string(),
			z.transform(value => serverName(value)),
		),
	),
	null,
);

/**
 * Reads the task resource, `…/GPServer/<task>?f=json`. A body counts as a task if it has any of the typical properties
 * of one.
 */
export function readTask(body: unknown): TaskRead {
	if (!isJsonObject(body) || !('parameters' in body || 'executionType' in body || 'name' in body)) {
		return {ok: false, fault: fault('unexpected', 'The server answered JSON that does not describe a task.')};
	}
	return {
		ok: true,
		task: {
			name: words.parse(body.name ?? null),
			label: words.parse(body.displayName ?? null),
			parameters: readDefinitions(body.parameters),
			isSynchronous: typeof body.executionType === 'string' && /(?<!a)synchronous$/i.test(body.executionType),
		},
	};
}

/** Reads a list of parameter definitions and ignores entries that are not definitions. */
export function readDefinitions(wire: unknown): readonly ParameterDefinition[] {
	if (!Array.isArray(wire)) return [];
	return wire.flatMap((entry: unknown) => {
		const parsed = wireDefinition.safeParse(entry);
		if (!parsed.success) return [];
		const {name, displayName, dataType, direction, parameterType, parameterInfos, defaultValue} = parsed.data;
		const type = readInputType(entry as Readonly<Record<string, unknown>>);
		return [
			{
				name: serverName(name),
				label: serverName(displayName ?? name),
				dataType: dataType === undefined ? null : serverName(dataType),
				direction: directionOf(direction),
				isRequired: /Required$/i.test(parameterType ?? ''),
				type,
				hasDefault: !isEmptySet(defaultValue),
				...hiddenColumnsOf(parameterInfos ?? []),
				choices: choicesOf(type),
			},
		];
	});
}

const wireColumn = z.object({
	name: z.catch(z.optional(z.string()), undefined),
	displayName: z.catch(z.optional(z.string()), undefined),
	dataType: z.catch(z.optional(z.string()), undefined),
});

function hiddenColumnsOf(wire: readonly unknown[]): Pick<ParameterDefinition, 'hiddenColumns'> {
	const hiddenColumns = wire.flatMap(hiddenColumn);
	return hiddenColumns.length === 0 ? {} : {hiddenColumns};
}

/**
 * Returns a column of a value table if it is hidden because of its data type or name; otherwise an empty list. Columns
 * have data types like parameters ("GP Task", `parameterInfos`).
 */
function hiddenColumn(wire: unknown, index: number): HiddenColumns {
	const column = wireColumn.safeParse(wire);
	if (!column.success) return [];
	const {name, displayName, dataType} = column.data;
	const names = [name, displayName].filter(word => word !== undefined);
	return isHiddenType(dataType) || names.some(isSecretName) ? [{index, names}] : [];
}

function directionOf(wire: string | undefined): ParameterDefinition['direction'] {
	if (wire === undefined) return 'unknown';
	if (/Output$/i.test(wire)) return 'output';
	return /Input$/i.test(wire) ? 'input' : 'unknown';
}
