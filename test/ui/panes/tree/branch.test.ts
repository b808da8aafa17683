import fc from 'fast-check';
import {expect, test} from 'vitest';
import {
	type Branch,
	countRows,
	folded,
	isUnfolded,
	labelsOn,
	newBranch,
	type Path,
	pathAt,
	rowOf,
	treeRowsFrom,
	unfolded,
	valueOn,
} from '../../../../source/ui/panes/tree/branch.ts';
import {levelOf, valueAt} from '../../../../source/ui/panes/tree/level.ts';
import {often} from '../../../often.ts';
import {anyJson} from './any-json.ts';

/** All rows in the plain way. */
function listed(whole: unknown, root: Branch | null): Path[] {
	const paths: Path[] = [];
	const add = (value: unknown, path: Path) => {
		paths.push(path);
		if (!isUnfolded(root, path)) return;
		const level = levelOf(value);
		for (let place = 0; level && place < level.count; place++) add(valueAt(level, place), [...path, place]);
	};
	add(whole, []);
	return paths;
}

test('rows have the same positions as in a plain list, whatever is folded and unfolded', () => {
	fc.assert(
		fc.property(
			anyJson,
			fc.array(fc.tuple(fc.boolean(), fc.nat(60)), {maxLength: 20}),
			fc.nat(),
			(whole, steps, from) => {
				let root = newBranch(whole) ?? null;
				for (const [unfolds, row] of steps) {
					const path = pathAt(root, row % countRows(root));
					root = unfolds ? unfolded(root, whole, path) : folded(root, path);
				}
				const paths = listed(whole, root);
				expect(countRows(root)).toBe(paths.length);
				const rows = treeRowsFrom(root, whole, 0, paths.length + 5);
				expect(rows.map(({path}) => path)).toEqual(paths);
				for (const [row, path] of paths.slice(0, 150).entries()) {
					expect([pathAt(root, row), rowOf(root, path)]).toEqual([path, row]);
					expect(rows[row]?.isUnfolded).toBe(isUnfolded(root, path));
					expect(rows[row]?.label).toEqual(labelsOn(whole, path).at(-1) ?? null);
					expect(rows[row]?.value).toEqual(valueOn(whole, path));
				}
				const first = from % paths.length;
				expect(treeRowsFrom(root, whole, first, 7).map(({path}) => path)).toEqual(paths.slice(first, first + 7));
			},
		),
		{numRuns: often(400)},
	);
});

test('values that are unfolded from the last to the first have the right rows', () => {
	const whole = {a: [1], b: [2], c: [3]};
	let root = newBranch(whole) ?? null;
	for (const place of [2, 0, 1]) root = unfolded(root, whole, [place]);
	expect(treeRowsFrom(root, whole, 0, 20).map(({path}) => path)).toEqual(listed(whole, root));
	for (const row of listed(whole, root).keys()) expect(rowOf(root, pathAt(root, row))).toBe(row);
	root = folded(root, [0]);
	expect(treeRowsFrom(root, whole, 0, 20).map(({path}) => path)).toEqual(listed(whole, root));
});

test('of a path that is longer than the value is deep, only the existing part is named', () => {
	const whole = {a: [1]};
	expect(labelsOn(whole, [0, 0, 7, 1])).toEqual([
		{kind: 'name', name: 'a'},
		{kind: 'index', index: 0},
	]);
	expect(labelsOn(7, [0])).toEqual([]);
	expect(valueOn(whole, [0, 0, 7])).toBeUndefined();
});
