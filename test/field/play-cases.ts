/** Plays the cases of `cases/`, in the process of the test or, with `GPJOBS_FIELD=built`, on the built program: see `field-case.ts`. */
import {chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync} from 'node:fs';
import {dirname, join, relative} from 'node:path';
import process from 'node:process';
import {describe, expect} from 'vitest';
import {runInProcess} from '../commands/run-in-process.ts';
import {temporaryFolder} from '../e2e/environment.ts';
import {needs} from '../e2e/needs.ts';
import {runCli} from '../e2e/run-cli.ts';
import type {FieldCase, FieldPlace, FieldRequest, HomeFile, Wanted} from './field-case.ts';
import {startFieldServer} from './field-server.ts';

const folder = new URL('./cases/', import.meta.url);

/** `npm test` plays in the process of the tests the cases that need no other; `npm run test:program` plays all cases on the built program. */
const isOnBuiltProgram = process.env.GPJOBS_FIELD === 'built';

/** How many files of tests share the cases: many wait for a program that waits, so that several files go at once. */
const shares = 6;

/**
 * Makes the tests of one share of all cases: each case of `cases/` is in one.
 *
 * @param share from 1 to `shares`; `share-1.test.ts` and so on name theirs
 */
export async function playShare(share: number): Promise<void> {
	const files = readdirSync(folder).filter(file => file.endsWith('.ts'));
	for (const file of files) {
		const {cases} = (await import(new URL(file, folder).href)) as {cases: readonly FieldCase[]};
		const own = cases
			.filter((_, index) => index % shares === share - 1)
			.filter(one => isOnBuiltProgram || (one.needsProcess === undefined && one.isLarge !== true));
		if (own.length === 0) continue;
		describe(file.replace(/\.ts$/, ''), () => {
			for (const one of own) needs(...(one.needs ?? []))(one.name, () => play(one));
		});
	}
}

async function play(one: FieldCase): Promise<void> {
	const home = temporaryFolder();
	const requests: FieldRequest[] = [];
	const words = new Map([['home', home]]);
	const fill = (text: string) => text.replace(/\{([A-Za-z.]+)\}/g, (whole, word) => words.get(word) ?? whole);
	for (const [letter, parts] of Object.entries({...(one.server && {A: one.server}), ...one.servers})) {
		for (const [word, value] of Object.entries(await startFieldServer(parts, letter, requests, fill))) {
			words.set(`${letter}.${word}`, value);
			if (letter === 'A') words.set(word, value);
		}
	}
	const place: FieldPlace = {home, fill, requests};

	for (const [path, file] of Object.entries(one.home ?? {})) writeHomeFile(join(home, path), file, fill);
	await one.prepare?.(place);
	const before = one.leavesHome ? homeOf(home) : undefined;

	let output = '';
	for (const run of one.runs) {
		const env = Object.entries(run.env ?? {}).map(([name, value]) => [name, value === undefined ? value : fill(value)]);
		const start = isOnBuiltProgram ? runCli : runInProcess;
		const says = (said: string) => (run.says ?? []).every(wanted => isIn(said, wanted, fill));
		const play = (args: readonly string[]) =>
			start(args.map(fill), {
				home,
				env: Object.fromEntries(env),
				input: fill(run.input ?? ''),
				patience: run.patience ?? 120_000,
				...(one.faster !== undefined && start === runInProcess ? {faster: one.faster} : {}),
			});
		let ended = await play(run.args);
		// On a busy machine nothing may have been answered yet when the time of `--timeout` is over.
		for (const factor of [5, 25]) {
			if (ended.code !== run.exit || says(ended.stdout + ended.stderr) || !run.args.includes('--timeout')) break;
			ended = await play(withTimeout(run.args, factor));
		}
		const said = ended.stdout + ended.stderr;
		output += said;
		const picture = `gpjobs ${run.args.join(' ')}\nstdout: ${ended.stdout}\nstderr: ${ended.stderr}`;
		expect(ended.code, picture).toBe(run.exit);
		for (const wanted of run.says ?? [])
			expect(said, picture).toSatisfy(text => isIn(text, wanted, fill), String(wanted));
		for (const unwanted of run.silent ?? [])
			expect(said, picture).not.toSatisfy(text => isIn(text, unwanted, fill), String(unwanted));
		if (run.json !== undefined) expect(JSON.parse(ended.stdout), picture).toMatchObject(run.json);
	}

	const lines = requests.map(({method, path}) => `${method} ${path}`);
	for (const wanted of one.sent ?? [])
		expect(lines).toSatisfy((all: string[]) => all.some(line => isIn(line, wanted, fill)), `sent ${wanted}`);
	for (const unwanted of one.neverSent ?? [])
		expect(lines).not.toSatisfy((all: string[]) => all.some(line => isIn(line, unwanted, fill)), `sent ${unwanted}`);
	if (one.atMostRequests !== undefined) expect(lines.length, lines.join('\n')).toBeLessThanOrEqual(one.atMostRequests);
	for (const unwanted of one.nowhere ?? []) {
		expect(output).not.toSatisfy((text: string) => isIn(text, unwanted, fill), `${unwanted} in the output`);
		expect(lines.join('\n')).not.toSatisfy((text: string) => isIn(text, unwanted, fill), `${unwanted} in a URL`);
		for (const [file, text] of Object.entries(homeOf(home))) {
			if (!file.startsWith('credentials'))
				expect(text).not.toSatisfy((found: string) => isIn(found, unwanted, fill), `${unwanted} in ${file}`);
		}
	}
	if (before !== undefined) expect(homeOf(home)).toEqual(before);
	await one.afterwards?.(place);
}

/** The same arguments with `--timeout` that many times as long. */
function withTimeout(args: readonly string[], factor: number): readonly string[] {
	const at = args.indexOf('--timeout') + 1;
	return args.with(at, `${Number.parseInt(args[at] ?? '', 10) * factor}s`);
}

function isIn(text: string, wanted: Wanted, fill: (text: string) => string): boolean {
	const meant = typeof wanted === 'function' ? wanted(fill) : wanted;
	return typeof meant === 'string' ? text.includes(fill(meant)) : meant.test(text);
}

function writeHomeFile(path: string, file: string | HomeFile, fill: (text: string) => string): void {
	const {text, mode = 0o600, olderByHours = 0} = typeof file === 'string' ? {text: file} : file;
	mkdirSync(dirname(path), {recursive: true, mode: 0o700});
	writeFileSync(path, fill(text));
	chmodSync(path, mode);
	const moment = Date.now() / 1000 - olderByHours * 3600;
	utimesSync(path, moment, moment);
}

/** Every file of a folder by its path: mode, kind and content. */
function homeOf(home: string): Record<string, string> {
	const found: Record<string, string> = {};
	for (const entry of readdirSync(home, {recursive: true, withFileTypes: true})) {
		const path = join(entry.parentPath, entry.name);
		const {mode: bits, mtimeMs} = lstatSync(path);
		const mode = bits.toString(8);
		found[relative(home, path)] =
			`${mode} ${Math.round(mtimeMs)} ${entry.isFile() ? readFileSync(path, 'latin1') : ''}`;
	}
	return found;
}
