import type {TextSpan} from './text-span.ts';

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

/** The spellings of each secret in lower case, with the secret used last at the end. */
const known = new Map<string, readonly string[]>();

/** Finds where a spelling may begin; made again when another secret is learned. */
let finder: {readonly heads: RegExp; readonly byHead: ReadonlyMap<string, readonly string[]>} | undefined;
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
	finder = undefined;
	revision++;
}

/** A number that changes whenever another secret is learned: what was masked before may hold it. */
export function secretsRevision(): number {
	return revision;
}

/**
 * Where secrets of this process stand in a text: literally, in any case, in hexadecimal digits, or within base64; also the beginning of a long one,
 * and one that breaks off at the end of a long text.
 *
 * @returns spans in the order of the text
 */
export function knownSecretsIn(text: string): readonly TextSpan[] {
	if (known.size === 0 || text.length < shortest) return [];
	finder ??= makeFinder();
	const {heads, byHead} = finder;
	const spans: TextSpan[] = [];
	heads.lastIndex = 0;
	for (let match = heads.exec(text); match !== null; match = heads.exec(text)) {
		const from = match.index;
		const length = longestMatch(text, from, byHead);
		if (length > 0) spans.push({from, to: from + length});
		heads.lastIndex = from + Math.max(1, length);
	}
	return spans;
}

/** Whether a text holds a secret of this process. */
export function holdsKnownSecret(text: string): boolean {
	return knownSecretsIn(text).length > 0;
}

/** Forgets all. For tests, which share one process. */
export function forgetSecrets(): void {
	known.clear();
	finder = undefined;
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

/** How much of a spelling stands at a place, where that is enough to be masked; else 0. */
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

function makeFinder(): NonNullable<typeof finder> {
	const byHead = new Map<string, string[]>();
	for (const spelling of [...known.values()].flat()) {
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

/**
 * The ways in which a secret may stand in a text whose own encodings are undone (`text-view.ts`), longest first, in lower
 * case.
 */
function spellingsOf(secret: string): readonly string[] {
	const bytes = Buffer.from(secret);
	const spellings = [
		secret,
		// As the body of a form has it, where only blanks differ from what is undone.
		secret.replaceAll(' ', '+'),
		bytes.toString('hex'),
		...(['base64', 'base64url'] as const).flatMap(encoding => [
			bytes.toString(encoding).replace(/=+$/, ''),
			...[0, 1, 2].map(before => insideBase64(bytes, before, encoding)),
		]),
	];
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
