/** A monitor runs for days; an upgrade, or a build, takes the files of the program from under it. */
import {cpSync, readdirSync, rmSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {expect, test} from 'vitest';
import {parcelReport} from '../../source/demo/cast/parcel-report.ts';
import {replacedOnDisk} from '../../source/text/late-part.ts';
import {gpjobs} from './built-program.ts';
import {temporaryFolder} from './environment.ts';
import {openScreen} from './screen.ts';
import {startGpServer} from './servers.ts';

const size = {columns: 140, rows: 30};

/** Begins of the sentence: a line of the screen may cut it. */
const said = replacedOnDisk.slice(0, 30);

/** The built program, as a package of its own that can be taken away. */
function copiedProgram(): {readonly dist: string; readonly program: (...args: string[]) => string[]} {
	const [node = '', launcher = ''] = gpjobs();
	const built = dirname(launcher);
	const place = temporaryFolder();
	const dist = join(place, 'dist');
	cpSync(built, dist, {recursive: true});
	cpSync(join(built, '..', 'package.json'), join(place, 'package.json'));
	return {dist, program: (...args) => [node, join(dist, 'cli.js'), ...args]};
}

/** Opens the results of a job that has succeeded. */
async function openResults(program: (...args: string[]) => string[], env = {}) {
	const server = await startGpServer({cast: [parcelReport]});
	const screen = openScreen(program(server.jobs[0]?.url ?? ''), {
		...size,
		folder: temporaryFolder(),
		env,
		patience: 150_000,
	});
	await screen.until(() => /^ [▌ ][ •]✔ Succeeded/m.test(screen.text()), 'the job to have succeeded');
	await screen.press('Enter', '2');
	await screen.shows('Affected_Parcels');
	return screen;
}

test('what cannot be loaded any more is a notice, and the monitor goes on', async () => {
	const {dist, program} = copiedProgram();
	// As if the upgrade had come before the first idle moment: of these parts none is loaded yet.
	const late = readdirSync(dist).filter(name => /^(csv|geojson|text|open)-/.test(name));
	expect(late.map(name => name.split('-')[0])).toEqual(expect.arrayContaining(['csv', 'geojson', 'text']));
	for (const name of late) rmSync(join(dist, name));
	const screen = await openResults(program);
	await screen.press('S');
	await screen.shows('Save Affected_Parcels');
	await screen.press('c');
	await screen.shows(said);
	await screen.press('Escape', 'Escape');
	await screen.shows('✔ Succeeded');
	await screen.press('q');
	expect((await screen.ends()).code).toBe(0);
});

test('with all of it gone, every key still does something or says why not', async () => {
	const {dist, program} = copiedProgram();
	const screen = await openResults(program, {BROWSER: 'true'});
	rmSync(dist, {recursive: true});
	for (const format of ['c', 'g', 't', 'j']) {
		await screen.press('S');
		await screen.shows('Save Affected_Parcels');
		await screen.press(format);
		await screen.hides('Save Affected_Parcels');
	}
	await screen.press('o');
	await screen.press('Escape');
	await screen.press('L');
	await screen.shows('tags');
	await screen.type('by night');
	await screen.press('Enter');
	await screen.shows('by night');
	await screen.press('q');
	// What the disk did not take is told by the exit code.
	expect([0, 6]).toContain((await screen.ends()).code);
});
