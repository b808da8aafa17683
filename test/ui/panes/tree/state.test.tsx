import {stripVTControlCharacters} from 'node:util';
import fc from 'fast-check';
import {render} from 'ink-testing-library';
import {describe, expect, test, vi} from 'vitest';
import {safe, safeText} from '../../../../source/text/safe-text.ts';
import {notFoundNote, wentRoundNote} from '../../../../source/ui/panes/messages/search-notes.ts';
import {countRows} from '../../../../source/ui/panes/tree/branch.ts';
import {rowPlace, treeLines} from '../../../../source/ui/panes/tree/lines.ts';
import {TreePane} from '../../../../source/ui/panes/tree/pane.tsx';
import {newTreeSearch, searchTreeOn} from '../../../../source/ui/panes/tree/search.ts';
import {
	isTreeSearchOn,
	isTreeValueOpened,
	noDeeper,
	openTree,
	type TreeAction,
	type TreeState,
	treeRowCount,
	updateTree,
} from '../../../../source/ui/panes/tree/state.ts';
import {tooDeepToShow} from '../../../../source/ui/panes/tree/words.ts';
import {often} from '../../../often.ts';
import {bottom, down, left, next, pageDown, previous, right, search, top, up} from '../messages/moves.ts';
import {cellsOf, textOf} from '../messages/span-cells.ts';
import {anyJson, nested} from './any-json.ts';

const open: TreeAction = {type: 'open'};
const close: TreeAction = {type: 'close'};
const resize = (width: number, height: number): TreeAction => ({type: 'resize', size: {width, height}});

const value = {
	name: 'Meyer',
	empty: {},
	list: [1, [2, 3], null],
	'a\u0007b': 'lines\nof text',
	token: 'abc123',
	flag: true,
};

function treeAfter(json: unknown, ...actions: readonly TreeAction[]): TreeState {
	return actions.reduce(updateTree, openTree(safeText('Result'), json, {width: 60, height: 12}));
}

const lines = (state: TreeState, isAscii = false) =>
	treeLines(state, isAscii)
		.map(spans => textOf(spans).trimEnd())
		.filter(line => line !== '');

const selectedLine = (state: TreeState) => lines(state).find(line => line.startsWith('▌'));

