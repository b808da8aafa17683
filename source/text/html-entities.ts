const named: ReadonlyMap<string, string> = new Map([
	['quot', '"'],
	['apos', "'"],
	['amp', '&'],
	['lt', '<'],
	['gt', '>'],
	// A normal blank, so that lines can be wrapped there and a search finds it.
	['nbsp', ' '],
]);

/**
 * Matches numeric entities, decimal and hexadecimal, and the named ones that the escape functions of .NET, Java, Python
 * and PHP write.
 */
const entity = /&(?:#x0{0,8}([0-9a-f]{1,6})|#0{0,8}(\d{1,7})|(quot|apos|amp|lt|gt|nbsp));/gi;

/** Matches markup. In a text that contains markup, an entity stands for itself. */
const isMarkup = /<[a-z/!?]/i;
const isQuotedAlone = /(["'`])&#?\w{1,10};\1/;

/**
 * Undoes the HTML escaping of quotation marks and brackets in a text that is not HTML. Decodes once, because a text
 * that was escaped twice was probably meant to show the entities.
 *
 * @returns the same text if nothing is escaped, or if the text contains markup
 */
export function withoutHtmlEscapes(text: string): string {
	if (!text.includes('&') || !text.includes(';') || isMarkup.test(text) || isQuotedAlone.test(text)) return text;
	return text.replace(
		entity,
		(whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
			if (name !== undefined) return named.get(name.toLowerCase()) ?? whole;
			const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
			if (code === 0xa0) return ' ';
			const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
			return isCharacter ? String.fromCodePoint(code) : whole;
		},
	);
}
