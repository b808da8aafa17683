import {displayWidth, type Ellipsis} from './display-width.ts';
import {graphemesOf} from './graphemes.ts';
import {joinSafe, type SafeText, safe} from './safe-text.ts';

/** A name, split into graphemes, with the width of each in cells. */
type Parts = readonly {readonly text: SafeText; readonly cells: number}[];

/**
 * A way to shorten names that would look the same, so that they differ. Returns `undefined` if that is not possible for
 * all of them.
 */
type Strategy = (names: readonly SafeText[], cut: Cut) => ReadonlyMap<SafeText, SafeText> | undefined;

type Cut = {readonly width: number; readonly ellipsis: Ellipsis};

/**
 * Matches the end of a job's name that distinguishes jobs without a label: `Hillshade ·ce65`. It is kept if there is
 * room for it.
 */
const lastingEnd = / ·\S{1,12}$/;
/** The smallest width, in cells, of the beginning of a name that is shown, so that the user can recognise the name. */
const leastHead = 3;

/**
 * Shortens names that are shown together. As far as the width allows, different names remain different: they are cut
 * where their texts are the same. The result depends only on the set of names, not on their order.
 *
 * @param width the largest width of a name in cells
 * @returns one text for each name, in the same order, at most `width` cells wide and not padded
 */
export function shortenApart(names: readonly SafeText[], width: number, ellipsis: Ellipsis): readonly SafeText[] {
	const cut = {width, ellipsis};
	const short = new Map<SafeText, SafeText>();
	const taken = new Set<string>();
	const take = (forms: Iterable<readonly [SafeText, SafeText]>) => {
		for (const [name, form] of forms) {
			short.set(name, form);
			taken.add(form.trimEnd());
		}
	};
	const usual = new Map<string, Array<readonly [SafeText, SafeText]>>();
	for (const name of [...new Set(names)].toSorted()) {
		if (displayWidth(name) <= width) {
			take([[name, name]]);
			continue;
		}
		const form = usualCut(name, cut);
		const alike = usual.get(form.trimEnd());
		if (alike) alike.push([name, form]);
		else usual.set(form.trimEnd(), [[name, form]]);
	}
	const colliding: SafeText[][] = [];
	for (const [look, alike] of usual) {
		if (alike.length === 1 && !taken.has(look)) take(alike);
		else colliding.push(alike.map(([name]) => name));
	}
	for (const group of colliding) take(distinctForms(group, cut, taken));
	return names.map(name => short.get(name) ?? safe``);
}

/** Shortens names that would look the same if the end of each were cut. */
function distinctForms(
	group: readonly SafeText[],
	cut: Cut,
	taken: ReadonlySet<string>,
): ReadonlyMap<SafeText, SafeText> {
	for (const strategy of strategies) {
		const forms = strategy(group, cut);
		if (forms && areDistinct(forms, taken)) return forms;
	}
	return anyForms(group, cut, taken);
}

function areDistinct(forms: ReadonlyMap<SafeText, SafeText>, taken: ReadonlySet<string>): boolean {
	const looks = new Set<string>();
	for (const form of forms.values()) {
		const look = form.trimEnd();
		if (taken.has(look) || looks.has(look)) return false;
		looks.add(look);
	}
	return true;
}

/**
 * The strategies, the most readable first. They show: the end of the name from the start of a word; the end from the
 * first difference; the part around the difference.
 */
const strategies: readonly Strategy[] = [
	(names, cut) => byTheirEnds(names, cut, true),
	(names, cut) => byTheirEnds(names, cut, false),
	byFirstDifference,
];

function usualCut(name: SafeText, cut: Cut): SafeText {
	const end = lastingEnd.exec(name)?.[0];
	const tail = end === undefined ? 0 : displayWidth(end);
	return cutBefore(partsOf(name), cut.width - 1 - tail >= leastHead ? tail : 0, cut);
}

/** Cuts names in the middle, so that each name shows the end in which it differs from the others. */
function byTheirEnds(
	names: readonly SafeText[],
	cut: Cut,
	isFromWord: boolean,
): ReadonlyMap<SafeText, SafeText> | undefined {
	const all = names.map(partsOf);
	const reversed = all.map(parts => parts.toReversed()).toSorted(byTexts);
	let shared = 0;
	for (const [index, parts] of reversed.entries()) {
		const before = reversed[index - 1];
		if (before) shared = Math.max(shared, sharedStart(before, parts));
	}
	const forms = new Map<SafeText, SafeText>();
	for (const [index, parts] of all.entries()) {
		const differing = Math.min(shared + 1, parts.length);
		const length = isFromWord ? fromWord(parts, parts.length - differing, cut.width / 2) : differing;
		const tail = cellsOf(parts.slice(parts.length - length));
		if (tail > cut.width - 1) return undefined;
		forms.set(names[index] as SafeText, cutBefore(parts, tail, cut));
	}
	return forms;
}

/**
 * Counts the graphemes from the start of the word around `from` to the end of a name. If these take more than `most`
 * cells, counts from `from` itself.
 */
