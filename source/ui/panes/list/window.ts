/** Scrolling of a list of lines of which a window is visible. `top` is the index of the first visible line. */

/** Limits `top` so that the window does not extend beyond the end of the list. */
export function clampTop(top: number, height: number, total: number): number {
	return Math.max(0, Math.min(top, total - height));
}

/** Returns the first visible line after scrolling by as few lines as needed to show the line at `index`. */
export function topToShow(index: number, top: number, height: number, total: number): number {
	const moved = index < top ? index : index >= top + height ? index - height + 1 : top;
	return clampTop(moved, height, total);
}

/** The ways to scroll a text without a cursor. */
export type ScrollMove = 'up' | 'down' | 'page-up' | 'page-down' | 'half-up' | 'half-down' | 'top' | 'bottom';

/** Returns by how many lines a key scrolls down; negative if it scrolls up. */
export function stepOf(move: ScrollMove, height: number, total: number): number {
	switch (move) {
		case 'up':
			return -1;
		case 'down':
			return 1;
		case 'page-up':
			return -Math.max(1, height);
		case 'page-down':
			return Math.max(1, height);
		case 'half-up':
			return -Math.max(1, Math.floor(height / 2));
		case 'half-down':
			return Math.max(1, Math.floor(height / 2));
		case 'top':
			return -total;
		case 'bottom':
			return total;
	}
}

/** Returns the first visible line after a key that scrolls. */
export function scrolled(top: number, move: ScrollMove, height: number, total: number): number {
	return clampTop(top + stepOf(move, height, total), height, total);
}

/**
 * Returns by how many rows a key moves the cursor in a list that shows `page` rows. Moving by a page keeps one of these
 * rows visible.
 */
export function rowsFor(by: 'line' | 'half-page' | 'page', page: number): number {
	switch (by) {
		case 'line':
			return 1;
		case 'half-page':
			return Math.max(1, Math.floor(page / 2));
		case 'page':
			return Math.max(1, page - 1);
	}
}
