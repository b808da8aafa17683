import {createContext} from 'react';

/**
 * The first code point, and the number of code points, from which marks are made: the supplementary private use area B
 * (Unicode 17, table 23-1). Its characters are one cell wide, and neither fonts nor servers use them.
 */
const [first, count] = [0x10_0000, 0xfffe];
const any = /[\u{100000}-\u{10FFFD}]/gu;

/**
 * Assigns a mark of one character to each line of the screen. Ink lays out the mark in place of the line. Ink reads
 * every line of a frame cell by cell, twice, even if few lines have changed: at 200×60 this took 15 of the 18 ms
 * between a key and the first byte of output. With marks Ink reads one column, and {@link lineOf} returns the lines
 * when the frame is written. A line that changes gets a new mark, because Ink draws a frame only if it differs from the
 * last one.
 */
export class LineMarks {
	readonly #lines = new Map<string, string>();
	#next = 0;

	/** Returns a mark for a line, which no other line has until it is {@link release}d. */
	mark(line: string): string {
		let mark: string;
		do {
			mark = String.fromCodePoint(first + this.#next);
			this.#next = (this.#next + 1) % count;
		} while (this.#lines.has(mark));
		this.#lines.set(mark, line);
		return mark;
	}

	release(mark: string): void {
		this.#lines.delete(mark);
	}

	/**
	 * Returns the line to show for a row that Ink draws: the line whose mark the row begins with, or the row itself if
	 * it begins with none.
	 */
	readonly lineOf = (row: string): string => {
		const code = row.codePointAt(0) ?? 0;
		return code < first ? row : (this.#lines.get(row.slice(0, 2)) ?? '');
	};
}

/** Removes the characters of a text that would be read as marks. */
export function unmarked(text: string): string {
	return text.replace(any, '\uFFFD');
}

/** Maps each mark to the line that it stands for, where Ink lays out short marks instead of whole lines; `null` where Ink receives the lines themselves, for example in tables. */
export const WholeLines = createContext<LineMarks | null>(null);
