import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {RecordSet} from '../../../../source/gp/record-set.ts';
import {displayWidth} from '../../../../source/text/display-width.ts';
import {safe} from '../../../../source/text/safe-text.ts';
import {notFoundNote, wentRoundNote} from '../../../../source/ui/panes/messages/search-notes.ts';
import {recordAt} from '../../../../source/ui/panes/records/order.ts';
import {
	noneSent,
	noRecords,
	recordsLines,
	showsRecords,
	titleLines,
} from '../../../../source/ui/panes/records/pane.tsx';
import {searchRecordsOn} from '../../../../source/ui/panes/records/search.ts';
import {
	isRecordOpened,
	isRecordSearchOn,
	notSorted,
	oneColumnStays,
	openRecords,
	type RecordsAction,
	type RecordsState,
	recordRowCount,
	updateRecords,
} from '../../../../source/ui/panes/records/state.ts';
import {recordsTable} from '../../../../source/ui/panes/records/table.ts';
import {fieldsInView, fieldsShown, sortedBy} from '../../../../source/ui/panes/records/title.ts';
import {often} from '../../../often.ts';
import {bottom, down, left, next, pageDown, previous, right, search, up} from '../messages/moves.ts';
import {cellsOf, textOf} from '../messages/span-cells.ts';
import {anyRecordSet, manyRecords, parcels, recordSet} from './some-records.ts';

const sort: RecordsAction = {type: 'sort'};
const openCell: RecordsAction = {type: 'open', what: 'cell'};
const openRecord: RecordsAction = {type: 'open', what: 'record'};
const close: RecordsAction = {type: 'close'};
const choose: RecordsAction = {type: 'choose'};
const toggle: RecordsAction = {type: 'toggle-column'};
const resize = (width: number, height: number): RecordsAction => ({type: 'resize', size: {width, height}});

function tableAfter(set: RecordSet, ...actions: readonly RecordsAction[]): RecordsState {
	return actions.reduce(updateRecords, openRecords(safe`Parcels`, set, {width: 100, height: 12}));
}

const title = (state: RecordsState) => titleLines(state, false).map(spans => textOf(spans).trimEnd())[0];
const lines = (state: RecordsState) => recordsLines(state, false).map(spans => textOf(spans).trimEnd());
const rowsOf = (state: RecordsState) =>
	Array.from({length: state.set.records.length}, (_, row) => recordAt(state, row) + 1);

describe('the title says', () => {
	test.each<[string, RecordsAction[], string]>([
		['what there is', [], ' Parcels · 1,204 records · 7 fields · row 1'],
		[
			'the order and the record',
			[right, sort, down],
			` Parcels · 1,204 records · 7 fields · ${sortedBy(safe`Name`, safe`▲`)} · row 2 (#124)`,
		],
		[
			'that it goes downwards',
			[right, sort, sort],
			` Parcels · 1,204 records · 7 fields · ${sortedBy(safe`Name`, safe`▼`)} · row 1,204 (#1)`,
		],
		['how many are hidden', [toggle, toggle], ' Parcels · 1,204 records · 5 of 7 fields · row 1'],
		['which are in view', [resize(60, 12)], ` Parcels · 1,204 records · ${fieldsInView(safe`1–4`, 7, 0)} · row 1`],
		['what is sought', [search('xyz')], ` Parcels · 1,204 records · 7 fields · row 1 · "xyz" · ${notFoundNote}`],
		['less where it is narrow', [sort, resize(40, 12)], ' 1,204 records · row 1'],
	])('%s', (_, actions, expected) => {
		expect(title(tableAfter(manyRecords(1204), resize(200, 12), ...actions))).toBe(expected);
	});
});

describe('an order', () => {
	test('is ascending, then descending, then off; the same record stays selected', () => {
		const state = tableAfter(parcels, down, right);
		const orders = [sort, sort, sort].map((_, index, all) => {
			const sorted = all.slice(0, index + 1).reduce(updateRecords, state);
			return [rowsOf(sorted), recordAt(sorted, sorted.row) + 1];
		});
		expect(orders).toEqual([
			[[3, 5, 2, 1, 4], 2],
			[[4, 1, 2, 5, 3], 2],
			[[1, 2, 3, 4, 5], 2],
		]);
	});

	test('by another column begins ascending; inverting without an order gives a note', () => {
		const state = tableAfter(parcels, sort, sort, right, sort);
		expect(state.sort).toEqual({field: 1, isDescending: false});
		expect(updateRecords(state, {type: 'invert'}).sort?.isDescending).toBe(true);
		expect(tableAfter(parcels, {type: 'invert'}).note).toBe(notSorted);
	});
});

