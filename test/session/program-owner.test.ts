import {chmodSync, chownSync, existsSync, mkdirSync, symlinkSync, writeFileSync} from 'node:fs';
import {delimiter, join} from 'node:path';
import process from 'node:process';
import {describe, expect} from 'vitest';
import {runHook} from '../../source/session/notify-command.ts';
import {notOwnProgram, othersProgram} from '../../source/session/program-owner.ts';
import {type OwnershipProblem, ownershipProblem} from '../../source/store/ownership.ts';
import {temporaryFolder} from '../e2e/environment.ts';
import {needs} from '../e2e/needs.ts';

const asRoot = needs('a POSIX system', 'root');
const daemon = 1;

function program({mode = 0o755, folder = 0o755, above = 0o755} = {}): string {
	const top = join(temporaryFolder(), 'above');
	mkdirSync(join(top, 'bin'), {recursive: true});
	const path = join(top, 'bin', 'hook');
	writeFileSync(path, `#!/bin/sh\ntouch '${ranOf(path)}'\n`);
	chmodSync(path, mode);
	chmodSync(join(top, 'bin'), folder);
	chmodSync(top, above);
	return path;
}

/** What is said of a program with that problem. */
async function refusalOf(path: string, kind: OwnershipProblem['kind']) {
	const problem = await ownershipProblem(path);
	expect(problem?.kind).toBe(kind);
	return problem && othersProgram(problem.sentence);
}

function ranOf(path: string): string {
	return `${path}.ran`;
}

describe('the program of notifyCommand', () => {
	const test = needs('a POSIX system');

	test('runs if it belongs to the user', async () => {
		const path = program();
		expect(await runHook(path, {}, {PATH: process.env.PATH})).toBeUndefined();
		expect(existsSync(ranOf(path))).toBe(true);
	});

	test.each([{mode: 0o777}, {mode: 0o775}, {mode: 0o757}, {folder: 0o777}, {folder: 0o775}, {above: 0o777}])(
		'is not run where others can write: %j',
		async modes => {
			const path = program(modes);
			expect(await runHook(path, {}, {PATH: process.env.PATH})).toBe(await refusalOf(path, 'writable'));
			expect(existsSync(ranOf(path))).toBe(false);
		},
	);

	test('nor through a link, nor by its name alone', async () => {
		const path = program({folder: 0o777});
		const link = join(temporaryFolder(), 'link');
		symlinkSync(path, link);
		expect(await notOwnProgram(link, '')).toBe(await refusalOf(link, 'writable'));
		const others = [join(temporaryFolder(), 'none'), join(path, '..')].join(delimiter);
		expect(await notOwnProgram('hook', others)).toBe(await refusalOf(path, 'writable'));
		expect(await notOwnProgram('hook', [join(program(), '..'), others].join(delimiter))).toBeUndefined();
		expect(await notOwnProgram('no-such-program', others)).toBeUndefined();
		expect(existsSync(ranOf(path))).toBe(false);
	});

	asRoot('nor where it, or its folder, belongs to another user', async () => {
		const [own, ofFolder] = [program(), program()];
		chownSync(own, daemon, daemon);
		chownSync(join(ofFolder, '..'), daemon, daemon);
		expect(await notOwnProgram(own, '')).toBe(await refusalOf(own, 'foreign'));
		expect(await notOwnProgram(ofFolder, '')).toBe(await refusalOf(ofFolder, 'foreign'));
	});
});