function fromWord(parts: Parts, from: number, most: number): number {
	for (let start = from; start > 0 && cellsOf(parts.slice(start)) <= most; start--)
		if (isSeparator(parts, start) && !isSeparator(parts, start - 1)) return parts.length - start;
	return parts.length - from;
}

/** Shows each name around the position where it first differs from the most similar names: `gis…ags01…`. */
function byFirstDifference(names: readonly SafeText[], cut: Cut): ReadonlyMap<SafeText, SafeText> {
	const all = names.map(name => ({name, parts: partsOf(name)})).toSorted((a, b) => byTexts(a.parts, b.parts));
	const forms = new Map<SafeText, SafeText>();
	for (const [index, {name, parts}] of all.entries()) {
		const before = all[index - 1]?.parts ?? [];
		const after = all[index + 1]?.parts ?? [];
		const at = Math.max(sharedStart(before, parts), sharedStart(parts, after));
		forms.set(name, cutAround(parts, Math.min(at, parts.length - 1), cut));
	}
	return forms;
}

/** The last resort: shows some part of each name that no other name shows. */
function anyForms(group: readonly SafeText[], cut: Cut, taken: ReadonlySet<string>): ReadonlyMap<SafeText, SafeText> {
	const forms = new Map<SafeText, SafeText>();
	const looks = new Set(taken);
	for (const name of group) {
		const form = formsOf(partsOf(name), cut).find(one => !looks.has(one.trimEnd())) ?? usualCut(name, cut);
		looks.add(form.trimEnd());
		forms.set(name, form);
	}
	return forms;
}

function formsOf(parts: Parts, cut: Cut): readonly SafeText[] {
	const byEnd = Array.from({length: Math.max(0, cut.width)}, (_, tail) => cutBefore(parts, tail, cut));
	return [...byEnd, ...parts.map((_, at) => cutAround(parts, at, cut))];
}

/** Joins the beginning of a name and its last `tail` cells, with an ellipsis between them. */
function cutBefore(parts: Parts, tail: number, {width, ellipsis}: Cut): SafeText {
	if (width <= 0) return safe``;
	const end = takeEnd(parts, Math.min(tail, width - 1));
	return safe`${takeStart(parts, width - 1 - displayWidth(end))}${ellipsis}${end}`;
}

/**
 * Joins the beginning of a name and the part around one of its graphemes, with an ellipsis for each part that is left
 * out.
 */
function cutAround(parts: Parts, at: number, {width, ellipsis}: Cut): SafeText {
	if (width <= 0) return safe``;
	const head = width < 4 * leastHead ? safe`` : takeStart(parts, Math.floor(width / 3));
	const room = width - displayWidth(head) - 1;
	const least = parts[at]?.cells ?? 0;
	let from = at;
	// Extend to the beginning of the word that differs, if there is room for it and an ellipsis.
	for (let start = at; start > 0 && cellsOf(parts.slice(start, at + 1)) < room; start--) {
		from = start;
		if (isSeparator(parts, start - 1)) break;
	}
	const rest = parts.slice(from);
	if (cellsOf(rest) <= room) return safe`${head}${ellipsis}${takeEnd(parts, room)}`;
	const shown = takeStart(rest, room - 1);
	if (displayWidth(shown) >= cellsOf(parts.slice(from, at + 1))) return safe`${head}${ellipsis}${shown}${ellipsis}`;
	return least <= room ? safe`${ellipsis}${takeStart(parts.slice(at), width - 1)}` : takeStart(parts.slice(at), width);
}

function partsOf(name: SafeText): Parts {
	return graphemesOf(name).map(text => ({text, cells: displayWidth(text)}));
}

function isSeparator(parts: Parts, at: number): boolean {
	return /^[-_ .:/\\]$/.test(parts[at]?.text ?? '');
}

function byTexts(one: Parts, other: Parts): number {
	const at = sharedStart(one, other);
	const a = one[at]?.text ?? '';
	const b = other[at]?.text ?? '';
	return a < b ? -1 : a > b ? 1 : 0;
}

function sharedStart(one: Parts, other: Parts): number {
	let length = 0;
	while (length < one.length && length < other.length && one[length]?.text === other[length]?.text) length++;
	return length;
}

function cellsOf(parts: Parts): number {
	return parts.reduce((sum, part) => sum + part.cells, 0);
}

function takeStart(parts: Parts, width: number): SafeText {
	let end = 0;
	for (let cells = parts[0]?.cells ?? 0; end < parts.length && cells <= width; cells += parts[end]?.cells ?? 0) end++;
	return textOf(parts.slice(0, end));
}

function takeEnd(parts: Parts, width: number): SafeText {
	let start = parts.length;
	for (let cells = parts.at(-1)?.cells ?? 0; start > 0 && cells <= width; cells += parts[start - 1]?.cells ?? 0)
		start--;
	return textOf(parts.slice(start));
}

function textOf(parts: Parts): SafeText {
	return joinSafe(
		parts.map(part => part.text),
		safe``,
	);
}
