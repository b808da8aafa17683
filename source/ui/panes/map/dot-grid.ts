import {type SafeText, safe, safeText} from '../../../text/safe-text.ts';

/** An image of square dots. A braille character shows 2 × 4 of them, an ASCII character 1 × 2. */
export type DotGrid = {
	/** The width in dots. */
	readonly width: number;
	readonly height: number;
	/** The dots row by row from the top: 1 for a dot that is drawn, 0 for one that is not. */
	readonly dots: Uint8Array;
};

/** The size of an image in dots. */
export type DotSize = {readonly width: number; readonly height: number};

/** Makes an image without any drawn dots. */
export function emptyGrid({width, height}: DotSize): DotGrid {
	return {width, height, dots: new Uint8Array(width * height)};
}

/** Returns how many dots one terminal cell contains. A cell is about twice as high as it is wide. */
export function dotsPerCell(isAscii: boolean): DotSize {
	return isAscii ? {width: 1, height: 2} : {width: 2, height: 4};
}

/** Draws the dot that contains a position: dot n extends from n to n + 1. Ignores positions outside the image. */
export function plot({width, height, dots}: DotGrid, x: number, y: number): void {
	if (x >= 0 && y >= 0 && x < width && y < height) dots[Math.floor(y) * width + Math.floor(x)] = 1;
}

/** Draws the part of a straight line from (`ax`, `ay`) to (`bx`, `by`) that lies inside the image. */
export function plotLine(grid: DotGrid, ax: number, ay: number, bx: number, by: number): void {
	const {width, height} = grid;
	const [dx, dy] = [bx - ax, by - ay];
	// Liang–Barsky clipping: `from` and `to` are the part of the line, between 0 and 1, inside the four sides.
	let [from, to] = [0, 1];
	for (let side = 0; side < 4; side++) {
		const step = side === 0 ? -dx : side === 1 ? dx : side === 2 ? -dy : dy;
		const room = side === 0 ? ax : side === 1 ? width - edge - ax : side === 2 ? ay : height - edge - ay;
		if (step === 0) {
			if (room < 0) return;
			continue;
		}

		const at = room / step;
		if (step < 0) from = Math.max(from, at);
		else to = Math.min(to, at);
	}

	if (from > to) return;
	plotClipped(grid, ax + from * dx, ay + from * dy, ax + to * dx, ay + to * dy);
}

/** How far the end of a clipped line stays away from the image's edge, so that it is inside the last dot. */
const edge = 1e-6;

/** Draws a line that lies completely inside the image, by Bresenham's algorithm. */
function plotClipped({width, height, dots}: DotGrid, ax: number, ay: number, bx: number, by: number): void {
	let x = between(ax, width);
	let y = between(ay, height);
	const endX = between(bx, width);
	const endY = between(by, height);
	const [dx, dy] = [Math.abs(endX - x), -Math.abs(endY - y)];
	const [stepX, stepY] = [x < endX ? 1 : -1, y < endY ? 1 : -1];
	let error = dx + dy;
	for (;;) {
		dots[y * width + x] = 1;
		if (x === endX && y === endY) return;
		const twice = 2 * error;
		if (twice >= dy) {
			error += dy;
			x += stepX;
		}

		if (twice <= dx) {
			error += dx;
			y += stepY;
		}
	}
}

function between(value: number, size: number): number {
	return Math.max(0, Math.min(size - 1, Math.floor(value)));
}

/**
 * The bit of each dot in a braille character, by row and column. The code of the character is U+2800 plus the bits of
 * its dots.
 */
const brailleBits = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];
const asciiCells = [safe` `, safe`'`, safe`.`, safe`:`];
const brailleCells = Array.from({length: 256}, (_, bits) =>
	bits === 0 ? safe` ` : safeText(String.fromCharCode(0x2800 + bits)),
);

/** Returns the character that shows the dots of one cell; a blank if none is drawn. */
export function cellText({width, dots}: DotGrid, column: number, row: number, isAscii: boolean): SafeText {
	if (isAscii) {
		const upper = dots[2 * row * width + column] ?? 0;
		const lower = dots[(2 * row + 1) * width + column] ?? 0;
		return asciiCells[upper + 2 * lower] ?? safe` `;
	}

	let bits = 0;
	for (let dot = 0; dot < 8; dot++) {
		const index = (4 * row + (dot >> 1)) * width + 2 * column + (dot & 1);
		if (dots[index]) bits |= brailleBits[dot] ?? 0;
	}

	return brailleCells[bits] ?? safe` `;
}
