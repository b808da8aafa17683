import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {fault} from '../../source/gp/fault.ts';
import {jobName} from '../../source/monitor/job.ts';
import {addedJobs, removedJobs} from '../../source/session/list-edits.ts';
import {notNow} from '../../source/ui/actions/actions.ts';
import {nothingRemoved} from '../../source/ui/actions/list.ts';
import {cancelTitle} from '../../source/ui/dialogs/cancel.ts';
import {labelText} from '../../source/ui/dialogs/label.ts';
import {nothingPasted} from '../../source/ui/dialogs/paste.ts';
import {sentByServer} from '../../source/ui/panes/about/sent-by-server.ts';
import {faultWords} from '../../source/ui/panes/list/fault-words.ts';
import {jobs as jobsShape} from '../commands/json-shapes.ts';
import {refusalOf} from '../field/parsed-url.ts';
import {saying} from '../saying.ts';
import {addressOf} from '../ui/panes/list/sample-jobs.ts';
import {gpjobs} from './built-program.ts';
import {temporaryFolder} from './environment.ts';
import {homeWith, listHeading, openMonitor, pass, rowOf, selectedRow, twoMorePolls} from './monitor-screen.ts';
import {runCli} from './run-cli.ts';
import {openScreen} from './screen.ts';
import {addTitle, emptyList, pasteHolds, pasteTitle} from './screen-words.ts';
import {type SmallRequest, startHandServer, startSmallServer} from './servers.ts';

const running = 'esriJobExecuting';
const done = 'esriJobSucceeded';

async function saved(home: string) {
	const {stdout} = await runCli(['list', '--json'], {home});
	return jobsShape.parse(JSON.parse(stdout)).jobs;
}

async function savedLabels(home: string): Promise<readonly (string | null)[]> {
	return (await saved(home)).map(({label}) => label);
}

function textOfFiles(folder: string): string {
	return readdirSync(folder, {recursive: true, withFileTypes: true})
		.filter(entry => entry.isFile())
		.map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
		.join('\n');
}

describe('a paste', () => {
	test('with job URLs is offered to be added, and added after y', async () => {
		const server = await startHandServer({flood: running, roads: done});
		const home = temporaryFolder();
		const screen = openScreen(gpjobs(), {columns: 120, rows: 30, home});
		await screen.shows(emptyList);
		const [flood, roads] = server.jobs.map(({url}) => url);
		screen.paste(`see ${flood}?f=json,\nand <${roads}/results/Answer>, and ${flood} again\nthanks\n`);
		await screen.shows(pasteHolds(2));
		await pass(screen, 350);
		await screen.press('y');
		await screen.shows(/ 1 running .* 2 jobs/);
		await screen.shows(addedJobs(2));
		await screen.press('q');
		await screen.exited;
		await expect.poll(async () => (await saved(home)).map(({url}) => url)).toEqual([flood, roads]);
	});

	test('is not added after n, nor by what was pasted with it', async () => {
		const server = await startHandServer({flood: running});
		const screen = openScreen(gpjobs(), {columns: 120, rows: 30});
		await screen.shows(emptyList);
		for (const key of ['n', 'Escape']) {
			screen.paste(`${server.job('flood').url}\ny\ny\n`);
			await screen.shows(pasteHolds(1));
			await pass(screen, 350);
			await screen.press(key);
			await screen.hides(pasteTitle);
		}
		await expect.poll(() => screen.text()).toContain(emptyList);
		expect(server.requests).toEqual([]);
	});

	test('never acts as keys', async () => {
		const server = await startHandServer({flood: running, roads: running});
		const screen = await openMonitor(server);
		for (const text of ['xyq', 'q', 'x\ny\n', 'jjD', ':q\r', '\u0003', 'a\nDDDD']) {
			screen.paste(text);
			await screen.shows(nothingPasted);
			// A key that acts shows that the paste has been dealt with, and that no dialog is open.
			await screen.press('*');
			await screen.shows('2 marked');
			await screen.press('U');
			await screen.hides('marked');
			for (const done of [cancelTitle, addTitle, removedJobs(1)]) expect(screen.text(), text).not.toContain(done);
			expect(selectedRow(screen), text).toContain('flood');
		}
		await screen.press('j');
		await screen.until(() => selectedRow(screen).includes('roads'), 'keys to act again');
		expect(server.posts()).toEqual([]);
		await expect.poll(() => saved(screen.home)).toHaveLength(2);
	});

	test('in the detail, in help and in a field: a text is typed, nothing else', async () => {
		const server = await startHandServer({flood: running, roads: running});
		const screen = await openMonitor(server);
		await screen.press('Enter');
		await screen.shows('1 Messages');
		screen.paste('xyq');
		await screen.shows(nothingPasted);
		await screen.press('Escape');
		await screen.shows(listHeading);
		await screen.press('/');
		screen.paste('roa\nds');
		await screen.shows(/\/ ?roa/);
		expect(server.posts()).toEqual([]);
	});
});

