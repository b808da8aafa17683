import type {TextSpan} from './text-span.ts';

/**
 * Words that name a secret, alone or at the end of a longer name (`access_token`, `agstoken`, `client_secret`).
 * Sources: the ArcGIS REST API, HTTP, connection strings and signed URLs.
 */
const nameWords =
	'(?:token|passw(?:or)?d|passphrase|passcode|pwd|secret|(?:api|account|(?:secret)?[ _-]?access|shared[ _-]?access|private|session)[ _-]?key|authorization|jsessionid|esri_auth)';
/** Words that name a secret only if `=` follows, because they also have other meanings. */
const assignedWords = '(?<![a-z0-9])(?:sig|(?:x-(?:amz|goog)-)?signature|pass)';
/** Endings that may follow a word for a secret in a name: `token_value`, `passwordHash`, `token2`. */
const nameEnding = '(?:[_ -]?(?:value|string|text|key|hash|id|\\d{1,4}))?';

const names = new RegExp(`(?:${nameWords}${nameEnding}(s?)|(${assignedWords}))(?:["'\`]|\\])?`, 'gi');

/**
 * Matches words and characters that occur in every text in which a pattern can find a secret. This quick test comes
 * before the slower patterns: most texts do not match.
 */
const anyOfThem =
	/token|passw|pwd|passphrase|passcode|secret|key|authorization|jsessionid|esri_auth|sig|pass=|pass\s|cookie|bearer|basic |eyj|aap[kt]|gh[pousr]_|xox|private key|aiza|:\/\/|@/i;

/**
 * Finds text that looks like a secret: because of the name before it (`token=…`, `"password": "…"`, `Authorization:
 * Bearer …`, `<token>…</token>`, `--token …`) or because of its shape (a JSON Web Token, an ArcGIS API key,
 * `user:password@host`).
 *
 * @param text the text with its encodings undone
 * @returns spans in no particular order, which may overlap
 */
export function namedSecretsIn(text: string): readonly TextSpan[] {
	if (text.length <= windowLength) return namedInWindow(text);
	const spans: TextSpan[] = [];
	for (let start = 0; start < text.length; start += windowLength - overlap) {
		const end = Math.min(text.length, start + windowLength);
		for (const {from, to} of namedInWindow(text.slice(start, end))) {
			// A secret that begins later in this window is also found in the next window, together with its name.
			const goesOn = start + to === end && end < text.length && from < windowLength - overlap / 2;
			spans.push({from: start + from, to: goesOn ? text.length : start + to});
			// The end of the secret is not known, so the rest of the text is masked.
			if (goesOn) return spans;
		}
		if (end === text.length) break;
	}
	return spans;
}

/** How many characters the patterns search at once: JavaScript patterns fail on runs of several million characters. */
const windowLength = 2 ** 16;
/**
 * How many characters two windows have in common, so that a name with its secret, up to this length, is complete in one
 * of them.
 */
const overlap = 2 ** 13;

function namedInWindow(text: string): readonly TextSpan[] {
	if (!anyOfThem.test(text)) return [];
	const spans: TextSpan[] = [];
	addNamed(text, spans);
	for (const pattern of shapes) {
		for (const match of text.matchAll(pattern)) {
			const [from, to] = match.indices?.groups?.secret ?? match.indices?.[0] ?? [0, 0];
			if (to > from) spans.push({from, to});
		}
	}
	for (const match of text.matchAll(basicCredentials)) {
		const [from, to] = match.indices?.[1] ?? [0, 0];
		if (isUserAndPassword(text.slice(from, to))) spans.push({from, to});
	}
	for (const match of text.matchAll(bearers)) {
		const [from, to] = match.indices?.[1] ?? [0, 0];
		if (to > from && !isProse(text.slice(from, to)) && !text.startsWith('realm=', from)) spans.push({from, to});
	}
	return spans;
}

