/**
 * The rules of lint and of the compiler that this repository adds to the recommended ones, as they are enforced: each
 * gets a file that breaks it, beside one that does the same properly.
 */
import {execFile} from 'node:child_process';
import {cp, mkdir, mkdtemp, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import process from 'node:process';
import {promisify} from 'node:util';
import {afterAll, beforeAll, expect, test} from 'vitest';

const root = join(import.meta.dirname, '..', '..');

const union = "type Shape = {kind: 'dot'} | {kind: 'line'};\n";
const later = 'async function later(): Promise<number> {\n\treturn 1;\n}\n';

/** By rule: what it reports, and what it lets pass. */
const biomeRules: Readonly<Record<string, {wrong: string; right: string}>> = {
	useExhaustiveSwitchCases: {
		wrong: `${union}export function draw(shape: Shape): void {\n\tswitch (shape.kind) {\n\t\tcase 'dot':\n\t\t\treturn;\n\t}\n}\n`,
		right: `${union}export function draw(shape: Shape): void {\n\tswitch (shape.kind) {\n\t\tcase 'dot':\n\t\tcase 'line':\n\t\t\treturn;\n\t}\n}\n`,
	},
	noFloatingPromises: {
		wrong: `${later}export function act(): void {\n\tlater();\n}\n`,
		right: `${later}export function act(): void {\n\tvoid later();\n}\n`,
	},
	noMisusedPromises: {
		wrong: `${later}export function act(): number {\n\treturn later() ? 1 : 2;\n}\n`,
		right: `${later}export async function act(): Promise<number> {\n\treturn (await later()) ? 1 : 2;\n}\n`,
	},
	noImportCycles: {
		wrong: "import {there} from './noImportCycles-there.ts';\nexport const here = () => there();\n",
		right: "import type {There} from './noImportCycles-there-too.ts';\nexport type Here = There | 1;\n",
	},
	noUnusedImports: {
		wrong: "import {join} from 'node:path';\nexport const one = 1;\n",
		right: "import {join} from 'node:path';\nexport const one = join('a');\n",
	},
	noUnusedPrivateClassMembers: {
		wrong: 'export class Counter {\n\t#count = 0;\n}\n',
		right: 'export class Counter {\n\t#count = 0;\n\tnext(): number {\n\t\treturn ++this.#count;\n\t}\n}\n',
	},
};

/** Where a rule of our own holds, and where it does not: what is written there, and whether it is reported. */
const ownRules: ReadonlyArray<readonly [rule: RegExp, code: string, wrongIn: string, rightIn: string]> = [
	[/only text\/ makes safe text/, 'export const name = sent as SafeText;', 'source/ui', 'source/text'],
	[
		/only text\/ makes safe text/,
		'export const names = sent.split("a") as Array<Kept<T>>;',
		'source/ui',
		'source/text',
	],
	[/only text\/ makes safe text/, 'export const text = {safe: sent} as ServerText;', 'source/gp', 'source/text'],
	[/only text\/ makes safe text/, 'export const text: SafeText = sent as never;', 'source/commands', 'source/text'],
	[/only text\/ makes safe text/, 'export const text = (sent as unknown) as SafeText;', 'source/store', 'source/text'],
	[/as a Span/, "import {Text} from 'ink';", 'source/ui', 'test/ui'],
	[/as a Span/, "import {Box, Text as Words} from 'ink';", 'source/ui/list', 'test/ui'],
	[/as a Span/, "import * as ink from 'ink';", 'source/ui/list', 'test/ui'],
	[/as a Span/, "import ink, * as all from 'ink';", 'source/ui/list', 'test/ui'],
	[/as a Span/, "import {Table} from '../ink-table.ts';", 'source/ui/list', 'test/ui'],
];

/** What breaks none of our own rules. */
const harmless: ReadonlyArray<readonly [code: string, folder: string]> = [
	['export const look = found as Look;', 'source/ui'],
	["export const names = ['a'] as const;", 'source/ui'],
	["import {Box, type Key} from 'ink';", 'source/ui'],
	["import {Text} from './line.tsx';", 'source/ui'],
];

/** What the other side of each cycle is: one of values, which is wrong, and one of types, which is not. */
const companions: Readonly<Record<string, string>> = {
	'noImportCycles-there.ts': "import {here} from './noImportCycles-wrong.ts';\nexport const there = () => here;\n",
	'noImportCycles-there-too.ts': "import type {Here} from './noImportCycles-right.ts';\nexport type There = Here[];\n",
};

const compilerRules: Readonly<Record<string, {wrong: string; right: string; code: string}>> = {
	noUnusedLocals: {wrong: 'const one = 1;\nexport {};\n', right: 'export const one = 1;\n', code: 'TS6133'},
	noUnusedParameters: {
		wrong: 'export function act(one: number): void {}\n',
		right: 'export function act(_one: number): void {}\n',
		code: 'TS6133',
	},
};

/** Biome has no folder in which a rule is off: what holds for the program holds for what tests and builds it. */
const places = ['source/text', 'test/text', 'scripts'];

let folder = '';
let lint = '';
let types = '';

async function output(program: string, ...words: readonly string[]): Promise<string> {
	const options = {cwd: folder, maxBuffer: 2 ** 26};
	const {stdout} = await promisify(execFile)(process.execPath, [join(root, 'node_modules', program), ...words], options)
		// Both end with an error, as they have something to report.
		.catch(error => error as {stdout: string});
	return stdout;
}

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'gpjobs-lint-'));
	for (const name of ['biome.json', 'tsconfig.json', 'scripts'])
		await cp(join(root, name), join(folder, name), {recursive: true});
	await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
	const write = async (path: string, text: string) => {
		await mkdir(join(folder, dirname(path)), {recursive: true});
		await writeFile(join(folder, path), text);
	};
	for (const place of places) {
		for (const [rule, {wrong, right}] of Object.entries({...biomeRules, ...compilerRules})) {
			await write(`${place}/${rule}-wrong.ts`, wrong);
			await write(`${place}/${rule}-right.ts`, right);
		}
		for (const [name, text] of Object.entries(companions)) await write(`${place}/${name}`, text);
	}
	for (const [index, [, code, wrongIn, rightIn]] of ownRules.entries()) {
		await write(`${wrongIn}/own-${index}-wrong.tsx`, `${code}\n`);
		await write(`${rightIn}/own-${index}-right.tsx`, `${code}\n`);
	}
	for (const [index, [code, place]] of harmless.entries()) await write(`${place}/harmless-${index}.tsx`, `${code}\n`);
	[lint, types] = await Promise.all([
		output('@biomejs/biome/bin/biome', 'lint', '--reporter=github', '--max-diagnostics=none', '--colors=off', '.'),
		output('typescript/bin/tsc', '--noEmit', '--pretty', 'false'),
	]);
});

