/** Each command once on the built program: what each does in full is tested in `test/commands/` and `test/field/`. */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {join} from 'node:path';
import {beforeEach, expect, test} from 'vitest';
import {type CommandName, commands} from '../../source/commands/command-table.ts';
import {exitCodes} from '../../source/commands/exit-code.ts';
import {gpjobs} from '../e2e/built-program.ts';
import {makeCertificate, startSecureServer} from '../e2e/certificates.ts';
import {environment, temporaryFolder} from '../e2e/environment.ts';
import {homeWith} from '../e2e/monitor-screen.ts';
import {remember} from '../e2e/open-programs.ts';
import {runCli} from '../e2e/run-cli.ts';
import {type SmallServer, startSmallServer} from '../e2e/servers.ts';

/** Nobody's keyring is touched by a test. */
const env = {GPJOBS_KEYRING: 'false'};

let server: SmallServer;
let home: string;
/** `flood` has succeeded, `roads` goes on; both are saved. */
let flood: string;
let roads: string;

beforeEach(async () => {
	server = await startSmallServer(({path, method}) => ({body: answer(path.split('?', 1)[0] ?? '', method)}));
	const jobs = `${server.origin}/arcgis/rest/services/F/S/GPServer/T/jobs`;
	flood = `${jobs}/j1`;
	roads = `${jobs}/j2`;
	home = await homeWith({
		jobs: [
			{url: flood, label: 'flood'},
			{url: roads, label: 'roads'},
		],
	});
});

function answer(place: string, method: string): unknown {
	const parameter = {name: 'Text', dataType: 'GPString', direction: 'esriGPParameterDirectionInput'};
	if (/\/rest\/info$/.test(place)) return {currentVersion: 11.3, authInfo: {isTokenBasedSecurity: false}};
	if (/\/jobs\/query$/.test(place))
		return {total: 1, start: 1, num: 1, nextStart: -1, results: [{jobId: 'j1', status: 'SUCCEEDED'}]};
	if (/\/(?:results|inputs)\/\w+$/.test(place)) return {paramName: 'Text', dataType: 'GPString', value: 'high water'};
	if (/\/submitJob$/.test(place)) return {jobId: 'j3', jobStatus: 'esriJobSubmitted'};
	if (/\/cancel$/.test(place))
		return {jobId: 'j2', jobStatus: method === 'POST' ? 'esriJobCancelling' : 'esriJobExecuting'};
	const job = /\/jobs\/(\w+)$/.exec(place)?.[1];
	if (job !== undefined)
		return {
			jobId: job,
			jobStatus: job === 'j2' ? 'esriJobExecuting' : 'esriJobSucceeded',
			messages: [{type: 'esriJobMessageTypeInformative', description: 'Drained the valley'}],
			inputs: {Text: {paramUrl: 'inputs/Text'}},
			results: job === 'j2' ? {} : {Text: {paramUrl: 'results/Text'}},
		};
	return {name: 'T', displayName: 'T', executionType: 'esriExecutionTypeAsynchronous', parameters: [parameter]};
}

/** Runs a command to its end. @returns what it has written on standard output */
async function ran(args: readonly string[], {code = exitCodes.fine as number, input = ''} = {}): Promise<string> {
	const run = await runCli(args, {home, env, input});
	expect(run.code, run.stderr).toBe(code);
	return run.stdout;
}

const saved = async (): Promise<readonly string[]> =>
	JSON.parse(await ran(['list', '--json'])).jobs.map(({url}: {url: string}) => url);

