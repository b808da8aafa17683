import {isSecretName} from '../../../text/mask-secrets.ts';
import type {SafeText} from '../../../text/safe-text.ts';
import {queryPattern} from '../messages/query.ts';
import {deepestBranch, type Path} from './branch.ts';
import {levelOf, type TreeLevel, valueAt} from './level.ts';

type Direction = 'next' | 'previous';

/** A search through all names and values, including folded ones, in the order of a completely unfolded tree. */
export type TreeSearch = {
	readonly query: SafeText;
	/** How far the search has got; `null` after it has ended. */
	readonly pending: {
		readonly direction: Direction;
		readonly origin: Path;
		readonly path: Path;
		/** Whether the value at `path` must be skipped, for example because it has been examined already. */
		readonly isPassed: boolean;
		readonly hasWrapped: boolean;
	} | null;
};

/** How many values one action examines, so that the screen stays responsive. */
const atOnce = 250_000;

/** Makes a search that begins at a value, or after it unless `isHere`. */
export function newTreeSearch(query: SafeText, origin: Path, direction: Direction, isHere: boolean): TreeSearch {
	return {query, pending: {direction, origin, path: origin, isPassed: !isHere, hasWrapped: false}};
}

type Found = {readonly path: Path; readonly hasWrapped: boolean};

/**
 * Continues a search.
 *
 * @returns the match; if there is none yet, the search, whose `pending` is `null` when no value is left to examine
 */
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

/** Visits the values of a tree step by step, without recursion. It stores only the levels of the current path. */
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

	/**
	 * Whether the name or the one-line text of the current value matches. Objects, arrays and secrets have no text to
	 * match.
	 */
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

	/**
	 * Moves to the next value.
	 *
	 * @returns whether it wrapped from the last value to the first
	 */
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
