import {expect, test} from 'vitest';
import {safe} from '../../../../source/text/safe-text.ts';
import {openRecords, updateRecords} from '../../../../source/ui/panes/records/state.ts';
import {recordsTable} from '../../../../source/ui/panes/records/table.ts';
import {down, pageDown, right} from '../messages/moves.ts';
import {manyRecords} from './some-records.ts';

const set = manyRecords(100_000);
const size = {width: 120, height: 40};

/** Records that count how often one of them is asked for. */
function counting() {
	let looks = 0;
	const records = new Proxy(set.records, {
		get(target, name, receiver) {
			if (typeof name === 'string' && /^\d/.test(name)) looks++;
			return Reflect.get(target, name, receiver);
		},
	});
	return {set: {...set, records}, looks: () => looks};
}

test('opening examines a sample of records, and a key only the visible ones', () => {
	const {set: counted, looks} = counting();
	let state = openRecords(safe`Parcels`, counted, size);
	expect(looks()).toBeLessThanOrEqual(200);
	for (const action of [down, pageDown, right, {type: 'go', to: 'bottom'}] as const) {
		const before = looks();
		state = updateRecords(state, action);
		recordsTable(state, false);
		expect(looks() - before).toBeLessThanOrEqual(size.height);
	}
});
