import {request} from 'node:http';
import {expect, onTestFinished} from 'vitest';
import type {DemoServer} from '../../source/demo/server.ts';
import {createClient} from '../../source/gp/client/client.ts';
import {createConnections} from '../../source/gp/client/connections.ts';
import {createDownloader} from '../../source/gp/client/download.ts';
import {hostNotice} from '../../source/gp/client/download-host.ts';
import {usualTimeouts} from '../../source/gp/client/transport.ts';
import {findJobUrls, jobAddress, parseJobUrl} from '../../source/gp/job-url.ts';
import {parseTaskUrl} from '../../source/gp/task-url.ts';
import {serverText} from '../../source/text/safe-text.ts';
import {temporaryFolder} from './environment.ts';
import {needs} from './needs.ts';
import {startNginx} from './nginx.ts';
import {runCli} from './run-cli.ts';
import {startGpServer} from './servers.ts';

const withNginx = needs('nginx');

/** The embedded server behind an nginx that decodes paths before it hands them on, as `proxy_pass` with a path does. */
async function behindNginx() {
	const server = await startGpServer({jobs: 3, speed: 0.01});
	const {origin} = await startNginx(`location /arcgis/ { proxy_pass ${server.origin}/arcgis/; }`);
	const job = server.jobs.find(one => !one.task.includes(' ')) ?? server.jobs[0];
	if (!job) throw new Error('the server has no job');
	return {server, url: job.url.replace(server.origin, origin)};
}

/** Requests that did something at the server. */
function acts({requests}: DemoServer): readonly string[] {
	return (
		requests
			.map(({method, path}) => `${method} ${decodeURIComponent(path.split('?')[0] ?? '')}`)
			// A result may be called anything, also so: its value is read and nothing is done.
			.filter(line => /(?<!\/results|\/inputs)\/(?:cancel|submitJob|delete)\/?$|^POST/i.test(line))
	);
}

function rawGet(url: string, path: string): Promise<number> {
	const {hostname, port} = new URL(url);
	return new Promise((resolve, reject) => {
		request({hostname, port, path}, response => {
			response.resume();
			response.once('end', () => resolve(response.statusCode ?? 0));
		})
			.once('error', reject)
			.end();
	});
}

const endings = [
	'%2Fcancel',
	'%2fcancel',
	'%2F%63ancel',
	'%2Fcancel%2F',
	'%2F.%2Fcancel',
	'%252Fcancel',
	'%5Ccancel',
	'%2F..%2F..%2FsubmitJob',
	'%2F..%2F..%2FsubmitJob%3Ff%3Djson',
	'%2Fcancel%3Ff%3Djson',
	'%2Fcancel%23',
	'%2Fcancel%00',
	'%2Fcancel%20',
	'%2Fcancel;x=1',
	'%00%2Fcancel',
	'/results/..%2Fcancel',
	'/results/%2e%2e/cancel',
	'／cancel',
	'/cancel',
	'/./cancel',
	'//cancel',
	'?/../cancel',
];

withNginx('such a proxy makes a cancel of a GET with an encoded slash: what these tests are about', async () => {
	const {server, url} = await behindNginx();
	await rawGet(url, `${new URL(url).pathname}%2Fcancel?f=json`);
	expect(acts(server)).toEqual([expect.stringMatching(/^GET .*\/cancel$/)]);
});

withNginx('nothing that is asked of a job through such a proxy cancels one or begins one', async () => {
	const {server, url} = await behindNginx();
	const client = createClient({version: '0', isReadOnly: true});
	const downloader = createDownloader({
		version: '0',
		connections: createConnections({environment: {}}),
		timeouts: usualTimeouts,
		now: () => performance.now(),
	});
	onTestFinished(() => {
		client.close();
		downloader.close();
	});
	const own = jobAddress(url);
	if (!own) throw new Error(`${url} is not a job`);
	for (const ending of endings) {
		for (const text of [
			url + ending,
			`${own.taskUrl}${ending.replace(/^%2F/, '%2Fjobs%2Fj1%2F')}/jobs/j1`,
			`see ${url}${ending} please`,
		]) {
			const parsed = parseJobUrl(text);
			const found = [...(parsed.ok ? [parsed] : []), ...findJobUrls(text)];
			for (const {job} of found) {
				await client.job(job.url, {messages: true});
				await client.task(job.taskUrl);
			}
		}
		const task = parseTaskUrl(own.taskUrl + ending);
		if (task.ok) await client.task(task.task.url);
		const name = serverText('X');
		const links = [
			`results/X${ending}`,
			`results${ending}`,
			`.${ending}`,
			`../${own.jobId}${ending}`,
			`${url}${ending}`,
		].map(paramUrl => ({
			name,
			paramUrl,
		}));
		await client.parameters(own.url, 'results', links);
		for (const offered of [url + ending, `results/X${ending}`, `${own.taskUrl}/jobs/x${ending}`]) {
			const notice = hostNotice(own.url, offered);
			if (notice.kind !== 'own') continue;
			await downloader.download({
				url: notice.url,
				sink: {begin: async () => {}, write: async () => {}},
			});
		}
	}
	expect(server.counts().requests).toBeGreaterThan(endings.length);
	expect(acts(server)).toEqual([]);
});

withNginx('the program polls no such URL, whichever way it comes in', async () => {
	const {server, url} = await behindNginx();
	const bad = endings.map(ending => url + ending);
	const home = temporaryFolder();
	await runCli(['add', ...bad], {home});
	await runCli(['add', '-'], {home, input: bad.join('\n')});
	await runCli(['status', ...bad.slice(0, 1), '--read-only'], {home});
	await runCli(['--read-only', ...bad.slice(7, 8)], {home});
	const {stdout} = await runCli(['list', '--json'], {home});
	expect(JSON.parse(stdout).jobs.map((job: {url: string}) => job.url)).toEqual([url]);
	await runCli(['status', url, '--read-only'], {home});
	expect(server.counts().requests).toBeGreaterThan(0);
	expect(acts(server)).toEqual([]);
});
