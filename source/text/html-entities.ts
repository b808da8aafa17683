const named: ReadonlyMap<string, string> = new Map([
	['quot', '"'],
	['apos', "'"],
	['amp', '&'],
	['lt', '<'],
	['gt', '>'],
	// A blank like any other: what follows it is wrapped and found by a search.
	['nbsp', ' '],
]);

/** The numbers as digits of either kind, and the names that the escape functions of .NET, Java, Python and PHP write. */
const entity = /&(?:#x0{0,8}([0-9a-f]{1,6})|#0{0,8}(\d{1,7})|(quot|apos|amp|lt|gt|nbsp));/gi;

/** Text that holds markup or talks about it: there an entity is meant as it stands. */
const isMarkup = /<[a-z/!?]/i;
const isQuotedAlone = /(["'`])&#?\w{1,10};\1/;

/**
 * A text whose quotation marks and brackets somebody escaped for HTML, as it was before. Decoded once: what was escaped
 * twice was written so.
 *
 * @returns the same text where nothing is escaped, or where markup is what it is about
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
