import {characterEntities} from 'character-entities';

const hex = '[0-9A-Fa-f]';
/** The percent sign. It may be escaped several times (`%2525…`); all of them are decoded in one step. */
const percent = '%(?:25){0,1000}';
const backslash = '\\\\(?:u005[Cc]|x5[Cc]){0,1000}';
const ampersand = '&(?:amp;|AMP;|#0{0,9}38;|#[xX]0{0,9}26;){0,1000}';
/**
 * HTML entities that browsers also read without `;`, except those that are common in URLs: the `&reg` in `&region=` is
 * not an entity.
 */
const withoutSemicolon = '(?:amp|AMP|lt|LT|gt|GT|quot|QUOT|shy|nbsp)';
/**
 * The patterns of escaped characters. Each match is one decoded character, so that each position in the decoded text
 * has one position in the original text.
 */
const escapes = [
	`${percent}(?:[0-7]${hex}|u${hex}{4}|[CDcd]${hex}${percent}[89ABab]${hex}|[Ee]${hex}(?:${percent}[89ABab]${hex}){2}|[Ff][0-4](?:${percent}[89ABab]${hex}){3})`,
	`${backslash}(?:u${hex}{4}|x${hex}{2}|u\\{0{0,9}${hex}{1,6}\\}|U${hex}{8})`,
	'\\\\["\'/\\\\=&<>nrt]',
	`${ampersand}(?:#[xX]0{0,1000}${hex}{1,6};?|#0{0,1000}[0-9]{1,7};?|[A-Za-z][A-Za-z0-9]{1,31};|${withoutSemicolon})`,
];

/** Matches everything that may be an escaped character in a URL, in JSON, in a programming language or in HTML. */
export const escapePattern = new RegExp(escapes.join('|'), 'g');

/** Matches any character with which an escape may begin. A text without such characters contains no escapes. */
export const mayHoldEscapes = /[%\\&]/;

/**
 * Decodes an escaped character. HTML: https://html.spec.whatwg.org/multipage/named-characters.html
 *
 * @param match a match of {@link escapePattern}
 * @returns the character, which is not longer than the escape; `undefined` if the match is not an escape
 */
export function readEscape(match: string): string | undefined {
	switch (match[0]) {
		case '%':
			return readPercent(match);
		case '\\':
			return readBackslash(match);
		default:
			return readEntity(match);
	}
}

function readPercent(match: string): string | undefined {
	if (match.length === 3) return String.fromCharCode(Number.parseInt(match.slice(1), 16));
	const unit = /%(?:25)*u(.{4})$/.exec(match)?.[1];
	if (unit !== undefined) return String.fromCharCode(Number.parseInt(unit, 16));
	try {
		return decodeURIComponent(match.replace(/%(?:25)+(?=[^%])/g, '%'));
	} catch {
		return undefined;
	}
}

const controls: ReadonlyMap<string, string> = new Map([
	['n', '\n'],
	['r', '\r'],
	['t', '\t'],
]);

function readBackslash(match: string): string | undefined {
	if (match.length === 2) return controls.get(match.slice(1)) ?? match.slice(1);
	const digits = /(?:[uU]|x|u\{)([0-9A-Fa-f]+)\}?$/.exec(match)?.[1] ?? '';
	return characterOf(Number.parseInt(digits, 16));
}

function readEntity(match: string): string | undefined {
	const number = /#(?:[xX]([0-9A-Fa-f]+)|([0-9]+));?$/.exec(match);
	if (number) return characterOf(number[1] === undefined ? Number(number[2]) : Number.parseInt(number[1], 16));
	const name = /([A-Za-z0-9]+);?$/.exec(match)?.[1] ?? '';
	return entityOf(name) ?? entityOf(name.toLowerCase());
}

function entityOf(name: string): string | undefined {
	return Object.hasOwn(characterEntities, name) ? characterEntities[name] : undefined;
}

function characterOf(code: number): string | undefined {
	return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
