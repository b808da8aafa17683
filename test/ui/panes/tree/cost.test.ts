import {expect, test} from 'vitest';
import {safeText} from '../../../../source/text/safe-text.ts';
import {countRows} from '../../../../source/ui/panes/tree/branch.ts';
import {treeLines} from '../../../../source/ui/panes/tree/lines.ts';
import {openTree, updateTree} from '../../../../source/ui/panes/tree/state.ts';
import {bottom, down, right} from '../messages/moves.ts';

const size = {width: 120, height: 40};

test('opening and unfolding examine only visible values, whatever the value contains', () => {
	let looks = 0;
	const watched = new Proxy(Array(1_000_000).fill(0), {
		get(target, name, receiver) {
			if (typeof name === 'string' && /^\d/.test(name)) looks++;
			return Reflect.get(target, name, receiver);
		},
	});
	let state = openTree(safeText('Result'), watched, size);
	treeLines(state, false);
	expect([looks, countRows(state.root)]).toEqual([0, 10_001]);
	for (const action of [bottom, right, down, down, bottom] as const) {
		looks = 0;
		state = updateTree(state, action);
		treeLines(state, false);
		expect(looks).toBeLessThanOrEqual(size.height * 2);
	}
	expect(countRows(state.root)).toBe(10_101);
});
