import {safe} from '../../text/safe-text.ts';
import {selectedRow} from '../panes/parameters/state.ts';
import {openParameters, parametersNow} from '../screen/parameter-tabs.ts';
import type {ScreenPort} from '../screen/port.ts';
import {turnedToMap} from '../screen/value-view.ts';
import {type Action, inEach, values} from './action.ts';
import {onValue, toMap, toRecords} from './pane-events.ts';

function save(screen: ScreenPort): void {
	const {world, state} = screen;
	const row = state.value?.row ?? selectedRow(parametersNow(state));
	const open = openParameters(state.view);
	const formats = row ? world.saver.formatsOf(row) : [];
	if (!row || !open || formats.length === 0) return screen.notify({ok: false, notice: noValueToSave});
	screen.change({dialog: {kind: 'save', url: open.url, row, formats}});
}

/** The notice that no value is selected, or that the selected one cannot be saved. */
export const noValueToSave = safe`Nothing to save here.`;

/** The actions on results, inputs and opened values. */
export const valueActions = {
	save: {
		keys: ['S'],
		label: safe`save the value`,
		group: 'Values',
		synonyms: ['export', 'download', 'write', 'csv', 'geojson'],
		use: 1,
		footer: {word: safe`save`, place: 6},
		run: inEach(['parameters', ...values], save),
	},
	openCell: {
		keys: ['z'],
		label: safe`the whole cell`,
		group: 'Values',
		run: {records: toRecords({type: 'open', what: 'cell'})},
	},
	sortColumn: {
		keys: ['s'],
		label: safe`sort by the column`,
		group: 'Values',
		footer: {word: safe`sort`, place: 4},
		run: {records: toRecords({type: 'sort'})},
	},
	columns: {
		keys: ['C'],
		label: safe`choose columns (Space, *)`,
		group: 'Values',
		footer: {word: safe`columns`, place: 5},
		run: {records: toRecords({type: 'choose'})},
	},
	map: {
		keys: ['m'],
		label: safe`map instead of the table`,
		group: 'Values',
		footer: {word: safe`map`, place: 3},
		run: {records: onValue(turnedToMap)},
	},
	table: {
		keys: ['m'],
		label: safe`table instead of the map`,
		group: 'Values',
		footer: {word: safe`table`, place: 3},
		run: {map: onValue(turnedToMap)},
	},
	zoomIn: {
		keys: ['+', '='],
		label: safe`zoom in`,
		group: 'Values',
		footer: {word: safe`zoom in`, place: 4},
		run: {map: toMap({type: 'zoom', direction: 'in'})},
	},
	zoomOut: {
		keys: ['-'],
		label: safe`zoom out`,
		group: 'Values',
		footer: {word: safe`zoom out`, place: 5},
		run: {map: toMap({type: 'zoom', direction: 'out'})},
	},
	wholeMap: {
		keys: ['0'],
		label: safe`map: whole extent`,
		group: 'Values',
		footer: {word: safe`all`, place: 6},
		run: {map: toMap({type: 'whole'})},
	},
	fillMap: {keys: ['f'], label: safe`map: fill polygons`, group: 'Values', run: {map: toMap({type: 'fill'})}},
} satisfies Record<string, Action>;
