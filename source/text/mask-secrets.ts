const mask = '•••';

/**
 * What a secret runs on to: a space, a line break, a quote, `&` or a bracket. Control characters do not end it, so
 * that a secret with one inside is masked to its end.
 */
const secret = '[^ \\t\\r\\n&"\'<>]+';

/** `token=…`, `access_token=…`, `password=…`, `client_secret=…`, also `token%3D…` and `"token": "…"`. */
const named = `(?:token|passw(?:or)?d|pwd|secret)(?: ?= ?|%3D|["'] ?: ?["'])`;

/** `X-Esri-Authorization: Bearer …`, `Authorization: Basic …`, and the same as an object prints them. */
const header = `authorization["']? ?[:=] ?["']?`;
const scheme = '(?:(?:bearer|basic|digest|negotiate|ntlm) +)?';

/** What stands before a secret, and the secret; the last is `//user:password@host`. */
const patterns = [
	new RegExp(`(${named})${secret}`, 'giu'),
	new RegExp(`(${header})${scheme}${secret}`, 'giu'),
	new RegExp(`(\\bbearer +)${secret}`, 'giu'),
	/(:\/\/)[^ \t\r\n"'<>/?#]+(?=@)/gu,
];

/** A word of each of them: most texts hold none, and need no closer look. */
const anyOfThem = /token|passw|pwd|secret|authorization|bearer|:\/\//iu;

/**
 * Replaces tokens, passwords and authorization headers by `•••`.
 *
 * @param text any text; the names of secrets are those of the ArcGIS REST API (`token`, `client_secret`,
 * `X-Esri-Authorization`) and of HTTP. It rather masks a word too many than one too few.
 * @returns the text without them; the same text where there are none
 */
export function maskSecrets(text: string): string {
	if (!anyOfThem.test(text)) return text;
	return patterns.reduce((masked, pattern) => masked.replace(pattern, `$1${mask}`), text);
}

/** Where {@link maskSecrets} finds secrets in a text, for who has to keep its length: offsets from and to, which may overlap. */
export function secretsIn(text: string): ReadonlyArray<{readonly from: number; readonly to: number}> {
	if (!anyOfThem.test(text)) return [];
	return patterns.flatMap(pattern =>
		[...text.matchAll(pattern)].map(({0: whole, 1: before = '', index}) => ({
			from: index + before.length,
			to: index + whole.length,
		})),
	);
}
