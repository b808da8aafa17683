import {spawn} from 'node:child_process';
import {copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {join} from 'node:path';
import process from 'node:process';
import {setTimeout as pause} from 'node:timers/promises';
import {expect, test} from 'vitest';
import {listReadable, noListenAddress, portInUse, stillWatched, watching} from '../../source/commands/metrics.ts';
import {notAFile} from '../../source/store/regular-file.ts';
import {said, saying} from '../saying.ts';
import {gpjobs} from './built-program.ts';
import {environment, temporaryFolder, type Variables} from './environment.ts';
import {homeWith} from './monitor-screen.ts';
import {needs} from './needs.ts';
import {remember} from './open-programs.ts';
import {run, runCli} from './run-cli.ts';
import {startSmallServer} from './servers.ts';

const folder = join(import.meta.dirname, '../../docs/prometheus');

/** A program that goes on until the test ends; its output can be looked at. */
function running(command: readonly string[], home: string, variables: Variables = {}) {
	const [program = '', ...args] = command;
	const child = spawn(program, args, {
		env: environment(home, {GPJOBS_KEYRING: 'false', ...variables}),
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const seen = {text: ''};
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', data => {
			seen.text += data;
		});
	}
	const ended = new Promise<number | null>(resolve => child.once('exit', resolve));
	remember({
		close: async () => {
			child.kill('SIGKILL');
			await ended;
		},
		abandon: () => child.kill('SIGKILL'),
	});
	return {child, seen, ended};
}

async function until<T>(
	look: () => Promise<T | undefined> | T | undefined,
	what: string,
	patience = 200_000,
): Promise<T> {
	const end = performance.now() + patience;
	for (;;) {
		const found = await Promise.resolve(look()).catch(() => undefined);
		if (found !== undefined) return found;
		if (performance.now() > end) throw new Error(`After ${patience} ms still waiting for ${what}.`);
		await pause(50);
	}
}

async function watchedServer() {
	const state = {status: 'esriJobExecuting'};
	const server = await startSmallServer(({path}) =>
		path.includes('/jobs/')
			? {body: {jobStatus: state.status, messages: [{type: 'x', description: 'cAnArY'}]}}
			: {body: {name: 'T', parameters: []}},
	);
	const url = `${server.origin}/arcgis/rest/services/S/GPServer/T/jobs/j1`;
	const home = await homeWith({jobs: [{url, label: 'cAnArY'}]});
	const metrics = running(gpjobs('metrics', '--listen', '127.0.0.1:0'), home);
	const address = await until(() => /http:\S+\/metrics/.exec(metrics.seen.text)?.[0], 'the address');
	return {state, server, home, metrics, address};
}

test('metrics says which list it watches, and goes on with its jobs while that cannot be read', async () => {
	const {home, metrics, address} = await watchedServer();
	const says = (words: RegExp) => until(() => words.exec(metrics.seen.text)?.[0], String(words));
	const file = join(home, 'config.json');
	await says(saying(watching(1, 1, file)));
	renameSync(file, `${file}.away`);
	mkdirSync(file);
	await says(saying(stillWatched(notAFile(file))));
	expect(await (await fetch(address)).text()).toMatch(/gpjobs_saved_jobs 1\b/);
	rmSync(file, {recursive: true});
	renameSync(`${file}.away`, file);
	await says(saying(listReadable));
	expect(await (await fetch(address)).text()).toMatch(/gpjobs_saved_jobs 1\b/);
});

