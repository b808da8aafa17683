import type {Message} from '../../../gp/message.ts';
import {hiddenSentence} from '../../../gp/parameter-value.ts';
import type {ParameterRow} from '../../../monitor/parameter-table.ts';
import {joinSafe, type SafeText, type ServerText, safe} from '../../../text/safe-text.ts';

/** A value in a few words: of a hidden one, that it is hidden; of one that could not be read, why. */
export function valueWords({read}: ParameterRow): ServerText {
	return read.ok ? read.parameter.value.gist : {safe: read.fault.sentence};
}

/** The whole of a value as a text that can be scrolled like a message: errors are marked, cleaned text is. */
export function openedMessage(row: ParameterRow): Message {
	const {read} = row;
	const isHidden = read.ok && read.parameter.value.kind === 'hidden';
	return {
		level: read.ok ? 'info' : 'error',
		type: safe``,
		text: isHidden ? {safe: hiddenSentence} : valueWords(row),
	};
}

/** `Buffer_Distance · Buffer distance · GPLinearUnit`: the name, the label where it says something else, the type. */
export function parameterTitle({name, label, dataType}: ParameterRow, between: SafeText): SafeText {
	const parts = [name.safe, ...(label.safe === name.safe ? [] : [label.safe]), ...(dataType ? [dataType.safe] : [])];
	return joinSafe(parts, safe` ${between} `);
}
