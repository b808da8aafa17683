import type {ParameterRow} from '../monitor/parameter-table.ts';
import type {ServerText} from '../text/safe-text.ts';

/** A result or an input as `--json` prints it (design §3). */
export type ParameterJson = {
	readonly name: string;
	readonly dataType: string | null;
	readonly label: string;
	/** As the server sent it, digits too; `null` where it could not be read, or is hidden and was not asked for by name. */
	readonly value: unknown;
	readonly fault: {readonly kind: string; readonly code: number | null; readonly sentence: string} | null;
};

/** @param isAskedFor the parameter was named on the command line: then a hidden value is meant to be seen */
export function parameterJson({name, dataType, label, read}: ParameterRow, isAskedFor: boolean): ParameterJson {
	const {kind, code, sentence} = read.ok ? {kind: null, code: null, sentence: null} : read.fault;
	return {
		name: sent(name),
		dataType: dataType && sent(dataType),
		label: sent(label),
		value: read.ok && (isAskedFor || read.parameter.value.kind !== 'hidden') ? read.parameter.value.json : null,
		fault: kind === null ? null : {kind, code, sentence},
	};
}

function sent({raw, safe}: ServerText): string {
	return raw ?? safe;
}
