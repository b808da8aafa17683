import type {ParameterRow} from '../monitor/parameter-table.ts';
import type {ServerText} from '../text/safe-text.ts';

/** A result or an input as `--json` prints it (design §4). */
export type ParameterJson = {
	readonly name: string;
	readonly dataType: string | null;
	readonly label: string;
	/** As the server sent it, digits too, secrets masked; `null` where it could not be read or is hidden. */
	readonly value: unknown;
	readonly fault: {readonly kind: string; readonly code: number | null; readonly sentence: string} | null;
};

export function parameterJson({name, dataType, label, read}: ParameterRow): ParameterJson {
	const {kind, code, sentence} = read.ok ? {kind: null, code: null, sentence: null} : read.fault;
	return {
		name: sent(name),
		dataType: dataType && sent(dataType),
		label: sent(label),
		value: read.ok ? read.parameter.value.json : null,
		fault: kind === null ? null : {kind, code, sentence},
	};
}

function sent({raw, safe}: ServerText): string {
	return raw ?? safe;
}
