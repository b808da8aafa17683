import {count} from '../../text/number-words.ts';
import {partOf} from '../../text/safe-parts.ts';
import {joinSafe, type SafeText, safe, safeText} from '../../text/safe-text.ts';
import type {MessagesState} from '../panes/messages/state.ts';
import {silenceLine, silenceOf} from '../panes/messages/times.ts';
import {visibleRows} from '../panes/messages/visible-rows.ts';
import {valueWords} from '../panes/parameters/parameter-words.ts';
import {type ParametersState, rowsOf, selectedRow} from '../panes/parameters/state.ts';
import {valueIn, wholeValue} from '../panes/records/cell.ts';
import {recordAt} from '../panes/records/order.ts';
import type {RecordsState} from '../panes/records/state.ts';
import {treeLines} from '../panes/tree/lines.ts';
import type {ValueView} from '../screen/value-view.ts';

/** A text to be read aloud. Its key identifies the contents: it is announced again only if the key changes. */
export type Utterance = {readonly key: string; readonly text: SafeText};

const mostFields = 12;

/** Returns the visible rows of a text, each as an utterance, so that rows which scroll into view are announced. */
export function textUtterances(state: MessagesState): readonly Utterance[] {
	const note = state.note === null ? [] : [{key: `note ${state.replaced} ${state.note}`, text: state.note}];
	const rows = visibleRows(state).map(({index, message, row}) => {
		const silence = row.start < 0 ? silenceOf(state, index) : undefined;
		if (silence !== undefined) return {key: `${state.replaced} ${index}:silence`, text: safe`${silenceLine(silence)}.`};
		const level =
			message.level === 'info' || row.start > 0 ? safe`` : message.level === 'error' ? safe`Error: ` : safe`Warning: `;
		return {
			key: `${state.replaced} ${index}:${row.start}`,
			text: safe`${level}${partOf(message.text.safe, row.start, row.end)}`,
		};
	});
	return [...note, ...rows];
}

/** Returns the selected result or input as lines to be read aloud. */
export function parameterUtterances(state: ParametersState, placeholder: SafeText): readonly Utterance[] {
	if (state.opened) return textUtterances(state.opened.text);
	const row = selectedRow(state);
	if (state.content.kind === 'reading') return [{key: 'reading', text: safe`The values are being read.`}];
	if (state.content.kind === 'unavailable') return [{key: 'unavailable', text: state.content.sentence}];
	if (!row) return [{key: 'none', text: placeholder}];
	const type = row.dataType === null || row.dataType === undefined ? safe`` : safe` Type: ${row.dataType.safe}.`;
	const name = row.label.safe === row.name.safe ? row.name.safe : safe`${row.name.safe}, ${row.label.safe}`;
	const place = safe`${state.selected + 1} of ${rowsOf(state).length}`;
	const text = safe`${place}. Name: ${name}.${type} Value: ${valueWords(row).safe}`;
	return [{key: `${state.selected} ${text}`, text}];
}

/** Returns the selected part of an opened value as lines to be read aloud. */
export function valueUtterances(view: ValueView): readonly Utterance[] {
	if (view.kind === 'tree') {
		const {state} = view;
		if (state.opened) return textUtterances(state.opened.text);
		const lines = treeLines({...state, size: {width: 300, height: 2}, top: state.row}, true);
		const text = safeText(
			(lines[0] ?? [])
				.map(span => span.text)
				.join('')
				.replace(/^[>+\-\s]+/, '')
				.trim(),
		);
		return [{key: `${state.row} ${text}`, text: safe`Row ${count(state.row + 1)}. ${text}`}];
	}
	if (view.isMap) return [{key: 'map', text: safe`A map, which is a picture. m goes back to the table.`}];
	return recordUtterances(view.state);
}

/** Returns the whole record if another row was selected, and only one field if another column was selected. */
function recordUtterances(state: RecordsState): readonly Utterance[] {
	if (state.opened) return textUtterances(state.opened.text);
	const index = recordAt(state, state.row);
	const record = state.set.records[index];
	if (state.chooser) {
		const column = state.columns[state.chooser.selected];
		const isShown = state.shown.includes(state.chooser.selected);
		const name = column?.field.alias.safe ?? safe``;
		const text = safe`Field ${name}: ${isShown ? safe`shown` : safe`hidden`}.`;
		return [{key: `field ${text}`, text}];
	}
	if (!record) return [{key: 'empty', text: safe`There are no records.`}];
	const fields = state.shown.flatMap(shown => state.columns[shown] ?? []);
	const fieldWords = (column: (typeof fields)[number]) =>
		safe`${column.field.alias.safe}: ${wholeValue(valueIn(record, column.field), column.kind).safe}.`;
	const more = fields.length > mostFields ? [safe`And ${fields.length - mostFields} more fields; z reads all.`] : [];
	const row = joinSafe(
		[recordWords(state.row + 1, state.set.records.length), ...fields.slice(0, mostFields).map(fieldWords), ...more],
		safe` `,
	);
	const column = fields[state.column];
	return [
		{key: `record ${index}`, text: row},
		...(column ? [{key: `column ${state.column}`, text: fieldWords(column)}] : []),
	];
}

/** Announces the position of a record in its set, from 1. */
export function recordWords(number: number, of: number): SafeText {
	return safe`Record ${count(number)} of ${count(of)}.`;
}