describe('columns', () => {
	test('are chosen in a list', () => {
		const state = tableAfter(parcels, choose, down, toggle);
		expect(lines(state)).toEqual([
			' [x] OBJECTID                      #id  OID',
			'▌[ ] OWNER                         Owner  String',
			' [x] AREA                          Area  Double',
			' [x] SINCE                         Since  Date',
		]);
		expect([title(state), state.shown]).toEqual([` Parcels · ${fieldsShown(3, 4)}`, [0, 2, 3]]);
		expect(isRecordOpened(updateRecords(state, close))).toBe(false);
		expect(updateRecords(state, {type: 'all-columns'}).shown).toEqual([0, 1, 2, 3]);
	});

	test('that were hidden return to their place', () => {
		const hidden = tableAfter(parcels, choose, down, toggle);
		expect(updateRecords(hidden, toggle).shown).toEqual([0, 1, 2, 3]);
		expect(tableAfter(parcels, choose, toggle, down, toggle, up, toggle).shown).toEqual([0, 2, 3]);
	});

	test.each([
		[25, 1],
		[26, 2],
	])('of which not even 6 cells have room are not begun: %i cells', (width, count) => {
		const set = recordSet(
			[
				['A', 'String'],
				['B', 'String'],
			],
			[['a'.repeat(10), 'b'.repeat(40)]],
		);
		// The cursor and the number of the record stand in the first two.
		expect(recordsTable(tableAfter(set, resize(width, 8)), false)?.headings).toHaveLength(2 + count);
	});

	test.each([0, 1, 2, 3, 8])('where something is opened out of them it fills a pane of %i lines', height => {
		for (const key of [openCell, openRecord]) {
			const state = tableAfter(manyRecords(2), resize(60, height), key);
			expect([...titleLines(state, false), ...recordsLines(state, false)]).toHaveLength(height);
		}
	});

	test('are chosen with Enter too', () => {
		expect(tableAfter(parcels, choose, openRecord).shown).toEqual([1, 2, 3]);
	});

	test('the last one cannot be hidden, and the selection stays on its column', () => {
		const state = tableAfter(parcels, right, right, left, toggle);
		expect([state.shown, state.column]).toEqual([[0, 2, 3], 1]);
		const last = tableAfter(parcels, toggle, toggle, toggle, toggle);
		expect([last.shown, last.note]).toEqual([[3], oneColumnStays]);
	});

	test('the selection stops at the last one', () => {
		const state = tableAfter(parcels, ...Array.from({length: 9}, () => right));
		expect(state.column).toBe(3);
		expect(updateRecords(state, left).column).toBe(2);
	});

	test('if there are none, nothing is sorted, hidden or chosen', () => {
		const set = recordSet([], [[], []]);
		expect(tableAfter(set, sort)).toEqual(tableAfter(set));
		expect(tableAfter(set, toggle)).toEqual(tableAfter(set));
		expect(tableAfter(set, choose, toggle).shown).toEqual([]);
	});

	test('are scrolled into view one by one', () => {
		const narrow = tableAfter(manyRecords(5), resize(50, 8));
		const lefts = [0, 1, 2, 3, 4, 5, 6].map(count => Array(count).fill(right).reduce(updateRecords, narrow).left);
		expect(lefts).toEqual([0, 0, 0, 2, 2, 4, 6]);
		expect(updateRecords(updateRecords(narrow, right), resize(200, 8)).left).toBe(0);
	});
});

describe('what is opened', () => {
	test('is a cell', () => {
		const state = tableAfter(parcels, bottom, up, right, openCell);
		expect([title(state), lines(state)[0]]).toEqual([' Parcels · record 4 · Owner', '†  東京^G']);
		expect(isRecordOpened(updateRecords(state, close))).toBe(false);
	});

	test('is a record, with the fields that are hidden and the geometry', () => {
		const set = {...parcels, records: parcels.records.map(record => ({...record, geometry: {x: 1, y: 2}}))};
		const state = tableAfter(set, down, toggle, openRecord);
		expect(title(state)).toBe(' Parcels · record 2');
		expect(lines(state).slice(0, 7)).toEqual([
			'   #id:   2',
			'   Owner: meyer 9',
			'   Area:  null',
			'   Since: null',
			'   geometry: {',
			'     "x": 1,',
			'     "y": 2',
		]);
	});

	test('does not show a secret, and a search does not find it', () => {
		const set = recordSet([['ACCESS_TOKEN', 'String']], [['abc123'], [null]]);
		expect(lines(tableAfter(set, openRecord))[0]).toBe('   ACCESS_TOKEN: •••');
		expect(lines(tableAfter(set, openCell))[0]).toBe('   •••');
		expect(tableAfter(set, search('abc123')).note).toBe(notFoundNote);
		expect(recordsTable(tableAfter(set), false)?.rows.map(([, , cell]) => cell?.text.trimEnd())).toEqual([
			'•••',
			'null',
		]);
	});

	test('is scrolled and searched independently', () => {
		const set = recordSet([['A', 'String']], [[Array.from({length: 50}, (_, index) => `line ${index}`).join('\n')]]);
		const state = tableAfter(set, openCell, pageDown, search('line 33'));
		expect(lines(state)).toContain('   line 33');
		expect([state.row, state.search]).toEqual([0, null]);
	});
});

