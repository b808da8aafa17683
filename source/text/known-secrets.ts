import {type HeadScanner, headScanner, type ScannedForm} from './head-scanner.ts';
import type {TextSpan} from './text-span.ts';
import {base64View, hexView, type TextView, viewsOf, withoutLineBreaks} from './text-view.ts';

/**
 * The length in characters from which a secret is searched for. With a password like `gis`, half of all texts would be
 * masked. Shorter secrets are still masked after their name (`secret-patterns.ts`).
 */
const shortest = 6;
/** The largest number of secrets that are remembered. The least recently used one is forgotten first. */
const mostSecrets = 256;
/**
 * A secret at least this long is also recognised by its beginning, because servers and programs often cut what they
 * quote.
 */
const longEnoughToBeCut = 20;
const beginning = 12;
/**
 * The length in characters from which a text may have been cut. At its end, the first characters of a secret are masked
 * too. At the end of a shorter text they are more likely an ordinary word.
 */
const longEnoughToEndEarly = 200;
/**
 * How many characters at the beginning of a spelling are searched for first. The whole spelling is compared only where
 * these characters occur.
 */
const headLength = 8;

/** A form in which a secret may occur in a text: as it is, or encoded. */
type Form = 'text' | 'base64' | 'hex';
/** All spellings of a secret, by form: in lower case, the longest first. */
type Spellings = Readonly<Record<Form, readonly string[]>>;

/** The spellings of each secret. The most recently used secret is last. */
const known = new Map<string, Spellings>();

/**
 * Data for finding where a spelling may begin. `heads` matches the beginnings of all spellings; `byHead` lists the
 * spellings by their beginning.
 */
type Finder = {readonly heads: RegExp; readonly byHead: ReadonlyMap<string, readonly string[]>};
/** The finders for the secrets known so far, by form. Cleared when another secret becomes known. */
const finders = new Map<Form, Finder>();
const scanners = new Map<ScannedForm, HeadScanner>();
let revision = 0;

/**
 * Remembers a secret of this process, so that {@link knownSecretsIn} finds it in any text: a token, a password, the
 * password of a proxy, the value of a header. Code that receives a secret must call this; {@link Secret} does it
 * itself.
 *
 * @param text the secret as it is sent; one of fewer than six characters is ignored
 */
export function knowSecret(text: string): void {
	const secret = text.trim();
	if (secret.length < shortest) return;
	const spellings = known.get(secret);
	if (spellings !== undefined) {
		known.delete(secret);
		known.set(secret, spellings);
		return;
	}
	known.set(secret, spellingsOf(secret));
	for (const oldest of known.keys()) {
		if (known.size <= mostSecrets) break;
		known.delete(oldest);
	}
	finders.clear();
	scanners.clear();
	revision++;
}

/**
 * Returns a number that changes whenever another secret becomes known. Texts that were masked before that may contain
 * the new secret.
 */
export function secretsRevision(): number {
	return revision;
}

/**
 * Finds the secrets of this process in a text, in upper or lower case. The beginning of a long secret is enough for a
 * match, and at the end of a long text its first few characters are. The last view, in which all encodings are undone,
 * is also searched for base64 and hexadecimal digits with separators between them, and for secrets broken over several
 * lines.
 *
 * @param views the views of the text, made by `viewsOf`
 * @returns spans of the original text, in no particular order
 */
export function knownSecretsIn(views: readonly TextView[]): readonly TextSpan[] {
	const last = views.at(-1);
	if (known.size === 0 || last === undefined || (views[0]?.text.length ?? 0) < shortest) return [];
	return [
		...views.flatMap(view => found(view, 'text')),
		...(/[\r\n]/.test(last.text) ? foundApart(last, 'wrapped') : []),
		...foundApart(last, 'base64'),
		...foundApart(last, 'hex'),
	];
}

const apart = {
	wrapped: {form: 'text', viewOf: withoutLineBreaks},
	base64: {form: 'base64', viewOf: base64View},
	hex: {form: 'hex', viewOf: hexView},
} as const;

/** Finds spellings whose characters are separated by other characters, such as line breaks. */
function foundApart(view: TextView, scanned: ScannedForm): readonly TextSpan[] {
	const {form, viewOf} = apart[scanned];
	const scanner = scanners.get(scanned) ?? headScanner(scanned, spellingsIn(form));
	scanners.set(scanned, scanner);
	return scanner(view.text) ? found(viewOf(view), form) : [];
}

function spellingsIn(form: Form): readonly string[] {
	return [...known.values()].flatMap(spellings => spellings[form]);
}

