import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {sentByServer} from '../../source/ui/panes/about/sent-by-server.ts';
import {columnTitles} from '../../source/ui/panes/list/heading.ts';
import {resultsToCome} from '../../source/ui/screen/parameter-tabs.ts';
import {temporaryFolder} from './environment.ts';
import {openMonitor, rowOf} from './monitor-screen.ts';
import type {Screen} from './screen.ts';
import {saveNothing} from './screen-words.ts';
import {startGpServer, startHandServer} from './servers.ts';

/** The demo's parcel report: succeeded, with a result of each kind. */
async function openParcels(options: {columns?: number; rows?: number; folder?: string} = {}): Promise<Screen> {
	const server = await startGpServer({jobs: 2});
	const screen = await openMonitor({jobs: server.jobs.slice(1)}, {rows: 30, ...options});
	await screen.until(() => rowOf(screen, 'parcels').includes('Succeeded'), 'parcels to have succeeded');
	return screen;
}

test('the results: a line each with what it is, opened with Enter, left with Esc', async () => {
	const screen = await openParcels();
	await screen.press('2');
	await screen.shows('NAME');
	await screen.shows('Class_Field');
	for (const line of [
		/Affected_Parcels .*GPFeatureRecordSetLayer +4 polygons · EPSG:3857 · 3 fields/,
		/Owners .*GPRecordSet +4 records · 5 fields/,
		/Parcel_Count .*GPLong +4$/m,
		/Mean_Area .*GPDouble +0\.38571428571428573/,
		/Computed_At .*GPDate +2026-11-23 14:00:00 UTC/,
		/Distance_Used .*GPLinearUnit +300 feet/,
		/Districts .*GPMultiValue:GPString +Riverton Fire, School District 12, Library/,
	])
		await expect.poll(() => screen.text()).toMatch(line);
	await screen.press('j', 'Enter');
	await screen.shows('Lindqvist Holdings, LLC');
	await expect.poll(() => screen.row(/Parcel Number/)).toMatch(/OBJECTID +Parcel Number +Owner/);
	await screen.press('j');
	await screen.shows(/▌ +2 .*217-04-012/);
	await screen.press('Escape');
	await screen.hides('Lindqvist');
	await screen.shows(/▌ +Owners/);
	await screen.press('Escape');
	await screen.shows(columnTitles.status);
});

test('the tabs follow each other, and each job has its own', async () => {
	const screen = await openParcels();
	await screen.press('Enter');
	await screen.shows('parcels within');
	await screen.press('Tab');
	await screen.shows('Affected_Parcels');
	await screen.press('Tab');
	await screen.shows('Search_Distance');
	await expect.poll(() => screen.text()).toMatch(/Parcel_Number .*GPString +217-04-012/);
	await screen.press('Tab');
	await screen.shows(sentByServer);
	await screen.press('Tab');
	await screen.shows('parcels within');
	await screen.press('Shift-Tab');
	await screen.shows(sentByServer);
	for (const [key, shown] of [
		['1', 'parcels within'],
		['2', 'Affected_Parcels'],
		['3', 'Search_Distance'],
		['4', sentByServer],
	] as const) {
		await screen.press(key);
		await screen.shows(shown);
	}
	await screen.press('q');
	await screen.shows(columnTitles.status);
});

test('About tells every field that the server sent, and what gpjobs saw', async () => {
	const server = await startHandServer({flood: 'esriJobExecuting'});
	const job = server.job('flood');
	job.messages = [{type: 'esriJobMessageTypeWarning', description: 'careful'}];
	const screen = await openMonitor(server, {rows: 40, columns: 140});
	await screen.press('4');
	await screen.shows(sentByServer);
	for (const line of [
		`URL             ${job.url}`,
		`job id          ${job.id}`,
		'state           running',
		'jobStatus       esriJobExecuting',
		'first seen      ',
	])
		await screen.shows(line);
	await screen.shows(/messages +1, 1 warning, 0 errors/);
	job.status = 'esriJobFailed';
	await screen.shows('state           failed');
	await screen.shows(/failed +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d.*esriJobFailed/);
});

test('a search in the results ends with Enter', async () => {
	const screen = await openParcels();
	await screen.press('2');
	await screen.shows('Class_Field');
	await screen.press('/');
	await screen.type('Relief');
	await screen.shows('/Relief');
	await screen.press('Enter');
	await screen.hides('/Relief');
	await screen.press('Escape');
	await screen.shows(columnTitles.status);
});

test('a job that has not succeeded has no results yet, and says so', async () => {
	const server = await startHandServer({flood: 'esriJobExecuting'});
	const screen = await openMonitor(server);
	await screen.press('2');
	await screen.shows(resultsToCome);
	expect(server.requests.filter(({path}) => path.includes('/results'))).toEqual([]);
});

test('S saves a value into the working folder', async () => {
	const folder = temporaryFolder();
	const screen = await openParcels({folder});
	await screen.press('2');
	await screen.shows('Class_Field');
	await screen.press('j', 'S');
	await screen.shows('CSV');
	await screen.press('c');
	await screen.shows(join(folder, 'Owners.csv'));
	await screen.press('S');
	await screen.shows(saveNothing);
	await screen.press('Escape');
	await screen.hides(saveNothing);
	expect(readdirSync(folder)).toEqual(['Owners.csv']);
	expect(readFileSync(join(folder, 'Owners.csv'), 'utf8')).toContain('"Lindqvist Holdings, LLC"');
});
