import {displayWidth} from '../../text/display-width.ts';
import {type CellStyle, plain, styleAfter} from './cell-style.ts';

/** One cell of the screen. */
export type ScreenCell = {
	/** A grapheme; empty in the second cell of a wide one. */
	readonly text: string;
	readonly width: 0 | 1 | 2;
	readonly style: CellStyle;
	/**
	 * The largest number of cells that any terminal uses for this grapheme; equal to `width` if all terminals agree.
	 * They disagree about emoji sequences, flags and combining marks.
	 */
	readonly reach: number;
};

/** A cell without text, in the default style. */
export const blank: ScreenCell = {text: ' ', width: 1, style: plain, reach: 1};

const sequence = /\u001B(?:\[([\d;]*)m|\[[\d;:?<=>]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)|.?)/sy;
/**
 * Whether a character takes one cell in every terminal, unless a combining mark follows: Latin letters, dashes, arrows,
 * box drawing and block characters.
 */
const isNarrow = (code: number) =>
	(code >= 0xa1 && code <= 0x2ff && code !== 0xad) ||
	(code >= 0x2010 && code <= 0x2027) ||
	(code >= 0x2500 && code <= 0x25ff);
const isPrintable = (code: number) => code >= 0x20 && code <= 0x7e;
/** Whether a character may form one grapheme with the character before it. */
const mayJoin = (code: number) => code > 0x7e && !isNarrow(code);
const isIdeograph = /^[\u3041-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7A3\uFF01-\uFF60]$/;
const isEmoji = /^[\p{Emoji_Presentation}]$/u;
const isMark = /^[\p{M}\p{Cf}]$/u;
const graphemes = new Intl.Segmenter('en', {granularity: 'grapheme'});

/**
 * Parses a line of a frame, which consists of text and SGR sequences. Other sequences are dropped.
 *
 * @param line begins with the default style of the terminal
 * @param columns cells after this many are dropped
 */
export function cellsOf(line: string, columns: number): readonly ScreenCell[] {
	const cells: ScreenCell[] = [];
	let style = plain;
	let at = 0;
	while (at < line.length && cells.length < columns) {
		const code = line.charCodeAt(at);
		if (code === 0x1b) {
			sequence.lastIndex = at;
			const [whole = '\u001B', parameters] = sequence.exec(line) ?? [];
			if (parameters !== undefined) style = styleAfter(style, parameters);
			at += whole.length;
		} else if ((isPrintable(code) || isNarrow(code)) && !mayJoin(line.charCodeAt(at + 1))) {
			cells.push(code === 0x20 && style === plain ? blank : {text: line[at] ?? '', width: 1, style, reach: 1});
			at++;
		} else {
			const end = endOfText(line, at);
			for (const {segment} of graphemes.segment(line.slice(at, end))) pushGrapheme(cells, segment, style, columns);
			at = end;
		}
	}
	return cells;
}

/**
 * Returns the end of a part of a line that must be segmented into graphemes as a whole: at an escape sequence, or
 * between two characters that are certainly separate graphemes.
 */
function endOfText(line: string, from: number): number {
	for (let at = from + 1; at < line.length; at++) {
		const code = line.charCodeAt(at);
		if (code === 0x1b) return at;
		if (isPrintable(code) && isPrintable(line.charCodeAt(at + 1))) return at;
	}
	return line.length;
}

function pushGrapheme(cells: ScreenCell[], text: string, style: CellStyle, columns: number): void {
	const width = displayWidth(text);
	if (width < 1 || cells.length + width > columns) return;
	cells.push({text, width: width > 1 ? 2 : 1, style, reach: reachOf(text, width)});
	if (width > 1) cells.push({text: '', width: 0, style, reach: 0});
}

function reachOf(text: string, width: number): number {
	const [first = '', ...more] = text;
	// Terminals with old width tables do not know emoji and give each of them one cell.
	if (isEmoji.test(text)) return width + 1;
	if (more.length === 0 && (width === 1 || isIdeograph.test(first))) return width;
	let reach = 0;
	for (const character of text) {
		const code = character.codePointAt(0) ?? 0;
		reach += isPrintable(code) || isNarrow(code) || isMark.test(character) ? 1 : 2;
	}
	return Math.max(width, reach);
}
