import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {waitOrWatch} from '../../source/commands/submit.ts';
import {notEndedYet} from '../../source/commands/wait.ts';
import {readOnlySubmit} from '../../source/session/rerun.ts';
import {actions} from '../../source/ui/actions/actions.ts';
import {event, submitted} from '../commands/json-shapes.ts';
import {said, saying, whatever} from '../saying.ts';
import {temporaryFolder} from './environment.ts';
import {homeWith, openMonitor, pass} from './monitor-screen.ts';
import {runCli} from './run-cli.ts';
import {paletteTitle, rerunTitle} from './screen-words.ts';
import {ended} from './scripts.ts';
import {startGpServer} from './servers.ts';

const cast = [ended('parcels')];
const posts = (server: Awaited<ReturnType<typeof startGpServer>>) =>
	server.requests.filter(({method}) => method === 'POST');

test('submit begins a job, prints its URL and puts it on the list', async () => {
	const server = await startGpServer({});
	const home = temporaryFolder();
	const task = `${server.origin}/arcgis/rest/services/ParcelTools/GPServer/Parcel%20Report`;
	const wrong = await runCli(['submit', task, 'Nonsense=1'], {home});
	expect(wrong.code).toBe(2);
	expect(wrong.stderr).toContain('"Nonsense"');
	expect(posts(server)).toEqual([]);
	// The inputs of the task are named behind the one that it does not have.
	const [names = ''] = (wrong.stderr.split('"Nonsense"')[1] ?? '').split('\n');
	const given = [...names.matchAll(/(\w+) \((\w+)\)/g)].map(([, name, type]) => {
		if (name === 'Report_Format') return 'Report_Format=CSV';
		const value =
			{GPLong: '1', GPDouble: '1.5', GPBoolean: 'true', GPDate: '2026-01-01T00:00Z', GPLinearUnit: '5 Meters'}[
				type ?? ''
			] ?? 'x';
		return `${name}=${value}`;
	});
	const value = join(home, 'value.txt');
	writeFileSync(value, given[0]?.split('=')[1] ?? '');
	const args = [`${given[0]?.split('=')[0]}=@${value}`, ...given.slice(1)];
	const run = await runCli(['submit', task, ...args, '--label', 'again', '--tag', 'mine'], {home});
	expect(run, run.stderr).toMatchObject({code: 0, stderr: expect.stringMatching(/^(gpjobs: As_Of = .*\n)?$/)});
	expect(run.stdout.trim()).toMatch(/\/GPServer\/Parcel%20Report\/jobs\/\w+$/);
	expect(posts(server)).toHaveLength(1);
	const status = await runCli(['status', 'again', '--json'], {home});
	expect(JSON.parse(status.stdout).jobs[0]).toMatchObject({
		url: run.stdout.trim(),
		tags: ['mine'],
		status: expect.stringMatching(/^esriJob/),
	});
	const readOnly = await runCli(['submit', task, ...args, '--read-only'], {home});
	expect(readOnly).toMatchObject({code: 2, stderr: said(readOnlySubmit)});
	expect(posts(server)).toHaveLength(1);
});

test('rerun takes the inputs of a job, changed where somebody says so', async () => {
	const server = await startGpServer({cast});
	const home = await homeWith(server);
	const run = await runCli(['rerun', 'parcels', '--json'], {home});
	expect(run, run.stderr).toMatchObject({code: 0});
	const {url} = submitted.parse(JSON.parse(run.stdout));
	if (url === null) throw new Error('a job that was begun has a URL');
	expect(url).not.toBe(server.jobs[0]?.url);
	const before = JSON.parse((await runCli(['inputs', 'parcels', '--json'], {home})).stdout).parameters;
	const after = JSON.parse((await runCli(['inputs', url, '--json'], {home})).stdout).parameters;
	expect(after).toEqual(before);
	expect(readFileSync(join(home, 'config.json'), 'utf8')).toContain(url);
	expect((await runCli(['rerun', 'parcels', 'Nonsense=1'], {home})).code).toBe(2);
	expect((await runCli(['rerun'], {home})).code).toBe(2);
});

test('with --watch the monitor follows, without a terminal as lines until the job has ended', async () => {
	const server = await startGpServer({cast, speed: 100});
	const home = await homeWith(server);
	const run = await runCli(['rerun', 'parcels', '--watch'], {home, patience: 150_000});
	expect(run, run.stderr).toMatchObject({code: 0});
	expect(run.stdout).toMatch(/\/jobs\/\w+\n[\s\S]*Succeeded/);
	const both = await runCli(['rerun', 'parcels', '--watch', '--wait'], {home});
	expect(both).toMatchObject({code: 2, stderr: said(waitOrWatch)});
});

const [rerunWord = ''] = actions.rerun.label.split(' ');

test('in the monitor :rerun asks first, and the new job joins the list', async () => {
	const server = await startGpServer({cast});
	const screen = await openMonitor(server);
	await screen.press(':');
	await screen.shows(paletteTitle);
	await screen.type(rerunWord);
	await screen.shows(actions.rerun.label);
	await screen.press('Enter');
	await screen.shows(rerunTitle);
	await pass(screen, 400);
	await screen.press('n');
	await screen.hides(rerunTitle);
	expect(posts(server)).toEqual([]);
	await screen.press(':');
	await screen.shows(paletteTitle);
	await screen.type(rerunWord);
	await screen.press('Enter');
	await screen.shows(rerunTitle);
	await pass(screen, 400);
	await screen.press('y');
	await screen.shows('2 jobs');
	expect(posts(server)).toHaveLength(1);
});

test('--wait goes on until the job has ended, and its exit code says how', async () => {
	const server = await startGpServer({cast, speed: 20});
	const home = await homeWith(server);
	const run = await runCli(['rerun', 'parcels', '--wait', '--interval', '1s', '--json'], {home, patience: 150_000});
	const [first = '', ...rest] = run.stdout.trimEnd().split('\n');
	const {url} = submitted.parse(JSON.parse(first));
	const events = rest.map(line => event.parse(JSON.parse(line)));
	const done = events.at(-1);
	expect(done?.event === 'done' && done.jobs.map(({url: of, state}) => ({url: of, state}))).toEqual([
		{url, state: 'succeeded'},
	]);
	expect(run.code).toBe(0);
	expect(posts(server)).toHaveLength(1);

	const slow = await startGpServer({cast});
	const slowHome = await homeWith(slow);
	const late = await runCli(['rerun', 'parcels', '--wait', '--timeout', '1s', '--interval', '1h'], {home: slowHome});
	expect(late).toMatchObject({code: 124, stderr: expect.stringMatching(saying(notEndedYet('1s', whatever)))});
	expect((await runCli(['rerun', 'parcels', '--timeout', '1s'], {home: slowHome})).code).toBe(2);
	expect(posts(slow)).toHaveLength(1);
});