function found(view: TextView, form: Form): readonly TextSpan[] {
	const finder = finders.get(form) ?? makeFinder(form);
	finders.set(form, finder);
	const {heads, byHead} = finder;
	const spans: TextSpan[] = [];
	const {text} = view;
	heads.lastIndex = 0;
	for (let match = heads.exec(text); match !== null; match = heads.exec(text)) {
		const from = match.index;
		const length = longestMatch(text, from, byHead);
		if (length > 0) spans.push({from: view.startOf(from), to: view.endOf(from + length)});
		heads.lastIndex = from + Math.max(1, length);
	}
	return spans;
}

/** Whether a text contains a secret of this process. */
export function holdsKnownSecret(text: string): boolean {
	return knownSecretsIn(viewsOf(text)).length > 0;
}

/** Forgets all secrets. For tests, which share one process. */
export function forgetSecrets(): void {
	known.clear();
	finders.clear();
	scanners.clear();
	revision++;
}

function longestMatch(text: string, from: number, byHead: ReadonlyMap<string, readonly string[]>): number {
	let longest = 0;
	for (const size of [shortest, shortest + 1, headLength]) {
		const candidates = byHead.get(lowerCase(text.slice(from, from + size))) ?? [];
		for (const spelling of candidates) longest = Math.max(longest, matchLength(text, from, spelling));
	}
	return longest;
}

/** Returns how much of a spelling matches at a position, in characters; 0 if it is too little to be masked. */
function matchLength(text: string, from: number, spelling: string): number {
	const there = lowerCase(text.slice(from, from + spelling.length));
	if (there === spelling) return spelling.length;
	let length = 0;
	while (length < there.length && there[length] === spelling[length]) length++;
	const isAtEnd = from + length === text.length && text.length >= longEnoughToEndEarly;
	const breaksOff = isAtEnd || text[from + length] === '…';
	const isEnough = breaksOff || (spelling.length >= longEnoughToBeCut && length >= beginning);
	return isEnough ? length : 0;
}

function makeFinder(form: Form): Finder {
	const byHead = new Map<string, string[]>();
	for (const spelling of spellingsIn(form)) {
		const head = spelling.slice(0, headLength);
		const others = byHead.get(head);
		if (others) others.push(spelling);
		else byHead.set(head, [spelling]);
		// A text may have been cut before the whole head of a secret.
		for (const size of [shortest, shortest + 1]) {
			const start = spelling.slice(0, size);
			if (start === head) continue;
			const same = byHead.get(start);
			if (same) same.push(spelling);
			else byHead.set(start, [spelling]);
		}
	}
	const starts = new Set([...byHead.keys()].map(head => head.slice(0, shortest)));
	return {heads: new RegExp([...starts].map(start => escaped(start)).join('|'), 'gi'), byHead};
}

function spellingsOf(secret: string): Spellings {
	// A view decodes escapes, so it also changes a secret that contains something like an escape.
	const read = viewsOf(secret).at(-1)?.text ?? secret;
	const forms = [secret, read];
	// Windows programs encode in UTF-16.
	const little = Buffer.from(secret, 'utf16le');
	const encoded = [Buffer.from(secret), little, Buffer.from(little).swap16()];
	return {
		// In the body of a form a blank is written as `+`, which the views do not decode.
		text: longestFirst([...forms, ...forms.map(form => form.replaceAll(' ', '+'))]),
		base64: longestFirst(
			(['base64', 'base64url'] as const).flatMap(encoding =>
				encoded.flatMap(bytes => [
					bytes.toString(encoding).replace(/=+$/, ''),
					...[0, 1, 2].map(before => insideBase64(bytes, before, encoding)),
				]),
			),
		),
		hex: longestFirst(encoded.map(bytes => bytes.toString('hex'))),
	};
}

function longestFirst(spellings: readonly string[]): readonly string[] {
	const lower = spellings.map(lowerCase).filter(({length}) => length >= shortest);
	return [...new Set(lower)].sort((one, other) => other.length - one.length);
}

/**
 * The base64 digits of a secret that was encoded as part of a longer text, such as `user:password` in a header. Digits
 * that also depend on neighbouring bytes are left out.
 *
 * @param before how many bytes precede the secret in its group of three
 */
function insideBase64(bytes: Buffer, before: number, encoding: 'base64' | 'base64url'): string {
	const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString(encoding);
	return encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
}

/** Converts only ASCII letters to lower case: converting other letters could change the length of the text. */
function lowerCase(text: string): string {
	return text.replace(/[A-Z]+/g, letters => letters.toLowerCase());
}

function escaped(text: string): string {
	return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
