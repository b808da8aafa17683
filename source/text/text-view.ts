import {keptParts} from './escape-sequences.ts';
import {allHiddenCharacters} from './hidden-characters.ts';

/** A text as it would be read, and which units of the text as it was sent each of its units comes from. */
export type TextView = {
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
	const indexes = new Int32Array(text.length + 1);
	let length = 0;
	for (const {from, to} of parts) for (let index = from; index < to; index++) indexes[length++] = index;
	return {
		text: parts.map(({from, to}) => text.slice(from, to)).join(''),
		startOf: index => view.startOf(index < length ? (indexes[index] ?? 0) : text.length),
	};
}

/** @param replace what to read in place of a match, which is not longer; `undefined` leaves it */
function replacedView(view: TextView, pattern: RegExp, replace: (match: string) => string | undefined): TextView {
	const {text} = view;
	const pieces: string[] = [];
	const indexes = new Int32Array(text.length + 1);
	let length = 0;
	let at = 0;
	const keep = (to: number) => {
		pieces.push(text.slice(at, to));
		while (at < to) indexes[length++] = at++;
	};
	pattern.lastIndex = 0;
	for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
		const [whole] = match;
		const replacement = replace(whole);
		if (replacement === undefined || replacement === whole) continue;
		keep(match.index);
		at += whole.length;
		if (replacement === '') continue;
		pieces.push(replacement);
		for (let unit = 0; unit < replacement.length; unit++) indexes[length++] = match.index;
	}
	keep(text.length);
	return {
		text: pieces.join(''),
		startOf: index => view.startOf(index < length ? (indexes[index] ?? 0) : text.length),
	};
}
