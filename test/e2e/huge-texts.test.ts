/** Texts of megabytes, wherever they come from, cost the monitor neither its life nor its keys. */
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {gpjobs} from './built-program.ts';
import {temporaryFolder} from './environment.ts';
import {openScreen} from './screen.ts';
import {startSmallServer} from './servers.ts';

const latin = 'z'.repeat(1_000_000);
const wide = '日本 \u0301'.repeat(100_000);
const lines = 'line\n'.repeat(100_000);

const executing = {jobStatus: 'esriJobExecuting', messages: []};
const failed = {jobStatus: 'esriJobFailed'};
const jobs: Readonly<Record<string, object>> = {
	plain: executing,
	status: {...executing, jobStatus: latin},
	progress: {...executing, progress: {type: 'step', message: wide, percent: 50}},
	identity: {...executing, jobId: latin},
	other: {...executing, [latin]: wide},
	error: {...failed, messages: [{type: 'esriJobMessageTypeError', description: latin}]},
	wide: {...failed, messages: [{type: latin, description: wide}]},
	lines: {...failed, messages: [{type: 'esriJobMessageTypeError', description: lines}]},
	result: {jobStatus: 'esriJobSucceeded', messages: [], results: {[latin]: {paramUrl: 'results/x'}, R: {}}},
};

test('the monitor answers keys beside jobs, labels and tags of megabytes', async () => {
	const server = await startSmallServer(({path}) => {
		const name = /\/jobs\/(\w+)(\/results)?/.exec(path);
		if (!name) return {body: {name: latin, displayName: latin, parameters: []}};
		if (name[2]) return {body: {paramName: 'R', dataType: latin, value: wide}};
		return {body: {jobId: name[1], ...jobs[name[1] ?? '']}};
	});
	const home = temporaryFolder();
	const saved = Object.keys(jobs).map((id, index) => ({
		url: `${server.origin}/arcgis/rest/services/S/GPServer/T/jobs/${id}`,
		tags: index === 1 ? [latin, wide] : [],
		label: index === 2 ? latin : index === 3 ? wide : id,
		addedAt: index,
	}));
	writeFileSync(join(home, 'config.json'), JSON.stringify({version: 1, jobs: saved}), {mode: 0o600});
	const screen = openScreen(gpjobs(), {columns: 120, rows: 30, home, env: {GPJOBS_KEYRING: 'false'}});
	await screen.shows('plain');
	await screen.shows('error');
	for (const key of ['G', 'g', 'j', 'j', 'j', 'j', 'j', 'j', 'j', 'j']) await screen.press(key);
	await screen.press('Enter');
	await screen.shows('2 Results');
	for (const tab of ['2', '3', '4', '1']) await screen.press(tab);
	await screen.press('q');
	await screen.press('/');
	for (const letter of 'plain') await screen.press(letter);
	await screen.press('Enter');
	await screen.shows('plain');
	await screen.press('q');
	expect(await screen.ends()).toMatchObject({code: 0});
});