test('metrics tells jobs, ends and servers, with no name of a job and no text of a server', async () => {
	const {state, server, metrics, address} = await watchedServer();
	const host = new URL(server.origin).host;
	const shows = (line: string) =>
		until(async () => {
			const text = await (await fetch(address)).text();
			return text.includes(line) ? text : undefined;
		}, line);
	await shows(`gpjobs_jobs{server="${host}",task="S/T",state="running"} 1`);
	await shows(`gpjobs_server_up{server="${host}"} 1`);
	state.status = 'esriJobFailed';
	const text = await shows(`gpjobs_job_ends_total{server="${host}",task="S/T",state="failed"} 1`);
	expect(text).toMatch(/# EOF\n$/);
	expect(text).not.toContain('cAnArY');
	expect((await fetch(address)).headers.get('content-type')).toMatch(/^application\/openmetrics-text/);
	expect((await fetch(new URL('/', address))).status).toBe(404);
	metrics.child.kill('SIGTERM');
	expect(await metrics.ended).toBe(0);
});

test('metrics says what is wrong with where it shall listen', async () => {
	for (const place of ['9187', 'example.com:9187', '127.0.0.1:99999']) {
		expect(await runCli(['metrics', '--listen', place])).toMatchObject({
			code: 2,
			stderr: said(noListenAddress(place)),
		});
	}
	const taken = createServer().listen(0, '127.0.0.1');
	await new Promise(resolve => taken.once('listening', resolve));
	const {port} = taken.address() as {port: number};
	const run = await runCli(['metrics', '--listen', `127.0.0.1:${port}`]);
	expect(run).toMatchObject({code: 5, stderr: expect.stringContaining(portInUse)});
	taken.close();
});

test('two that share a list by a filter watch each job once, also a job that joins the list later', async () => {
	const server = await startSmallServer(() => ({body: {jobStatus: 'esriJobExecuting'}}));
	const url = (id: string) => `${server.origin}/arcgis/rest/services/S/GPServer/T/jobs/${id}`;
	const home = await homeWith({jobs: [{url: url('j1'), label: 'roads'}]});
	const share = async (...filters: readonly string[]) => {
		const metrics = running(gpjobs('metrics', '--listen', '127.0.0.1:0', ...filters), home);
		const address = await until(() => /http:\S+\/metrics/.exec(metrics.seen.text)?.[0], 'the address');
		return async (jobs: number) => {
			const text = await (await fetch(address)).text();
			return new RegExp(`^gpjobs_saved_jobs ${jobs}$`, 'm').test(text) ? true : undefined;
		};
	};
	const [roads, others] = [await share('label:roads'), await share('!label:roads')];
	await until(() => roads(1), 'the job in the first share');
	await until(() => others(0), 'no job in the second share');
	await runCli(['add', url('j2'), '--label', 'parcels'], {home});
	await until(() => others(1), 'the new job in the second share');
	await runCli(['label', 'parcels', 'roads 2'], {home});
	await until(() => roads(2), 'the renamed job in the first share');
	await until(() => others(0), 'no job in the second share any more');
});

const unit = readFileSync(join(folder, 'gpjobs-metrics.service'), 'utf8');

needs('systemd-analyze')('systemd accepts the unit', async () => {
	const place = temporaryFolder();
	// systemd checks that the program exists.
	writeFileSync(join(place, 'gpjobs-metrics.service'), unit.replace('/usr/local/bin/gpjobs', process.execPath));
	const verify = ['systemd-analyze', 'verify', '--man=no', join(place, 'gpjobs-metrics.service')];
	expect(await run(verify)).toMatchObject({code: 0, stdout: '', stderr: ''});
});

test('the unit starts gpjobs with a command line and settings that work, and TERM ends it as a success', async () => {
	const server = await startSmallServer(() => ({body: {jobStatus: 'esriJobExecuting'}}));
	const url = `${server.origin}/arcgis/rest/services/S/GPServer/T/jobs/j1`;
	const home = await homeWith({jobs: [{url, label: 'roads'}]});
	const [, commandLine = ''] = /^ExecStart=\/usr\/local\/bin\/gpjobs (.*)$/m.exec(unit) ?? [];
	const args = commandLine.split(' ').map(word => word.replace(`\${STATE_DIRECTORY}`, home));
	const [, settings = ''] = /^Environment=(.*)$/m.exec(unit) ?? [];
	const variables = Object.fromEntries(settings.split(' ').map(one => one.split('=', 2)));
	const metrics = running(gpjobs(...args, '--listen', '127.0.0.1:0'), home, variables);
	await until(() => saying(watching(1, 1, join(home, 'config.json'))).exec(metrics.seen.text)?.[0], 'the list');
	metrics.child.kill('SIGTERM');
	expect(await metrics.ended).toBe(0);
});

needs('promtool')('Prometheus can parse each query of the dashboard', async () => {
	const {panels}: {panels: readonly {targets: readonly {expr: string}[]}[]} = JSON.parse(
		readFileSync(join(folder, 'gpjobs-dashboard.json'), 'utf8'),
	);
	// Grafana replaces these before it sends a query.
	const expressions = panels
		.flatMap(({targets}) => targets)
		.map(({expr}) => expr.replace(/\$__(?:range|rate_interval)/g, '5m').replace('$server', '.*'));
	const rules = expressions.map((expr, index) => `{"record": "query:${index}", "expr": ${JSON.stringify(expr)}}`);
	const file = join(temporaryFolder(), 'rules.yml');
	writeFileSync(file, `{"groups": [{"name": "dashboard", "rules": [${rules.join(', ')}]}]}`);
	expect(expressions.length).toBeGreaterThan(5);
	expect(await run(['promtool', 'check', 'rules', file])).toMatchObject({code: 0});
});

needs('prometheus', 'promtool')('a real Prometheus reads it, and its alert fires when a job fails', async () => {
	const {state, home, address} = await watchedServer();
	expect(await run(['promtool', 'check', 'rules', join(folder, 'gpjobs.rules.yml')])).toMatchObject({code: 0});
	const place = temporaryFolder();
	copyFileSync(join(folder, 'gpjobs.rules.yml'), join(place, 'gpjobs.rules.yml'));
	const config = readFileSync(join(folder, 'prometheus.yml'), 'utf8')
		.replaceAll('15s', '1s')
		.replace('127.0.0.1:9187', new URL(address).host);
	writeFileSync(join(place, 'prometheus.yml'), config);
	expect(await run(['promtool', 'check', 'config', join(place, 'prometheus.yml')])).toMatchObject({code: 0});
	const files = [`--config.file=${join(place, 'prometheus.yml')}`, `--storage.tsdb.path=${join(place, 'data')}`];
	const {seen} = running(['prometheus', ...files, '--web.listen-address=127.0.0.1:0'], home);
	const host = await until(() => /"Listening on" address=(\S+)/.exec(seen.text)?.[1], 'Prometheus');
	const ask = async (path: string) =>
		(await (await fetch(`http://${host}/api/v1/${path}`)).json()) as {
			data: {result: {value: readonly unknown[]}[]; alerts: {labels: {alertname: string}; state: string}[]};
		};
	await until(
		async () => ((await ask('query?query=gpjobs_jobs')).data.result.length > 0 ? true : undefined),
		'a scrape',
	);
	// By the content type it reads OpenMetrics, strictly: one line amiss, and the server counts as down.
	expect((await ask('query?query=up')).data.result.map(({value}) => value[1])).toEqual(['1']);
	expect((await ask('alerts')).data.alerts).toEqual([]);
	state.status = 'esriJobFailed';
	const alert = await until(
		async () => (await ask('alerts')).data.alerts.find(({state}) => state === 'firing'),
		'the alert',
	);
	expect(alert.labels).toMatchObject({alertname: 'GpJobFailed', state: 'failed', task: 'S/T'});
});
