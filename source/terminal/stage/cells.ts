import {displayWidth} from '../../text/display-width.ts';
import {type Look, lookAfter, plain} from './look.ts';

/** A place of the screen for one character. */
export type Cell = {
	/** A grapheme; empty in the second cell of a wide one. */
	readonly text: string;
	readonly width: 0 | 1 | 2;
	readonly look: Look;
	/**
	 * How many cells a terminal may take for it that counts in its own way; where that is `width`, all count alike.
	 * Emoji put together of several, flags and combining marks are those about which terminals disagree.
	 */
	readonly reach: number;
};

export const blank: Cell = {text: ' ', width: 1, look: plain, reach: 1};

const sequence = /\u001B(?:\[([\d;]*)m|\[[\d;:?<=>]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)|.?)/sy;
/** Latin letters, dashes, arrows, frames and blocks: one cell everywhere, if no combining mark follows. */
const isNarrow = (code: number) =>
	(code >= 0xa1 && code <= 0x2ff && code !== 0xad) ||
	(code >= 0x2010 && code <= 0x2027) ||
	(code >= 0x2500 && code <= 0x25ff);
const isPrintable = (code: number) => code >= 0x20 && code <= 0x7e;
/** What may join the character before it into one grapheme with it. */
const mayJoin = (code: number) => code > 0x7e && !isNarrow(code);
const isIdeograph = /^[\u3041-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7A3\uFF01-\uFF60]$/;
const isEmoji = /^[\p{Emoji_Presentation}]$/u;
const isMark = /^[\p{M}\p{Cf}]$/u;
const graphemes = new Intl.Segmenter('en', {granularity: 'grapheme'});

/**
 * Reads a line of a frame: text with SGR sequences, all other sequences are left out.
 *
 * @param line begins with the look of a terminal that was reset
 * @param columns what does not fit is left out
 */
export function cellsOf(line: string, columns: number): readonly Cell[] {
	const cells: Cell[] = [];
	let look = plain;
	let at = 0;
	while (at < line.length && cells.length < columns) {
		const code = line.charCodeAt(at);
		if (code === 0x1b) {
			sequence.lastIndex = at;
			const [whole = '\u001B', parameters] = sequence.exec(line) ?? [];
			if (parameters !== undefined) look = lookAfter(look, parameters);
			at += whole.length;
		} else if ((isPrintable(code) || isNarrow(code)) && !mayJoin(line.charCodeAt(at + 1))) {
			cells.push(code === 0x20 && look === plain ? blank : {text: line[at] ?? '', width: 1, look, reach: 1});
			at++;
		} else {
			const end = endOfText(line, at);
			for (const {segment} of graphemes.segment(line.slice(at, end))) pushGrapheme(cells, segment, look, columns);
			at = end;
		}
	}
	return cells;
}

/** Where text ends that has to be cut into graphemes: at a sequence, or where two characters surely stand for themselves. */
function endOfText(line: string, from: number): number {
	for (let at = from + 1; at < line.length; at++) {
		const code = line.charCodeAt(at);
		if (code === 0x1b) return at;
		if (isPrintable(code) && isPrintable(line.charCodeAt(at + 1))) return at;
	}
	return line.length;
}

function pushGrapheme(cells: Cell[], text: string, look: Look, columns: number): void {
	const width = displayWidth(text);
	if (width < 1 || cells.length + width > columns) return;
	cells.push({text, width: width > 1 ? 2 : 1, look, reach: reachOf(text, width)});
	if (width > 1) cells.push({text: '', width: 0, look, reach: 0});
}

function reachOf(text: string, width: number): number {
	const [first = '', ...more] = text;
	// Old tables know no emoji and give them one cell.
	if (isEmoji.test(text)) return width + 1;
	if (more.length === 0 && (width === 1 || isIdeograph.test(first))) return width;
	let reach = 0;
	for (const character of text) {
		const code = character.codePointAt(0) ?? 0;
		reach += isPrintable(code) || isNarrow(code) || isMark.test(character) ? 1 : 2;
	}
	return Math.max(width, reach);
}