describe('a search', () => {
	const found = ({row, column, note}: RecordsState) => [row, column, note];

	test('goes from cell to cell and wraps', () => {
		const state = tableAfter(parcels, search('meyer'));
		expect(found(state)).toEqual([0, 1, null]);
		expect(found([next].reduce(updateRecords, state))).toEqual([1, 1, null]);
		expect(found([next, next].reduce(updateRecords, state))).toEqual([0, 1, wentRoundNote.next]);
		expect(found([previous].reduce(updateRecords, state))).toEqual([1, 1, wentRoundNote.previous]);
		expect(found(tableAfter(parcels, search('long ago')))).toEqual([3, 3, null]);
		expect(found(tableAfter(parcels, search('gone')))).toEqual([0, 0, notFoundNote]);
		expect(found(tableAfter(parcels, sort, sort, search('meyer')))).toEqual([4, 1, null]);
	});

	test('reaches the first cell when it goes backwards', () => {
		const first = recordSet(
			[
				['A', 'String'],
				['B', 'String'],
			],
			[
				['yes', 'no'],
				['no', 'yes'],
			],
		);
		expect(found([previous].reduce(updateRecords, tableAfter(first, down, right, search('yes'))))).toEqual([
			0,
			0,
			null,
		]);
	});

	test('that has ended is not continued', () => {
		const over = {query: safe`meyer`, pending: null};
		expect(searchRecordsOn(tableAfter(parcels), over)).toBe(over);
	});

	test('does not find hidden values', () => {
		expect(tableAfter(parcels, right, toggle, search('meyer')).note).toBe(notFoundNote);
	});

	test('of very many cells continues with `count` until another key', () => {
		let state = tableAfter(manyRecords(70_000), search('nowhere'));
		expect([isRecordSearchOn(state), state.note]).toEqual([true, 'searching']);
		expect(isRecordSearchOn(updateRecords(state, down))).toBe(false);
		while (isRecordSearchOn(state)) state = updateRecords(state, {type: 'count'});
		expect(state.note).toBe(notFoundNote);
	});
});

test.each<[string, RecordSet, string]>([
	['empty', recordSet([['A', 'String']], []), noRecords],
	['not sent', recordSet([], [], {exceededTransferLimit: true}), noneSent],
])('a set that is %s', (_, set, sentence) => {
	expect(lines(tableAfter(set, resize(120, 5)))).toEqual([`   ${sentence}`]);
});

const anyStep: fc.Arbitrary<RecordsAction> = fc.oneof(
	fc.record({
		type: fc.constant('scroll' as const),
		by: fc.constantFrom('line' as const, 'half-page' as const, 'page' as const),
		direction: fc.constantFrom('up' as const, 'down' as const),
	}),
	fc.constantFrom<RecordsAction>(
		bottom,
		{type: 'go', to: 'top'},
		right,
		right,
		left,
		sort,
		{type: 'invert'},
		choose,
		toggle,
		{type: 'all-columns'},
		openCell,
		openRecord,
		close,
		close,
		{type: 'toggle-wrap'},
		{type: 'count'},
		next,
		previous,
	),
	fc.constantFrom('word', 'e', '1', '').map(search),
	fc.record({width: fc.nat(120), height: fc.nat(14)}).map(({width, height}) => resize(width, height)),
);

test('every sequence of actions leads to a valid state: lines of the right width, the selected cell visible', () => {
	fc.assert(
		fc.property(anyRecordSet, fc.array(anyStep, {maxLength: 25}), fc.boolean(), (set, steps, isAscii) => {
			let state = tableAfter(set);
			for (const step of steps) {
				state = updateRecords(state, step);
				const {width, height} = state.size;
				expect(state.row).toBeLessThan(Math.max(1, state.set.records.length));
				expect(state.column).toBeLessThan(Math.max(1, state.shown.length));
				expect(Math.min(state.row, state.column, state.top, state.left)).toBeGreaterThanOrEqual(0);
				expect(state.left).toBeLessThanOrEqual(state.column);
				const drawn = [...titleLines(state, isAscii), ...recordsLines(state, isAscii)];
				for (const spans of drawn) expect(cellsOf(spans)).toBe(width);
				expect(drawn.length).toBeLessThanOrEqual(height);
				const table = showsRecords(state) ? recordsTable(state, isAscii) : undefined;
				if (table === undefined) continue;
				const rooms = table.headings.map(({text}) => displayWidth(text));
				expect(rooms.reduce((cells, room) => cells + room + 2, 0)).toBe(width);
				expect(table.rows.length).toBe(Math.min(recordRowCount(state), state.set.records.length));
				for (const cells of table.rows) expect(cells.map(({text}) => displayWidth(text))).toEqual(rooms);
				const selected = table.rows.flat().filter(({isInverse}) => isInverse).length;
				expect(selected).toBe(state.shown.length === 0 ? 0 : 1);
			}
		}),
		{numRuns: often(400)},
	);
});
