import type {Message} from '../../../gp/message.ts';
import {hiddenSentence} from '../../../gp/parameter-value.ts';
import type {ParameterRow} from '../../../monitor/parameter-table.ts';
import {joinSafe, type SafeText, type ServerText, safe} from '../../../text/safe-text.ts';

/** Returns a short form of a value, or the reason why it is not shown: it is hidden, or it could not be read. */
export function valueWords({read}: ParameterRow): ServerText {
	return read.ok ? read.parameter.value.gist : {safe: read.fault.sentence};
}

/**
 * Makes a message of the full text of a value, so that it can be scrolled and searched. An error, or a text in which
 * characters were removed or replaced, has a mark.
 */
export function openedMessage(row: ParameterRow): Message {
	const {read} = row;
	const isHidden = read.ok && read.parameter.value.kind === 'hidden';
	return {
		level: read.ok ? 'info' : 'error',
		type: safe``,
		text: isHidden ? {safe: hiddenSentence} : valueWords(row),
	};
}

/**
 * Makes the title of a parameter: its name, its label if it is different, and its type, as in `Buffer_Distance · Buffer
 * distance · GPLinearUnit`.
 */
export function parameterTitle({name, label, dataType}: ParameterRow, between: SafeText): SafeText {
	const parts = [name.safe, ...(label.safe === name.safe ? [] : [label.safe]), ...(dataType ? [dataType.safe] : [])];
	return joinSafe(parts, safe` ${between} `);
}
