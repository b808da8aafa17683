import {render} from 'ink-testing-library';
import {expect, test, vi} from 'vitest';
import {safe, safeText} from '../../source/text/safe-text.ts';
import {RecordsPane} from '../../source/ui/panes/records/pane.tsx';
import {
	openRecords,
	type RecordsAction,
	type RecordsState,
	updateRecords,
} from '../../source/ui/panes/records/state.ts';
import {manyRecords} from '../ui/panes/records/some-records.ts';

// Ink asks another program for the size of a terminal that does not tell it, at each frame.
vi.stubEnv('COLUMNS', '120');
vi.stubEnv('LINES', '40');

function timed<T>(what: string, run: () => T): T {
	const begun = performance.now();
	const result = run();
	console.log(`100,000 records, ${what}: ${(performance.now() - begun).toFixed(1)} ms`);
	return result;
}

const set = manyRecords(100_000);
const size = {width: 120, height: 40};
const down: RecordsAction = {type: 'scroll', by: 'line', direction: 'down'};
const pageDown: RecordsAction = {type: 'scroll', by: 'page', direction: 'down'};
const right: RecordsAction = {type: 'pan', direction: 'right'};

test('what it costs to open, move and sort', () => {
	let state = timed('open', () => openRecords(safe`Parcels`, set, size));
	const pane = (shown: RecordsState) => <RecordsPane state={shown} isAscii={false} />;
	const {rerender, lastFrame, unmount} = timed('first frame', () => render(pane(state)));
	const keys = (what: string, count: number, action: RecordsAction) => {
		const begun = performance.now();
		for (let key = 0; key < count; key++) {
			state = updateRecords(state, action);
			rerender(pane(state));
		}
		console.log(`100,000 records, ${what}: ${((performance.now() - begun) / count).toFixed(1)} ms a key`);
	};
	keys('cursor in the page', 35, down);
	keys('cursor that scrolls', 100, down);
	keys('page', 100, pageDown);
	expect(lastFrame()).toContain('▌');
	expect(state.row).toBe(135 + 100 * 37);
	const begun = performance.now();
	for (let key = 0; key < 1000; key++) state = updateRecords(state, down);
	console.log(`100,000 records, state alone: ${(performance.now() - begun).toFixed(1)} µs a key`);
	for (const column of state.columns) {
		state = timed(`sort by ${column.field.alias.safe}`, () => updateRecords(state, {type: 'sort'}));
		timed(`and downwards`, () => updateRecords(state, {type: 'sort'}));
		state = updateRecords(state, right);
	}
	expect(new Set(state.order).size).toBe(100_000);
	timed('search of 400,000 cells', () => updateRecords(state, {type: 'search', query: safeText('nowhere')}));
	unmount();
});
