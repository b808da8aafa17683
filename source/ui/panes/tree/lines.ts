import {displayWidth, fit as fitCells, sliceCells} from '../../../text/display-width.ts';
import {count} from '../../../text/number-words.ts';
import {blanks} from '../../../text/safe-parts.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';
import type {Span} from '../../line.tsx';
import {drawingOf} from '../../symbols.ts';
import {unjoined} from '../list/cell.ts';
import {messagePaneLines} from '../messages/window.ts';
import {fittedSpans} from '../records/fitted-spans.ts';
import {countRows, deepestBranch, labelsOn, type TreeRow, treeRowsFrom} from './branch.ts';
import {Chunk, levelOf} from './level.ts';
import {hasTreeTitle, selectedPath, type TreeState, treeRowCount} from './state.ts';
import {labelWords, pathWords, valueSpan} from './words.ts';

type SpanLines = ReadonlyArray<readonly Span[]>;

/** Draws the lines of the pane, as many as it is high, each as wide as the pane. */
export function treeLines(state: TreeState, isAscii: boolean): SpanLines {
	const {opened, size} = state;
	const {width} = size;
	const height = Math.max(0, size.height);
	const {ellipsis} = drawingOf(isAscii);
	if (height === 0) return [];
	if (opened) {
		const text = messagePaneLines(opened.text, {placeholder: safe``, isAscii});
		const title = fittedSpans([{text: safe` ${opened.title}`, isBold: true}], width, ellipsis);
		return height > 1 ? [title, ...text] : text;
	}
	const rows = treeRowsFrom(state.root, state.value, state.top, treeRowCount(state));
	const lines = rows.map((row, index) => rowLine(state, row, state.top + index === state.row, isAscii));
	const titled = hasTreeTitle(state) ? [treeTitle(state, isAscii), ...lines] : lines;
	return [...titled, ...Array.from({length: height - titled.length}, () => [{text: blanks(width)}])];
}

/** Draws the line of one row. The selected row is reversed and without colours, as in the list. */
function rowLine(state: TreeState, row: TreeRow, isSelected: boolean, isAscii: boolean): readonly Span[] {
	const {width} = state.size;
	const {cursor, ellipsis} = drawingOf(isAscii);
	const {label, path, value} = row;
	const name = unjoined(label === null ? state.name : labelWords(label, isAscii));
	const separator = value instanceof Chunk ? safe`` : safe`: `;
	const valued = valueSpan(row, width, isAscii);
	const spans: readonly Span[] = [
		{text: safe`${isSelected ? cursor : safe` `}${indentation(path.length, width)}${foldMark(row, isAscii)} `},
		{text: name, isBold: levelOf(value) !== undefined},
		{text: separator},
		{...valued, text: unjoined(valued.text)},
	];
	const looked = isSelected ? spans.map(({text, isBold}) => ({text, isBold, isInverse: true})) : spans;
	return fittedSpans(looked, width, ellipsis);
}

function foldMark({value, path, isUnfolded}: TreeRow, isAscii: boolean): SafeText {
	if (levelOf(value) === undefined || path.length >= deepestBranch) return safe` `;
	if (isUnfolded) return isAscii ? safe`-` : safe`▾`;
	return isAscii ? safe`+` : safe`▸`;
}

/**
 * Returns the indentation of a row: two cells for each level, up to a third of the line. Rows that are too deep for
 * this show the number of their level instead.
 */
function indentation(depth: number, width: number): SafeText {
	const most = Math.floor(Math.max(0, width) / 3);
	return depth * 2 <= most ? blanks(depth * 2) : fitCells(safe`${depth} `, most, {align: 'right', ellipsis: ''});
}

/**
 * Formats the position of the selected row.
 *
 * @param row the index of the row, from 0
 */
export function rowPlace(row: number, of: number): SafeText {
	return safe`row ${count(row + 1)} of ${count(of)}`;
}

/**
 * Makes the title ` value.features[3].attributes.NAME · row 12 of 1,204`, cut or filled to the width of the pane. A
 * long path is cut at its start.
 */
function treeTitle(state: TreeState, isAscii: boolean): readonly Span[] {
	const {size, note, search, root, row} = state;
	const {between, ellipsis} = drawingOf(isAscii);
	const facts: readonly Span[] = [
		{text: rowPlace(row, countRows(root))},
		...(search
			? [{text: safe`"${fitCells(search.query, Math.min(20, displayWidth(search.query)), {ellipsis})}"`}]
			: []),
		...(note ? [{text: note, colour: 'yellow' as const}] : []),
	];
	const dot = safe` ${between} `;
	const behind = facts.flatMap(fact => [{text: dot}, fact]);
	const room = size.width - 1 - behind.reduce((cells, {text}) => cells + displayWidth(text), 0);
	const path = pathWords(state.name, labelsOn(state.value, selectedPath(state)));
	const cells = displayWidth(path);
	const shown = cells <= room || room < 4 ? path : safe`${ellipsis}${sliceCells(path, cells - room + 1, room - 1)}`;
	return fittedSpans([{text: safe` ${shown}`, isBold: true}, ...behind], size.width, ellipsis);
}