describe('adding by hand', () => {
	test('a token goes to its server in a header, and nowhere else', async () => {
		const secret = 'SECRET-0123456789';
		const withToken = ({headers}: SmallRequest) => headers['x-esri-authorization'] === `Bearer ${secret}`;
		const guarded = await startSmallServer(request =>
			withToken(request)
				? {body: {jobId: 'j0123456789abcdef', jobStatus: running, messages: []}}
				: {body: {error: {code: 499, message: 'Token Required', details: []}}},
		);
		const other = await startHandServer({roads: running});
		const screen = await openMonitor(other);
		const url = `${guarded.origin}/arcgis/rest/services/F/S/GPServer/Guarded/jobs/j0123456789abcdef`;
		await screen.press('a');
		await screen.shows(addTitle);
		await screen.type(`${url}?f=json&token=${secret}`);
		// Many characters in one chunk with an Enter are a paste to it.
		await screen.shows(`token=${'•'.repeat(secret.length)}`);
		await screen.press('Enter');
		await screen.until(() => /● Executing .* Guarded/.test(screen.row(/Guarded/) ?? ''), 'the guarded job');
		await screen.press('j', '4');
		await screen.shows(sentByServer);
		await twoMorePolls(screen, guarded);
		await screen.press('Escape', 'q');
		await screen.exited;

		expect(guarded.requests.length).toBeGreaterThan(0);
		expect(guarded.requests.filter(request => !withToken(request))).toEqual([]);
		expect(JSON.stringify([...guarded.requests, ...other.requests].map(({path}) => path))).not.toContain(secret);
		expect(JSON.stringify(other.requests.map(({headers}) => headers))).not.toContain(secret);
		expect(textOfFiles(screen.home)).toContain('/GPServer/Guarded/jobs/');
		expect(textOfFiles(screen.home)).not.toContain(secret);
		await expect.poll(async () => (await saved(screen.home)).map(({url: one}) => one)).toContain(url);
		// Not even while it was typed.
		expect(screen.output).not.toMatch(/SEC/);
		expect(screen.events.filter(({kind}) => kind !== 'title')).toEqual([]);
	});

	test('a token in an argument is not saved, shown, or in the name of the process', async () => {
		const server = await startSmallServer(() => ({body: {jobStatus: running, messages: []}}));
		const url = `${server.origin}/arcgis/rest/services/F/S/GPServer/Guarded/jobs/j1`;
		const screen = openScreen(gpjobs(`${url}?token=SECRET-0123456789`), {columns: 120, rows: 30});
		await screen.shows(/● Executing .* Guarded/);
		const commandLine = `/proc/${screen.pid}/cmdline`;
		if (existsSync(commandLine)) expect(readFileSync(commandLine, 'utf8')).not.toContain('SECRET');
		expect(textOfFiles(screen.home)).not.toContain('SECRET');
		expect(screen.output).not.toContain('SECRET');
		expect(server.requests[0]?.headers['x-esri-authorization']).toBe('Bearer SECRET-0123456789');
	});

	test('what is no job URL is said, and the field can be left', async () => {
		const screen = await openMonitor(await startHandServer({flood: running}));
		await screen.press('a');
		await screen.type('nonsense');
		await screen.press('Enter');
		await screen.shows(refusalOf('nonsense').slice(0, 24));
		expect(screen.text()).toContain(addTitle);
		await screen.press('Escape');
		await screen.hides(addTitle);
		await expect.poll(() => saved(screen.home)).toHaveLength(1);
	});
});

test('L labels a job, and an empty label is none', async () => {
	const server = await startHandServer({flood: running});
	const screen = await openMonitor(server);
	await screen.press('L');
	await screen.shows(saying(labelText.notes[0] ?? ''));
	await screen.press('Ctrl-U');
	await screen.type('洪水 2026');
	await screen.press('Enter');
	await screen.until(() => rowOf(screen, '洪水 2026') !== '', 'the label');
	await expect.poll(() => saved(screen.home)).toMatchObject([{label: '洪水 2026'}]);
	await screen.press('L', 'Ctrl-U', 'Enter');
	await screen.until(
		() => rowOf(screen, jobName({label: null, address: addressOf(server.job('flood').url)})) !== '',
		'the job id',
	);
	await expect.poll(() => saved(screen.home)).toMatchObject([{label: null}]);
	await screen.press('L');
	await screen.type('unfinished');
	await screen.shows('unfinished');
	await screen.press('Escape');
	await screen.hides('unfinished');
	await expect.poll(() => saved(screen.home)).toMatchObject([{label: null}]);
});

