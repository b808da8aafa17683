import {type GroupedOrder, packedOrder} from './packed-order.ts';

const collator = new Intl.Collator('en', {numeric: true, sensitivity: 'base'});

/** How many characters of a text are compared. Texts with the same first characters keep their order. */
const longest = 128;

/**
 * Matches texts of characters that the collator sorts one by one: without letters that count as two (`æ`, `ĳ`) and
 * without letters that combine with their neighbours. Latin and Cyrillic letters and unified ideographs are enough for
 * most names.
 */
const plain = /^[ -~À-ÅÇ-ÏÑ-ÖÙ-Ýà-åç-ïñ-öù-ýÿĀ-ďĒ-ĥĨ-İĴ-ķĹ-ľŃ-ňŌ-őŔ-ťŨ-žА-Яа-я\u4E00-\u9FA5]*$/;

const zero = 0x30;
const nine = 0x39;

/**
 * Sorts texts in the same order as `Intl.Collator`, with numbers inside a text by value and without regard to case and
 * accents. The sort is stable. A collator takes 0.4 µs for each comparison, which adds up to most of a second for
 * 100,000 names. So texts of plain characters are encoded as numbers that have the same order, for which the collator
 * only has to sort the distinct characters. Only the other texts are compared by the collator.
 */
export function textOrder(texts: readonly string[]): GroupedOrder {
	const heads = texts.map(head);
	const plainOnes: number[] = [];
	const others: number[] = [];
	for (let index = 0; index < heads.length; index++) (plain.test(heads[index] ?? '') ? plainOnes : others).push(index);
	const sorted = plainOrder(heads, plainOnes);
	return others.length === 0 ? sorted : withOthers(heads, sorted, plainOnes, others);
}

function head(text: string): string {
	const beginning = text.length > longest ? text.slice(0, longest) : text;
	return beginning.includes('ß') ? beginning.replaceAll('ß', 'ss') : beginning;
}

/** Merges the texts that only the collator can compare into the texts that are already sorted. */
function withOthers(
	texts: readonly string[],
	{order, isNew}: GroupedOrder,
	plainOnes: readonly number[],
	others: readonly number[],
): GroupedOrder {
	const compare = (a: number, b: number) => collator.compare(texts[a] ?? '', texts[b] ?? '');
	const groups: number[][] = [];
	for (let place = 0; place < order.length; place++) {
		const index = plainOnes[order[place] ?? 0] ?? 0;
		if (isNew[place] === 1) groups.push([index]);
		else groups.at(-1)?.push(index);
	}
	const merged = mergedGroups(groups, groupsOfOthers(texts, others, compare), compare);
	const whole = {order: new Uint32Array(texts.length), isNew: new Uint8Array(texts.length)};
	let end = 0;
	for (const group of merged) {
		whole.isNew[end] = 1;
		for (const index of group.sort((a, b) => a - b)) whole.order[end++] = index;
	}
	return whole;
}

type Compare = (a: number, b: number) => number;

function groupsOfOthers(texts: readonly string[], others: readonly number[], compare: Compare): number[][] {
	const ofText = new Map<string, number[]>();
	for (const index of others) {
		const known = ofText.get(texts[index] ?? '');
		if (known) known.push(index);
		else ofText.set(texts[index] ?? '', [index]);
	}
	return [...ofText.values()].sort(([a = 0], [b = 0]) => compare(a, b));
}

function mergedGroups(groups: readonly number[][], others: readonly number[][], compare: Compare): number[][] {
	const merged: number[][] = [];
	let at = 0;
	const add = (group: number[]) => {
		const last = merged.at(-1);
		if (last === undefined || compare(last[0] ?? 0, group[0] ?? 0) !== 0) merged.push(group);
		else for (const index of group) last.push(index);
	};
	for (const other of others) {
		for (
			let group = groups[at];
			group !== undefined && compare(group[0] ?? 0, other[0] ?? 0) <= 0;
			group = groups[at]
		) {
			merged.push(group);
			at++;
		}
		add(other);
	}
	const rest = groups.slice(at);
	return merged.concat(rest);
}

/** Sorts texts of plain characters. The returned order consists of positions in `indices`. */
function plainOrder(texts: readonly string[], indices: readonly number[]): GroupedOrder {
	const {places, number} = placesIn(texts, indices);
	let units = 0;
	// A run of digits needs one code more than it has digits.
	for (const index of indices) units += 2 * (texts[index]?.length ?? 0);
	const codes = new Uint16Array(units);
	const starts = new Uint32Array(indices.length + 1);
	let end = 0;
	for (let place = 0; place < indices.length; place++) {
		end = writeCodes(texts[indices[place] ?? 0] ?? '', places, number, codes, end);
		starts[place + 1] = end;
	}
	return packedOrder(codes.subarray(0, end), starts);
}

/**
 * Encodes a text as numbers. A run of digits becomes its length followed by its digits, so that a longer number sorts
 * after a shorter one.
 */
function writeCodes(text: string, places: Uint16Array, number: number, codes: Uint16Array, from: number): number {
	let to = from;
	for (let at = 0; at < text.length; at++) {
		const unit = text.charCodeAt(at);
		if (unit < zero || unit > nine) {
			codes[to++] = places[unit] ?? 0;
			continue;
		}
		let end = at + 1;
		while (isDigit(text.charCodeAt(end))) end++;
		while (at < end - 1 && text.charCodeAt(at) === zero) at++;
		codes[to++] = number + end - at;
		for (; at < end; at++) codes[to++] = 1 + text.charCodeAt(at) - zero;
		at--;
	}
	return to;
}

function isDigit(unit: number): boolean {
	return unit >= zero && unit <= nine;
}

/**
 * Gives each character that occurs a code: its position in the collator's order, from 1 on. All digits share one
 * position, which is followed by room for the lengths of runs of digits.
 */
function placesIn(texts: readonly string[], indices: readonly number[]): {places: Uint16Array; number: number} {
	const occurring = new Uint8Array(0x10000);
	let longestRun = 0;
	for (const index of indices) {
		const text = texts[index] ?? '';
		let run = 0;
		for (let at = 0; at < text.length; at++) {
			const unit = text.charCodeAt(at);
			occurring[unit] = 1;
			run = isDigit(unit) ? run + 1 : 0;
			if (run > longestRun) longestRun = run;
		}
	}
	const characters = ['0'];
	for (let unit = 0; unit < occurring.length; unit++) {
		if (occurring[unit] === 1 && !isDigit(unit)) characters.push(String.fromCharCode(unit));
	}
	characters.sort(collator.compare);
	const places = new Uint16Array(0x10000);
	let place = 1;
	for (const [index, character] of characters.entries()) {
		const before = characters[index - 1];
		if (before !== undefined && collator.compare(before, character) !== 0) place += before === '0' ? longestRun + 1 : 1;
		places[character.charCodeAt(0)] = place;
	}
	return {places, number: places[zero] ?? 1};
}
