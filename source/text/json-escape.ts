import {allHiddenCharacters} from './hidden-characters.ts';

/** Matches characters that `JSON.stringify` does not escape but that a terminal hides or acts on. */
const unescaped = new RegExp(`[\\x7F-\\x9F${allHiddenCharacters}]`, 'gv');

/**
 * Converts a value to JSON that can be shown in a terminal: the output of `JSON.stringify`, with DEL, C1, bidi and
 * other hidden characters escaped as `\uXXXX`. Parsing it gives the same value.
 *
 * @param value anything that JSON can represent; anything else becomes `null`
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
