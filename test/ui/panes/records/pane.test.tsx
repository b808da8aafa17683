import {stripVTControlCharacters} from 'node:util';
import {render} from 'ink-testing-library';
import {describe, expect, test, vi} from 'vitest';
import {displayWidth} from '../../../../source/text/display-width.ts';
import {safe} from '../../../../source/text/safe-text.ts';
import {RecordsPane} from '../../../../source/ui/panes/records/pane.tsx';
import {
	openRecords,
	type RecordsAction,
	type RecordsState,
	updateRecords,
} from '../../../../source/ui/panes/records/state.ts';
import {manyRecords, parcels, recordSet} from './some-records.ts';

// Ink asks another program for the size of a terminal that does not tell it, at each frame.
vi.stubEnv('COLUMNS', '100');
vi.stubEnv('LINES', '40');
vi.stubEnv('TZ', 'UTC');

function paneAfter(set: typeof parcels, width: number, height: number, ...actions: RecordsAction[]): RecordsState {
	return actions.reduce(updateRecords, openRecords(safe`Parcels`, set, {width, height}));
}

function coloured(state: RecordsState, isAscii = false): string[] {
	const {lastFrame, unmount} = render(<RecordsPane state={state} isAscii={isAscii} />);
	const frame = lastFrame() ?? '';
	unmount();
	return frame.split('\n');
}

const frame = (state: RecordsState, isAscii = false) =>
	coloured(state, isAscii).map(line => stripVTControlCharacters(line).trimEnd());

describe('the table', () => {
	test('is drawn', () => {
		const state = paneAfter(parcels, 80, 8, {type: 'scroll', by: 'line', direction: 'down'});
		expect(frame(state)).toEqual([
			' Parcels · 5 records · 4 fields · row 2',
			'    #   #id  Owner      Area  Since',
			'    1     1  Meyer 10   12.5  2026-01-02 03:04:05 +00:00',
			' ▌  2     2  meyer 9    null  null',
			'    3     3  ""        1e+21  1969-12-31 00:00:00 +00:00',
			'    4     4  † 東京^G    0.1  long ago',
			'    5     5  Abel          3  8640000000000001',
			'',
		]);
	});

	test('shows the selected cell reversed, and missing values dim', () => {
		const set = recordSet(
			[
				['A', 'String'],
				['B', 'String'],
			],
			[['null', null]],
		);
		const [, , row = ''] = coloured(paneAfter(set, 40, 3));
		expect(row).toContain('\u001b[7mnull\u001b[27m');
		expect(row).toMatch(/\u001b\[2mnull +\u001b\[22m/);
		const [, , other = ''] = coloured(paneAfter(set, 40, 3, {type: 'pan', direction: 'right'}));
		expect(other).toMatch(/\u001b\[2m\u001b\[7mnull +|\u001b\[7m\u001b\[2mnull +/);
	});

	test('marks the column that it is sorted by', () => {
		const sorted = paneAfter(parcels, 60, 3, {type: 'pan', direction: 'right'}, {type: 'sort'}, {type: 'sort'});
		expect(frame(sorted)[1]).toContain('Owner ▼');
		expect(frame(sorted, true)[1]).toContain('Owner v');
	});

	test('is redrawn when columns move, are hidden, or records change', () => {
		const {lastFrame, rerender, unmount} = render(<RecordsPane state={paneAfter(parcels, 40, 4)} isAscii={false} />);
		const drawn = (state: RecordsState) => {
			rerender(<RecordsPane state={state} isAscii={false} />);
			return stripVTControlCharacters(lastFrame() ?? '')
				.split('\n')
				.map(line => line.trimEnd());
		};
		const right: RecordsAction = {type: 'pan', direction: 'right'};
		expect(drawn(paneAfter(parcels, 40, 4, right, right, right))[1]).toBe('    #  Since');
		expect(drawn(paneAfter(parcels, 40, 4, {type: 'toggle-column'}))[1]).toBe('    #  Owner      Area  Since');
		expect(drawn(paneAfter(manyRecords(2), 40, 4))[3]).toMatch(/^ {4}2 {9}2 {2}Parcel 1/);
		unmount();
	});

	test('fields with equal or unusual names have separate columns', () => {
		const set = recordSet(
			[
				['__proto__', 'String', 'Same'],
				['constructor', 'String', 'Same'],
				['1', 'String', ' Same '],
			],
			[['a', undefined, 'c']],
		);
		expect(frame(paneAfter(set, 60, 3)).slice(1)).toEqual(['    #  Same  Same   Same', ' ▌  1  a     –     c']);
	});

	test('is replaced by lines if there is no room for it', () => {
		expect(frame(paneAfter(parcels, 20, 3))).toEqual([
			' 5 records · row 1',
			'▌1 1 Meyer 10 12.5 …',
			' 2 2 meyer 9 null n…',
		]);
	});
});

test('has the height of the pane and is not wider, at any size', () => {
	for (const width of [1, 2, 3, 8, 23, 24, 25, 31, 40, 63, 80, 100]) {
		for (const height of [1, 2, 3, 5, 9]) {
			for (const action of ['none', 'choose', 'open'] as const) {
				const state = paneAfter(parcels, width, height);
				const opened =
					action === 'none'
						? state
						: updateRecords(state, action === 'open' ? {type: 'open', what: 'record'} : {type: 'choose'});
				const lines = frame(opened);
				expect(lines.length).toBe(height);
				expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(width);
			}
		}
	}
});
