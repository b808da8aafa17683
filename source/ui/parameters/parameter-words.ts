import type {Message} from '../../gp/message.ts';
import type {ParameterRow} from '../../monitor/parameter-table.ts';
import {joinSafe, type SafeText, type ServerText, safe, safeText, serverText} from '../../text/safe-text.ts';

/** A value in a few words: of a hidden one, that it is hidden; of one that could not be read, why. */
export function valueWords({read}: ParameterRow): ServerText {
	return read.ok ? read.parameter.value.gist : {safe: read.fault.sentence};
}

/**
 * The whole of a value as a text that can be scrolled like a message: errors are marked, cleaned text is.
 *
 * A hidden value is in clear here: it is opened because somebody asked for it.
 */
export function openedMessage(row: ParameterRow): Message {
	const {read} = row;
	const text =
		read.ok && read.parameter.value.kind === 'hidden' ? revealed(read.parameter.value.json) : valueWords(row);
	return {level: read.ok ? 'info' : 'error', type: safe``, text};
}

function revealed(json: unknown): ServerText {
	return serverText(typeof json === 'string' ? json : String(JSON.stringify(json)), 'lines');
}

/** `Buffer_Distance · Buffer distance · GPLinearUnit`: the name, the label where it says something else, the type. */
export function parameterTitle({name, label, dataType}: ParameterRow, between: string): SafeText {
	const parts = [name.safe, ...(label.safe === name.safe ? [] : [label.safe]), ...(dataType ? [dataType.safe] : [])];
	return joinSafe(parts, safe` ${safeText(between)} `);
}
