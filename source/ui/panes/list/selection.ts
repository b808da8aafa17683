import {clampTop, type ScrollMove, stepOf, topToShow} from './window.ts';

/**
 * Which job is selected, which jobs are marked, and which part of the list is visible. Jobs are identified by their
 * URL, never by a row number.
 */
export type Selection = {
	/** The shown jobs, from top to bottom. */
	readonly shown: readonly string[];
	readonly selected: string | null;
	/** The index of the selected job in `shown`; 0 if there is none. */
	readonly index: number;
	/** The index of the first visible row, and the number of visible rows. */
	readonly top: number;
	readonly height: number;
	readonly marks: ReadonlySet<string>;
};

/** What can happen to the selection. */
export type SelectionEvent =
	/**
	 * The list shows other jobs or another order. `known` contains the jobs that still exist, whether they are shown or
	 * not.
	 */
	| {readonly type: 'listed'; readonly shown: readonly string[]; readonly known: {has(url: string): boolean}}
	| {readonly type: 'resized'; readonly height: number}
	| {readonly type: 'moved'; readonly move: ScrollMove}
	/** Selects one of the shown jobs by its URL. */
	| {readonly type: 'chosen'; readonly url: string}
	/** Marks or unmarks the selected job, and moves to the next one. */
	| {readonly type: 'marked'}
	| {readonly type: 'marked-all'}
	| {readonly type: 'unmarked'}
	/** Removed jobs were restored. `selected` is the job that was under the cursor when they were removed. */
	| {readonly type: 'restored'; readonly marks: readonly string[]; readonly selected: string | null};

/** The selection in an empty list. */
export const noSelection: Selection = {shown: [], selected: null, index: 0, top: 0, height: 0, marks: new Set()};

/** Applies an event to the selection and returns the new selection. */
export function updateSelection(before: Selection, event: SelectionEvent): Selection {
	switch (event.type) {
		case 'listed':
			return listed(before, event.shown, event.known);
		case 'resized':
			return {
				...before,
				height: event.height,
				top: topToShow(before.index, before.top, event.height, before.shown.length),
			};
		case 'moved':
			return moved(before, event.move);
		case 'chosen': {
			const index = before.shown.indexOf(event.url);
			return index < 0 ? before : at(before, index, before.top);
		}
		case 'marked':
			return marked(before);
		case 'marked-all':
			return {...before, marks: new Set([...before.marks, ...before.shown])};
		case 'unmarked':
			return before.marks.size === 0 ? before : {...before, marks: new Set()};
		case 'restored':
			return restored(before, event.marks, event.selected);
	}
}

function restored(before: Selection, marks: readonly string[], selected: string | null): Selection {
	const after = {...before, marks: new Set([...before.marks, ...marks])};
	const index = selected === null ? -1 : before.shown.indexOf(selected);
	return index < 0 ? after : at(after, index, before.top);
}

/**
 * Returns the jobs that an action for several jobs affects: the marked jobs in the order of the list, or the selected
 * job if none is marked.
 */
export function targetsOf({marks, shown, selected}: Selection): readonly string[] {
	if (marks.size === 0) return selected === null ? [] : [selected];
	const seen = shown.filter(url => marks.has(url));
	return seen.length === marks.size ? seen : [...new Set([...seen, ...marks])];
}

/** Returns the jobs with visible rows. */
export function seenJobs({shown, top, height}: Selection): readonly string[] {
	return shown.slice(top, top + height);
}

/**
 * Returns the jobs whose rows are visible while a dialog leaves only `height` rows free. The rows are scrolled so that
 * the selected job is among them.
 */
export function shownAbove(selection: Selection, height: number): readonly string[] {
	const {index, top} = selection;
	if (height >= selection.height || height < 1) return seenJobs(selection);
	return seenJobs({...selection, top: Math.max(top, index - height + 1)});
}

function listed(before: Selection, shown: readonly string[], known: {has(url: string): boolean}): Selection {
	const after = {...before, shown, marks: keptMarks(before.marks, known)};
	const selected = before.selected === null ? undefined : survivor(before, shown);
	if (selected === undefined) return at(after, 0, before.top);
	const index = shown.indexOf(selected);
	return at(after, index, before.top);
}

/**
 * Returns the selected job if it is still shown; otherwise the next job that is still shown, or else the nearest one
 * before it.
 */
function survivor({shown: before, index, selected}: Selection, shown: readonly string[]): string | undefined {
	if (selected !== null && before[index] === selected && shown[index] === selected) return selected;
	const still = new Set(shown);
	for (const url of before.slice(index)) if (still.has(url)) return url;
	return before.slice(0, index).findLast(url => still.has(url));
}

function keptMarks(marks: ReadonlySet<string>, known: {has(url: string): boolean}): ReadonlySet<string> {
	const kept = [...marks].filter(url => known.has(url));
	return kept.length === marks.size ? marks : new Set(kept);
}

function moved(before: Selection, move: ScrollMove): Selection {
	const {shown, index, top, height} = before;
	const last = shown.length - 1;
	const step = stepOf(move, height, shown.length);
	const next = Math.max(0, Math.min(last, index + step));
	// A page scrolls the window together with the cursor, so that the cursor stays in its line of the screen.
	const isStep = Math.abs(step) === 1;
	return at(before, next, isStep ? top : clampTop(top + step, height, shown.length));
}

function marked(before: Selection): Selection {
	if (before.selected === null) return before;
	const marks = new Set(before.marks);
	if (!marks.delete(before.selected)) marks.add(before.selected);
	return moved({...before, marks}, 'down');
}

function at(state: Selection, index: number, top: number): Selection {
	const {shown, height} = state;
	return {
		...state,
		index: Math.max(0, index),
		selected: shown[index] ?? null,
		top: topToShow(Math.max(0, index), top, height, shown.length),
	};
}
