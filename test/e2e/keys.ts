/** What a terminal sends for a key. */

const plain: Record<string, string> = {
	Enter: '\r',
	Escape: '\u001B',
	Tab: '\t',
	'Shift-Tab': '\u001B[Z',
	Space: ' ',
	Backspace: '\u007F',
	Insert: '\u001B[2~',
	Delete: '\u001B[3~',
	PageUp: '\u001B[5~',
	PageDown: '\u001B[6~',
	F1: '\u001BOP',
	F2: '\u001BOQ',
	F3: '\u001BOR',
	F4: '\u001BOS',
	F5: '\u001B[15~',
	F6: '\u001B[17~',
	F7: '\u001B[18~',
	F8: '\u001B[19~',
	F9: '\u001B[20~',
	F10: '\u001B[21~',
	F11: '\u001B[23~',
	F12: '\u001B[24~',
};

/** Keys whose bytes depend on a mode that the program may have asked for. */
const cursor: Record<string, string> = {Up: 'A', Down: 'B', Right: 'C', Left: 'D', End: 'F', Home: 'H'};

export type KeyMode = {
	/** Application cursor keys, DECCKM. */
	application: boolean;
};

/**
 * The bytes of a key.
 *
 * @param key a character, or a name: `Enter`, `Escape`, `PageDown`, `F5`, `Ctrl-C`, `Alt-x`, `Shift-Tab` …
 */
export function bytesOf(key: string, {application}: KeyMode = {application: false}): string {
	const named = plain[key];
	if (named !== undefined) return named;
	const final = cursor[key];
	if (final !== undefined) return `\u001B${application ? 'O' : '['}${final}`;
	const [, modifier, base] = /^(Ctrl|Alt)-(.+)$/s.exec(key) ?? [];
	if (modifier === 'Alt' && base !== undefined) return `\u001B${bytesOf(base, {application})}`;
	if (modifier === 'Ctrl' && base !== undefined && /^[A-Za-z@[\\\]^_]$/.test(base))
		return String.fromCharCode(base.toUpperCase().charCodeAt(0) % 32);
	if ([...key].length === 1) return key;
	throw new Error(`No key is called "${key}". To write a text: type().`);
}

/** What `bytesOf` calls a key that the key table of the program calls otherwise. */
export const otherNames: Readonly<Record<string, string>> = {
	'↑': 'Up',
	'↓': 'Down',
	'←': 'Left',
	'→': 'Right',
	PgUp: 'PageUp',
	PgDn: 'PageDown',
	Esc: 'Escape',
};
