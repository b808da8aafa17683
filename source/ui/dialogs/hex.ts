import {type SafeText, type ServerText, safe, safeText} from '../../text/safe-text.ts';
import type {DialogText} from './dialog-lines.ts';

/** A text as the server sent it, and what it is. */
export type RawText = {readonly name: SafeText; readonly text: ServerText};

const bytesOfLine = 16;
/** More is not shown of one text. */
const mostBytes = 16_384;

/**
 * Texts as their bytes, as `hexdump -C` shows them: what was taken out of them or made visible can be looked at here, and
 * can do nothing. Tokens and passwords are masked here too.
 */
export function hexLines(texts: readonly RawText[]): readonly SafeText[] {
	return texts.flatMap(({name, text}) => {
		const bytes = Buffer.from(text.raw ?? text.safe, 'utf8');
		const shown = bytes.subarray(0, mostBytes);
		const lines: SafeText[] = [safe`${name}, ${bytes.length} bytes:`];
		for (let at = 0; at < shown.length; at += bytesOfLine) lines.push(lineOf(shown.subarray(at, at + bytesOfLine), at));
		return shown.length < bytes.length ? [...lines, safe`… and ${bytes.length - shown.length} bytes more`] : lines;
	});
}

function lineOf(bytes: Uint8Array, at: number): SafeText {
	const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join(' ');
	const letters = Array.from(bytes, byte => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
	return safeText(`${at.toString(16).padStart(6, '0')}  ${hex.padEnd(bytesOfLine * 3)} ${letters}`);
}

/** @param selected the line in view */
export function hexText(lines: readonly SafeText[], selected: number): DialogText {
	return {
		title: safe`As the server sent it`,
		facts: [],
		notes: [],
		list: {lines, selected},
		keys: [
			[safe`↑ ↓`, safe`other lines`],
			[safe`Esc`, safe`close`],
		],
	};
}
