import {Pen} from './pen.ts';
import {emptyRow, type Row, writeRow} from './row.ts';
import {findScroll, scrolled, scrollSequence} from './scroll.ts';

export type Size = {readonly columns: number; readonly rows: number};

/** More than one region scrolls when two panes move at once. */
const mostScrolls = 2;
/** Sets the margins to those of the screen, and the terminal's own look: another program may have left others. */
const fresh = '\u001B[r\u001B[m';
/** A character that a terminal counts wider than we do must not break the row. */
const [noWrap, wrap] = ['\u001B[?7l', '\u001B[?7h'];

/**
 * The bytes that turn one screen into another.
 *
 * @param shown what the terminal shows, row by row; `undefined` if nobody knows. Then each row is written whole and the
 * rest of it emptied: the screen itself is never cleared, since tmux 3.7 loses what follows that in a synchronized update
 * @param wanted what it should show; rows that are missing are empty
 * @returns empty if there is nothing to do
 */
export function update(shown: readonly Row[] | undefined, wanted: readonly Row[], {columns, rows}: Size): string {
	const pen = new Pen();
	const all = padded(wanted, rows);
	let present: readonly (Row | undefined)[];
	if (shown) {
		present = movedTowards(pen, padded(shown, rows), all);
	} else {
		present = all.map(() => undefined);
		pen.command(fresh);
	}
	for (const [y, to] of all.entries()) {
		const from = present[y];
		if (from?.line !== to.line) writeRow(pen, y, from, to, columns);
	}
	pen.wear('');
	return all.some((to, y) => isDisputed(to) && present[y]?.line !== to.line) ? noWrap + pen.bytes + wrap : pen.bytes;
}

function movedTowards(pen: Pen, shown: readonly Row[], wanted: readonly Row[]): readonly Row[] {
	let present = shown;
	for (let turn = 0; turn < mostScrolls; turn++) {
		const scroll = findScroll(present, wanted);
		if (!scroll) break;
		pen.command(scrollSequence(scroll));
		present = scrolled(present, scroll);
	}
	return present;
}

function padded(rows: readonly Row[], count: number): readonly Row[] {
	return Array.from({length: count}, (_, y) => rows[y] ?? emptyRow);
}

const isDisputed = ({cells}: Row) => cells.some(({reach, width}) => reach > width);