/** Patterns for secrets that have a recognisable shape. */
const shapes: readonly RegExp[] = [
	// User and password before the host of a URL. The second pattern allows `/`, `?` and `#` in the password, unless
	// the text after `:` can be a port.
	/:\/\/(?<secret>[^ \t\r\n"'<>/?#]+)(?=@)/dg,
	/:\/\/(?<secret>[^\s/@:?#"'<>]{1,400}:(?!\d{1,5}(?:[/?#]|$))[^\s"'<>@/?#]{0,400}[/?#][^\s"'<>@]{0,400})(?=@)/dg,
	// The same without a scheme, as curl accepts it for a proxy. The listed words are followed by an email address.
	/(?<![\w/.@:%-])(?!(?:mailto|e?-?mail|owner|contact|from|to|by|cc|sip|author|sender):)[A-Za-z][\w.\\-]{0,63}:(?<secret>[^\s:@"'<>/,;()]{3,256})@(?=[\w[])/dgi,
	/\beyJ[\w-]{8,1000}\.[\w-]+(?:\.[\w-]*)?/dg,
	/\bAAP[KT][\w-]{12,}/dg,
	/\bAIza[\w-]{30,}/dg,
	/\bgh[pousr]_\w{20,}/dg,
	/\bxox[abeoprs]-[\w-]{10,}/dg,
	/-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?<secret>[\s\S]*?)(?:-----END|$)/dg,
	/\b(?:set-)?cookie2?["']?[ \t]*:[ \t]*["']?(?<secret>[^\r\n"']+)/dgi,
	// An XML element that is named like a secret, with or without attributes.
	new RegExp(
		`<(?:[\\w.-]{1,60}:)?[\\w.-]{0,60}${nameWords}${nameEnding}s?(?:\\s[^<>]{0,300})?>\\s*(?<secret>[^<>\\s][^<>]*)`,
		'dgi',
	),
];

const basicCredentials = /\bbasic[ \t]+([A-Za-z0-9+/_-]{4,}={0,2})/dgi;
const bearers = /\bbearer[ \t]+["'`]?([^\s"'`<>&]+)/dgi;

function isUserAndPassword(base64: string): boolean {
	return /^[ -~]*:[ -~]*$/.test(Buffer.from(base64, 'base64').toString('latin1'));
}

const assignment = /[^\S\r\n]*(?:=>|:=|==?|:)/y;
const isFirmAssignment = /[:=]?=>?\s*$/;
/** Matches blanks and brackets before a value. A line break may follow the bracket of a list, as in indented JSON. */
const openers = /[^\S\r\n]*(?:\[\s*(?=["'`])|[<[({]?[^\S\r\n]*)/y;
const openersOrBreak = /\s*[<[({]?\s*/y;
const call = /[^\S\r\n]*\([^\S\r\n]*(?=["'`])/y;
const blank = /[^\S\r\n]+(?:(?:is|was|are|were)[ \t:]+)?/y;
const quote = /["'`]/y;
const nextInList = /\s*,\s*(?=["'`])/y;
const scheme =
	/(?:(?:bearer|basic|token|apikey|aws4-hmac-sha256)[ \t]+|(?:digest|negotiate|ntlm|oauth|hawk|signature)[ \t]+(?=[^\s]))/iy;
const wholeLineScheme = /(?:digest|oauth|hawk|signature|aws4-hmac-sha256)[ \t]/iy;
const restOfLine = /[^\r\n]+/y;
/**
 * Matches a value without quotes around it. A quote inside the value is part of the value if a letter or digit follows.
 */
const unquoted = /(?:(?!\\+u0026)[^\s&"'<>])+(?:["'`][\p{Letter}\p{Number}](?:(?!\\+u0026)[^\s&"'<>])*)*/uy;
const furtherWord = /[ \t]+([^\s&"'<>=:;,]+)(?![=:])/y;

function addNamed(text: string, spans: TextSpan[]): void {
	names.lastIndex = 0;
	for (let match = names.exec(text); match !== null; match = names.exec(text)) {
		const end = names.lastIndex;
		const name: SecretName = {
			from: match.index,
			end,
			isPlural: (match[1] ?? '') !== '',
			isAssigned: match[2] !== undefined,
			isSignature: /(?:^|-)sig(?:nature)?["'`]$/i.test(match[0]) && !/^signature/i.test(match[0]),
			isHeader: /authorization/i.test(match[0]),
			mayHaveBlanks: /pass|pwd/i.test(match[0]),
			isQuoted: /["'`\]]$/.test(match[0]),
		};
		const found = valueBehind(text, name);
		for (const span of found) spans.push(span);
		const last = found.at(-1);
		names.lastIndex = last ? Math.max(end, last.to) : end;
	}
}

type SecretName = {
	readonly from: number;
	readonly end: number;
	/** Whether the name is plural. `tokens: 3` is a count, not a secret. */
	readonly isPlural: boolean;
	readonly isAssigned: boolean;
	/** Whether the name is a JSON property with the name of a URL's signature: `"sig"` or `"x-amz-signature"`. */
	readonly isSignature: boolean;
	readonly isHeader: boolean;
	readonly mayHaveBlanks: boolean;
	readonly isQuoted: boolean;
};

function valueBehind(text: string, name: SecretName): readonly TextSpan[] {
	const assigned = endOf(assignment, text, name.end);
	if (assigned !== undefined) {
		const isFirm = isFirmAssignment.test(text.slice(name.end, assigned));
		if (name.isAssigned && !isFirm && !name.isSignature) return [];
		return assignedValue(text, assigned, name, isFirm);
	}
	if (name.isAssigned) return [];
	const called = endOf(call, text, name.end);
	if (called !== undefined) return quotedValue(text, called);
	const afterBlank = name.isQuoted ? undefined : endOf(blank, text, name.end);
	return afterBlank === undefined ? [] : valueAfterBlank(text, afterBlank, name);
}

function assignedValue(text: string, from: number, name: SecretName, isFirm: boolean): readonly TextSpan[] {
	// A line break may follow `token=`. But `Enter the token:` ends a sentence, and the next line has another subject.
	const opened = endOf(isFirm ? openersOrBreak : openers, text, from) ?? from;
	if (endOf(quote, text, opened) !== undefined) {
		const quoted = quotedValue(text, opened);
		if (quoted.length > 0 || isEmptyQuotes(text, opened)) return quoted;
	}
	if (name.isHeader) return headerValue(text, opened);
	const to = endOf(unquoted, text, opened);
	if (to === undefined) return [];
	const value = text.slice(opened, to);
	if (jsonWord.test(value) || (!isFirm && isProse(value))) return [];
	if (name.isPlural && !looksSecret(value)) return [];
	if (name.isAssigned && /^\d{0,4}[,;.)]*$/.test(value)) return [];
	return [{from: opened, to: name.mayHaveBlanks ? withFurtherWords(text, to) : withoutPunctuation(text, opened, to)}];
}

/**
 * Finds the value of an `Authorization` header: scheme and credentials, or the whole line for schemes with several
 * parts (`Digest …`).
 */
function headerValue(text: string, from: number): readonly TextSpan[] {
	if (endOf(wholeLineScheme, text, from) !== undefined) return [{from, to: endOf(restOfLine, text, from) ?? from}];
	const behindScheme = endOf(scheme, text, from) ?? from;
	const to = endOf(unquoted, text, behindScheme);
	if (to === undefined || isProse(text.slice(from, to))) return [];
	return [{from, to: withoutPunctuation(text, from, to)}];
}

function valueAfterBlank(text: string, from: number, name: SecretName): readonly TextSpan[] {
	const before = text.slice(Math.max(0, name.from - 60), name.from);
	const isOption = /(?:^|\s)--?[\w-]*$/.test(before);
	// An error message of a parser ("Unexpected token …"), which quotes no secret.
	if (/unexpected\s+$/i.test(before)) return [];
	if (endOf(quote, text, from) !== undefined) {
		return quotedValue(text, from).filter(({from: start, to}) => {
			const value = text.slice(start, to);
			return value.length > 3 && !isProse(value);
		});
	}
	const to = endOf(unquoted, text, from);
	if (to === undefined) return [];
	const value = text.slice(from, to);
	if (isProse(value) || value.startsWith('-')) return [];
	if (!isOption && !looksSecret(value)) return [];
	return [{from, to: withoutPunctuation(text, from, to)}];
}

/**
 * Finds the text between quotes, or each quoted text of a list. A text without a closing quote extends to the end of
 * the line.
 */
function quotedValue(text: string, from: number): readonly TextSpan[] {
	const isList = text.slice(0, from).trimEnd().endsWith('[');
	const spans: TextSpan[] = [];
	let at: number | undefined = from;
	while (at !== undefined) {
		const inside: number = at + 1;
		const end: number = endOf(closings[text[at] as keyof typeof closings], text, inside) ?? inside;
		if (end > inside) spans.push({from: inside, to: end});
		// Only in a list: elsewhere the next quoted text may be a name.
		at = isList && text[end] === text[at] ? endOf(nextInList, text, end + 1) : undefined;
	}
	return spans;
}

function isEmptyQuotes(text: string, at: number): boolean {
	return text[at + 1] === text[at];
}

/** Match the text inside each kind of quotes. A quote before a letter or digit does not close them: `"abc"def"`. */
const closings = {
	'"': /(?:[^"\r\n]|"(?=[\p{Letter}\p{Number}]))+/uy,
	"'": /(?:[^'\r\n]|'(?=[\p{Letter}\p{Number}]))+/uy,
	'`': /[^`\r\n]+/y,
} as const;

/**
 * Returns the end of a password that may contain blanks: the following words belong to it as long as they look like
 * parts of a secret.
 */
function withFurtherWords(text: string, to: number): number {
	let end = to;
	for (;;) {
		furtherWord.lastIndex = end;
		const word = furtherWord.exec(text)?.[1];
		if (word === undefined || !looksSecret(word)) return end === to ? withoutPunctuation(text, 0, end) : end;
		end = furtherWord.lastIndex;
	}
}

function withoutPunctuation(text: string, from: number, to: number): number {
	let end = to;
	while (end > from + 1 && closingPunctuation.has(text[end - 1] ?? '')) end--;
	return end;
}

const closingPunctuation: ReadonlySet<string> = new Set([...',;.)]}>']);

const jsonWord = /^(?:null|true|false|undefined|none|nil)(?=$|[,;.)\]}])/i;

/** Words that follow `token:` in ordinary sentences and are not tokens. Any other word after `token:` may be masked. */
const proseWords: ReadonlySet<string> = new Set(
	(
		'a an the this that these those it its is are was were be been has have had not no none null nil true false yes ' +
		'and or but if of to in on at by for from with without as than then so your you my our their his her who which ' +
		'must may can cannot could should would will please see use try check enter invalid expired expires missing ' +
		'required unknown wrong incorrect bad empty failed failure denied refused rejected accepted valid ok okay found ' +
		'unauthorized unauthorised forbidden error errors disabled enabled needed given set unset optional authentication ' +
		'authorization auth realm token tokens password passwords service services server generated created ' +
		'received sent requested used revoked renewed request response type types name value string length count ring ' +
		'based protected manager provider exchange endpoint url lifetime expiration required. only when where while ' +
		'because already still never always number'
	).split(' '),
);

function isProse(value: string): boolean {
	return proseWords.has(value.replace(/[.,;:!?…)\]}]+$/, '').toLowerCase());
}

/**
 * Whether a word is unlikely to be part of a sentence: letters mixed with digits, only capitals, a long number, or
 * characters that words do not contain.
 */
function looksSecret(value: string): boolean {
	const word = value.replace(/^[([{]+|[.,;:!?…)\]}]+$/g, '');
	if (word.length < 6 || isProse(word)) return false;
	if (/^(?:oauth|saml|sha|md|aes|rsa?|hs|es|utf|iso|x|v)-?[\d.]+$/i.test(word)) return false;
	if (/^[A-Za-z_-]{1,30}=["'\w]/.test(word)) return false;
	if (/^\d+$/.test(word)) return true;
	if (/^\d[\d.:,/TZ+-]*[a-z%]{0,7}$/i.test(word)) return false;
	if (/\d/.test(word) && /\p{Letter}/u.test(word)) return true;
	if (/^[A-Z]{6,}$/.test(word)) return true;
	if (/[+=~!$^*#%|]./.test(word)) return true;
	return (word.match(/[a-z][A-Z]/g)?.length ?? 0) >= 3 || /^[A-Za-z]{28,}$/.test(word);
}

function endOf(sticky: RegExp, text: string, from: number): number | undefined {
	sticky.lastIndex = from;
	return sticky.test(text) ? sticky.lastIndex : undefined;
}
