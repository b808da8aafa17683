import {escapePattern, mayHoldEscapes, readEscape} from './encodings.ts';
import {keptParts} from './escape-sequences.ts';
import {allHiddenCharacters} from './hidden-characters.ts';

/** A text as it would be read, and which units of the text as it was sent each of its units comes from. */
export type TextView = {
	readonly text: string;
	/** Offset of the first unit that unit `index` comes from; for the length of the text that of its end. */
	readonly startOf: (index: number) => number;
	/** Offset behind what is read before unit `index`, with what is not seen behind it. */
	readonly endOf: (index: number) => number;
};

/** One encoding within another, each more than once: bounded, as each costs a look at the whole text. */
const mostRounds = 10;

/**
 * A text as it was sent, and the ways in which somebody may read it: without control sequences and hidden characters,
 * with letters of other alphabets as the Latin ones that they look like, with `%3D`, `\"`, `\u003d` and `&quot;`
 * decoded, again and again until nothing changes. Only what differs from the view before is given.
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

/** A view in which what was wrapped is one word again: without line breaks, what marks them and the indentation behind them. */
export function withoutLineBreaks(view: TextView): TextView {
	return keptView(view, /[\\=]?[\r\n][ \t\r\n]{0,1000}/g);
}

/**
 * A view with nothing in it but what base64 is written with, that for URLs too. Between quotation marks a `+` joins two parts
 * of a text and is none of either.
 */
export function base64View(view: TextView): TextView {
	return keptView(view, /["'`][^A-Za-z0-9]{0,200}["'`]|[^A-Za-z0-9+/_-]{1,1000}/g);
}

/** A view with nothing in it but hexadecimal digits, without the `0x` before them. */
export function hexView(view: TextView): TextView {
	return keptView(view, /0x|[^0-9a-f]{1,1000}/gi);
}

function pushed(views: TextView[], view: TextView): TextView {
	const last = views.at(-1);
	if (last?.text === view.text) return last;
	views.push(view);
	return view;
}

/** Letters of Cyrillic and Greek that pass for those in the names of secrets, by their looks or by their sound. */
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

/** The ASCII hyphen, and the dashes that pass for it; `slash` likewise. */
const dash = '[\\p{Dash}--\\-]';
const slash = '[\\u2044\\u2215\\u29F8]';
const foreign = `[${dash}${slash}\\u0370-\\u03FF\\u0400-\\u04FF\\u0500-\\u052F\\uFF01-\\uFF5E\\u{1D400}-\\u{1D7FF}]`;
/** Controls, marks, and all that no font has a sign for: assigned to nothing, to nobody, or to no character. */
const unseen = `[[\\p{Other}\\p{Mark}${allHiddenCharacters}]--[\\t\\n\\r]]`;
const needsPlain = new RegExp(`${unseen}|${foreign}`, 'v');
// Bounded, as a pattern gives up at runs of millions.
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

/** Plain forms of foreign letters, cached. */
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

/** @param replace what to read in place of a match, which is not longer; `undefined` leaves it */
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

/** @param between what is left out. Behind a match it is not part of it: a sentence may go on there. */
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
 * A view of a view.
 *
 * @param locate writes down, for each unit of `text`, which unit of the view below it comes from. That takes longer than
 * the reading itself, and most texts hold no secret, so it is done when the first one is found.
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
