/** Parameters for the tests of the pane, read as the client reads them. */
import fc from 'fast-check';
import {fault} from '../../../../source/gp/fault.ts';
import {type ParameterRead, readParameter} from '../../../../source/gp/parameter.ts';
import type {ParameterRow} from '../../../../source/monitor/parameter-table.ts';
import {serverText} from '../../../../source/text/safe-text.ts';
import {anyText} from '../messages/any-messages.ts';

/** A parameter with a value as the server sends it; `label` as the task gives it. */
export function parameter(name: string, dataType: string, value: unknown, label = name): ParameterRow {
	return row(name, dataType, readParameter({paramName: name, dataType, value}, serverText(name)), label);
}

/** A parameter that could not be read. */
export function unreadable(name: string, sentence: string): ParameterRow {
	return row(name, null, {ok: false, fault: fault('server', sentence)}, name);
}

function row(name: string, dataType: string | null, read: ParameterRead, label: string): ParameterRow {
	return {
		name: serverText(name),
		label: serverText(label),
		dataType: dataType === null ? null : serverText(dataType),
		read,
	};
}

export const anyParameter: fc.Arbitrary<ParameterRow> = fc.oneof(
	fc
		.record({
			name: anyText,
			type: fc.constantFrom('GPString', 'GPStringHidden', 'GPLong', 'GPDate', 'GPMultiValue:GPString', 'X'),
			value: fc.oneof(anyText, fc.jsonValue(), fc.integer()),
			label: anyText,
		})
		.map(({name, type, value, label}) => parameter(name, type, value, label)),
	fc.record({name: anyText, sentence: anyText}).map(({name, sentence}) => unreadable(name, sentence)),
);

export const anyParameters = fc.array(anyParameter, {maxLength: 20});
