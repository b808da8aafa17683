import {stripVTControlCharacters} from 'node:util';
import {render} from 'ink-testing-library';
import {describe, expect, test} from 'vitest';
import type {ParameterRow} from '../../../../source/monitor/parameter-table.ts';
import {displayWidth} from '../../../../source/text/display-width.ts';
import {safeText} from '../../../../source/text/safe-text.ts';
import {ParametersPane, valuesBeingRead} from '../../../../source/ui/panes/parameters/pane.tsx';
import {
	initialParameters,
	type ParametersAction,
	type ParametersState,
	updateParameters,
} from '../../../../source/ui/panes/parameters/state.ts';
import {parameter, unreadable} from './some-parameters.ts';

const list = [
	parameter('Query', 'GPString', '"DATE" > date 1998-01-01', 'Incidents since'),
	parameter('地域', 'GPString', '東京\n大阪'),
	parameter('Password', 'GPStringHidden', 'tiger'),
	unreadable('Hotspot_Raster', 'The server said: unable to get results.'),
	parameter('Distance', 'GPLinearUnit', {distance: 5, units: 'esriKilometers'}),
	parameter('Bell', 'GPString', 'a\u0007b'),
];

function stateWith(content: readonly ParameterRow[] | ParametersState['content'], width: number, height: number) {
	return (
		[
			{type: 'resize', size: {width, height}},
			{type: 'content', content: 'kind' in content ? content : {kind: 'rows', rows: content}},
		] satisfies ParametersAction[]
	).reduce<ParametersState>(updateParameters, initialParameters);
}

function frame(state: ParametersState, isAscii = false): string[] {
	const pane = <ParametersPane state={state} placeholder={safeText('The job has no results.')} isAscii={isAscii} />;
	const {lastFrame, unmount} = render(pane);
	const lines = stripVTControlCharacters(lastFrame() ?? '').split('\n');
	unmount();
	return lines.map(line => line.trimEnd());
}

describe('the list of parameters', () => {
	test('is a table', () => {
		const state = updateParameters(stateWith(list, 80, 8), {type: 'scroll', by: 'line', direction: 'down'});
		expect(frame(state)).toEqual([
			'    NAME            LABEL            TYPE            VALUE',
			'    Query           Incidents since  GPString        "DATE" > date 1998-01-01',
			' ▌  地域                             GPString        東京 ↵ 大阪',
			'    Password                         GPStringHidden  ••••••',
			'    Hotspot_Raster                                   ✖ The server said: unable…',
			'    Distance                         GPLinearUnit    5 kilometers',
			'    Bell                             GPString        † a^Gb',
			'',
		]);
	});

	test('has the same columns wherever it is scrolled to', () => {
		const state = stateWith(list, 80, 3);
		const down = updateParameters(state, {type: 'go', to: 'bottom'});
		expect(frame(down)).toEqual([
			'    NAME            LABEL            TYPE            VALUE',
			'    Distance                         GPLinearUnit    5 kilometers',
			' ▌  Bell                             GPString        † a^Gb',
		]);
	});

	test('leaves out columns if it is narrow', () => {
		expect(frame(stateWith(list, 56, 3))[1]).toBe(' ▌  Query           GPString        "DATE" > date 1998…');
		expect(frame(stateWith(list, 40, 3))[1]).toBe(' ▌  Query           "DATE" > date 1998…');
		expect(frame(stateWith(list, 24, 3), true)[1]).toBe(' >  Query     "DATE" >~');
		expect(frame(stateWith(list, 20, 2))).toEqual(['▌Query "DATE" > dat…', ' 地域 東京 ↵ 大阪']);
	});

	test.each<[string, ParametersState['content'], string]>([
		['not read yet', {kind: 'reading'}, `   ${valuesBeingRead}`],
		['not to be had', {kind: 'unavailable', sentence: safeText('Sign in first.')}, '   Sign in first.'],
		['not there', {kind: 'rows', rows: []}, '   The job has no results.'],
	])('%s', (_, content, sentence) => {
		expect(frame(stateWith(content, 60, 3))).toEqual([sentence, '', '']);
	});

	test('is replaced by an opened value', () => {
		const state = updateParameters(stateWith(list, 60, 4), {type: 'open'});
		expect(frame(state)).toEqual([' Query · Incidents since · GPString', '   "DATE" > date 1998-01-01', '', '']);
	});

	test('is drawn with other widths after the pane or the rows have changed', () => {
		const state = stateWith(list, 80, 3);
		const pane = (shown: ParametersState) => (
			<ParametersPane state={shown} placeholder={safeText('none')} isAscii={false} />
		);
		const {lastFrame, rerender, unmount} = render(pane(state));
		rerender(pane(updateParameters(state, {type: 'resize', size: {width: 40, height: 3}})));
		const lines = stripVTControlCharacters(lastFrame() ?? '').split('\n');
		expect(lines[1]?.trimEnd()).toBe(' ▌  Query           "DATE" > date 1998…');
		unmount();
	});

	test('has the height of the pane and is not wider, at any size', () => {
		for (const width of [0, 1, 2, 3, 8, 23, 24, 25, 31, 40, 63, 80, 100]) {
			for (const height of [1, 2, 5, 9]) {
				const lines = frame(stateWith(list, width, height));
				expect(lines.length).toBe(height);
				expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(width);
			}
		}
	});
});
