import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {hiddenSentence} from '../../../../source/gp/parameter-value.ts';
import type {ParameterRow} from '../../../../source/monitor/parameter-table.ts';
import {displayWidth} from '../../../../source/text/display-width.ts';
import {safeText} from '../../../../source/text/safe-text.ts';
import {openedLines} from '../../../../source/ui/panes/parameters/pane.tsx';
import {
	initialParameters,
	isParameterOpened,
	type ParametersAction,
	type ParametersState,
	parameterRowCount,
	rowsOf,
	selectedRow,
	updateParameters,
} from '../../../../source/ui/panes/parameters/state.ts';
import {narrowParameterLines, parametersTable} from '../../../../source/ui/panes/parameters/table.ts';
import {often} from '../../../often.ts';
import {cellsOf, textOf} from '../messages/span-cells.ts';
import {anyParameters, parameter, unreadable} from './some-parameters.ts';

const up = (by: 'line' | 'half-page' | 'page'): ParametersAction => ({type: 'scroll', by, direction: 'up'});
const down = (by: 'line' | 'half-page' | 'page'): ParametersAction => ({type: 'scroll', by, direction: 'down'});
const top: ParametersAction = {type: 'go', to: 'top'};
const bottom: ParametersAction = {type: 'go', to: 'bottom'};
const open: ParametersAction = {type: 'open'};
const close: ParametersAction = {type: 'close'};
const resize = (width: number, height: number): ParametersAction => ({type: 'resize', size: {width, height}});
const rows = (list: readonly ParameterRow[]): ParametersAction => ({
	type: 'content',
	content: {kind: 'rows', rows: list},
});

const numbered = (count: number) => Array.from({length: count}, (_, index) => parameter(`p${index}`, 'GPLong', index));

function paneWith(list: readonly ParameterRow[], ...actions: readonly ParametersAction[]): ParametersState {
	return [resize(60, 11), rows(list), ...actions].reduce(updateParameters, initialParameters);
}

describe('the selection and the first row after', () => {
	test.each<[string, ParametersAction[], number, number]>([
		['nothing', [], 0, 0],
		['one down', [down('line')], 1, 0],
		['a page down', [down('page')], 9, 0],
		['a page and two lines down', [down('page'), down('line'), down('line')], 11, 2],
		['the end', [bottom], 29, 20],
		['more than the end', [bottom, down('page')], 29, 20],
		['the end and half a page up', [bottom, up('half-page')], 24, 20],
		['the end and the top', [bottom, top], 0, 0],
		['up at the top', [up('page')], 0, 0],
		['a taller pane at the end', [bottom, resize(60, 21)], 29, 10],
		['a lower pane', [down('page'), resize(60, 4)], 9, 7],
	])('%s', (_, actions, selected, first) => {
		const state = paneWith(numbered(30), ...actions);
		expect([state.selected, state.top]).toEqual([selected, first]);
	});

	test('other rows: it stays on its parameter', () => {
		const state = paneWith(numbered(10), down('line'), down('line'));
		const moved = updateParameters(state, rows([parameter('new', 'GPLong', 1), ...numbered(10)]));
		expect(selectedRow(moved)?.name.safe).toBe('p2');
		expect(selectedRow(updateParameters(moved, rows(numbered(2))))?.name.safe).toBe('p1');
		expect(selectedRow(updateParameters(moved, rows([])))).toBeUndefined();
	});

	test('rows of one name: it goes through all of them', () => {
		const twins = [parameter('twin', 'GPLong', 1), parameter('twin', 'GPLong', 2), parameter('last', 'GPLong', 3)];
		const state = paneWith(twins, down('line'));
		expect(updateParameters(state, rows([...twins])).selected).toBe(1);
	});
});