test('D takes jobs off the list, u brings them back; nothing happens on the server', async () => {
	const server = await startHandServer({flood: running, roads: done, towers: running});
	const screen = await openMonitor(server);
	await screen.press('u');
	await screen.shows(notNow(nothingRemoved));
	await screen.press('j', 'D');
	await screen.until(() => rowOf(screen, 'roads') === '', 'roads to go');
	await screen.shows(removedJobs(1));
	await expect.poll(() => savedLabels(screen.home)).toEqual(['flood', 'towers']);
	expect(selectedRow(screen)).toContain('towers');
	await screen.press('u');
	await screen.until(() => rowOf(screen, 'roads').includes('Succeeded'), 'roads to be back');
	await expect.poll(() => saved(screen.home)).toHaveLength(3);
	await screen.press('*', 'D');
	await screen.shows(emptyList);
	await expect.poll(() => saved(screen.home)).toEqual([]);
	await screen.press('u');
	await screen.shows(/3 jobs/);
	await screen.until(() => rowOf(screen, 'flood').includes('Executing'), 'flood to be back');
	await expect.poll(async () => (await savedLabels(screen.home)).toSorted()).toEqual(['flood', 'roads', 'towers']);
	expect(server.posts()).toEqual([]);
});

test('what another gpjobs does to the list is seen by itself', async () => {
	const server = await startHandServer({flood: running, roads: done});
	const screen = await openMonitor(server);
	const late = await startHandServer({late: running});
	await runCli(['add', late.job('late').url, '--label', 'late'], {home: screen.home});
	await screen.until(() => rowOf(screen, 'late').includes('Executing'), 'the job that was added');
	await runCli(['remove', 'flood'], {home: screen.home});
	await screen.until(() => rowOf(screen, 'flood') === '', 'the job that was removed to go');
	await runCli(['remove', '--undo'], {home: screen.home});
	await screen.until(() => rowOf(screen, 'flood').includes('Executing'), 'it to be back');
	await expect.poll(() => screen.text()).toContain('3 jobs');
});

test('two monitors on one list agree', async () => {
	const server = await startHandServer({flood: running, roads: done});
	const home = await homeWith(server);
	const [one, other] = [await openMonitor(server, {home}), await openMonitor(server, {home})];
	await one.press('D');
	await other.until(() => rowOf(other, 'flood') === '', 'flood to go');
	await other.press('L', 'Ctrl-U');
	await other.type('streets');
	await other.press('Enter');
	await one.until(() => rowOf(one, 'streets') !== '', 'the new label');
	await one.press('u');
	await other.until(() => rowOf(other, 'flood').includes('Executing'), 'flood to be back');
	await expect.poll(async () => (await savedLabels(home)).toSorted()).toEqual(['flood', 'streets']);
});

test('after a restart what was known is shown at once, before any answer', async () => {
	const server = await startHandServer({flood: running, roads: done, broken: 'esriJobFailed'});
	server.job('broken').messages = [{type: 'esriJobMessageTypeError', description: 'It broke.'}];
	const first = await openMonitor(server);
	await first.until(() => rowOf(first, 'broken').includes('It broke.'), 'why it failed');
	await first.press('q');
	await first.exited;
	await server.stop();

	const home = first.home;
	const screen = openScreen(gpjobs(), {columns: 120, rows: 30, home});
	await screen.until(() => rowOf(screen, 'roads').includes('Succeeded'), 'what was known of roads');
	await expect.poll(() => rowOf(screen, 'broken')).toMatch(/✖ Failed .*It broke\./);
	await expect.poll(() => rowOf(screen, 'flood')).toMatch(/\? Executing/);
	await screen.until(() => rowOf(screen, 'flood').includes(faultWords(fault('refused', ''))), 'why flood is not known');
	await expect.poll(() => rowOf(screen, 'flood')).toContain('Executing');
	// What ended is kept with its messages.
	await screen.press('j', 'j', 'Enter');
	await screen.shows('It broke.');
});

test('where nothing can be kept, the monitor works and says so', async () => {
	const server = await startHandServer({flood: running});
	const file = join(temporaryFolder(), 'a-file');
	writeFileSync(file, '');
	const screen = openScreen(gpjobs(server.job('flood').url), {columns: 120, rows: 30, home: file});
	await screen.shows(/● Executing/);
	await screen.shows('NOT SAVED');
	await screen.press('q');
	expect(await screen.exited).toEqual({code: 0, signal: null});
});
