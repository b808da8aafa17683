import {displayWidth} from './display-width.ts';
import {joinSafe, type SafeText, safe, safeText} from './safe-text.ts';

/** Cells up to which a column grows with what is in it. A longer cell stays whole, and only its own row is longer. */
const widestColumn = 60;

/**
 * Rows as lines whose columns stand below each other.
 *
 * @param rows cells without line breaks; the last one of a row is not padded
 *
 * A cell may be of megabytes, as servers choose some: the other rows must not grow with it.
 */
export function alignedLines(rows: ReadonlyArray<readonly SafeText[]>): readonly SafeText[] {
	const sized = rows.map(row => row.map(cell => ({cell, cells: displayWidth(cell)})));
	const widths: number[] = [];
	for (const row of sized) {
		for (const [column, {cells}] of row.entries())
			widths[column] = Math.max(widths[column] ?? 0, Math.min(cells, widestColumn));
	}
	return sized.map(row =>
		joinSafe(
			row.map(({cell, cells}, column) => {
				const missing = column === row.length - 1 ? 0 : (widths[column] ?? 0) - cells;
				return missing > 0 ? safe`${cell}${safeText(' '.repeat(missing))}` : cell;
			}),
			safe`  `,
		),
	);
}
