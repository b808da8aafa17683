import {type HeadScanner, headScanner, type ScannedForm} from './head-scanner.ts';
import type {TextSpan} from './text-span.ts';
import {base64View, hexView, type TextView, viewsOf, withoutLineBreaks} from './text-view.ts';

/**
 * Shorter ones are not looked for: a password `gis` would turn half of what servers say into dots. The patterns of
 * `secret-patterns.ts` still mask them behind their names.
 */
const shortest = 6;
/** How many secrets are remembered: those used last. */
const mostSecrets = 256;
/** A secret this long is known by its beginning too: servers and programs cut what they quote. */
const longEnoughToBeCut = 20;
const beginning = 12;
/** What is cut before it comes here is longer than that; a word at the end of a shorter text is only a word. */
const longEnoughToEndEarly = 200;
/** Characters of each spelling that are looked for in a text before it is compared whole. */
const headLength = 8;

/** What is looked for in which view of a text: a secret itself, or the digits of an encoding of it. */
type Form = 'text' | 'base64' | 'hex';
/** The spellings of a secret in lower case, longest first. */
type Spellings = Readonly<Record<Form, readonly string[]>>;

/** The spellings of each secret, with the secret used last at the end. */
const known = new Map<string, Spellings>();

/** Finds where a spelling may begin. */
type Finder = {readonly heads: RegExp; readonly byHead: ReadonlyMap<string, readonly string[]>};
/** Made again when another secret is learned. */
const finders = new Map<Form, Finder>();
const scanners = new Map<ScannedForm, HeadScanner>();
let revision = 0;

/**
 * Remembers a secret of this process, so that {@link knownSecretsIn} finds it in any text: a token, a password, the
 * password of a proxy, what a header carries. Code that learns a secret calls this; {@link Secret} does so by itself.
 *
 * @param text the secret as it is sent. Fewer than six characters are too few to look for.
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

/** A number that changes whenever another secret is learned: what was masked before may hold it. */
export function secretsRevision(): number {
	return revision;
}

/**
 * Where secrets of this process stand in a text: in any case, also the beginning of a long one, and one that breaks off at
 * the end of a long text. In the last view, which has all encodings undone, also as base64 and as hexadecimal digits
 * whatever stands between them, and wrapped over lines.
 *
 * @param views of the text, by `viewsOf`
 * @returns spans of the text as it was sent, in no order
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

/** Finds spellings that have other signs between their characters. */
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

/** Whether a text holds a secret of this process. */
export function holdsKnownSecret(text: string): boolean {
	return knownSecretsIn(viewsOf(text)).length > 0;
}

/** Forgets all. For tests, which share one process. */
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

/** The length of a spelling's match at a place; 0 where it is too short to be masked. */
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
		// What breaks off at the end of a text may be shorter than a head.
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
	// What it is once it is read as a text is: it may hold what looks like an escape.
	const read = viewsOf(secret).at(-1)?.text ?? secret;
	const forms = [secret, read];
	// Windows' own programs encode the two bytes of each character.
	const little = Buffer.from(secret, 'utf16le');
	const encoded = [Buffer.from(secret), little, Buffer.from(little).swap16()];
	return {
		// As the body of a form has it, where only blanks differ from what is undone.
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
 * What a secret makes of base64 wherever it stands in what was encoded, as `user:password` in a header: the characters that
 * depend on nothing beside it.
 *
 * @param before how many bytes stand before it in its group of three
 */
function insideBase64(bytes: Buffer, before: number, encoding: 'base64' | 'base64url'): string {
	const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString(encoding);
	return encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
}

/** Lower case for ASCII only: other letters may change the length of the text. */
function lowerCase(text: string): string {
	return text.replace(/[A-Z]+/g, letters => letters.toLowerCase());
}

function escaped(text: string): string {
	return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
