import {expect} from 'vitest';
import type {NamedParameter} from '../../../source/gp/client/values.ts';
import {readParameter} from '../../../source/gp/parameter.ts';
import {serverText} from '../../../source/text/safe-text.ts';
import {actionList} from '../../../source/ui/actions/actions.ts';
import {type CancelMarkedDialog, canBeCancelled} from '../../../source/ui/dialogs/cancel-marked.ts';
import {inputText} from '../../../source/ui/input/state.ts';
import {seeded} from '../../gp/fuzzed-answers.ts';
import {openWorld, urlOf} from './screen-world.ts';

/** A value of each kind that has a view of its own. */
const values: readonly NamedParameter[] = Object.entries({
	Parcels: [
		'GPFeatureRecordSetLayer',
		{
			geometryType: 'esriGeometryPolygon',
			spatialReference: {wkid: 3857},
			fields: ['OID', 'NAME', 'AREA'].map(name => ({name, type: 'esriFieldTypeString', alias: name})),
			features: Array.from({length: 50}, (_, index) => ({
				attributes: {OID: index, NAME: `parcel ${index}`, AREA: index / 7},
				geometry: {
					rings: [
						[
							[index, 0],
							[index, 1],
							[index + 1, 1],
							[index, 0],
						],
					],
				},
			})),
		},
	],
	Report: ['GPString', {a: [1, 2, {b: null}], token: 'x'}],
	File: ['GPDataFile', {url: 'https://gis.acme.com/arcgis/rest/directories/j/out.zip'}],
	Count: ['GPLong', 12],
	Secret: ['GPStringHidden', 'hidden'],
}).map(([name, [dataType, value]]) => {
	const text = serverText(name);
	return {
		link: {name: text, paramUrl: `results/${name}`},
		read: readParameter({paramName: name, dataType, value}, text),
	};
});

const bound = actionList.flatMap(([, {keys}]) => keys).filter(key => key !== 'Ctrl-C');
const typed = [
	'Enter',
	'Esc',
	'Tab',
	'Backspace',
	'y',
	'n',
	'w',
	'0',
	'9',
	'.',
	'漢',
	'😀',
	'e\u0301',
	'\u202E',
	'\u0000',
	'\\',
];
const keys = [...bound, ...typed, 'Enter', 'Enter', 'Esc', 'Esc', 'x'];

/** Marks all jobs and cancels them: no draw of single keys would come upon it often. */
const cancelsAll = ['Esc', 'Esc', 'Esc', '*', 'x', 'later', '3', 'Enter'];

/**
 * Presses keys at random, with time between them, windows of other sizes, and jobs that begin and end.
 *
 * @param count keys
 * @returns how many cancels were asked of the server, each of which had its dialog, and how many dialogs were for several jobs
 */
export async function playKeys(count: number): Promise<{readonly posted: number; readonly together: number}> {
	const random = seeded(count);
	const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T;
	let posted = 0;
	let together = 0;
	for (let left = count; left > 0; left -= 1000) {
		const names = ['a', 'b', 'c'];
		const world = await openWorld(names, {values});
		const meant: string[] = [];
		let planned: string[] = [];
		for (let turn = Math.min(left, 1000); turn > 0; turn--) {
			const {dialog} = world.screen.state;
			if (random() < 0.01) planned = [...cancelsAll];
			const key = planned.shift() ?? pick(keys);
			if (key === 'later') {
				await world.clock.move(301);
				continue;
			}
			const listed = dialog?.kind === 'cancel-marked' ? stillCancellable(world, dialog) : [];
			await world.press(key);
			const isClosed = world.screen.state.dialog === null;
			const isYes = key === 'y' || key === 'w';
			if (isYes && dialog?.kind === 'cancel' && isClosed) meant.push(dialog.url);
			const isNumbered = dialog?.kind === 'cancel-marked' && inputText(dialog.field) === String(listed.length);
			if (key === 'Enter' && isNumbered && isClosed) {
				meant.push(...listed);
				if (listed.length > 1) together++;
			}
			if (random() < 0.1) await world.clock.move(pick([1, 301, 2500, 60_000]));
			// Keys have removed jobs too.
			if (random() < 0.05) world.watch(names);
			if (random() < 0.02) world.screen.resize({width: pick([1, 39, 80, 200]), height: pick([1, 9, 24, 60])});
			if (random() < 0.02)
				world.statuses.set(urlOf(pick(names)), `esriJob${pick(['Executing', 'Succeeded', 'Failed', 'Submitted'])}`);
		}
		await world.clock.move(200_000);
		for (const url of world.posts) {
			const at = meant.indexOf(url);
			expect(at, `${url} was posted; meant: ${meant}`).toBeGreaterThanOrEqual(0);
			meant.splice(at, 1);
		}
		posted += world.posts.length;
		world.close();
	}
	return {posted, together};
}

/** The jobs of a dialog that a cancel would still be sent for. */
function stillCancellable(
	{monitor}: Awaited<ReturnType<typeof openWorld>>,
	{urls}: CancelMarkedDialog,
): readonly string[] {
	return urls.filter(url => {
		const job = monitor.jobs.get(url);
		return job !== undefined && canBeCancelled(job);
	});
}
