import {type SafeText, safe, wasCleaned} from '../../text/safe-text.ts';
import type {RawText} from '../dialogs/hex.ts';
import type {MessagesState} from '../panes/messages/state.ts';
import {visibleRows} from '../panes/messages/visible-rows.ts';
import {valueWords} from '../panes/parameters/parameter-words.ts';
import {selectedRow} from '../panes/parameters/state.ts';
import {parametersNow} from './parameter-tabs.ts';
import {contextOf, type ScreenState} from './state.ts';

/** The texts in view of which something was taken out or made visible: messages, or the selected result or input. */
export function cleanedTexts(state: ScreenState): readonly RawText[] {
	if (contextOf(state) !== 'parameters') return cleanedMessages(state.messages, index => safe`Message ${index + 1}`);
	const row = selectedRow(parametersNow(state));
	if (!row) return [];
	const texts = [
		{name: safe`The name`, text: row.name},
		{name: safe`The label`, text: row.label},
		{name: safe`The value`, text: valueWords(row)},
	];
	return texts.filter(({text}) => wasCleaned(text));
}

function cleanedMessages(state: MessagesState, nameOf: (index: number) => SafeText): readonly RawText[] {
	const texts = new Map<number, RawText>();
	for (const {index, message} of visibleRows(state)) {
		if (wasCleaned(message.text)) texts.set(index, {name: nameOf(index), text: message.text});
	}
	return [...texts.values()];
}
