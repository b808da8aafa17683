import {readdirSync, readFileSync, utimesSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {savedCopyOf} from '../../source/commands/parameters.ts';
import {recordedMarker} from '../../source/monitor/job-log.ts';
import {recordedWords} from '../../source/ui/screen/tab-line.tsx';
import {saying, whatever} from '../saying.ts';
import {gpjobs} from './built-program.ts';
import {homeWith} from './monitor-screen.ts';
import {runCli} from './run-cli.ts';
import {openScreen} from './screen.ts';
import {startSmallServer} from './servers.ts';

const gone = {body: {error: {code: 400, message: 'Unable to complete operation.', details: []}}};

/** A job that ends, and a server that then throws it away. */
async function forgetfulServer({messages = 3} = {}) {
	/** `toEnd`: it runs until it has been asked so often. */
	const state = {phase: 'running' as 'running' | 'ended' | 'purged', toEnd: Number.POSITIVE_INFINITY};
	const server = await startSmallServer(({path}) => {
		const url = new URL(path, 'http://x').pathname;
		if (!url.includes('/jobs/'))
			return {
				body: {
					name: 'T',
					displayName: 'T',
					parameters: [
						{name: 'Out', dataType: 'GPString', displayName: 'The output', direction: 'esriGPParameterDirectionOutput'},
					],
				},
			};
		if (state.phase === 'purged') return gone;
		if (url.endsWith('/results/Out')) return {body: {paramName: 'Out', dataType: 'GPLong', value: 42}};
		if (url.endsWith('/results/Big'))
			return {body: {paramName: 'Big', dataType: 'GPString', value: 'x'.repeat(2 ** 21)}};
		if (url.endsWith('/results/Secret'))
			return {body: {paramName: 'Secret', dataType: 'GPStringHidden', value: 'cAnArY'}};
		if (url.endsWith('/inputs/In')) return {body: {paramName: 'In', dataType: 'GPString', value: 'given'}};
		if (/\/(results|inputs)$/.test(url)) return gone;
		if (state.phase === 'running' && state.toEnd-- <= 0) state.phase = 'ended';
		const isEnd = state.phase === 'ended';
		const link = (kind: string, name: string) => [name, {paramUrl: `${kind}/${name}`}];
		return {
			body: {
				jobStatus: isEnd ? 'esriJobSucceeded' : 'esriJobExecuting',
				messages: Array.from({length: messages}, (_, index) => ({
					type: 'esriJobMessageTypeInformative',
					description: `Line ${index + 1}`,
				})),
				results: isEnd ? Object.fromEntries(['Out', 'Big', 'Secret'].map(name => link('results', name))) : {},
				inputs: Object.fromEntries([link('inputs', 'In')]),
			},
		};
	});
	const url = `${server.origin}/arcgis/rest/services/S/GPServer/T/jobs/j1`;
	const home = await homeWith({jobs: [{url, label: 'night'}]});
	return {server, state, home};
}

test('of a job that ended while it was watched all is there when the server has thrown it away', async () => {
	const {server, state, home} = await forgetfulServer({messages: 5200});
	state.toEnd = 2;
	const watched = await runCli(['--interval', '1s'], {home, patience: 150_000});
	expect(watched.code).toBe(0);
	state.phase = 'purged';

	const results = await runCli(['results', 'night', '--json'], {home});
	expect(results.stderr).toMatch(saying(savedCopyOf(whatever)));
	const {parameters} = JSON.parse(results.stdout);
	expect(parameters.find((one: {name: string}) => one.name === 'Out')).toMatchObject({value: 42, label: 'The output'});
	// Why it is not there was written down with the others.
	expect(parameters.find((one: {name: string}) => one.name === 'Big')).toMatchObject({
		value: null,
		fault: {sentence: expect.stringContaining(new URL(server.origin).host)},
	});
	expect(results.stdout).not.toContain('cAnArY');
	const inputs = await runCli(['inputs', 'night', 'In'], {home});
	expect(inputs.stdout).toContain('given');
	const saved = await runCli(['results', 'night', 'Out', '--output', join(home, 'out.json')], {home});
	expect(saved.code).toBe(0);
	expect(readFileSync(join(home, 'out.json'), 'utf8')).toContain('42');

	const screen = openScreen(gpjobs(), {home, columns: 120, rows: 30});
	await screen.shows('✔ Succeeded');
	await screen.press('Enter', 'g');
	await screen.shows(saying(recordedMarker(`${whatever} UTC`, 200)));
	await screen.press('G');
	await screen.shows('Line 5200');
	await screen.press('2');
	await screen.shows(saying(recordedWords(whatever)));
	await screen.shows(/Out .*42/);
	const files = readdirSync(join(home, 'jobs'));
	expect(files).toHaveLength(1);
	expect(readFileSync(join(home, 'jobs', files[0] ?? ''), 'utf8')).not.toContain('cAnArY');
});

test('with keepValues off nothing is read by itself', async () => {
	const {server, state, home} = await forgetfulServer();
	await runCli(['config', 'set', 'keepValues', 'false'], {home});
	state.toEnd = 2;
	await runCli(['--interval', '1s'], {home, patience: 150_000});
	expect(server.requests.filter(({path}) => /\/(results|inputs)\b/.test(path))).toEqual([]);
});

test('list says what ended since somebody last used the monitor, and changes nothing', async () => {
	const {state, home} = await forgetfulServer();
	expect((await runCli(['list'], {home})).stderr).toBe('');
	const anHourAgo = Date.now() / 1000 - 3600;
	writeFileSync(join(home, 'last-look'), '');
	utimesSync(join(home, 'last-look'), anHourAgo, anHourAgo);
	state.toEnd = 2;
	await runCli(['--interval', '1s'], {home, patience: 150_000});
	const said = /: night Succeeded\./;
	for (const _ of [1, 2]) expect((await runCli(['list'], {home})).stderr).toMatch(said);
});
