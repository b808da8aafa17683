import {type Label, labelAt, levelOf, type TreeLevel, valueAt} from './level.ts';

/** The path to a value: its index at each level, from the outermost level on. The path of the whole value is empty. */
export type Path = readonly number[];

/**
 * An unfolded value. It stores how many rows are below it and which of its values are unfolded, so that a row can be
 * found without visiting folded values.
 */
export type Branch = {
	readonly level: TreeLevel;
	/** The unfolded values directly below this one, in ascending order. */
	readonly unfolded: readonly {readonly place: number; readonly branch: Branch}[];
	readonly rows: number;
};

/** A row of the tree. */
export type TreeRow = {
	readonly path: Path;
	/** The label of the value in its parent; `null` for the whole value. */
	readonly label: Label | null;
	readonly value: unknown;
	readonly isUnfolded: boolean;
};

/**
 * The deepest level that can be unfolded. The limit keeps the work for a row small; deeper values can be opened as
 * text.
 */
export const deepestBranch = 200;

/** Unfolds a value, with all values below it folded; returns `undefined` if there is nothing below it. */
export function newBranch(value: unknown): Branch | undefined {
	const level = levelOf(value);
	return level && {level, unfolded: [], rows: level.count};
}

/** Returns how many rows a tree has, including the row of the whole value. */
export function countRows(root: Branch | null): number {
	return 1 + (root?.rows ?? 0);
}

/** Returns the path to the value of a row. Row 0 is the whole value. */
export function pathAt(root: Branch | null, row: number): Path {
	const path: number[] = [];
	let left = row - 1;
	for (let branch = root; branch !== null && left >= 0; ) {
		// The rows of unfolded values on this level that come before the row to be found.
		let before = 0;
		let inside: Branch | null = null;
		let place = left;
		for (const open of branch.unfolded) {
			if (open.place + before >= left) break;
			if (left <= open.place + before + open.branch.rows) {
				inside = open.branch;
				place = open.place;
				break;
			}
			before += open.branch.rows;
		}
		path.push(inside ? place : left - before);
		left = inside ? left - before - place - 1 : -1;
		branch = inside;
	}
	return path;
}

/** Returns the row of the value at a path, if all of its parents are unfolded. */
export function rowOf(root: Branch | null, path: Path): number {
	let row = 0;
	let branch: Branch | null = root;
	for (const place of path) {
		if (branch === null) break;
		let inside: Branch | null = null;
		row += 1 + place;
		for (const open of branch.unfolded) {
			if (open.place > place) break;
			if (open.place === place) inside = open.branch;
			else row += open.branch.rows;
		}
		branch = inside;
	}
	return row;
}

/** Returns the value at a path, whether its parents are folded or not. */
export function valueOn(whole: unknown, path: Path): unknown {
	let value = whole;
	for (const place of path) {
		const level = levelOf(value);
		if (level === undefined) return undefined;
		value = valueAt(level, place);
	}
	return value;
}

/** Returns the labels of the values along a path, from the outermost one on. */
export function labelsOn(whole: unknown, path: Path): readonly Label[] {
	const labels: Label[] = [];
	let value = whole;
	for (const place of path) {
		const level = levelOf(value);
		if (level === undefined) break;
		labels.push(labelAt(level, place));
		value = valueAt(level, place);
	}
	return labels;
}

/** Whether the value at a path is unfolded. */
export function isUnfolded(root: Branch | null, path: Path): boolean {
	let branch: Branch | null = root;
	for (const place of path) branch = branch?.unfolded.find(open => open.place === place)?.branch ?? null;
	return branch !== null;
}

/** Unfolds the value at a path and all of its parents. A value that cannot be unfolded is not changed. */
export function unfolded(root: Branch | null, whole: unknown, path: Path): Branch | null {
	if (path.length >= deepestBranch) return unfolded(root, whole, path.slice(0, deepestBranch - 1));
	const branch = root ?? newBranch(whole) ?? null;
	const [place, ...rest] = path;
	if (branch === null || place === undefined) return branch;
	const before = branch.unfolded.find(open => open.place === place)?.branch ?? null;
	const inside = unfolded(before, valueAt(branch.level, place), rest);
	return inside === before ? branch : withBranch(branch, place, inside);
}

/** Folds the value at a path and everything below it. */
export function folded(root: Branch | null, path: Path): Branch | null {
	const [place, ...rest] = path;
	if (root === null || place === undefined) return null;
	const before = root.unfolded.find(open => open.place === place)?.branch ?? null;
	return withBranch(root, place, folded(before, rest));
}

function withBranch(branch: Branch, place: number, inside: Branch | null): Branch {
	const others = branch.unfolded.filter(open => open.place !== place);
	if (inside !== null) {
		const behind = others.findIndex(open => open.place > place);
		others.splice(behind < 0 ? others.length : behind, 0, {place, branch: inside});
	}
	const rows = others.reduce((sum, open) => sum + open.branch.rows, branch.level.count);
	return {...branch, unfolded: others, rows};
}

type Frame = {readonly branch: Branch; place: number; next: number};

/** Returns the rows of a tree from row `first` on, at most `count` of them. Other rows are not visited. */
export function treeRowsFrom(root: Branch | null, whole: unknown, first: number, count: number): readonly TreeRow[] {
	const rows: TreeRow[] = [];
	const end = Math.min(first + count, countRows(root));
	if (first <= 0 && count > 0) rows.push({path: [], label: null, value: whole, isUnfolded: root !== null});
	const stack = framesTo(root, pathAt(root, Math.max(1, first)));
	let row = Math.max(1, first);
	for (let frame = stack.at(-1); frame !== undefined && row < end; frame = stack.at(-1)) {
		const {branch, place} = frame;
		if (place >= branch.level.count) {
			stack.pop();
			continue;
		}
		const open = branch.unfolded[frame.next];
		const inside = open?.place === place ? open.branch : null;
		rows.push({
			path: stack.map(({place: on}, depth) => (depth === stack.length - 1 ? on : on - 1)),
			label: labelAt(branch.level, place),
			value: valueAt(branch.level, place),
			isUnfolded: inside !== null,
		});
		row++;
		frame.place++;
		if (inside) {
			frame.next++;
			stack.push({branch: inside, place: 0, next: 0});
		}
	}
	return rows;
}

/**
 * Returns the levels along a path, each with the index at which it continues: the last level at the path's index, the
 * others after it.
 */
function framesTo(root: Branch | null, path: Path): Frame[] {
	const frames: Frame[] = [];
	let branch = root;
	for (const [depth, place] of path.entries()) {
		if (branch === null) break;
		const at = branch.unfolded.findIndex(open => open.place >= place);
		const next = at < 0 ? branch.unfolded.length : at;
		const isLast = depth === path.length - 1;
		frames.push({branch, place: isLast ? place : place + 1, next: isLast ? next : next + 1});
		branch = branch.unfolded[next]?.place === place ? (branch.unfolded[next]?.branch ?? null) : null;
	}
	return frames;
}
