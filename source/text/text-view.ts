import {keptParts} from './escape-sequences.ts';
import {allHiddenCharacters} from './hidden-characters.ts';

/** A text as it would be read, and which units of the text as it was sent each of its units comes from. */
type TextView = {
	readonly text: string;
	/** Offset of the first unit that unit `index` comes from; for the length of the text that of its end. */
	readonly startOf: (index: number) => number;
};

/** Nothing is encoded more often than that by accident: a URL in a URL in JSON. */
const mostRounds = 3;

/**
 * A text as it was sent, and the ways in which somebody may read it: without control sequences and hidden characters,
 * with letters of other alphabets as the Latin ones that they look like, with `%3D`, `\"`, `\u003d` and `&quot;`
 * decoded. Only what differs from the view before is given.
 */
export function viewsOf(sent: string): readonly TextView[] {
	let view: TextView = {text: sent, startOf: index => index};
	const views = [view];
	for (let round = 0; round < mostRounds; round++) {
		const before = view;
		if (needsPlain.test(view.text)) view = pushed(views, plainView(view));
		if (needsDecoding.test(view.text)) view = pushed(views, decodedView(view));
		if (view === before) break;
	}
	return views;
}

function pushed(views: TextView[], view: TextView): TextView {
	const last = views.at(-1);
	if (last?.text === view.text) return last;
	views.push(view);
	return view;
}

const needsDecoding = /[%\\&]/;
const encoded =
	/(?:%[0-9a-f]{2}){1,1000}|\\(?:u[0-9a-f]{4}|["'/\\=&<>])|&(?:#x?[0-9a-f]{1,6}|amp|quot|apos|lt|gt|equals|colon);/gi;

function decodedView(view: TextView): TextView {
	return replacedView(view, encoded, decoded);
}

function decoded(match: string): string | undefined {
	if (match.startsWith('%')) {
		try {
			return decodeURIComponent(match);
		} catch {
			return match.replace(/%[0-7][0-9a-f]/gi, encodedUnit =>
				String.fromCharCode(Number.parseInt(encodedUnit.slice(1), 16)),
			);
		}
	}
	if (match.startsWith('\\')) {
		const unicode = /u([0-9a-f]{4})$/i.exec(match)?.[1];
		return unicode === undefined ? match.slice(-1) : String.fromCharCode(Number.parseInt(unicode, 16));
	}
	const entity = match.slice(1, -1).toLowerCase();
	const number = /^#(x?)([0-9a-f]+)$/.exec(entity);
	if (!number) return entities.get(entity);
	const code = Number.parseInt(number[2] ?? '', number[1] === 'x' ? 16 : 10);
	return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

const entities: ReadonlyMap<string, string> = new Map([
	['amp', '&'],
	['quot', '"'],
	['apos', "'"],
	['lt', '<'],
	['gt', '>'],
	['equals', '='],
	['colon', ':'],
]);

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

const foreignLetters = '\\u0370-\\u03FF\\u0400-\\u04FF\\u0500-\\u052F\\uFF01-\\uFF5E\\u{1D400}-\\u{1D7FF}';
const unseen = `[\\0-\\x08\\v\\f\\x0E-\\x1F\\x7F-\\x9F\\p{Mark}\\p{Surrogate}${allHiddenCharacters}]`;
const needsPlain = new RegExp(`${unseen}|[${foreignLetters}]`, 'v');
// Bounded, as a pattern gives up at runs of millions.
const notPlain = new RegExp(`${unseen}{1,1000}|[${foreignLetters}]`, 'gv');
const isUnseen = new RegExp(`^${unseen}`, 'v');

function plainView(view: TextView): TextView {
	return replacedView(withoutSequences(view), notPlain, run => {
		if (isUnseen.test(run)) return '';
		const plain = lookalikes.get(run) ?? run.normalize('NFKC');
		return plain.length > run.length ? run : plain;
	});
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

/**
 * A view of a view.
 *
 * @param locate writes down, for each unit of `text`, which unit of the view below it comes from. That takes longer than
 * the reading itself, and most texts hold no secret, so it is done when the first one is found.
 */
function viewOver(below: TextView, text: string, locate: (indexes: Int32Array) => void): TextView {
	let indexes: Int32Array | undefined;
	return {
		text,
		startOf: index => {
			if (indexes === undefined) {
				indexes = new Int32Array(text.length);
				locate(indexes);
			}
			return below.startOf(indexes[index] ?? below.text.length);
		},
	};
}
