import {displayWidth, fit as fitCells} from '../../../text/display-width.ts';
import {count, counted} from '../../../text/number-words.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';
import type {Colour} from '../../colours.ts';
import type {Span} from '../../line.tsx';
import {drawingOf} from '../../symbols.ts';
import {columnWindow, hasTable} from './column-window.ts';
import {fittedSpans} from './fitted-spans.ts';
import {recordAt} from './order.ts';
import type {RecordsState} from './state.ts';

/** A fact in the title. If not all of them fit, those with the lowest `worth` are left out first. */
type Fact = {readonly text: SafeText; readonly worth: number; readonly colour?: Colour};

/**
 * Makes the title ` Parcels · 1,204 records · 7 fields · sorted by NAME ▲ · row 17`, cut or filled to the width of the pane.
 */
export function recordsTitle(state: RecordsState, isAscii: boolean): readonly Span[] {
	const {width} = state.size;
	const {between, ellipsis} = drawingOf(isAscii);
	const {name, opened} = state;
	const named: Fact = {text: fitCells(name, Math.min(widestName, displayWidth(name)), {ellipsis}), worth: 3};
	const facts = fitting([named, ...(opened ? [{text: opened.title, worth: 9}] : factsOf(state, isAscii))], width);
	const spans = facts.flatMap(({text, colour}, index): readonly Span[] => [
		{text: index === 0 ? safe` ` : safe` ${between} `},
		{text, colour, isBold: true},
	]);
	return fittedSpans(spans, width, ellipsis);
}

function fitting(facts: readonly Fact[], width: number): readonly Fact[] {
	const cells = facts.reduce((sum, {text}) => sum + displayWidth(text) + 3, -2);
	if (cells <= width || facts.length <= 1) return facts;
	const least = Math.min(...facts.map(({worth}) => worth));
	return fitting(
		facts.filter(({worth}) => worth > least),
		width,
	);
}

function factsOf(state: RecordsState, isAscii: boolean): readonly Fact[] {
	const {set, columns, shown, chooser, note, search} = state;
	const noted: readonly Fact[] = [
		...(search ? [{text: quoted(search.query, isAscii), worth: 7}] : []),
		...(note ? [{text: note, worth: 9, colour: 'yellow' as const}] : []),
	];
	if (chooser) return [{text: fieldsShown(shown.length, columns.length), worth: 8}, ...noted];
	return [
		{text: counted(set.records.length, 'record'), worth: 6},
		...(set.hasExceededLimit && set.records.length > 0
			? [{text: safe`the server had more`, worth: 8, colour: 'yellow' as const}]
			: []),
		{text: fieldsInWords(state, isAscii), worth: 2},
		...sortFact(state, isAscii),
		...(set.records.length === 0 ? [] : [{text: rowInWords(state), worth: 5}]),
		...noted,
	];
}

/** Says how many fields are shown: `7 fields`, `5 of 7 fields`, or `fields 3–5 of 7` if not all of them fit. */
function fieldsInWords(state: RecordsState, isAscii: boolean): SafeText {
	const {columns, shown, left} = state;
	const inView = hasTable(state) ? columnWindow(state).columns.length : shown.length;
	const hidden = columns.length - shown.length;
	if (inView < shown.length) {
		const range = safe`${count(left + 1)}${drawingOf(isAscii).none}${count(left + inView)}`;
		return fieldsInView(range, shown.length, hidden);
	}
	const all = counted(columns.length, 'field');
	return hidden === 0 ? all : safe`${count(shown.length)} of ${all}`;
}

/** Says which fields are visible if not all of them fit. */
export function fieldsInView(range: SafeText, shown: number, hidden: number): SafeText {
	return safe`fields ${range} of ${count(shown)}${hidden === 0 ? safe`` : safe`, ${count(hidden)} hidden`}`;
}

const widestName = 24;

function sortFact({sort, columns}: RecordsState, isAscii: boolean): readonly Fact[] {
	const name = sort && columns[sort.field]?.field.alias.safe;
	if (sort === null || name === undefined || name === null) return [];
	const {ascending, descending, ellipsis} = drawingOf(isAscii);
	const shown = fitCells(name, Math.min(widestName, displayWidth(name)), {ellipsis});
	return [{text: sortedBy(shown, sort.isDescending ? descending : ascending), worth: 4}];
}

/**
 * Returns the number of the selected row, followed by the number of its record if that is different: `row 17 (#1,033)`.
 */
function rowInWords(state: RecordsState): SafeText {
	const number = recordAt(state, state.row) + 1;
	const row = safe`row ${count(state.row + 1)}`;
	return number === state.row + 1 ? row : safe`${row} (#${count(number)})`;
}

function quoted(query: SafeText, isAscii: boolean): SafeText {
	return safe`"${fitCells(query, Math.min(20, displayWidth(query)), {ellipsis: drawingOf(isAscii).ellipsis})}"`;
}

/** Names the field by which the records are sorted, with an arrow. */
export function sortedBy(field: SafeText, direction: SafeText): SafeText {
	return safe`sorted by ${field} ${direction}`;
}

/** Says how many fields the table shows, in the title of the list of fields. */
export function fieldsShown(shown: number, of: number): SafeText {
	return safe`${count(shown)} of ${counted(of, 'field')} shown`;
}
