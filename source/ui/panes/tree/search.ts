import {isSecretName} from '../../../text/mask-secrets.ts';
import type {SafeText} from '../../../text/safe-text.ts';
import {queryPattern} from '../messages/search.ts';
import {deepestBranch, type Path} from './branch.ts';
import {levelOf, type TreeLevel, valueAt} from './level.ts';

type Direction = 'next' | 'previous';

/** A search through all names and values, folded ones too, in the order in which they would stand unfolded. */
export type TreeSearch = {
	readonly query: SafeText;
	/** How far the search for a match has got; `null` when it is over. */
	readonly pending: {
		readonly direction: Direction;
		readonly origin: Path;
		readonly path: Path;
		/** What stands at `path` has been looked at, or is not to be. */
		readonly isPassed: boolean;
		readonly hasWrapped: boolean;
	} | null;
};

/** Values that are looked at in one action. */
const atOnce = 250_000;

export function newTreeSearch(query: SafeText, origin: Path, direction: Direction, isHere: boolean): TreeSearch {
	return {query, pending: {direction, origin, path: origin, isPassed: !isHere, hasWrapped: false}};
}

type Found = {readonly path: Path; readonly hasWrapped: boolean};

/** @returns what was found; otherwise the search so far, whose `pending` is `null` once nothing is left */
export function searchTreeOn(whole: unknown, search: TreeSearch): Found | TreeSearch {
	const {query, pending} = search;
	if (pending === null) return search;
	const {direction, origin} = pending;
	const pattern = queryPattern(query);
	const cursor = new Cursor(whole, pending.path);
	let {hasWrapped} = pending;
	if (!pending.isPassed && cursor.matches(pattern)) return {path: cursor.path(), hasWrapped};
	for (let step = 0; step < atOnce; step++) {
		if (direction === 'next' ? cursor.next() : cursor.previous()) hasWrapped = true;
		if (cursor.matches(pattern)) return {path: cursor.path(), hasWrapped};
		if (hasWrapped && cursor.isAt(origin)) return {query, pending: null};
	}
	return {query, pending: {direction, origin, path: cursor.path(), isPassed: true, hasWrapped}};
}

/** Goes through a value step by step, without recursion. It holds the levels on its way and nothing besides. */
class Cursor {
	readonly #whole: unknown;
	readonly #levels: TreeLevel[] = [];
	readonly #places: number[] = [];
	#value: unknown;

	constructor(whole: unknown, path: Path) {
		this.#whole = whole;
		this.#value = whole;
		for (const place of path) {
			const level = levelOf(this.#value);
			if (level === undefined) break;
			this.#enter(level, place);
		}
	}

	path(): Path {
		return [...this.#places];
	}

	isAt(path: Path): boolean {
		const places = this.#places;
		return places.length === path.length && path.every((place, depth) => places[depth] === place);
	}

	/** Names and what stands in one line by itself; an object or array has no text of its own, nor has a secret. */
	matches(pattern: RegExp): boolean {
		const level = this.#levels.at(-1);
		const name = level?.kind === 'members' ? (level.keys[this.#places.at(-1) ?? 0] ?? '') : '';
		pattern.lastIndex = 0;
		if (pattern.test(name)) return true;
		const value = this.#value;
		if (typeof value === 'object' && value !== null) return false;
		pattern.lastIndex = 0;
		return pattern.test(String(value)) && !isSecretName(name);
	}

	/** @returns whether it went round, from the last value to the first */
	next(): boolean {
		const below = this.#places.length < deepestBranch ? levelOf(this.#value) : undefined;
		if (below) {
			this.#enter(below, 0);
			return false;
		}
		for (let level = this.#levels.at(-1); level !== undefined; level = this.#levels.at(-1)) {
			const place = (this.#places.at(-1) ?? 0) + 1;
			this.#leave();
			if (place < level.count) {
				this.#enter(level, place);
				return false;
			}
		}
		this.#value = this.#whole;
		return true;
	}

	previous(): boolean {
		const level = this.#levels.at(-1);
		const place = this.#places.at(-1) ?? 0;
		if (level !== undefined) this.#leave();
		if (level !== undefined && place === 0) {
			const parent = this.#levels.at(-1);
			this.#value = parent ? valueAt(parent, this.#places.at(-1) ?? 0) : this.#whole;
			return false;
		}
		if (level !== undefined) this.#enter(level, place - 1);
		for (let below = levelOf(this.#value); below && this.#places.length < deepestBranch; below = levelOf(this.#value)) {
			this.#enter(below, below.count - 1);
		}
		return level === undefined;
	}

	#enter(level: TreeLevel, place: number): void {
		this.#levels.push(level);
		this.#places.push(place);
		this.#value = valueAt(level, place);
	}

	#leave(): void {
		this.#levels.pop();
		this.#places.pop();
	}
}
