import {createContext} from 'react';

/**
 * Code points of the supplementary private use area B (Unicode 17, table 23-1): one cell wide, and used by neither
 * fonts nor servers.
 */
const [first, count] = [0x10_0000, 0xfffe];
const any = /[\u{100000}-\u{10FFFD}]/gu;

/**
 * Maps one-character marks to the lines of the screen. Ink lays out the mark in place of the line.
 *
 * Ink reads every line of a frame cell by cell, twice, even if few have changed: at 200×60 this took 15 of the 18 ms
 * between a key and its first byte. With marks it reads one column, and {@link lineOf} returns the lines when the
 * frame is written. A line that changes gets a new mark, because Ink only draws frames that differ.
 */
export class LineMarks {
	readonly #lines = new Map<string, string>();
	#next = 0;

	/** A unique mark for a line, until it is {@link release}d. */
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

	/** The visible form of a row from Ink: the line of the mark with which it begins, otherwise the row itself. */
	readonly lineOf = (row: string): string => {
		const code = row.codePointAt(0) ?? 0;
		return code < first ? row : (this.#lines.get(row.slice(0, 2)) ?? '');
	};
}

/** A text without characters that would be read as marks. */
export function unmarked(text: string): string {
	return text.replace(any, '\uFFFD');
}

/** Where lines are stored under their marks; `null` if Ink receives the lines themselves, as in tables. */
export const WholeLines = createContext<LineMarks | null>(null);