describe('a tree', () => {
	test('shows the values directly below a value', () => {
		expect(lines(treeAfter(value))).toEqual([
			` Result · ${rowPlace(0, 7)}`,
			'▌▾ Result: {6 keys}',
			'     name: "Meyer"',
			'     empty: {}',
			'   ▸ list: [3 items]',
			'     a^Gb: "lines ↵ of text"',
			'     token: •••',
			'     flag: true',
		]);
		expect(lines(treeAfter(value), true).slice(1, 5)).toEqual([
			'>- Result: {6 keys}',
			'     name: "Meyer"',
			'     empty: {}',
			'   + list: [3 items]',
		]);
	});

	test('unfolds and folds at the selection', () => {
		const state = treeAfter(value, down, down, down, right, right, down, right);
		expect(lines(state).slice(0, 9)).toEqual([
			` Result.list[1] · ${rowPlace(5, 12)}`,
			' ▾ Result: {6 keys}',
			'     name: "Meyer"',
			'     empty: {}',
			'   ▾ list: [3 items]',
			'       [0]: 1',
			'▌    ▾ [1]: [2 items]',
			'         [0]: 2',
			'         [1]: 3',
		]);
		expect(lines(updateTree(state, left))[6]).toBe('▌    ▸ [1]: [2 items]');
		expect([left, left].reduce(updateTree, state).row).toBe(3);
		expect([left, left, left, left].reduce(updateTree, state).row).toBe(0);
		const all = [left, left, left, left, left].reduce(updateTree, state);
		expect(lines(all)).toEqual([` Result · ${rowPlace(0, 1)}`, '▌▸ Result: {6 keys}']);
	});

	test.each<[string, unknown, string]>([
		['a text', 'abc', '▌  Result: "abc"'],
		['no value', null, '▌  Result: null'],
		['nothing', undefined, '▌  Result: undefined'],
		['a number', 1e300, '▌  Result: 1e+300'],
		['an empty array', [], '▌  Result: []'],
		['one item', [0], '▌▾ Result: [1 item]'],
	])('of %s', (_, json, line) => {
		expect(selectedLine(treeAfter(json))).toBe(line);
	});

	test('a large array is shown in chunks of a hundred', () => {
		const state = treeAfter({big: Array.from({length: 1234}, (_, index) => index)}, down, right, bottom);
		expect([selectedLine(state), countRows(state.root)]).toEqual(['▌    ▸ [1200 … 1233]', 15]);
		const inside = [right, bottom].reduce(updateTree, state);
		expect(lines(inside)[0]).toBe(` Result.big[1233] · ${rowPlace(48, 49)}`);
		expect(selectedLine(inside)).toBe('▌        [1233]: 1233');
		expect(lines(state, true).at(-1)).toBe('>    + [1200 .. 1233]');
		expect(lines(treeAfter(Array(100).fill(0)))[2]).toBe('     [0]: 0');
	});

	test('unfolds down to a limit, and opens deeper values as text', () => {
		expect(treeAfter(nested(100_000), bottom, right, search('bottom')).note).toBe(notFoundNote);
		let deep = treeAfter(nested(300));
		for (let level = 0; level < 220; level++) deep = [right, right].reduce(updateTree, deep);
		expect(selectedLine(deep)).toBe(`▌                200   in: ${tooDeepToShow(safe`{1 key}`)}`);
		const [path, ...facts] = lines(deep)[0]?.split(' · ') ?? [];
		expect(path).toMatch(/^ ….*in\.in$/);
		expect(facts).toEqual([rowPlace(200, 201), noDeeper]);
		expect(lines(updateTree(deep, open))[1]).toMatch(/^ {3}\{"in":/);
	});
});

describe('Enter', () => {
	const text = Array.from({length: 50}, (_, index) => `line ${index}`).join('\n');

	test('opens a text in full, and Esc closes it', () => {
		const state = treeAfter({a: [text]}, down, open, right, open);
		expect(lines(state).slice(0, 2)).toEqual([' Result.a[0]', '   line 0']);
		const searched = updateTree(updateTree(state, pageDown), search('line 33'));
		expect(lines(searched)).toContain('   line 33');
		expect([isTreeValueOpened(searched), isTreeValueOpened(updateTree(searched, close))]).toEqual([true, false]);
	});

	test('folds and unfolds every other value', () => {
		expect(countRows(treeAfter(value, open).root)).toBe(1);
		expect(countRows(treeAfter(value, open, open).root)).toBe(7);
	});

	test('does not show a secret', () => {
		expect(lines(treeAfter(value, bottom, up, open))[1]).toBe('   •••');
	});
});

describe('a search', () => {
	const found = (state: TreeState) => [lines(updateTree(state, resize(120, 12)))[0]?.split(' ')[1], state.note];
	const json = {a: {name: 'x'}, list: Array.from({length: 250}, (_, index) => ({n: index})), Names: null};

	test('finds folded names and values, and wraps', () => {
		const state = treeAfter(json, search('NAME'));
		expect(found(state)).toEqual(['Result.a.name', null]);
		expect(found(updateTree(state, next))).toEqual(['Result.Names', null]);
		expect(found([next, next].reduce(updateTree, state))).toEqual(['Result.a.name', wentRoundNote.next]);
		expect(found(updateTree(state, previous))).toEqual(['Result.Names', wentRoundNote.previous]);
		expect(found(treeAfter(json, search('249')))).toEqual(['Result.list[249].n', null]);
		expect(found(treeAfter(json, bottom, search('249'), previous))).toEqual([
			'Result.list[249].n',
			wentRoundNote.previous,
		]);
		expect(found(treeAfter(json, search('gone')))).toEqual(['Result', notFoundNote]);
		expect(found(treeAfter(value, search('abc123')))).toEqual(['Result', notFoundNote]);
	});

	test('finds a match at its starting position without wrapping', () => {
		const {query, pending} = newTreeSearch(safe`x`, [0, 0], 'next', true);
		expect(searchTreeOn(json, {query, pending})).toEqual({path: [0, 0], hasWrapped: false});
		expect(searchTreeOn(json, newTreeSearch(safe`x`, [0, 0], 'next', false))).toEqual({path: [0, 0], hasWrapped: true});
	});

	test('of very many values continues with `count` until another key', () => {
		let state = treeAfter(Array(600_000).fill(0), search('1'));
		expect([isTreeSearchOn(state), state.note]).toEqual([true, 'searching']);
		expect(isTreeSearchOn(updateTree(state, down))).toBe(false);
		while (isTreeSearchOn(state)) state = updateTree(state, {type: 'count'});
		expect(state.note).toBe(notFoundNote);
	});

	test('visits each match once, in both directions', () => {
		fc.assert(
			fc.property(anyJson, json => {
				const start = treeAfter(json, search('a'));
				if (start.note === notFoundNote) return;
				for (const step of [next, previous]) {
					const seen = new Set<string>();
					let state = start;
					for (let count = 0; count < 50; count++) {
						const [title = ''] = treeLines({...state, size: {width: 9000, height: 3}, note: null}, false).map(textOf);
						const key = `${title} ${state.row}`;
						if (seen.has(key)) break;
						seen.add(key);
						state = updateTree(state, step);
						if (state.note !== null && state.note !== notFoundNote) break;
					}
					expect(state.note).not.toBe(notFoundNote);
				}
			}),
			{numRuns: often(100)},
		);
	});
});

const anyStep: fc.Arbitrary<TreeAction> = fc.oneof(
	fc.record({
		type: fc.constant('scroll' as const),
		by: fc.constantFrom('line' as const, 'half-page' as const, 'page' as const),
		direction: fc.constantFrom('up' as const, 'down' as const),
	}),
	fc.constantFrom<TreeAction>(down, down, right, right, right, left, bottom, top, open, close, next, previous, {
		type: 'count',
	}),
	fc.constantFrom('a', '1', 'e', '').map(search),
	fc.record({width: fc.nat(100), height: fc.nat(14)}).map(({width, height}) => resize(width, height)),
);

test('every sequence of actions in any JSON leads to a valid state: exact lines, the selection visible', () => {
	fc.assert(
		fc.property(anyJson, fc.array(anyStep, {maxLength: 30}), fc.boolean(), (json, steps, isAscii) => {
			let state = treeAfter(json);
			for (const step of steps) {
				state = updateTree(state, step);
				const {width, height} = state.size;
				const total = countRows(state.root);
				expect(state.row).toBeGreaterThanOrEqual(0);
				expect(state.row).toBeLessThan(total);
				if (treeRowCount(state) > 0) {
					expect(state.top).toBeLessThanOrEqual(state.row);
					expect(state.top + treeRowCount(state)).toBeGreaterThan(state.row);
				}
				const drawn = treeLines(state, isAscii);
				expect(drawn.length).toBe(height);
				for (const spans of drawn) expect(cellsOf(spans)).toBe(width);
			}
		}),
		{numRuns: often(500)},
	);
});

test('the pane draws the lines', () => {
	// Ink asks another program for the size of a terminal that does not tell it, at each frame.
	vi.stubEnv('COLUMNS', '100');
	vi.stubEnv('LINES', '40');
	const state = treeAfter(value, resize(40, 5));
	const {lastFrame, unmount} = render(<TreePane state={state} isAscii={false} />);
	const drawn = stripVTControlCharacters(lastFrame() ?? '').split('\n');
	expect(drawn.map(line => line.trimEnd())).toEqual(lines(state));
	unmount();
});