describe('an opened value', () => {
	const text = Array.from({length: 40}, (_, index) => `line ${index}`).join('\n');
	const lines = (state: ParametersState) => openedLines(state, false).map(spans => textOf(spans).trimEnd());

	test.each<[string, ParameterRow, string[]]>([
		[
			'is named',
			parameter('Distance', 'GPLinearUnit', {distance: 5, units: 'esriMeters'}, 'Buffer distance'),
			[' Distance · Buffer distance · GPLinearUnit', '   5 meters'],
		],
		[
			'is wrapped',
			parameter('s', 'GPString', 'word '.repeat(20)),
			[' s · GPString', `   ${'word '.repeat(11).trim()}`, `     ${'word '.repeat(9).trim()}`],
		],
		['is the fault that there was', unreadable('r', 'The server said no.'), [' r', ' ✖ The server said no.']],
		[
			'says so where it is hidden',
			parameter('pw', 'GPStringHidden', 'tiger'),
			[' pw · GPStringHidden', `   ${hiddenSentence.slice(0, hiddenSentence.lastIndexOf(' ', 56))}`],
		],
		['says that it was cleaned', parameter('s', 'GPString', 'a\u0007b'), [' s · GPString', '†  a^Gb']],
	])('%s', (_, row, expected) => {
		const shown = lines(paneWith([row], open));
		expect(shown.slice(0, expected.length)).toEqual(expected);
		expect(shown.length).toBe(11);
	});

	test('is scrolled independently, and closing it restores the list', () => {
		const state = paneWith(
			[parameter('a', 'GPLong', 1), parameter('s', 'GPString', text)],
			down('line'),
			open,
			down('page'),
		);
		expect(lines(state)[1]).toBe('   line 9');
		expect(state.selected).toBe(1);
		const searched = updateParameters(state, {type: 'search', query: safeText('line 33')});
		expect(lines(searched)).toContain('   line 33');
		const back = updateParameters(searched, close);
		expect([isParameterOpened(back), back.selected]).toEqual([false, 1]);
		expect(isParameterOpened(updateParameters(back, open))).toBe(true);
	});

	test('stays open while its parameter exists, and closes when it is removed', () => {
		const state = paneWith([parameter('s', 'GPString', text)], open, down('page'));
		const again = updateParameters(state, rows([parameter('s', 'GPString', `${text}!`)]));
		expect(lines(again)[1]).toBe('   line 9');
		expect(isParameterOpened(updateParameters(again, rows([parameter('t', 'GPString', text)])))).toBe(false);
	});

	test.each([0, 1, 2, 3, 7])('fills a pane of %i lines, from the top', height => {
		const state = paneWith([parameter('s', 'GPString', text)], open, resize(60, height));
		expect(openedLines(state, false)).toHaveLength(height);
		const again = updateParameters(updateParameters(state, close), open);
		expect(lines(again)).toEqual(lines(state));
		expect(openedLines(updateParameters(state, close), false)).toEqual([]);
	});

	test('does not exist if there is no row', () => {
		expect(isParameterOpened(paneWith([], open))).toBe(false);
	});
});

const anyStep: fc.Arbitrary<ParametersAction> = fc.oneof(
	fc.record({
		type: fc.constant('scroll' as const),
		by: fc.constantFrom('line' as const, 'half-page' as const, 'page' as const),
		direction: fc.constantFrom('up' as const, 'down' as const),
	}),
	fc.constantFrom(top, bottom, open, close, {type: 'toggle-wrap'} as const, {type: 'pan', direction: 'right'} as const),
	fc.record({type: fc.constant('resize' as const), size: fc.record({width: fc.nat(100), height: fc.nat(14)})}),
	anyParameters.map(rows),
	fc.constantFrom<ParametersAction>(
		{type: 'content', content: {kind: 'reading'}},
		{type: 'content', content: {kind: 'unavailable', sentence: safeText('No.')}},
	),
);

test('every sequence of actions leads to a valid state: cells as wide as their columns, the selected row visible', () => {
	fc.assert(
		fc.property(anyParameters, fc.array(anyStep, {maxLength: 25}), fc.boolean(), (list, steps, isAscii) => {
			let state = paneWith(list);
			for (const step of steps) {
				state = updateParameters(state, step);
				const {width, height} = state.size;
				const total = rowsOf(state).length;
				expect(state.selected).toBeLessThan(Math.max(1, total));
				if (parameterRowCount(state.size) > 0 && total > 0) {
					expect(state.top).toBeLessThanOrEqual(state.selected);
					expect(state.top + parameterRowCount(state.size)).toBeGreaterThan(state.selected);
				}
				if (state.opened) {
					const lines = openedLines(state, isAscii);
					expect(lines.length).toBe(height);
					for (const spans of lines) expect(cellsOf(spans)).toBe(width);
				}
				const table = parametersTable(state, isAscii);
				const widths = table?.headings.map(({text}) => displayWidth(text));
				expect(widths?.reduce((cells, column) => cells + column + 2, 0) ?? width).toBe(width);
				for (const cells of table?.rows ?? []) {
					expect(cells.map(({text}) => displayWidth(text))).toEqual(widths);
				}
				for (const spans of narrowParameterLines(state, isAscii)) expect(cellsOf(spans)).toBe(width);
			}
		}),
		{numRuns: often(400)},
	);
});