afterAll(() => rm(folder, {recursive: true, force: true}));

/** Whether Biome reports a rule in a file. */
function isReported(rule: string, file: string): boolean {
	return lint.split('\n').some(line => line.includes(`/${rule},`) && line.includes(`${file},`));
}

test.each(places.flatMap(place => Object.keys(biomeRules).map(rule => [place, rule] as const)))(
	'in %s lint reports what breaks %s, and nothing else',
	(place, rule) => {
		expect(isReported(rule, `${place}/${rule}-wrong.ts`)).toBe(true);
		expect(isReported(rule, `${place}/${rule}-right.ts`)).toBe(false);
	},
);

test.each(places.flatMap(place => Object.entries(compilerRules).map(([rule, {code}]) => [place, rule, code] as const)))(
	'in %s the compiler reports what breaks %s, and nothing else',
	(place, rule, code) => {
		const reported = (file: string) => types.split('\n').some(line => line.startsWith(file) && line.includes(code));
		expect(reported(`${place}/${rule}-wrong.ts`)).toBe(true);
		expect(reported(`${place}/${rule}-right.ts`)).toBe(false);
	},
);

test.each(ownRules.map((rule, index) => [index, ...rule] as const))(
	'our own rule %i: %s reports %s in %s, and not in %s',
	(index, says, _code, wrongIn, rightIn) => {
		const lines = lint.split('\n').filter(line => says.test(line));
		expect(lines.filter(line => line.includes(`${wrongIn}/own-${index}-wrong.tsx,`))).toHaveLength(1);
		expect(lines.filter(line => line.includes(`${rightIn}/own-${index}-right.tsx,`))).toEqual([]);
	},
);

test('what is harmless breaks none of our own rules', () => {
	expect(lint.split('\n').filter(line => line.includes('title=plugin') && line.includes('/harmless-'))).toEqual([]);
});
