import {needsALook} from '../../monitor/job-need.ts';
import {safe} from '../../text/safe-text.ts';
import {emptyInput} from '../input/state.ts';
import {columnsOfList} from '../panes/list/columns.ts';
import {invertedSort, type Sort, steppedSort} from '../panes/list/order.ts';
import {targetsOf, updateSelection} from '../panes/list/selection.ts';
import type {ScreenPort} from '../screen/port.ts';
import type {Removal} from '../screen/state.ts';
import {type Action, type ActionRun, nothingChosen, nothingListed, nothingSelected, show} from './action.ts';
import {toList, toRecords} from './pane-events.ts';

/**
 * Returns the code that sorts the list at once. The rows do not keep their places, because the operator asked for the
 * new order.
 */
function sorts(next: (sort: Sort, screen: ScreenPort) => Sort): ActionRun {
	return screen => screen.change({sort: next(screen.state.sort, screen), lastCursorKey: undefined});
}

/** Returns the code that sorts by the next or previous of the columns that the list shows. */
function sortsByColumn(step: 1 | -1): ActionRun {
	return sorts((sort, {state, world}) => {
		const {shown} = columnsOfList(world.monitor.jobs.list, state.size.width, state.hiddenColumns);
		return steppedSort(
			sort,
			step,
			shown.map(({name}) => name),
		);
	});
}

function remove(screen: ScreenPort): void {
	const {selection} = screen.state;
	const urls = targetsOf(selection);
	const removal = {jobs: urls.length, marks: [...selection.marks], selected: selection.selected};
	screen.change({removal});
	screen.edit(screen.world.edits.remove(urls));
}

function undo(screen: ScreenPort): void {
	const {removal} = screen.state;
	// Restored jobs appear in their places at once, even right after a key that moved the cursor.
	screen.change({removal: null, lastCursorKey: undefined});
	const edit = screen.world.edits.undo();
	screen.edit(edit);
	if (removal)
		void edit.then(
			() => restore(screen, removal),
			() => {},
		);
}

/** Restores the marks and the cursor after a removal was undone. */
function restore(screen: ScreenPort, {marks, selected}: Removal): void {
	screen.catchUp();
	const isBack = (url: string) => screen.world.monitor.jobs.get(url) !== undefined;
	const event = {type: 'restored', marks: marks.filter(isBack), selected} as const;
	screen.change({selection: updateSelection(screen.state.selection, event)});
}

/** The reason why no marks can be removed. */
export const nothingMarked = safe`nothing is marked`;
/** The reason why no removal can be undone. */
export const nothingRemoved = safe`nothing was removed`;

/** The notice that no job in the list needs a look. */
export const nothingNeedsALook = safe`No job in the list needs a look.`;

/**
 * Returns the code that moves the cursor to the next or previous job that needs a look. At the end of the list, it
 * continues at the other end.
 */
function goesToProblem(step: 1 | -1): ActionRun {
	return screen => {
		const {selection} = screen.state;
		const {shown, index} = selection;
		const {monitor, clock} = screen.world;
		const now = clock.now();
		for (let away = 1; away <= shown.length; away++) {
			const url = shown[(index + step * away + shown.length) % shown.length];
			const job = url === undefined ? undefined : monitor.jobs.get(url);
			if (url === undefined || !job || needsALook(job, now) === undefined) continue;
			screen.change({selection: updateSelection(selection, {type: 'chosen', url}), lastCursorKey: now.mono});
			return;
		}
		screen.notify({ok: true, notice: nothingNeedsALook});
	};
}

/** The actions on the list. */
export const listActions = {
	nextNeed: {
		keys: ['n'],
		label: safe`next job needing a look`,
		group: 'List',
		footer: {word: safe`problem`, place: 3},
		movesCursor: true,
		disabledReason: nothingListed,
		run: {list: goesToProblem(1)},
	},
	previousNeed: {
		keys: ['N'],
		label: safe`previous job needing a look`,
		group: 'List',
		movesCursor: true,
		disabledReason: nothingListed,
		run: {list: goesToProblem(-1)},
	},
	sort: {
		keys: ['s', '>'],
		label: safe`sort by the next column`,
		group: 'List',
		synonyms: ['order'],
		use: 10,
		footer: {word: safe`sort`, place: 5},
		disabledReason: nothingListed,
		run: {list: sortsByColumn(1)},
	},
	sortBack: {
		keys: ['<'],
		label: safe`sort by the previous column`,
		group: 'List',
		run: {list: sortsByColumn(-1)},
	},
	invert: {
		keys: ['I'],
		label: safe`invert the order`,
		group: 'List',
		run: {list: sorts(invertedSort), records: toRecords({type: 'invert'})},
	},
	add: {
		keys: ['a'],
		label: safe`add a job by its URL`,
		group: 'List',
		synonyms: ['new', 'watch', 'paste', 'url'],
		use: 9,
		footer: {word: safe`add`, place: 4.3},
		run: {list: show(() => ({dialog: {kind: 'add', field: emptyInput}}))},
	},
	remove: {
		keys: ['D'],
		label: safe`remove from the list`,
		group: 'List',
		synonyms: ['delete', 'hide', 'drop', 'clear', 'forget', 'clean'],
		use: 6,
		disabledReason: nothingChosen,
		run: {list: remove},
	},
	undo: {
		keys: ['u'],
		label: safe`undo the last removal`,
		group: 'List',
		synonyms: ['restore', 'back', 'revert'],
		use: 7,
		disabledReason: ({canUndo}) => (canUndo ? undefined : nothingRemoved),
		run: {list: undo},
	},
	listColumns: {
		keys: ['C'],
		label: safe`choose columns`,
		group: 'List',
		synonyms: ['hide', 'show', 'fields'],
		use: 15,
		run: {list: show(() => ({dialog: {kind: 'columns', selected: 0}}))},
	},
	mark: {
		keys: ['Space'],
		label: safe`mark, and move down`,
		group: 'List',
		footer: {word: safe`mark`, place: 7, in: ['list']},
		movesCursor: true,
		disabledReason: nothingSelected,
		run: {
			list: toList({type: 'marked'}),
			records: toRecords({type: 'toggle-column'}),
		},
	},
	markAll: {
		keys: ['*'],
		label: safe`mark all that are shown`,
		group: 'List',
		synonyms: ['select', 'all', 'tag'],
		use: 16,
		disabledReason: nothingListed,
		run: {list: toList({type: 'marked-all'}), records: toRecords({type: 'all-columns'})},
	},
	clearMarks: {
		keys: ['U'],
		label: safe`clear all marks`,
		group: 'List',
		disabledReason: ({marks}) => (marks > 0 ? undefined : nothingMarked),
		run: {list: toList({type: 'unmarked'})},
	},
} satisfies Record<string, Action>;
