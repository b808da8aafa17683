import {allHiddenCharacters} from './hidden-characters.ts';

/** What `JSON.stringify` leaves as it is and a terminal acts on or hides. */
const unescaped = new RegExp(`[\\x7F-\\x9F${allHiddenCharacters}]`, 'gv');

/**
 * A value as JSON that a terminal can show: `JSON.stringify`, with DEL, C1, bidi controls and other hidden characters
 * as `\uXXXX` too. It reads back as the same value.
 *
 * @param value anything that JSON has a form for; all else becomes `null`
 * @param indent as for `JSON.stringify`
 */
export function toJson(value: unknown, indent?: string | number): string {
	const json = JSON.stringify(value, undefined, indent) ?? 'null';
	return json.replace(unescaped, escapeUnits);
}

function escapeUnits(character: string): string {
	let escaped = '';
	for (let unit = 0; unit < character.length; unit++) {
		escaped += `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`;
	}

	return escaped;
}
