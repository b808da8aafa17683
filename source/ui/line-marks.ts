import {createContext} from 'react';

/** Supplementary private use area B (Unicode 17, table 23-1): one cell, and no font and no server has anything there. */
const [first, count] = [0x10_0000, 0xfffe];
const any = /[\u{100000}-\u{10FFFD}]/gu;

/**
 * The lines of the screen by a mark for each: one character, which Ink lays out in the place of the line.
 *
 * Ink reads every line of a frame cell by cell, twice, however few have changed: at 200×60 that was 15 of the 18 ms
 * between a key and its first byte. With marks it reads a column, and {@link lineOf} gives whoever draws the frame the
 * lines back. A line that changes gets another mark, as Ink draws only frames that differ.
 */
export class LineMarks {
	readonly #lines = new Map<string, string>();
	#next = 0;

	/** A mark of its own for a line, until it is {@link release}d. */
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

	/** A row of Ink's as it is to be seen: the line whose mark it begins with, else what it is itself. */
	readonly lineOf = (row: string): string => {
		const code = row.codePointAt(0) ?? 0;
		return code < first ? row : (this.#lines.get(row.slice(0, 2)) ?? '');
	};
}

/** A text that is no whole line, without what would be taken for a mark. */
export function unmarked(text: string): string {
	return text.replace(any, '\uFFFD');
}

/** Where whole lines are kept; `null` where Ink gets the lines themselves: in tables, and where nobody gives them back. */
export const WholeLines = createContext<LineMarks | null>(null);
