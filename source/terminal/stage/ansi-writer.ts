import {type CellStyle, plain, sequenceBetween} from './cell-style.ts';
import type {ScreenCell} from './cells.ts';

type Place = {readonly x: number; readonly y: number};

const csi = '\u001B[';

/**
 * Writes cells with as few bytes as possible by tracking the cursor and the style of the terminal. At the start the
 * cursor position is unknown and the style is the default; the caller must reset the style at the end.
 */
export class AnsiWriter {
	#bytes = '';
	#place: Place | undefined;
	#style: CellStyle = plain;

	/** All bytes written so far. */
	get bytes(): string {
		return this.#bytes;
	}

	get style(): CellStyle {
		return this.#style;
	}

	/**
	 * Returns how many cells a position is to the right of the cursor; `undefined` if it is in another row or to the
	 * left, or if the cursor position is not known.
	 */
	distanceTo({x, y}: Place): number | undefined {
		return this.#place?.y === y && this.#place.x <= x ? x - this.#place.x : undefined;
	}

	moveTo({x, y}: Place): void {
		const from = this.#place;
		if (from?.x === x && from.y === y) return;
		this.#bytes += from ? shortest([absolute({x, y}), relative(from, {x, y})]) : absolute({x, y});
		this.#place = {x, y};
	}

	/**
	 * Writes one cell at the cursor.
	 *
	 * @param columns the width of the screen: after the last column the cursor position is not known
	 */
	put(cell: ScreenCell, columns: number): void {
		this.setStyle(cell.style);
		const place = this.#place;
		const isDisputed = cell.reach > cell.width;
		// A terminal that uses only one cell for this character would keep the old content of the second cell.
		if (isDisputed && cell.width === 2) {
			this.#bytes += '  ';
			this.#place = undefined;
			if (place) this.moveTo(place);
		}
		this.#bytes += cell.text;
		if (!place) return;
		const x = place.x + cell.width;
		this.#place = isDisputed || x >= columns ? undefined : {x, y: place.y};
	}

	setStyle(style: CellStyle): void {
		this.#bytes += sequenceBetween(this.#style, style);
		this.#style = style;
	}

	/** Clears the row from the cursor to its end. */
	eraseToEnd(): void {
		this.setStyle(plain);
		this.#bytes += `${csi}K`;
	}

	/** Writes a sequence after which the cursor position is not known. */
	command(sequence: string): void {
		this.#bytes += sequence;
		this.#place = undefined;
	}
}

function absolute({x, y}: Place): string {
	if (x === 0) return y === 0 ? `${csi}H` : `${csi}${y + 1}H`;
	return `${csi}${y + 1};${x + 1}H`;
}

function relative(from: Place, to: Place): string {
	const down = to.y - from.y;
	if (to.x === 0 && down === 0) return '\r';
	if (to.x === 0 && down === 1) return '\r\n';
	return vertical(down) + horizontal(from.x, to.x);
}

function vertical(down: number): string {
	if (down === 0) return '';
	return `${csi}${counted(Math.abs(down))}${down > 0 ? 'B' : 'A'}`;
}

function horizontal(from: number, to: number): string {
	const right = to - from;
	if (right === 0) return '';
	if (to === 0) return '\r';
	if (right > 0) return `${csi}${counted(right)}C`;
	return shortest(['\b'.repeat(-right), `${csi}${counted(-right)}D`, `${csi}${to + 1}G`]);
}

const counted = (count: number) => (count === 1 ? '' : String(count));

function shortest(ways: readonly string[]): string {
	return ways.reduce((best, way) => (way.length < best.length ? way : best));
}
