/** Each command line in a block of README and guides does what the text beside it says. */
import {chmodSync, existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import process from 'node:process';
import {describe, expect, test} from 'vitest';
import {cancelQuestion} from '../../source/commands/cancel.ts';
import {trustQuestion} from '../../source/commands/trust.ts';
import {safe} from '../../source/text/safe-text.ts';
import {saying, whatever} from '../saying.ts';
import {gpjobs} from './built-program.ts';
import {makeCertificate, startSecureServer} from './certificates.ts';
import {temporaryFolder} from './environment.ts';
import {homeWith} from './monitor-screen.ts';
import {needs} from './needs.ts';
import {type Run, run} from './run-cli.ts';
import {openScreen} from './screen.ts';
import {startSmallServer} from './servers.ts';

const root = join(import.meta.dirname, '../..');
const guides = readdirSync(join(root, 'docs')).filter(name => name.endsWith('.md'));
const pages = ['README.md', ...guides.map(name => `docs/${name}`)];
const job = 'https://gis.acme.com/arcgis/rest/services/Flood/GPServer/Model/jobs/j8f00';

/** The blocks of a page that hold commands, each with its lines. */
function blocksIn(page: string): readonly (readonly string[])[] {
	const text = readFileSync(join(root, page), 'utf8');
	const blocks = [...text.matchAll(/^ *```([^\n]*)\n(.*?)^ *```$/gms)].flatMap(([, language = '', block = '']) =>
		/^(?:json|python)/.test(language) ? [] : [block.split('\n').filter(line => line.trim() !== '')],
	);
	return blocks.filter(lines => !lines.every(line => /^https?:/.test(line)));
}

/** The command of a line, without its prompt and without the words beside it. */
function commandOf(line: string): string {
	return line
		.trim()
		.replace(/^\$ /, '')
		.replace(/(?: {2,}| # ).*$/, '');
}

/** A folder, a home and servers in which the examples of the documents work. */
async function startWorld({status = 'Succeeded', isRunning = ''} = {}) {
	const cancelled = new Set<string>();
	const submitted: string[] = [];
	const parameter = (name: string) => ({name, dataType: 'GPString', direction: 'esriGPParameterDirectionInput'});
	const zones = {
		geometryType: 'esriGeometryPoint',
		spatialReference: {wkid: 4326},
		fields: [{name: 'NAME', type: 'esriFieldTypeString', alias: 'Name', length: 20}],
		features: [{attributes: {NAME: 'north'}, geometry: {x: 6.6, y: 49.7}}],
	};
	const answer = (path: string): {body: unknown} => {
		const [, id = '', part = ''] = /\/jobs\/(\w+)(\/\w+)?/.exec(path) ?? [];
		if (/\/rest\/info$/.test(path)) return {body: {currentVersion: 11.3, authInfo: {isTokenBasedSecurity: false}}};
		if (/\/rest\/services$/.test(path)) return {body: {folders: [], services: []}};
		if (/\/submitJob$/.test(path)) {
			submitted.push(path);
			return {body: {jobId: 'j9new', jobStatus: 'esriJobSubmitted'}};
		}
		if (id === '') {
			const parameters = [parameter('Level'), parameter('Area')];
			return {body: {name: 'Model', executionType: 'esriExecutionTypeAsynchronous', parameters}};
		}
		if (part === '/inputs') return {body: {paramName: 'Level', dataType: 'GPString', value: '3 Meters'}};
		if (part === '/results')
			return {body: {paramName: 'Flood_Zones', dataType: 'GPFeatureRecordSetLayer', value: zones}};
		if (part === '/cancel') {
			cancelled.add(id);
			return {body: {jobId: id, jobStatus: 'esriJobCancelling'}};
		}
		const own = id === isRunning ? 'Executing' : status;
		const now = cancelled.has(id) ? 'Cancelled' : own;
		const messages = [
			{type: 'esriJobMessageTypeInformative', description: 'Drained the valley'},
			...(now === 'Failed' ? [{type: 'esriJobMessageTypeError', description: 'ERROR 000732: no such raster'}] : []),
		];
		const results = now === 'Succeeded' ? {Flood_Zones: {paramUrl: 'results/Flood_Zones'}} : {};
		return {
			body: {jobId: id, jobStatus: `esriJob${now}`, messages, results, inputs: {Level: {paramUrl: 'inputs/Level'}}},
		};
	};
	const server = await startSmallServer(({path}) => answer(path.split('?', 1)[0] ?? ''));
	const secure = await startSecureServer(await makeCertificate({name: 'gis.acme.com'}));
	const [folder, bin, empty] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
	writeFileSync(join(bin, 'gpjobs'), `#!/bin/sh\nexec ${gpjobs().join(' ')} "$@"\n`);
	// `ssh gis-ops COMMAND` runs the command, and `sudo -u gpjobs COMMAND` too.
	writeFileSync(join(bin, 'ssh'), '#!/bin/sh\nshift\nexec "$@"\n');
	writeFileSync(join(bin, 'sudo'), '#!/bin/sh\nshift 2\nexec "$@"\n');
	for (const name of readdirSync(bin)) chmodSync(join(bin, name), 0o755);
	const jobs = `${server.origin}/arcgis/rest/services/Flood/GPServer/Model/jobs`;
	writeFileSync(join(folder, 'area.json'), '{"x": 1}');
	writeFileSync(join(folder, 'key'), 'a-token-of-a-file\n');
	writeFileSync(join(folder, 'urls.txt'), `${jobs}/j1\n${jobs}/j2\n`);
	const ca = await makeCertificate({name: 'Acme CA', isAuthority: true});
	const mine = await makeCertificate({name: 'me', by: ca});
	for (const [name, text] of [
		['acme-ca.pem', ca.cert],
		['me.pem', mine.cert],
		['me.key', mine.key],
	] as const)
		writeFileSync(join(folder, name), text, {mode: 0o600});
	const home = await homeWith({
		jobs: [
			{url: `${jobs}/j8f00`, label: 'flood-2026'},
			{url: `${jobs}/j2`, label: 'parcels'},
			{url: `${jobs}/j3`, label: 'roads'},
		],
	});
	const settings = {GPJOBS_KEYRING: 'false', GPJOBS_INTERVAL: '1s', GPJOBS_RATE: '1000'};
	/** Writes the addresses of the test for those of the documents. */
	const here = (command: string) =>
		command
			.replaceAll('https://gis.acme.com:6443', secure.origin)
			.replaceAll('https://gis.acme.com', server.origin)
			.replace(/(?<![/.\w-])gis\.acme\.com/g, /\btrust\b/.test(command) ? secure.origin : server.origin)
			.replaceAll('/etc/ssl/', './')
			.replaceAll('/var/lib/gpjobs', home);
	const variables = {JOB_URL: `${jobs}/j8f00`, A: `${jobs}/j1`, B: `${jobs}/j2`, C: `${jobs}/j3`};
	const sh = (command: string, {input = '', at = home}: {input?: string; at?: string} = {}): Promise<Run> => {
		const env = {PATH: `${bin}:${process.env.PATH}`, ...settings, ...variables};
		return run(['bash', '-c', `cd '${folder}' && ${here(command)}`], {home: at, env, input});
	};
	return {server, secure, folder, home, empty, jobs, sh, here, submitted, cancelled};
}

type World = Awaited<ReturnType<typeof startWorld>>;

/** What a command line of the documents does. */
type Example =
	| {
			/** The state of the jobs on the server; `Succeeded` unless the example needs another one. */
			readonly status?: string;
			/** A command that must have run before. */
			readonly first?: string;
			readonly input?: string;
			readonly code?: number;
			readonly stdout?: RegExp;
			readonly check?: (world: World, run: Run) => Promise<void> | void;
	  }
	/** Another file runs this command, with these words. */
	| {readonly runBy: string; readonly as: RegExp};

const signIn = 'test/e2e/sign-in.test.ts';
const workflow = '.github/workflows/ci.yml';
const posted = ({server}: World) => server.requests.filter(({method}) => method === 'POST').map(({path}) => path);
const savedJobs = async ({sh}: World) =>
	(JSON.parse((await sh('gpjobs list --json')).stdout) as {jobs: {url: string; label: string | null; tags: string[]}[]})
		.jobs;
const parcelsTagged = 'gpjobs tag parcels +nightly && gpjobs status --all';

const examples: Readonly<Record<string, Example>> = {
	'npm ci && npm run demo': {runBy: workflow, as: /npm ci\n.*npm run demo/},
	'npm ci && npm test': {runBy: workflow, as: /npm ci\n(?:.*\n)*?.*npm test/},
	'npm ci && npm pack': {runBy: 'test/e2e/documented-commands.test.ts', as: /npm', 'pack'/},
	'npm install --global ./gpjobs-0.1.0.tgz': {runBy: 'test/e2e/documented-commands.test.ts', as: /'--global'/},
	'cd build': {runBy: 'scripts/prove-package.ts', as: /\/build\//},
	'sha256sum --check gpjobs-*-linux-x64.tar.gz.sha256 && tar xf gpjobs-*-linux-x64.tar.gz': {
		runBy: 'scripts/prove-package.ts',
		as: /sha256sum[\s\S]*tar/,
	},
	'gpjobs-*-linux-x64/bin/gpjobs demo': {runBy: 'scripts/prove-package.ts', as: /'demo'/},
	[`gpjobs add "${job}" --label flood-2026`]: {stdout: /j8f00\n$/},
	gpjobs: {stdout: /flood-2026.*\n.*parcels.*\n.*roads/},
	'gpjobs list': {
		stdout: /flood-2026.*\n.*parcels.*\n.*roads/,
		check: ({server}) => expect(server.requests).toEqual([]),
	},
	'gpjobs list --sort ended --last 10': {
		first: 'gpjobs status --all',
		stdout: /flood-2026/,
	},
	'gpjobs status flood-2026': {stdout: /^Succeeded +flood-2026 .*\n$/},
	'gpjobs wait flood-2026': {stdout: /Succeeded/},
	'gpjobs wait flood-2026 --timeout 2h': {},
	'gpjobs messages flood-2026': {stdout: /^Drained the valley\n$/},
	'gpjobs messages flood-2026 --follow': {stdout: /^Drained the valley\n$/},
	'gpjobs inputs flood-2026': {stdout: /^Level .*3 Meters\n$/},
	'gpjobs results flood-2026': {stdout: /^Flood_Zones .*\n$/},
	'gpjobs results flood-2026 -o ./out': {
		check: ({folder}) => expect(existsSync(join(folder, 'out/Flood_Zones.json'))).toBe(true),
	},
	'gpjobs cancel flood-2026': {
		status: 'Executing',
		code: 2,
		check: world => expect(posted(world)).toEqual([]),
	},
	'gpjobs label 8f00 flood-2027': {
		check: async world => expect((await savedJobs(world))[0]?.label).toBe('flood-2027'),
	},
	'gpjobs tag flood-2026 +nightly -test': {
		first: 'gpjobs tag flood-2026 +test',
		check: async world => expect((await savedJobs(world))[0]?.tags).toEqual(['nightly']),
	},
	'gpjobs remove flood-2026': {
		check: async world => {
			expect(await savedJobs(world)).toHaveLength(2);
			expect((await world.sh('gpjobs remove --undo')).code).toBe(0);
			expect(await savedJobs(world)).toHaveLength(3);
		},
	},
	'gpjobs config set interval 10s': {
		check: async ({home}) => expect(readFileSync(join(home, 'config.json'), 'utf8')).toContain('"10s"'),
	},
	'gpjobs results flood-2026 --output ./out': {
		check: ({folder}) => expect(readdirSync(join(folder, 'out'))).toEqual(['Flood_Zones.json']),
	},
	'gpjobs results flood-2026 Flood_Zones --output zones.geojson --format geojson': {
		check: ({folder}) =>
			expect(JSON.parse(readFileSync(join(folder, 'zones.geojson'), 'utf8')).type).toBe('FeatureCollection'),
	},
	'gpjobs results "tag:nightly status:succeeded" --output ./out': {
		first: parcelsTagged,
		check: ({folder}) => expect(readdirSync(join(folder, 'out'))).toEqual(['parcels']),
	},
	'gpjobs submit https://gis.acme.com/arcgis/rest/services/Flood/GPServer/Model "Level=3 Meters" Area=@area.json --label flood-2027':
		{
			stdout: /\/jobs\/j9new\n$/,
			check: async world => expect((await savedJobs(world)).at(-1)?.label).toBe('flood-2027'),
		},
	'gpjobs rerun flood-2026 "Level=4 Meters"': {
		stdout: /\/jobs\/j9new\n$/,
		check: ({submitted}) => expect(submitted).toHaveLength(1),
	},
	'gpjobs login https://gis.acme.com --user ann': {runBy: signIn, as: /'login', server\.origin, '--user'/},
	'gpjobs login gis.acme.com --token-stdin < key': {},
	'gpjobs login gis.acme.com --client-id ID': {runBy: signIn, as: /'--client-id', 'demo-app'/},
	'gpjobs login gis.acme.com --user ann --portal https://portal.acme.com/portal': {
		runBy: 'test/field/cases/tokens.ts',
		as: /'--user', 'ann', '--portal'|--user ann --portal/,
	},
	'gpjobs login gis.acme.com --basic --user ann': {
		input: 'open sesame\n',
		check: async ({sh}) => expect((await sh('gpjobs login --list --json')).stdout).toContain('"kind":"basic"'),
	},
	'gpjobs login --list': {first: 'gpjobs login gis.acme.com --token-stdin < key', stdout: / token /},
	'gpjobs logout gis.acme.com': {
		first: 'gpjobs login gis.acme.com --token-stdin < key',
		check: async ({sh}) => expect((await sh('gpjobs login --list --json')).stdout).toContain('"signIns":[]'),
	},
	// Without a terminal it shows the certificate and trusts nothing.
	'gpjobs trust https://gis.acme.com:6443': {
		code: 2,
		check: async ({sh}) => expect((await sh('gpjobs trust --list --json')).stdout).toContain('"servers":[]'),
	},
	'gpjobs trust gis.acme.com --ca-file acme-ca.pem': {
		check: async ({sh}) => expect((await sh('gpjobs trust --list --json')).stdout).toContain('acme-ca.pem'),
	},
	'gpjobs trust gis.acme.com --cert-file me.pem --key-file me.key': {
		check: async ({sh}) => expect((await sh('gpjobs trust --list --json')).stdout).toContain('me.pem'),
	},
	'gpjobs trust --list': {first: 'gpjobs trust gis.acme.com --ca-file acme-ca.pem', stdout: /acme-ca\.pem/},
	'gpjobs trust gis.acme.com --remove': {
		first: 'gpjobs trust gis.acme.com --ca-file acme-ca.pem',
		check: async ({sh}) => expect((await sh('gpjobs trust --list --json')).stdout).toContain('"servers":[]'),
	},
	'gpjobs trust https://gis.acme.com:6443 --ca-file /etc/ssl/acme-ca.pem': {
		check: async ({sh}) => expect((await sh('gpjobs trust --list --json')).stdout).toContain('acme-ca.pem'),
	},
	'gpjobs wait parcels roads --timeout 2h': {stdout: /parcels[\s\S]*roads/},
	'gpjobs cancel --yes --wait flood-2026': {
		status: 'Executing',
		check: world => expect(posted(world)).toEqual([expect.stringMatching(/\/j8f00\/cancel/)]),
	},
	'gpjobs cancel --yes --wait --timeout 5m flood-2026': {
		status: 'Executing',
		check: ({cancelled}) => expect([...cancelled]).toEqual(['j8f00']),
	},
	'gpjobs doctor': {stdout: /127\.0\.0\.1/},
	'eval "$(gpjobs completion bash)"': {},
	'eval "$(gpjobs completion zsh)"': {runBy: 'test/e2e/completion.test.ts', as: /gpjobs completion zsh/},
	'gpjobs completion fish | source': {runBy: 'test/e2e/completion.test.ts', as: /'completion', 'fish'/},
	'gpjobs completion powershell | Out-String | Invoke-Expression': {
		runBy: 'test/commands/completion/powershell.test.ts',
		as: /'completion', 'powershell'/,
	},
	'sudo -u gpjobs gpjobs add --home /var/lib/gpjobs - --tag nightly <urls.txt': {
		check: async world => expect((await savedJobs(world)).filter(({tags}) => tags.includes('nightly'))).toHaveLength(2),
	},
	'sudo -u gpjobs gpjobs login --home /var/lib/gpjobs https://gis.acme.com --user ann': {
		runBy: signIn,
		as: /'login', server\.origin, '--user'/,
	},
	'useradd --system --home-dir /var/lib/gpjobs gpjobs': {
		runBy: 'docs/prometheus/gpjobs-metrics.service',
		as: /^User=gpjobs$/m,
	},
	'install -m 644 gpjobs-metrics.service /etc/systemd/system/': {
		runBy: 'test/e2e/metrics.test.ts',
		as: /'systemd-analyze', 'verify'/,
	},
	'systemctl enable --now gpjobs-metrics': {runBy: 'docs/prometheus/gpjobs-metrics.service', as: /^\[Install\]$/m},
	'journalctl -u gpjobs-metrics': {runBy: 'test/e2e/metrics.test.ts', as: /the unit starts gpjobs/},
	'gpjobs metrics server:gis.acme.com': {runBy: 'test/commands/saved-jobs-chosen.test.ts', as: /'server:north'/},
	"gpjobs metrics '!server:gis.acme.com' --listen 127.0.0.1:9188": {
		runBy: 'test/e2e/metrics.test.ts',
		as: /share\('!label:roads'\)/,
	},
	'tmux new -A -s jobs gpjobs': {runBy: 'test/e2e/monitor-in-tmux.test.ts', as: /tmux/},
	'ssh gis-ops': {runBy: 'test/e2e/monitor-in-tmux.test.ts', as: /tmux/},
	'ssh gis-ops gpjobs list': {stdout: /flood-2026/},
	'ssh gis-ops gpjobs status flood-2026': {stdout: /^Succeeded +flood-2026/},
	'ssh gis-ops gpjobs messages flood-2026 --follow': {stdout: /^Drained the valley\n$/},
	'ssh gis-ops gpjobs wait flood-2026 && echo done': {stdout: /\ndone\n$/},
	'gpjobs wait "$A" "$B" "$C" --timeout 2h': {stdout: /j1[\s\S]*parcels[\s\S]*roads/},
	'gpjobs wait "$A" "$B" "$C" --timeout 2h --fail-fast': {status: 'Failed', code: 1},
	'gpjobs wait "$A" "$B" --timeout 2h --any': {},
	'GPJOBS_TOKEN=… GPJOBS_TOKEN_SERVER=https://gis.acme.com gpjobs wait "$JOB_URL" --timeout 2h': {
		runBy: signIn,
		as: /GPJOBS_TOKEN_SERVER/,
	},
};

/** Blocks that are scripts are run as a whole. */
function isScript(lines: readonly string[]): boolean {
	return lines.some(line => /^set -|^code=0|events\.ndjson/.test(line));
}

/** Blocks that show a dialogue in a terminal. */
function isTranscript(lines: readonly string[]): boolean {
	return lines[0]?.startsWith('$ ') === true;
}

/** Whether a line only continues the words beside the line above. */
function isContinuation(line: string): boolean {
	return /^ {20}/.test(line);
}

const lines = pages.flatMap(page => {
	const blocks = blocksIn(page).flatMap(block =>
		isScript(block) ? [] : [block.filter(line => !isContinuation(line))],
	);
	return blocks.flatMap(block => (isTranscript(block) ? block.slice(0, 1) : block)).map(commandOf);
});
const commandLines = [...new Set(lines)].filter(line => line !== '' && !line.startsWith('https:'));

test('each command line of the documents has an example here, and each example is in the documents', () => {
	const known = Object.keys(examples);
	expect(commandLines.filter(line => !known.includes(line))).toEqual([]);
	expect(known.filter(line => !commandLines.includes(line))).toEqual([]);
});

test.each(commandLines)('%s', async line => {
	const example = examples[line];
	if (!example) return expect.unreachable(line);
	if ('runBy' in example) {
		expect(readFileSync(join(root, example.runBy), 'utf8')).toMatch(example.as);
		return;
	}
	const {status = 'Succeeded', first, input = '', code = 0, stdout, check} = example;
	const world = await startWorld({status});
	if (first !== undefined) expect((await world.sh(first)).code).toBe(0);
	const run = await world.sh(line, {input});
	expect(run.code, run.stderr).toBe(code);
	if (stdout) expect(run.stdout).toMatch(stdout);
	await check?.(world, run);
});

test('the first job of the README: its lines work in the order in which they stand, in an empty home', async () => {
	const world = await startWorld();
	const blocks = blocksIn('README.md').filter(block => block.some(line => /-o \.\/out|--label flood-2026$/.test(line)));
	const [add = [], other = []] = blocks;
	expect([add.length, other.length]).toEqual([2, 4]);
	for (const line of [...add, ...other].map(commandOf)) {
		const run = await world.sh(line, {at: world.empty});
		expect({line, code: run.code}, run.stderr).toEqual({line, code: 0});
	}
	expect(existsSync(join(world.folder, 'out/Flood_Zones.json'))).toBe(true);
});

describe('the scripts of docs/wait-in-ci.md', () => {
	const scripts = blocksIn('docs/wait-in-ci.md').filter(isScript);

	test.each([
		['Succeeded', 0],
		['Failed', 1],
	])('save results, or say why there are none: %s', async (status, code) => {
		const [wait = [], gate = []] = scripts;
		const world = await startWorld({status});
		expect((await world.sh(wait.join('\n'))).code).toBe(code);
		expect(existsSync(join(world.folder, 'out'))).toBe(code === 0);
		const gated = await world.sh(gate.join('\n'));
		expect(gated.code).toBe(code);
		if (code !== 0) expect(gated.stderr).toContain('ERROR 000732');
	});

	test('cancel a job that does not end in time', async () => {
		const [, gate = []] = scripts;
		const world = await startWorld({status: 'Executing'});
		expect((await world.sh(gate.join('\n').replace('2h', '2s'))).code).toBe(1);
		expect([...world.cancelled]).toEqual(['j8f00']);
	});

	needs('jq')('list what did not succeed', async () => {
		const [, , list = []] = scripts;
		const world = await startWorld({status: 'Failed'});
		const {code, stdout} = await world.sh(list.join('\n'));
		expect({code, stdout}).toEqual({code: 0, stdout: `${world.jobs}/j1 failed\n${world.jobs}/j2 failed\n`});
	});
});

test('the dialogue of docs/cancel-safely.md: a yes sends one cancel', async () => {
	const world = await startWorld({status: 'Executing'});
	const screen = openScreen(gpjobs('cancel', 'flood-2026'), {home: world.home, columns: 140});
	await screen.shows(saying(cancelQuestion(1)));
	await screen.type('y');
	await screen.press('Enter');
	expect(await screen.ends()).toMatchObject({code: 0});
	expect(posted(world)).toEqual([expect.stringMatching(/\/j8f00\/cancel/)]);
});

test('the dialogue of docs/self-signed.md: a yes trusts the certificate that was shown', async () => {
	const world = await startWorld();
	const screen = openScreen(gpjobs('trust', world.secure.origin), {home: world.home, columns: 140});
	await screen.shows(saying(trustQuestion(safe`${whatever}`)));
	await screen.type('y');
	await screen.press('Enter');
	expect(await screen.ends()).toMatchObject({code: 0});
	expect((await world.sh('gpjobs trust --list --json')).stdout).toContain(world.secure.origin);
});

test('the package that npm packs installs without the network, and runs', async () => {
	const folder = temporaryFolder();
	// As README says; `npm pack` would build again what this test run uses.
	const packed = await run(['npm', 'pack', '--ignore-scripts', '--silent', '--pack-destination', folder, root]);
	const [tarball = ''] = readdirSync(folder);
	expect(packed.code, packed.stderr).toBe(0);
	expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain(`npm install --global ./${tarball}`);
	const options = ['--prefix', folder, '--offline', '--omit', 'optional', '--no-audit', '--no-fund'];
	const installed = await run(['npm', 'install', '--global', ...options, join(folder, tarball)]);
	expect(installed.code, installed.stderr).toBe(0);
	const env = {PATH: `${dirname(process.execPath)}:${process.env.PATH}`};
	const {stdout} = await run([join(folder, 'bin/gpjobs'), '--version'], {env});
	expect(tarball).toBe(`gpjobs-${stdout.trim()}.tgz`);
});
