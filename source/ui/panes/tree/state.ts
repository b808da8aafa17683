import {type SafeText, safe} from '../../../text/safe-text.ts';
import {rowsFor, topToShow} from '../list/window.ts';
import {notFoundNote, wentRoundNote} from '../messages/search-notes.ts';
import {isCounting, type MessagesState, type ReadingAction, type ReadingMove, type Size} from '../messages/state.ts';
import {readOpened, resizedOpened, wholeText} from '../messages/whole-text.ts';
import {
	type Branch,
	countRows,
	deepestBranch,
	folded,
	isUnfolded,
	labelsOn,
	newBranch,
	type Path,
	pathAt,
	rowOf,
	unfolded,
	valueOn,
} from './branch.ts';
import {levelOf} from './level.ts';
import {newTreeSearch, searchTreeOn, type TreeSearch} from './search.ts';
import {pathWords, wholeWords} from './words.ts';

/** Says that a key cannot unfold a value because it is too deep. */
export const noDeeper: SafeText = safe`no deeper: Enter shows it as text`;

/** The state of a JSON value that is shown as a tree. */
export type TreeState = {
	/** The name of the whole value. */
	readonly name: SafeText;
	readonly value: unknown;
	/** The unfolded part of the tree; `null` if the whole value is folded, or there is nothing below it. */
	readonly root: Branch | null;
	/** The size of the whole pane in cells and lines. */
	readonly size: Size;
	/** The index of the selected row; row 0 is the whole value. */
	readonly row: number;
	/** The index of the first visible row. */
	readonly top: number;
	/** The value that is shown in full; `null` if none is open. */
	readonly opened: {readonly title: SafeText; readonly text: MessagesState} | null;
	readonly search: TreeSearch | null;
	/** A note about the result of the last key if it has no other visible effect. */
	readonly note: SafeText | null;
};

/** The actions for the tree or for an opened value. */
export type TreeAction =
	| {readonly type: 'resize'; readonly size: Size}
	/** Shows the selected value in full if it does not fit into its line; otherwise folds or unfolds it. */
	| {readonly type: 'open'}
	/** Returns from an opened value to the tree. {@link isTreeValueOpened} returns whether one is open. */
	| {readonly type: 'close'}
	/**
	 * In the tree, `scroll` and `go` move the selection. `pan` to the right unfolds a value, then selects the first
	 * value inside it; `pan` to the left folds it, then selects its parent. `search` and `hit` unfold the parents of the
	 * match. `count` continues a search and is to be sent in idle moments while {@link isTreeSearchOn} is true. In an
	 * opened value, the actions work as in the message pane.
	 */
	| ReadingAction;

/** Returns the state in which a value is first shown: unfolded, with all values directly below it folded. */
export function openTree(name: SafeText, value: unknown, size: Size): TreeState {
	const root = newBranch(value) ?? null;
	return {name, value, root, size, row: 0, top: 0, opened: null, search: null, note: null};
}

/** Applies an action to the tree and returns its new state. */
export function updateTree(state: TreeState, action: TreeAction): TreeState {
	switch (action.type) {
		case 'resize':
			return settled({...resizedOpened(state, action.size), size: action.size});
		case 'close':
			return {...state, opened: null};
		case 'open':
			return state.opened ? state : settled(opened(quiet(state)));
		case 'count':
			return state.opened ? readOpened(state, action) : advanced(state);
		default:
			return state.opened ? readOpened(state, action) : settled(inTree(quiet(state), action));
	}
}

/** Whether a value is shown in full instead of the tree. */
export function isTreeValueOpened({opened}: TreeState): boolean {
	return opened !== null;
}

/** Whether a search is in progress, which `count` continues. */
export function isTreeSearchOn({opened, search}: TreeState): boolean {
	return opened ? isCounting(opened.text) : search !== null && search.pending !== null;
}

/** Whether the pane has room for the title, which shows the position of the selection. */
export function hasTreeTitle({size}: Pick<TreeState, 'size'>): boolean {
	return size.height >= 3;
}

/** Returns how many rows of the tree fit into the pane. */
export function treeRowCount({size}: Pick<TreeState, 'size'>): number {
	return Math.max(0, size.height - Number(hasTreeTitle({size})));
}

/** Returns the path of the selected value. */
export function selectedPath({root, row}: TreeState): Path {
	return pathAt(root, row);
}

function inTree(state: TreeState, action: ReadingMove): TreeState {
	switch (action.type) {
		case 'scroll': {
			const distance = rowsFor(action.by, treeRowCount(state));
			return {...state, row: state.row + (action.direction === 'down' ? distance : -distance)};
		}
		case 'go':
			return {...state, row: action.to === 'top' ? 0 : countRows(state.root) - 1};
		case 'pan':
			return action.direction === 'left' ? leftwards(state) : rightwards(state);
		case 'search':
			if (action.query === '') return {...state, search: null};
			return advanced({...state, search: newTreeSearch(action.query, selectedPath(state), 'next', true)});
		case 'hit':
			if (state.search === null) return state;
			return advanced({
				...state,
				search: newTreeSearch(state.search.query, selectedPath(state), action.direction, false),
			});
		case 'toggle-wrap':
			return state;
	}
}

function leftwards(state: TreeState): TreeState {
	const path = selectedPath(state);
	if (isUnfolded(state.root, path)) return {...state, root: folded(state.root, path)};
	return path.length === 0 ? state : {...state, row: rowOf(state.root, path.slice(0, -1))};
}

function rightwards(state: TreeState): TreeState {
	const path = selectedPath(state);
	if (isUnfolded(state.root, path)) return {...state, row: state.row + 1};
	if (levelOf(valueOn(state.value, path)) === undefined) return state;
	if (path.length >= deepestBranch) return {...state, note: noDeeper};
	return {...state, root: unfolded(state.root, state.value, path)};
}

function opened(state: TreeState): TreeState {
	const path = selectedPath(state);
	const value = valueOn(state.value, path);
	if (levelOf(value) !== undefined && path.length < deepestBranch) {
		return isUnfolded(state.root, path) ? leftwards(state) : rightwards(state);
	}
	const labels = labelsOn(state.value, path);
	const text = wholeText([wholeWords(value, labels.at(-1) ?? null)], state.size);
	return {...state, opened: {title: pathWords(state.name, labels), text}};
}

function advanced(state: TreeState): TreeState {
	if (state.search === null || state.search.pending === null) return state;
	const {direction} = state.search.pending;
	const found = searchTreeOn(state.value, state.search);
	if ('query' in found) {
		return {...state, search: found, note: found.pending === null ? notFoundNote : safe`searching`};
	}
	const root = found.path.length === 0 ? state.root : unfolded(state.root, state.value, found.path.slice(0, -1));
	return settled({
		...state,
		root,
		row: rowOf(root, found.path),
		search: {...state.search, pending: null},
		note: found.hasWrapped ? wentRoundNote[direction] : null,
	});
}

/** Returns the state without a search in progress and without the note about the last key. */
function quiet(state: TreeState): TreeState {
	return {...state, note: null, search: state.search && {...state.search, pending: null}};
}

/** Limits the selection to the existing rows and scrolls it into view. */
function settled(state: TreeState): TreeState {
	const total = countRows(state.root);
	const row = Math.max(0, Math.min(state.row, total - 1));
	return {...state, row, top: topToShow(row, state.top, treeRowCount(state), total)};
}
