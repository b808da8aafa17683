/** The scripts of `docs/recipes/`, each run to its end with the built program, also where jobs fail. */
import {chmodSync, existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {parse} from 'yaml';
import {noSavedJobMatches} from '../../source/commands/select-jobs.ts';
import {failedBecause, notEndedYet} from '../../source/commands/wait.ts';
import {said, saying, whatever} from '../saying.ts';
import {gpjobs} from './built-program.ts';
import {temporaryFolder} from './environment.ts';
import {run} from './run-cli.ts';
import {type SmallServer, startSmallServer} from './servers.ts';

const recipes = join(import.meta.dirname, '../../docs/recipes');

/** How a job of the test server ends, by its id; a job without an entry succeeds. */
type Ends = Readonly<Record<string, 'Failed' | 'Cancelled' | 'never'>>;

const reason = 'ERROR 010429: the raster cannot be read';

/** A GP server whose jobs are executing when they are first polled, and have ended at the next poll. */
async function startRecipeServer(ends: Ends = {}, refuses: (submission: number) => boolean = () => false) {
	let submissions = 0;
	const polled = new Set<string>();
	const cancelled = new Set<string>();
	const answer = (path: string): {status?: number; body: unknown} => {
		const [, id = '', rest = ''] = /\/jobs\/(\w+)(\/\w+)?/.exec(path) ?? [];
		if (/\/submitJob$/.test(path)) {
			const number = ++submissions;
			if (refuses(number)) return {body: {error: {code: 500, message: 'Error submitting job.'}}};
			return {body: {jobId: `j000${number}`, jobStatus: 'esriJobSubmitted'}};
		}
		if (/\/rest\/info$/.test(path)) return {body: {currentVersion: 11.3, authInfo: {isTokenBasedSecurity: false}}};
		if (id === '') {
			const parameter = {name: 'Region', dataType: 'GPString', direction: 'esriGPParameterDirectionInput'};
			return {body: {name: 'T', executionType: 'esriExecutionTypeAsynchronous', parameters: [parameter]}};
		}
		if (rest === '/results') return {body: {paramName: 'Depth', dataType: 'GPLong', value: Number(id.slice(1))}};
		if (rest === '/cancel') {
			cancelled.add(id);
			return {body: {jobId: id, jobStatus: 'esriJobCancelling'}};
		}
		const end = ends[id] ?? 'Succeeded';
		const isOver = cancelled.has(id) || (polled.has(id) && end !== 'never');
		polled.add(id);
		const status = cancelled.has(id) ? 'Cancelled' : isOver ? end : 'Executing';
		const messages = status === 'Failed' ? [{type: 'esriJobMessageTypeError', description: reason}] : [];
		const results = status === 'Succeeded' ? {Depth: {paramUrl: 'results/Depth'}} : {};
		return {body: {jobId: id, jobStatus: `esriJob${status}`, messages, results, inputs: {}}};
	};
	const server = await startSmallServer(({path}) => answer(path.split('?', 1)[0] ?? ''));
	return {...server, task: `${server.origin}/arcgis/rest/services/S/GPServer/T`};
}

function jobAt({origin}: Pick<SmallServer, 'origin'>, id: string): string {
	return `${origin}/arcgis/rest/services/S/GPServer/T/jobs/${id}`;
}

/** A folder to work in, a home, and a search path on which a `gpjobs` is that counts its starts. */
function workPlace() {
	const [folder, bin, home] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
	const log = join(bin, 'starts');
	writeFileSync(log, '');
	writeFileSync(join(bin, 'gpjobs'), `#!/bin/sh\necho "$*" >>'${log}'\nexec ${gpjobs().join(' ')} "$@"\n`);
	chmodSync(join(bin, 'gpjobs'), 0o755);
	const settings = {GPJOBS_HOME: home, GPJOBS_KEYRING: 'false', GPJOBS_RATE: '1000', GPJOBS_INTERVAL: '1s'};
	const env = {PATH: `${bin}:${process.env.PATH}`, ...settings};
	return {
		folder,
		bin,
		home,
		env,
		settings,
		starts: () => readFileSync(log, 'utf8').split('\n').length - 1,
		/** Runs a shell command in the folder. */
		sh: (command: string, variables: Readonly<Record<string, string>> = {}) =>
			run(['bash', '-c', `cd '${folder}' && ${command}`], {home, env: {...env, ...variables}}),
		saved: async () => {
			const {stdout} = await run(gpjobs('list', '--json'), {home, env});
			return (JSON.parse(stdout) as {jobs: {url: string; label: string | null; tags: string[]}[]}).jobs;
		},
	};
}

test('nightly-batch.sh saves what succeeded, reports what failed, and leaves the failures on the list', async () => {
	const server = await startRecipeServer({j0002: 'Failed'});
	const {folder, sh, starts, saved} = workPlace();
	writeFileSync(join(folder, 'regions.txt'), 'north\nsouth\neast\n');
	const {code, stderr} = await sh(`${recipes}/nightly-batch.sh ${server.task} Region regions.txt out`);
	const [night = ''] = readdirSync(join(folder, 'out'));
	expect(night).toMatch(/^nightly-\d{4}-\d\d-\d\d$/);
	const results = ['north', 'east'].map(region => join(folder, 'out', night, `${region} ${night}`, 'Depth.json'));
	expect(results.map(path => readFileSync(path, 'utf8'))).toEqual(['1\n', '3\n']);
	expect(readdirSync(join(folder, 'out', night))).toHaveLength(2);
	expect({code}).toEqual({code: 1});
	expect(stderr).toMatch(saying(failedBecause(whatever, reason as typeof whatever)));
	expect(starts()).toBe(3 + 3);
	expect((await saved()).map(({label}) => label)).toEqual(
		['north', 'south', 'east'].map(region => `${region} ${night}`),
	);
});

test('nightly-batch.sh goes on when one job cannot be submitted, and does not end with 0', async () => {
	const server = await startRecipeServer({}, number => number === 1);
	const {folder, sh} = workPlace();
	writeFileSync(join(folder, 'regions.txt'), 'north\nsouth\n');
	const {code} = await sh(`${recipes}/nightly-batch.sh ${server.task} Region regions.txt out`);
	expect(code).toBe(5);
	const [night = ''] = readdirSync(join(folder, 'out'));
	expect(readdirSync(join(folder, 'out', night))).toEqual([`south ${night}`]);
});

test('ci-gate.sh ends with 0 and the results, or with the code of the wait and its reason', async () => {
	const server = await startRecipeServer({j2: 'Failed', j3: 'Cancelled'});
	const {folder, sh, starts} = workPlace();
	expect((await sh(`${recipes}/ci-gate.sh ${jobAt(server, 'j1')}`)).code).toBe(0);
	expect(readFileSync(join(folder, 'out/Depth.json'), 'utf8')).toBe('1\n');
	expect(starts()).toBe(2);
	const failed = await sh(`${recipes}/ci-gate.sh ${jobAt(server, 'j2')}`);
	expect(failed.code).toBe(1);
	expect(failed.stderr).toContain(reason);
	expect((await sh(`${recipes}/ci-gate.sh ${jobAt(server, 'j3')}`)).code).toBe(3);
	expect((await sh(`${recipes}/ci-gate.sh no-job`)).code).toBe(2);
});

test('ci-gate.sh cancels a job after the time limit and ends with 124', async () => {
	const server = await startRecipeServer({j1: 'never'});
	const {folder, sh} = workPlace();
	const {code, stderr} = await sh(`${recipes}/ci-gate.sh ${jobAt(server, 'j1')} 2s`);
	expect(code).toBe(124);
	expect(stderr).toMatch(saying(notEndedYet('2s', whatever)));
	const posts = server.requests.filter(({method}) => method === 'POST');
	expect(posts.map(({path}) => path.split('?', 1)[0])).toEqual([expect.stringMatching(/\/jobs\/j1\/cancel$/)]);
	expect(existsSync(join(folder, 'out'))).toBe(false);
});

test('many-jobs.sh waits for 300 jobs with three starts, and leaves those that did not succeed', async () => {
	const server = await startRecipeServer({j7: 'Failed', j8: 'Cancelled'});
	const {folder, sh, starts, saved} = workPlace();
	const urls = Array.from({length: 300}, (_, index) => `${jobAt(server, `j${index}`)}\r`);
	writeFileSync(join(folder, 'urls.txt'), ['# a fleet', '', ...urls].join('\n'));
	const {code, stderr} = await sh(`${recipes}/many-jobs.sh urls.txt fleet`);
	expect(code).toBe(1);
	expect(stderr).toContain(reason);
	expect(starts()).toBe(3);
	expect((await saved()).map(({url}) => url)).toEqual(['j7', 'j8'].map(id => jobAt(server, id)));
});

/** The commands of the crontab, and the search path that it sets. */
function crontab(): {readonly path: string; readonly commands: readonly string[]} {
	const lines = readFileSync(join(recipes, 'crontab'), 'utf8').split('\n');
	const path = lines.find(line => line.startsWith('PATH='))?.slice(5) ?? '';
	const commands = lines.flatMap(line => /^(?:[\d*/,-]+\s+){5}(.*)$/.exec(line)?.[1] ?? []);
	return {path, commands};
}

test('the crontab prints nothing if all jobs of the night succeed, and otherwise what there is to mail', async () => {
	const server = await startRecipeServer({j2: 'Failed'});
	const {bin, home, settings, sh, saved} = workPlace();
	const {path, commands} = crontab();
	const [wait = '', clean = ''] = commands;
	expect(commands).toHaveLength(2);
	// As cron starts a program: hardly any environment.
	const cron = (command: string) => {
		const variables = {HOME: home, SHELL: '/bin/sh', PATH: `${bin}:${path}`, ...settings};
		const set = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
		return run(['env', '-i', ...set, '/bin/sh', '-c', command], {home});
	};
	const none = await cron(wait);
	expect(none).toMatchObject({code: 2, stdout: '', stderr: said(noSavedJobMatches('tag:nightly'))});
	await sh(`gpjobs add ${jobAt(server, 'j1')} --tag nightly`);
	expect(await cron(wait)).toMatchObject({code: 0, stdout: '', stderr: ''});
	await sh(`gpjobs add ${jobAt(server, 'j2')} --tag nightly`);
	const failed = await cron(wait);
	expect({code: failed.code, stdout: failed.stdout}).toEqual({code: 1, stdout: ''});
	expect(failed.stderr).toContain(reason);
	expect(await cron(clean)).toMatchObject({code: 0, stdout: '', stderr: ''});
	expect(await saved()).toHaveLength(2);
	expect(await cron(clean.replace(/ --older \S+/, ''))).toMatchObject({code: 0, stdout: ''});
	expect(await saved()).toEqual([]);
});

/** A task of the playbook that runs gpjobs. */
type Task = {
	readonly name: string;
	readonly register?: string;
	readonly changed_when?: string | boolean;
	readonly when?: string;
	readonly 'ansible.builtin.command'?: {readonly argv: readonly string[]; readonly stdin?: string};
};

type Play = {
	readonly vars: {readonly gpjobs_server: string; readonly gpjobs_urls: readonly string[]};
	readonly tasks: readonly Task[];
};

test('the commands of the Ansible playbook change everything once, and nothing at the second run', async () => {
	const server = await startRecipeServer();
	const {home, env, saved} = workPlace();
	const [play] = parse(readFileSync(join(recipes, 'ansible-metrics.yml'), 'utf8')) as readonly Play[];
	const values: Readonly<Record<string, string>> = {
		gpjobs_server: server.origin,
		'gpjobs_urls | join("\\n")': (play?.vars.gpjobs_urls ?? [])
			.map(url => url.replace(play?.vars.gpjobs_server ?? '', server.origin))
			.join('\n'),
		gpjobs_token: 'a-token-of-the-recipe',
	};
	const filled = (text: string) =>
		text.replace(/\{\{ (.*?) \}\}/g, (_, name: string) => values[name] ?? expect.unreachable(name));

	/** Runs the tasks as Ansible does, as far as this playbook needs it. @returns the names of those that changed something */
	const played = async () => {
		const registered: Record<string, string> = {};
		/** `TEXT in NAME.stdout` or `VARIABLE not in NAME.stdout`. */
		const holds = (condition: string) => {
			const [, what = '', not, name = ''] = /^(\S+)( not)? in (\w+)\.stdout$/.exec(condition) ?? expect.unreachable();
			const text = what.startsWith("'") ? what.slice(1, -1) : (values[what] ?? expect.unreachable(what));
			return (registered[name] ?? '').includes(text) === (not === undefined);
		};
		const changed: string[] = [];
		for (const {name, when, register, changed_when: changes = true, ...task} of play?.tasks ?? []) {
			const command = task['ansible.builtin.command'];
			if (!command || (when !== undefined && !holds(when))) continue;
			const [, ...args] = command.argv.map(filled);
			const {code, stdout, stderr} = await run(gpjobs(...args), {home, env, input: filled(command.stdin ?? '')});
			expect(code, `${name}: ${stderr}`).toBe(0);
			if (register !== undefined) registered[register] = stdout;
			if (typeof changes === 'boolean' ? changes : holds(changes)) changed.push(name);
		}
		return changed;
	};
	const first = await played();
	expect(first).toHaveLength(3);
	expect(await saved()).toMatchObject([{tags: ['metrics']}]);
	expect(await played()).toEqual([]);
});

test('the recipes are all in their README, and the unit that the playbook installs exists', () => {
	const readme = readFileSync(join(recipes, 'README.md'), 'utf8');
	for (const name of readdirSync(recipes)) if (name !== 'README.md') expect(readme).toContain(`](${name})`);
	const unit = /src: (\S+)/.exec(readFileSync(join(recipes, 'ansible-metrics.yml'), 'utf8'))?.[1] ?? '';
	expect(existsSync(join(recipes, '../prometheus', unit))).toBe(true);
});
