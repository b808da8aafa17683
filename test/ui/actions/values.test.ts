import {afterEach, expect, test} from 'vitest';
import {readParameter} from '../../../source/gp/parameter.ts';
import {serverText} from '../../../source/text/safe-text.ts';
import {contextOf} from '../../../source/ui/screen/state.ts';
import {openWorld} from '../screen/screen-world.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
afterEach(() => world.close());

const points = {
	geometryType: 'esriGeometryPoint',
	spatialReference: {wkid: 4326},
	fields: [
		{name: 'A', type: 'esriFieldTypeInteger'},
		{name: 'B', type: 'esriFieldTypeString'},
	],
	features: [3, 1, 2].map(A => ({attributes: {A, B: `b${A}`}, geometry: {x: A, y: A}})),
};

/** The results of a job, with its one result open: a table of three records, or a tree. */
async function openedValue(dataType: string, value: unknown) {
	const name = serverText('P');
	const read = readParameter({paramName: 'P', dataType, value}, name);
	world = await openWorld(['a'], {values: [{link: {name, paramUrl: 'results/P'}, read}]});
	await world.press('2');
	await world.clock.move(2000);
	await world.press('Enter');
	return world;
}

const openedTable = () => openedValue('GPFeatureRecordSetLayer', points);

function recordsNow() {
	const {value} = world.screen.state;
	if (value?.kind !== 'records') throw new Error('no table is open');
	return value;
}

const place = () => contextOf(world.screen.state);

test('m switches between map and table; Esc leaves the map, then the table, then the job', async () => {
	const {press} = await openedTable();
	const places = [place()];
	for (const key of ['m', 'm', 'm', 'Esc', 'Esc', 'Esc']) {
		await press(key);
		places.push(place());
	}
	expect(places).toEqual(['records', 'map', 'records', 'map', 'records', 'parameters', 'list']);
});

test('arrows pan the map, + and - zoom it, 0 shows all of it, f fills it', async () => {
	const {press} = await openedTable();
	await press('m');
	const views = new Set<unknown>();
	for (const key of ['+', '↑', '↓', '←', '→', '-', '+']) {
		await press(key);
		const view = recordsNow().map?.view;
		expect(view, key).not.toBeNull();
		views.add(view);
	}
	expect(views.size).toBe(7);
	await press('0', 'f');
	expect(recordsNow().map).toMatchObject({view: null, isFilled: true});
});

test.each<[readonly string[], object]>([
	[['j'], {row: 1}],
	[['G', 'k'], {row: 1}],
	[['l'], {column: 1}],
	[['s'], {sort: {field: 0, isDescending: false}}],
	[['s', 'I'], {sort: {field: 0, isDescending: true}}],
	[['Space'], {shown: [1]}],
	[['Space', '*'], {shown: [0, 1]}],
	[['C'], {chooser: expect.anything()}],
	[['Enter'], {opened: {what: 'record'}}],
	[['z'], {opened: {what: 'cell'}}],
	[['z', 'Esc'], {opened: null}],
	[['/', 'b', '2', 'Enter'], {search: {query: 'b2'}, row: 2, column: 1}],
	[['/', 'b', 'Enter', 'n'], {row: 1, column: 1}],
	[['/', 'b', 'Enter', 'N'], {row: 2, column: 1}],
])('in a table %j', async (keys, state) => {
	const {press, clock} = await openedTable();
	await press(...keys);
	await clock.move(100);
	expect(recordsNow().state).toMatchObject(state);
});

test('Enter and the arrows unfold a tree, / searches it, and the dialog offers the last query of the same view', async () => {
	const {press, clock} = await openedValue('GPNovel', {a: {b: 1}, c: 2});
	expect(place()).toBe('tree');
	await press('j', 'Enter', 'j', '/', 'c', 'Enter');
	await clock.move(100);
	expect(world.screen.state.value).toMatchObject({kind: 'tree', state: {row: 3, search: {query: 'c'}}});
	expect(world.screen.state.messages.search).toBeNull();
	await press('/');
	expect(world.screen.state.dialog).toMatchObject({kind: 'search', field: {cursor: 1}});
});

test('a key of the list has no effect in a map', async () => {
	const {press} = await openedTable();
	await press('m', 'D', 'a', 'Space', 'PgDn');
	expect([place(), world.screen.state.dialog, world.edits]).toEqual(['map', null, []]);
});