const tour: Readonly<Record<CommandName, () => Promise<void>>> = {
	watch: async () =>
		expect(await ran(['watch', flood, '--json', '--home', temporaryFolder()])).toContain('"event":"done"'),
	demo: async () => {
		// Where the machine is busy, its disk does not take in time what the demo would keep (exit code 6): no matter here.
		const {stdout} = await runCli(['demo', '--jobs', '2', '--speed', '1000', '--interval', '1s', '--json'], {
			home,
			env,
		});
		expect(stdout).toContain('"event":"done"');
	},
	add: async () => {
		await ran(['add', flood.replace('j1', 'j9')]);
		expect(await saved()).toHaveLength(3);
	},
	label: async () => {
		await ran(['label', 'flood', 'high water']);
		expect(await ran(['list'])).toMatch(/high water/);
	},
	tag: async () => {
		await ran(['tag', 'flood', 'roads', '+wet', '-dry']);
		const {jobs} = JSON.parse(await ran(['list', '--json']));
		expect(jobs).toMatchObject([{tags: ['wet']}, {tags: ['wet']}]);
	},
	list: async () => expect(await ran(['list'])).toMatch(/flood.*\n.*roads/),
	remove: async () => {
		await ran(['remove', 'flood']);
		expect(await saved()).toEqual([roads]);
	},
	status: async () =>
		expect(JSON.parse(await ran(['status', 'flood', '--json'])).jobs).toMatchObject([{state: 'succeeded'}]),
	wait: async () => expect(await ran(['wait', 'flood', '--json'])).toContain('"event":"done"'),
	messages: async () => expect(await ran(['messages', 'flood'])).toBe('Drained the valley\n'),
	inputs: async () => expect(await ran(['inputs', 'flood'])).toContain('high water'),
	results: async () => expect(await ran(['results', 'flood', 'Text'])).toBe('high water\n'),
	submit: async () => {
		const url = flood.replace('j1', 'j3');
		expect(await ran(['submit', flood.replace(/\/jobs\/j1$/, ''), 'Text=high'])).toBe(`${url}\n`);
		expect(await saved()).toContain(url);
	},
	rerun: async () => expect(await ran(['rerun', 'flood'])).toBe(`${flood.replace('j1', 'j3')}\n`),
	cancel: async () => {
		await ran(['cancel', '--yes', 'roads']);
		expect(server.requests.map(({method, path}) => `${method} ${path}`)).toContainEqual(
			expect.stringMatching(/^POST .*\/j2\/cancel/),
		);
	},
	metrics: async () => {
		const [program = '', ...args] = gpjobs('metrics', '--listen', '127.0.0.1:0');
		const child = spawn(program, args, {env: environment(home, env), stdio: ['ignore', 'ignore', 'pipe']});
		remember({close: async () => void child.kill('SIGKILL'), abandon: () => child.kill('SIGKILL')});
		const ended = once(child, 'exit');
		let said = '';
		for await (const chunk of child.stderr) {
			said += chunk;
			const [url] = /http:\S+\/metrics/.exec(said) ?? [];
			if (url === undefined) continue;
			expect(await (await fetch(url)).text()).toContain('gpjobs_');
			child.kill('SIGTERM');
			break;
		}
		expect(await ended).toEqual([exitCodes.fine, null]);
	},
	import: async () => expect(await ran(['import', flood.replace(/\/T\/jobs\/j1$/, '')])).toContain('j1'),
	login: async () => {
		await ran(['login', server.origin, '--token-stdin'], {input: 'a-token-of-the-tour\n'});
		expect(JSON.parse(await ran(['status', 'flood', '--json'])).jobs).toMatchObject([{state: 'succeeded'}]);
	},
	logout: async () => void (await ran(['logout', server.origin])),
	trust: async () => {
		const secure = await startSecureServer(await makeCertificate({name: 'gis.acme.com'}));
		await ran(['trust', secure.origin, '--yes']);
		expect(JSON.parse(await ran(['status', secure.url, '--json'], {code: exitCodes.fine})).jobs).toMatchObject([
			{fault: null},
		]);
	},
	doctor: async () =>
		expect(JSON.parse(await ran(['doctor', '--json'])).servers).toMatchObject([{jobs: 2, fault: null}]),
	config: async () => expect(await ran(['config', 'path'])).toBe(`${join(home, 'config.json')}\n`),
	help: async () => expect(await ran(['help', 'wait'])).toContain('--fail-fast'),
	man: async () => expect(await ran(['man'])).toMatch(/^\.TH GPJOBS 1 /),
	completion: async () => expect(await ran(['completion', 'bash'])).toContain('complete'),
};

test.each(Object.keys(commands) as readonly CommandName[])('%s', async name => {
	await tour[name]();
});
