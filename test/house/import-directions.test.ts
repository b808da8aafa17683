/**
 * The import directions as they are enforced, not as they are written down: Biome, with the `biome.json` of this
 * repository, looks at files that break them. The table here is the design's own, so that a slip in `scripts/house.ts`
 * does not forgive itself.
 */
import {execFile} from 'node:child_process';
import {cp, mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {biomeConfig} from '../../scripts/biome-config.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const rooms = ['commands', 'session', 'demo', 'ui', 'monitor', 'store', 'gp', 'terminal', 'text'];

/** Where a probe is put, the room that it is in, and what it may import: rooms, and packages with one home. */
const places = [
	{file: 'source/commands/probe.ts', room: 'commands', may: 'session ui monitor store gp terminal text stdout'},
	{file: 'source/commands/demo.ts', room: 'commands', may: 'demo session ui monitor store gp terminal text stdout'},
	{
		file: 'source/commands/demo-probe.ts',
		room: 'commands',
		may: 'demo session ui monitor store gp terminal text stdout',
	},
	{file: 'source/session/probe.ts', room: 'session', may: 'ui monitor store gp terminal text'},
	{file: 'source/demo/probe.ts', room: 'demo', may: ''},
	{file: 'source/demo/deeper/probe.ts', room: 'demo', may: ''},
	{file: 'source/ui/probe.ts', room: 'ui', may: 'monitor gp terminal text react'},
	{file: 'source/ui/deeper/still/probe.ts', room: 'ui', may: 'monitor gp terminal text react'},
	{file: 'source/ui/panes/list/probe.ts', room: 'ui', may: 'monitor gp terminal text react'},
	{file: 'source/ui/actions/probe.ts', room: 'ui', may: 'monitor gp terminal text react'},
	{file: 'source/ui/dialogs/probe.ts', room: 'ui', may: 'monitor gp terminal text react'},
	{file: 'source/monitor/probe.ts', room: 'monitor', may: 'gp text'},
	{file: 'source/store/probe.ts', room: 'store', may: 'gp text conf'},
	{file: 'source/store/deeper/probe.ts', room: 'store', may: 'gp text conf'},
	{file: 'source/gp/probe.ts', room: 'gp', may: 'text'},
	{file: 'source/gp/deeper/probe.ts', room: 'gp', may: 'text'},
	{file: 'source/gp/client/probe.ts', room: 'gp', may: 'text got'},
	{file: 'source/terminal/probe.ts', room: 'terminal', may: 'text stdout'},
	{file: 'source/text/probe.ts', room: 'text', may: ''},
	{file: 'test/monitor/probe.ts', room: 'none', may: `${rooms.join(' ')} react got conf stdout`},
];

const packages = {
	react: {
		names: ['react', 'react/jsx-runtime', 'react-reconciler', 'ink', 'ink/build/x.js', 'ink-table'],
		says: /React/,
	},
	got: {names: ['got', 'got/dist/x.js'], says: /got lives in gp\/client/},
	conf: {names: ['conf', 'conf/dist/x.js'], says: /conf lives in store/},
};

/** What is open and what is closed to a part of a room within it. */
const withinRooms = [
	{
		from: 'panes',
		to: ['screen/state.ts', 'screen/port.ts', 'actions/action.ts', 'dialogs/dialog.ts', 'spoken/narrator.ts'],
		isShut: true,
		says: /^a pane knows its own state/,
	},
	{from: 'panes', to: ['panes/messages/state.ts', 'header/segments.ts', 'line.tsx'], isShut: false, says: /^/},
	...['actions', 'dialogs'].flatMap(from => [
		{
			from,
			to: [
				'screen/controller.ts',
				'screen/app.tsx',
				'screen/bottom-line.tsx',
				'screen/detail-pane.tsx',
				'screen/keyboard.tsx',
				'spoken/narrator.ts',
			],
			isShut: true,
			says: /^actions and dialogs know the screen by its port/,
		},
		{
			from,
			to: ['screen/state.ts', 'screen/port.ts', 'panes/list/order.ts', 'input/state.ts', 'dialogs/copy.ts'],
			isShut: false,
			says: /^/,
		},
	]),
];

const stdoutUses = [
	'process.stdout.write("");',
	'process?.stdout;',
	'process["stdout"];',
	'globalThis.process.stdout;',
	'type Out = typeof process.stdout;',
	'const {stdout} = process;',
	'const {argv, stdout: out} = process;',
	'({argv, stdout: out} = process);',
	'import {stdout} from "node:process";',
	'import {argv, stdout as out} from "process";',
	'export {stdout} from "node:process";',
	'import * as everything from "node:process";',
	'import disguised from "node:process";',
	'import disguised, {argv} from "node:process";',
	'const {stdout} = await import("node:process");',
];

const harmless = [
	'import process from "node:process";',
	'import process, {argv} from "node:process";',
	'import {argv, platform} from "node:process";',
	'import {readFile} from "node:fs/promises";',
	'import {z} from "zod";',
	'import {near} from "./near.ts";',
	'import inky from "inky";',
	'import gotcha from "gotcha";',
	'const {stdout: piped} = child;',
	'child.stdout.on("data", () => {});',
];

type Probe = {code: string; says?: RegExp};

/** One line for every way in which a specifier can be written into a module. */
function everyForm(specifier: string): string[] {
	return [
		`import {a} from '${specifier}';`,
		`import type {B} from '${specifier}';`,
		`export {c} from '${specifier}';`,
		`export * from '${specifier}';`,
		`const d = import('${specifier}');`,
		`import '${specifier}';`,
	];
}

function probesOf({file, room, may}: (typeof places)[number]): Probe[] {
	const open = new Set(may.split(' '));
	const up = '../'.repeat(file.split('/').length - 2);
	const probes: Probe[] = harmless.map(code => ({code}));
	const add = (code: string, isOpen: boolean, says: RegExp) => probes.push(isOpen ? {code} : {code, says});

	for (const other of rooms) {
		const isOpen = other === room || open.has(other);
		const says = new RegExp(`^${room}.* imports .*: ${other}/ is closed to it$`);
		const specifiers =
			room === 'none'
				? [`${up}../source/${other}/near.ts`]
				: [
						`${up}${other}/near.ts`,
						`${up}${other}/deeper/near.ts`,
						`./${up}${other}/near.ts`,
						`${up}../source/${other}/near.ts`,
					];
		for (const code of specifiers.flatMap(everyForm)) add(code, isOpen, says);
	}

	for (const [name, {names, says}] of Object.entries(packages))
		for (const code of names.flatMap(everyForm)) add(code, open.has(name), says);

	for (const code of stdoutUses) add(code, open.has('stdout'), /^process\.stdout belongs to/);

	for (const {from, to, isShut, says} of withinRooms) {
		if (!file.startsWith(`source/${room}/${from}/`)) continue;
		for (const code of to.flatMap(near => everyForm(`${up}${room}/${near}`))) add(code, !isShut, says);
	}

	const isOurs = room !== 'none';
	add('type Hidden = import("./near.ts").Name;', !isOurs, /import type/);
	add('type Hidden = typeof import("./near.ts");', !isOurs, /import type/);
	add(`import '${up}cli.ts';`, !isOurs, /nothing imports the launcher/);
	add(`import '${up}../test/near.ts';`, !isOurs, /not part of the program/);
	add(`import '${up}../scripts/near.ts';`, !isOurs, /not part of the program/);
	return probes;
}

const launcherProbes: Probe[] = [
	...['node:fs', 'node:process'].flatMap(everyForm).map(code => ({code})),
	{code: "import('./commands/main.ts');"},
	{code: 'process.stdout.write("");'},
	...['got', 'zod', 'fs', './commands/other.ts', './text/near.ts', '../source/ui/near.ts', '../test/near.ts']
		.flatMap(everyForm)
		.map(code => ({code, says: /^cli\.ts imports node: modules/})),
];

/** Each probe is a line of its file; what was said of it is found again by file and line. */
const files = [
	...places.map(place => ({file: place.file, probes: probesOf(place)})),
	{file: 'source/cli.ts', probes: launcherProbes},
];
const probes = files.flatMap(({file, probes}) => probes.map((probe, n) => ({...probe, where: `${file}:${n + 1}`})));

const reported = new Map<string, string[]>();
let folder = '';

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'gpjobs-house-'));
	await cp(join(root, 'biome.json'), join(folder, 'biome.json'));
	await cp(join(root, 'scripts'), join(folder, 'scripts'), {recursive: true});
	for (const {file, probes} of files) {
		await mkdir(join(folder, dirname(file)), {recursive: true});
		await writeFile(join(folder, file), probes.map(({code}) => `${code}\n`).join(''));
	}

	const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
	const rules = ['--only=style/noRestrictedImports', '--only=plugin'];
	const options = ['--reporter=github', '--max-diagnostics=none', '--colors=off', 'source', 'test'];
	const {stdout} = await promisify(execFile)(process.execPath, [biome, 'lint', ...rules, ...options], {
		cwd: folder,
		maxBuffer: 2 ** 26,
	}).catch(error => error as {stdout: string});

	for (const [, path = '', line, message = ''] of stdout.matchAll(
		/^::error title=(?:plugin|lint\/style\/noRestrictedImports),file=(.*?),line=(\d+),.*?::(.*)$/gm,
	)) {
		const where = `${path.replace(/^.*gpjobs-house-[^/]*\//, '')}:${line}`;
		reported.set(where, [...(reported.get(where) ?? []), message]);
	}
});

afterAll(() => rm(folder, {recursive: true, force: true}));

test('biome.json is what the table in scripts/house.ts gives; if not: npm run house', async () => {
	expect(JSON.parse(await readFile(join(root, 'biome.json'), 'utf8'))).toEqual(
		JSON.parse(JSON.stringify(biomeConfig())),
	);
});

describe('Biome', () => {
	test('reports each import that the house forbids, with the reason', () => {
		const forbidden = probes.filter(({says}) => says);
		expect(forbidden.length).toBeGreaterThan(1000);
		const missed = forbidden.filter(({where, says}) => !reported.get(where)?.some(message => says?.test(message)));
		expect(missed.map(({where, code}) => `${where}: ${code} → ${reported.get(where) ?? 'not reported'}`)).toEqual([]);
	});

	test('reports none that it allows', () => {
		const wrong = probes.filter(({where, says}) => !says && reported.has(where));
		expect(wrong.map(({where, code}) => `${where}: ${code} → ${reported.get(where)}`)).toEqual([]);
	});
});
