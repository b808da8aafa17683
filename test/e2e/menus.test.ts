import {chmodSync, existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {strFromU8, unzipSync} from 'fflate';
import {expect, test} from 'vitest';
import {tagsSet} from '../../source/session/list-edits.ts';
import {openedInBrowser} from '../../source/terminal/browser.ts';
import {labelText} from '../../source/ui/dialogs/label.ts';
import {seenByGpjobs} from '../../source/ui/panes/about/seen-by-gpjobs.ts';
import {columnTitles} from '../../source/ui/panes/list/heading.ts';
import {noBrowserHere} from '../../source/ui/screen.tsx';
import {saying, whatever} from '../saying.ts';
import {temporaryFolder} from './environment.ts';
import {homeWith, listHeading, openMonitor, rowOf} from './monitor-screen.ts';
import type {Screen} from './screen.ts';
import {columnsTitle, copyNothing, copyTitle, paletteTitle} from './screen-words.ts';
import {ended, executing} from './scripts.ts';
import {startGpServer} from './servers.ts';

const lines = ['first line', 'second line'];
const spoken = executing('spoken', {messages: () => lines.map((text, index) => ({at: index, text}))});
const silent = ended('silent');

async function type(screen: Screen, text: string): Promise<void> {
	for (const character of text) await screen.press(character);
}

test('S saves messages, a report and the KMZ of a job into the folder in which gpjobs was started', async () => {
	const server = await startGpServer({cast: [spoken]});
	const folder = temporaryFolder();
	const screen = await openMonitor(server, {folder});
	const expected: string[] = [];
	for (const [key, name] of [
		['m', 'spoken-messages.txt'],
		['r', 'spoken-report.txt'],
		['j', 'spoken.json'],
		['k', 'spoken.kmz'],
	] as const) {
		await screen.press('S');
		await screen.shows('Save spoken');
		await screen.press(key);
		expected.push(name);
		// A file has its name a moment before the temporary one beside it is gone.
		await screen.until(() => readdirSync(folder).toSorted().join() === expected.toSorted().join(), `only ${expected}`);
	}
	const read = (name: string) => readFileSync(join(folder, name), 'utf8');
	expect(read('spoken-messages.txt')).toBe(`${lines.join('\n')}\n`);
	expect(read('spoken-report.txt')).toContain(server.jobs[0]?.url);
	expect(read('spoken-report.txt')).toMatch(/Inputs\n {2}Text \(GPString\) {2}given\n/);
	const {job, messages, inputs} = JSON.parse(read('spoken.json'));
	expect(job).toMatchObject({label: 'spoken', state: 'running'});
	expect(messages.map(({text}: {text: string}) => text)).toEqual(lines);
	expect(inputs[0]).toMatchObject({name: 'Text', value: 'given'});
	const kmz = unzipSync(readFileSync(join(folder, 'spoken.kmz')));
	expect(strFromU8(kmz['doc.kml'] ?? new Uint8Array())).toContain('esriJobExecuting');
});

test('y copies through the terminal, of marked jobs a line each', async () => {
	const server = await startGpServer({cast: [spoken, silent]});
	const screen = await openMonitor(server);
	await screen.press('y');
	await screen.shows(copyNothing);
	await screen.press('s');
	await screen.until(() => screen.events.some(({kind}) => kind === 'clipboard'), 'the clipboard');
	await screen.press('*', 'y');
	await screen.shows(copyTitle(2));
	await screen.press('u');
	await screen.until(() => screen.events.filter(({kind}) => kind === 'clipboard').length === 2, 'the clipboard again');
	const [one, two] = screen.events.flatMap(event => (event.kind === 'clipboard' ? event.text : []));
	expect(one).toMatch(/^spoken: Executing/);
	expect(two).toBe(server.jobs.map(({url}) => url).join('\n'));
});

test('o opens the page of the job in the browser, and over ssh copies its URL', async () => {
	const server = await startGpServer({cast: [spoken]});
	const url = server.jobs[0]?.url ?? '';
	const folder = temporaryFolder();
	const opened = join(folder, 'opened');
	// What the desktop of a system would do.
	writeFileSync(
		join(folder, 'xdg-open'),
		`#!/bin/sh\nenv >'${opened}.env'\nprintf '%s\\n' "$@" >'${opened}.part' && mv '${opened}.part' '${opened}'\n`,
	);
	chmodSync(join(folder, 'xdg-open'), 0o755);
	const path = `${folder}:${process.env.PATH}`;
	const home = await homeWith(server);
	const secrets = {
		GPJOBS_TOKEN: 'CANARY-1',
		GPJOBS_TOKEN_SERVER: 'https://elsewhere.invalid',
		https_proxy: 'http://ann:CANARY-2@127.0.0.1:9',
	};
	const desk = await openMonitor(server, {home, env: {PATH: path, DISPLAY: ':7', ...secrets}});
	await desk.press('o');
	await desk.shows(saying(openedInBrowser('')));
	await desk.until(() => existsSync(opened), 'the browser');
	expect(readFileSync(opened, 'utf8')).toBe(`${url}\n`);
	expect(readFileSync(`${opened}.env`, 'utf8')).toContain('DISPLAY=:7');
	expect(readFileSync(`${opened}.env`, 'utf8')).not.toContain('CANARY');

	const far = await openMonitor(server, {
		home,
		env: {PATH: path, DISPLAY: ':7', SSH_CONNECTION: '10.0.0.1 2 10.0.0.2 22'},
	});
	await far.press('o');
	await far.shows(saying(noBrowserHere(whatever)));
	expect(far.events.flatMap(event => (event.kind === 'clipboard' ? event.text : []))).toEqual([url]);
});

test('L gives tags, which a filter finds; C shows a column; both are there the next time', async () => {
	const server = await startGpServer({cast: [spoken, silent]});
	const home = await homeWith(server);
	const screen = await openMonitor(server, {home});
	await screen.press('L');
	await screen.shows(labelText.keys[0]?.[1] ?? '');
	await screen.press('Tab');
	await type(screen, 'dem, nightly');
	await screen.press('Enter');
	await screen.shows(tagsSet(['dem', 'nightly']));
	expect(screen.row(listHeading)).not.toContain(columnTitles.task);
	await screen.press('C');
	await screen.shows(columnsTitle);
	await screen.press('Space', 'Enter');
	await screen.until(() => screen.row(listHeading)?.includes(columnTitles.task) === true, 'the column of tasks');
	await screen.press('q');
	await screen.exited;

	const again = await openMonitor(server, {home});
	expect(again.row(listHeading)).toContain(columnTitles.task);
	await again.press('/');
	await type(again, 'tag:nightly');
	await again.press('Enter');
	await again.until(() => rowOf(again, 'silent') === '', 'the filter');
	await expect.poll(() => rowOf(again, 'spoken')).not.toBe('');
});

test(': finds an action by its name', async () => {
	const screen = await openMonitor(await startGpServer({cast: [spoken]}));
	await screen.press(':');
	await screen.shows(paletteTitle);
	await type(screen, 'tab about');
	await screen.press('Enter');
	await screen.shows(seenByGpjobs);
});
