import {escapePattern, mayHoldEscapes, readEscape} from './encodings.ts';
import {keptParts} from './escape-sequences.ts';
import {allHiddenCharacters} from './hidden-characters.ts';

/** A text as a person would read it after decoding, with the position in the original text of each UTF-16 unit. */
export type TextView = {
	readonly text: string;
	/**
	 * Returns the position in the original text at which the unit `index` begins; for an index equal to the length, the
	 * end of the original.
	 */
	readonly startOf: (index: number) => number;
	/**
	 * Returns the position in the original text behind the unit before `index`, including invisible characters that
	 * follow it.
	 */
	readonly endOf: (index: number) => number;
};

/**
 * The largest number of rounds in which encodings are undone, for texts that are encoded several times. It is limited,
 * because each round reads the whole text.
 */
const mostRounds = 10;

/**
 * Returns the original text, followed by the forms in which it can be read: without control sequences and hidden
 * characters, with letters of other alphabets replaced by the Latin letters that they resemble, and with `%3D`, `\"`,
 * `\u003d` and `&quot;` decoded, repeatedly until nothing changes. A view that equals the one before it is left out.
 */
export function viewsOf(sent: string): readonly TextView[] {
	let view = unchanged(sent);
	const views = [view];
	for (let round = 0; round < mostRounds; round++) {
		const before = view;
		if (needsPlain.test(view.text)) view = pushed(views, plainView(view));
		if (mayHoldEscapes.test(view.text)) view = pushed(views, replacedView(view, escapePattern, readEscape));
		if (view === before) break;
	}
	return views;
}

/**
 * Makes a view without line breaks, for finding words that were wrapped. It also omits the `\` or `=` before a break
 * and the indentation after it.
 */
export function withoutLineBreaks(view: TextView): TextView {
	return keptView(view, /[\\=]?[\r\n][ \t\r\n]{0,1000}/g);
}

/**
 * Makes a view with only the characters of base64 and its URL-safe variant. A `+` between two quoted parts is string
 * concatenation, so it is left out.
 */
export function base64View(view: TextView): TextView {
	return keptView(view, /["'`][^A-Za-z0-9]{0,200}["'`]|[^A-Za-z0-9+/_-]{1,1000}/g);
}

/** Makes a view with only hexadecimal digits. `0x` is left out. */
export function hexView(view: TextView): TextView {
	return keptView(view, /0x|[^0-9a-f]{1,1000}/gi);
}

function pushed(views: TextView[], view: TextView): TextView {
	const last = views.at(-1);
	if (last?.text === view.text) return last;
	views.push(view);
	return view;
}

/** Cyrillic and Greek letters that can replace Latin ones in the name of a secret because they look or sound alike. */
const lookalikes: ReadonlyMap<string, string> = new Map(
	(
		'аa вb еe кk мm нn оo рp сc тt уy хx іi јj ѕs ԁd ԛq ԝw һh дd гr иu пn рp ѵv ӏl ' +
		'αa βb εe ηn ικ ιi κk νn οo ρp τt υy χx γy ωw σs ςs δd'
	)
		.split(' ')
		.flatMap(([foreign = '', latin = '']) => [
			[foreign, latin],
			[foreign.toUpperCase(), latin.toUpperCase()],
		]),
);

/** The character class of the non-ASCII characters that can replace a hyphen. */
const dash = '[\\p{Dash}--\\-]';
/** The character class of the non-ASCII characters that can replace a slash. */
const slash = '[\\u2044\\u2215\\u29F8]';
const foreign = `[${dash}${slash}\\u0370-\\u03FF\\u0400-\\u04FF\\u0500-\\u052F\\uFF01-\\uFF5E\\u{1D400}-\\u{1D7FF}]`;
/**
 * The character class of the invisible characters: control and format characters, combining marks, and code points
 * that are not assigned.
 */
const unseen = `[[\\p{Other}\\p{Mark}${allHiddenCharacters}]--[\\t\\n\\r]]`;
const needsPlain = new RegExp(`${unseen}|${foreign}`, 'v');
// Runs of limited length, because a pattern fails on runs of millions of characters.
const notPlain = new RegExp(`${unseen}{1,1000}|${foreign}`, 'gv');
const isUnseen = new RegExp(`^${unseen}`, 'v');
const isDash = new RegExp(dash, 'v');
const isSlash = new RegExp(slash, 'v');

function plainView(view: TextView): TextView {
	return replacedView(withoutSequences(view), notPlain, run => {
		const known = plainForms.get(run);
		if (known !== undefined) return known;
		if (isUnseen.test(run)) return '';
		const plain = plainForm(run);
		plainForms.set(run, plain);
		return plain;
	});
}

/** A cache of {@link plainForm}. */
const plainForms = new Map<string, string>();

function plainForm(letter: string): string {
	if (isDash.test(letter)) return '-';
	if (isSlash.test(letter)) return '/';
	const plain = lookalikes.get(letter) ?? letter.normalize('NFKC');
	return plain.length > letter.length ? letter : plain;
}

function withoutSequences(view: TextView): TextView {
	const {text} = view;
	const parts = keptParts(text);
	const [first] = parts;
	if (parts.length === 1 && first?.from === 0 && first.to === text.length) return view;
	return viewOver(view, parts.map(({from, to}) => text.slice(from, to)).join(''), indexes => {
		let length = 0;
		for (const {from, to} of parts) for (let index = from; index < to; index++) indexes[length++] = index;
	});
}

/**
 * Makes a view in which matches of a pattern are replaced.
 *
 * @param replace returns the replacement, which must not be longer than the match; `undefined` keeps the match
 */
function replacedView(view: TextView, pattern: RegExp, replace: (match: string) => string | undefined): TextView {
	const {text} = view;
	const read = text.replace(pattern, match => replace(match) ?? match);
	return viewOver(view, read, indexes => {
		let length = 0;
		let at = 0;
		for (const {0: whole, index} of text.matchAll(pattern)) {
			const replacement = replace(whole);
			if (replacement === undefined || replacement === whole) continue;
			while (at < index) indexes[length++] = at++;
			at += whole.length;
			for (let unit = 0; unit < replacement.length; unit++) indexes[length++] = index;
		}
		while (at < text.length) indexes[length++] = at++;
	});
}

/**
 * Makes a view without certain characters. Omitted characters after a match are not part of the match, because a
 * sentence may continue there.
 *
 * @param between matches the characters to leave out
 */
function keptView(view: TextView, between: RegExp): TextView {
	const kept = replacedView(unchanged(view.text), between, () => '');
	return {
		text: kept.text,
		startOf: index => view.startOf(kept.startOf(index)),
		endOf: index => (index === 0 ? view.startOf(0) : view.startOf(kept.startOf(index - 1) + 1)),
	};
}

function unchanged(text: string): TextView {
	return {text, startOf: index => index, endOf: index => index};
}

/**
 * Makes a view by further decoding of another view.
 *
 * @param locate writes, for each unit of `text`, the index of the unit in `below` that it comes from. It is slower than
 * the decoding itself, and most texts contain no secret, so it is called only when the first secret is found.
 */
function viewOver(below: TextView, text: string, locate: (indexes: Int32Array) => void): TextView {
	let indexes: Int32Array | undefined;
	const startOf = (index: number): number => {
		if (indexes === undefined) {
			indexes = new Int32Array(text.length);
			locate(indexes);
		}
		return below.startOf(indexes[index] ?? below.text.length);
	};
	return {text, startOf, endOf: startOf};
}
