import {AnsiWriter} from './ansi-writer.ts';
import {emptyRow, type ScreenRow, writeRow} from './row.ts';
import {findScroll, rowsAfterScroll, scrollSequence} from './scroll.ts';

/** The size of the screen in cells. */
export type ScreenSize = {readonly columns: number; readonly rows: number};

/** The largest number of regions that scroll in one update: two panes may scroll at once. */
const mostScrolls = 2;
/** Resets the margins and the style, which another program may have changed. */
const fresh = '\u001B[r\u001B[m';
/**
 * The sequences that switch wrapping off before an update and on again after it: if the terminal counts a character as
 * wider than gpjobs does, the row must not wrap.
 */
const [noWrap, wrap] = ['\u001B[?7l', '\u001B[?7h'];

/**
 * Returns the bytes that change what the terminal shows into another screen. The screen is never cleared, because tmux
 * 3.7 loses the text after a clear in a synchronized update.
 *
 * @param shown what the terminal shows, row by row; `undefined` if that is not known. Each row is then written in full
 * and erased after its end
 * @param wanted what it should show; missing rows are empty
 * @returns empty if nothing changes
 */
export function update(
	shown: readonly ScreenRow[] | undefined,
	wanted: readonly ScreenRow[],
	{columns, rows}: ScreenSize,
): string {
	const writer = new AnsiWriter();
	const all = padded(wanted, rows);
	let present: readonly (ScreenRow | undefined)[];
	if (shown) {
		present = movedTowards(writer, padded(shown, rows), all);
	} else {
		present = all.map(() => undefined);
		writer.command(fresh);
	}
	for (const [y, to] of all.entries()) {
		const from = present[y];
		if (from?.line !== to.line) writeRow(writer, y, from, to, columns);
	}
	writer.setStyle('');
	return all.some((to, y) => isDisputed(to) && present[y]?.line !== to.line)
		? noWrap + writer.bytes + wrap
		: writer.bytes;
}

function movedTowards(
	writer: AnsiWriter,
	shown: readonly ScreenRow[],
	wanted: readonly ScreenRow[],
): readonly ScreenRow[] {
	let present = shown;
	for (let turn = 0; turn < mostScrolls; turn++) {
		const scroll = findScroll(present, wanted);
		if (!scroll) break;
		writer.command(scrollSequence(scroll));
		present = rowsAfterScroll(present, scroll);
	}
	return present;
}

function padded(rows: readonly ScreenRow[], count: number): readonly ScreenRow[] {
	return Array.from({length: count}, (_, y) => rows[y] ?? emptyRow);
}

const isDisputed = ({cells}: ScreenRow) => cells.some(({reach, width}) => reach > width);
