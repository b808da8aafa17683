import {displayWidth, type Kept} from '../../../text/display-width.ts';
import {partOf} from '../../../text/safe-parts.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';
import type {Place} from './place-list.ts';
import type {Search} from './search.ts';
import type {MessagesState} from './state.ts';
import {textWidth, visibleRows, wayOf} from './visible-rows.ts';
import {rowsDown, take} from './walk.ts';

/** By how many cells lines can be moved to the left. A line may have megabytes; wrapping shows the rest of it. */
const farthest = 10_000;

/** The number of UTF-16 units that are reserved for one cell. No script has more. */
const unitsInCell = 16;

/**
 * Moves the lines by half a page: to the left always, to the right only while at least one visible line continues
 * there.
 */
export function pan(state: MessagesState, direction: 'left' | 'right'): MessagesState {
	if (state.wraps) return {...state, note: safe`lines are wrapped`};
	const width = textWidth(state);
	const step = Math.max(1, Math.floor(width / 2));
	if (direction === 'left') return {...state, offset: Math.max(0, state.offset - step)};
	if (state.offset + step > farthest) return {...state, note: lineGoesOn};
	const goesOn = visibleRows(state).some(
		({message, row}) =>
			!row.isWrapped && reachesBeyond(message.text.safe.slice(row.start, row.end), state.offset + width),
	);
	return goesOn ? {...state, offset: state.offset + step} : state;
}

/** Says that a line continues beyond the point up to which lines can be moved. */
export const lineGoesOn: SafeText = safe`line goes on: w wraps`;

/**
 * Returns by how many cells to move the lines to the left so that a place is visible, in steps of half a page. Does not
 * move them if the place is visible already.
 */
export function offsetFor(state: MessagesState, {message, at}: Place): number {
	const width = textWidth(state);
	const text = state.list.messages[message]?.text.safe ?? '';
	const lineStart = at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
	const [target] = take(rowsDown(wayOf(state), {message, at}), 1);
	if (target?.row.isWrapped || at - lineStart > farthest * unitsInCell) return state.offset;
	const cell = displayWidth(text.slice(lineStart, at));
	const length = state.search === null ? 1 : matchWidth(state.search, text, at);
	if (cell >= state.offset && cell + length <= state.offset + width) return state.offset;
	const step = Math.max(1, Math.floor(width / 2));
	const offset = Math.ceil(Math.max(0, cell + length - width) / step) * step;
	return Math.min(farthest, cell, offset);
}

function matchWidth({matcher}: Search, text: string, at: number): number {
	for (const {start, end} of matcher(text, at, at + 1)) if (start === at) return displayWidth(text.slice(start, end));
	return 1;
}

/** Whether a line is longer than `cells` cells. Only the beginning of a long line is examined. */
export function reachesBeyond(line: string, cells: number): boolean {
	return line.length > cells * unitsInCell || displayWidth(line) > cells;
}

/** Returns the beginning of a line, long enough to fill `cells` cells. */
export function beginning<T extends string>(line: T, cells: number): Kept<T> {
	return partOf(line, 0, cells * unitsInCell);
}
