import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
	noSelection,
	type Selection,
	type SelectionEvent,
	seenJobs,
	shownAbove,
	targetsOf,
	updateSelection,
} from '../../../../source/ui/panes/list/selection.ts';
import type {ScrollMove} from '../../../../source/ui/panes/list/window.ts';
import {often} from '../../../often.ts';

const list = (...shown: readonly string[]): SelectionEvent => ({type: 'listed', shown, known: new Set(shown)});
const move = (to: ScrollMove): SelectionEvent => ({type: 'moved', move: to});
const stateAfter = (...events: readonly SelectionEvent[]): Selection => events.reduce(updateSelection, noSelection);
const letters = [...'abcdefghij'];
const height = (rows: number): SelectionEvent => ({type: 'resized', height: rows});

describe('the selection', () => {
	test('begins with the first job', () => {
		expect(stateAfter(list('a', 'b')).selected).toBe('a');
		expect(stateAfter(list()).selected).toBeNull();
		expect(stateAfter(list(), list('x')).selected).toBe('x');
	});

	test('stays on its job when the list is sorted, filtered or added to', () => {
		expect(stateAfter(list('a', 'b', 'c'), move('down'), list('c', 'b', 'a', 'z')).selected).toBe('b');
		expect(stateAfter(list('a', 'b', 'c'), move('down'), list('b')).selected).toBe('b');
		expect(stateAfter(list('b'), list('x', 'y', 'b'))).toMatchObject({selected: 'b', index: 2});
	});

	test.each([
		['the next one', ['a', 'c', 'd'], 'c'],
		['the next one, wherever it stands now', ['d', 'c', 'a'], 'c'],
		['the one before, where there is no next', ['a'], 'a'],
		['the first of a list that is another', ['x', 'y'], 'x'],
		['none', [], null],
	])('goes to the neighbour when its job leaves: %s', (_, now, selected) => {
		expect(stateAfter(list('a', 'b', 'c', 'd'), move('down'), list(...now)).selected).toBe(selected);
	});

	const toE = Array.from({length: 4}, () => move('down'));

	test.each<[ScrollMove, string, number]>([
		['down', 'e', 1],
		['up', 'c', 1],
		['page-down', 'h', 5],
		['page-up', 'a', 0],
		['half-down', 'f', 3],
		['half-up', 'b', 0],
		['top', 'a', 0],
		['bottom', 'j', 6],
	])('%s, from d with four rows of b to e: to %s, window at %i', (to, selected, top) => {
		const state = stateAfter(height(4), list(...letters), ...toE, move('up'), move(to));
		expect(state).toMatchObject({selected, top});
	});

	test('a higher window also shows rows above if there are none below', () => {
		const state = stateAfter(height(3), list(...letters), move('bottom'), height(6));
		expect(seenJobs(state)).toEqual([...'efghij']);
	});
});

describe('marks', () => {
	const some = stateAfter(list('a', 'b', 'c'), {type: 'marked'}, {type: 'marked'});

	test('Space marks and moves on, and removes a mark', () => {
		expect(some).toMatchObject({selected: 'c', marks: new Set(['a', 'b'])});
		expect(updateSelection(updateSelection(some, move('top')), {type: 'marked'}).marks).toEqual(new Set(['b']));
	});

	test('keys for several jobs act on the marked ones, otherwise on the selected one', () => {
		expect(targetsOf(some)).toEqual(['a', 'b']);
		expect(targetsOf(updateSelection(some, {type: 'unmarked'}))).toEqual(['c']);
		expect(targetsOf(noSelection)).toEqual([]);
	});

	test('marks stay on jobs that a filter hides, and are removed with their jobs', () => {
		const hidden = updateSelection(some, {type: 'listed', shown: ['c', 'b'], known: new Set(['a', 'b', 'c'])});
		expect(targetsOf(hidden)).toEqual(['b', 'a']);
		expect(targetsOf(updateSelection(some, list('b', 'c')))).toEqual(['b']);
	});

	test('* marks all that are shown', () => {
		expect(updateSelection(some, {type: 'marked-all'}).marks).toEqual(new Set(['a', 'b', 'c']));
	});
});

const url = fc.constantFrom(...letters);
const event: fc.Arbitrary<SelectionEvent> = fc.oneof(
	fc.uniqueArray(url).map(shown => list(...shown)),
	fc
		.uniqueArray(url)
		.chain(known => fc.subarray(known).map(shown => ({type: 'listed' as const, shown, known: new Set(known)}))),
	fc.constantFrom<ScrollMove>('up', 'down', 'page-up', 'page-down', 'half-up', 'half-down', 'top', 'bottom').map(move),
	fc.nat(12).map(height),
	fc.constantFrom<SelectionEvent>({type: 'marked'}, {type: 'marked-all'}, {type: 'unmarked'}),
	url.map(selected => ({type: 'restored' as const, marks: [], selected})),
);

test('whatever happens, the selected job is in the list, and in the window', () => {
	fc.assert(
		fc.property(fc.array(event, {maxLength: 30}), events => {
			let state = noSelection;
			for (const one of events) {
				const before = state;
				state = updateSelection(state, one);
				const {shown, selected, index, top, height: rows} = state;
				expect(selected).toBe(shown[index] ?? null);
				expect(selected === null).toBe(shown.length === 0);
				expect(top).toBeGreaterThanOrEqual(0);
				expect(top).toBeLessThanOrEqual(Math.max(0, shown.length - rows));
				if (rows > 0 && selected !== null) expect(seenJobs(state)).toContain(selected);
				// A dialog covers rows, and never the selected one while it leaves any.
				for (let left = 1; left <= rows && selected !== null; left++)
					expect(shownAbove(state, left).slice(0, left)).toContain(selected);
				if (one.type === 'listed') {
					if (before.selected !== null && one.shown.includes(before.selected)) expect(selected).toBe(before.selected);
					for (const mark of state.marks) expect(one.known.has(mark)).toBe(true);
				}
			}
		}),
		{numRuns: often(2000)},
	);
});
