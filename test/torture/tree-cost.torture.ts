import {expect, test} from 'vitest';
import {safeText} from '../../source/text/safe-text.ts';
import {countRows} from '../../source/ui/panes/tree/branch.ts';
import {treeLines} from '../../source/ui/panes/tree/lines.ts';
import {
	isTreeSearchOn,
	openTree,
	type TreeAction,
	type TreeState,
	updateTree,
} from '../../source/ui/panes/tree/state.ts';

const size = {width: 120, height: 40};
const down: TreeAction = {type: 'scroll', by: 'line', direction: 'down'};
const right: TreeAction = {type: 'pan', direction: 'right'};
const bottom: TreeAction = {type: 'go', to: 'bottom'};

function timed(what: string, run: () => TreeState): TreeState {
	const begun = performance.now();
	const state = run();
	treeLines(state, false);
	console.log(`tree, ${what}: ${(performance.now() - begun).toFixed(1)} ms`);
	return state;
}

function features(count: number): unknown {
	return {
		fields: [{name: 'NAME'}],
		features: Array.from({length: count}, (_, index) => ({
			attributes: {OBJECTID: index, NAME: `Parcel ${index}`, AREA: index / 7},
			geometry: {
				rings: [
					[
						[index, 1],
						[index, 2],
						[index + 1, 2],
						[index, 1],
					],
				],
			},
		})),
	};
}

test('what it costs to open, unfold, move and search', () => {
	const json = JSON.stringify(features(380_000));
	const value: unknown = JSON.parse(json);
	console.log(`tree, ${(json.length / 1e6).toFixed(0)} MB of JSON`);
	let state = timed('open', () => openTree(safeText('Result'), value, size));
	state = timed('unfold 380,000 features', () => [down, down, right].reduce(updateTree, state));
	expect(countRows(state.root)).toBe(1 + 2 + 3800);
	state = timed('unfold the last hundred', () => [bottom, right].reduce(updateTree, state));
	state = timed('go to the end', () => updateTree(state, bottom));
	const begun = performance.now();
	for (let key = 0; key < 1000; key++) {
		state = updateTree(state, key % 200 < 100 ? {...down, direction: 'up'} : down);
		treeLines(state, false);
	}
	console.log(`tree, a key with its lines: ${((performance.now() - begun) / 1000).toFixed(2)} ms`);
	let actions = 1;
	const searched = performance.now();
	state = updateTree(updateTree(state, {type: 'go', to: 'top'}), {type: 'search', query: safeText('nowhere')});
	while (isTreeSearchOn(state)) {
		state = updateTree(state, {type: 'count'});
		actions++;
	}
	const took = performance.now() - searched;
	console.log(`tree, search of all: ${took.toFixed(0)} ms in ${actions} actions of ${(took / actions).toFixed(0)} ms`);
	expect(state.note).toBe('not found');
	const keys = Object.fromEntries(Array.from({length: 1_000_000}, (_, index) => [`key${index}`, index]));
	state = timed('open an object of 1,000,000 keys', () => openTree(safeText('Result'), keys, size));
	state = timed('go to its end', () => updateTree(state, bottom));
	expect(countRows(state.root)).toBe(1_000_001);
});
