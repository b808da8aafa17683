import {chmodSync, lchownSync, mkdirSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {basename, join, resolve} from 'node:path';
import process from 'node:process';
import {describe, expect, test} from 'vitest';
import {belongsToAnother, openToOthers, ownershipProblem, writableByOthers} from '../../source/store/ownership.ts';
import {needs} from '../e2e/needs.ts';
import {temporaryHome} from './fixtures/temporary-home.ts';

const me = process.geteuid?.() ?? 0;
/** As somebody to whom the files of these tests do not belong. */
const other = me + 12_345;
/** Only root can give files away. */
const asRoot = needs('a POSIX system', 'root');
const daemon = 1;

/** A file in a folder in a folder, each with the mode that is wanted. */
function fileIn({above = 0o755, folder = 0o700, file = 0o600}): string {
	const top = join(temporaryHome(), 'above');
	const path = join(top, 'home', 'config.json');
	mkdirSync(join(top, 'home'), {recursive: true});
	writeFileSync(path, '{}');
	chmodSync(path, file);
	chmodSync(join(top, 'home'), folder);
	chmodSync(top, above);
	return path;
}

test('the mode of a file that others can write to is said as chmod takes it', () => {
	expect(writableByOthers('/x', 0o100_664)).toContain('0664');
	expect(writableByOthers('/x', 0o41_777)).toContain('1777');
});

describe('the owner of a file', () => {
	const test = needs('a POSIX system');

	test.each([
		[{}],
		[{file: 0o644}],
		[{file: 0o400}],
		[{folder: 0o755}],
		// Sticky, as /tmp: only the owner of a file can put another one in its place.
		[{folder: 0o1777}],
		[{above: 0o1777}],
	])('%j: it is the user’s own', async modes => {
		expect(await ownershipProblem(fileIn(modes))).toBeUndefined();
	});

	test.each([
		[{file: 0o666}, 'config.json'],
		[{file: 0o620}, 'config.json'],
		[{file: 0o602}, 'config.json'],
		[{file: 0o4622}, 'config.json'],
		[{folder: 0o777}, 'home'],
		[{folder: 0o770}, 'home'],
		[{folder: 0o733}, 'home'],
		[{above: 0o777}, 'above'],
		[{above: 0o703}, 'above'],
	])('%j: others can write to %s', async (modes, name) => {
		const problem = await ownershipProblem(fileIn(modes));
		const place = problem?.place ?? '';
		expect(basename(place)).toBe(name);
		expect(problem).toEqual({kind: 'writable', place, sentence: writableByOthers(place, statSync(place).mode)});
	});

	test('of another user', async () => {
		const path = fileIn({});
		// What belongs to root is nobody else's doing.
		if (me === 0) lchownSync(path, daemon, daemon);
		expect(await ownershipProblem(path, other)).toMatchObject({kind: 'foreign'});
	});

	test('a missing file is not a problem', async () => {
		const home = temporaryHome();
		expect(await ownershipProblem(join(home, 'config.json'))).toBeUndefined();
		writeFileSync(join(home, 'file'), '');
		expect(await ownershipProblem(join(home, 'file', 'config.json'))).toBeUndefined();
	});

	asRoot.each(['config.json', 'home', 'above'])('%s belongs to another user', async name => {
		const path = fileIn({});
		const places: Record<string, string> = {
			'config.json': path,
			home: join(path, '..'),
			above: join(path, '..', '..'),
		};
		lchownSync(places[name] ?? '', daemon, daemon);
		const problem = await ownershipProblem(path);
		expect(problem).toMatchObject({kind: 'foreign'});
		expect(problem?.sentence).toBe(belongsToAnother(resolve(places[name] ?? ''), daemon));
		// To that user it is fine: root may own what is above.
		expect(await ownershipProblem(path, daemon)).toBeUndefined();
	});

	asRoot('a symbolic link of another user is not followed', async () => {
		const path = fileIn({});
		const folder = temporaryHome();
		chmodSync(folder, 0o1777);
		symlinkSync(join(path, '..'), join(folder, 'home'));
		symlinkSync(path, join(folder, 'config.json'));
		expect(await ownershipProblem(join(folder, 'config.json'))).toBeUndefined();
		expect(await ownershipProblem(join(folder, 'home', 'config.json'))).toBeUndefined();
		lchownSync(join(folder, 'home'), daemon, daemon);
		lchownSync(join(folder, 'config.json'), daemon, daemon);
		expect(await ownershipProblem(join(folder, 'config.json'))).toMatchObject({kind: 'foreign'});
		expect(await ownershipProblem(join(folder, 'home', 'config.json'))).toMatchObject({kind: 'foreign'});
	});

	test('the target of a symbolic link is checked, and its folder', async () => {
		for (const modes of [{file: 0o666}, {folder: 0o777}]) {
			const folder = temporaryHome();
			symlinkSync(fileIn(modes), join(folder, 'config.json'));
			expect(await ownershipProblem(join(folder, 'config.json'))).toMatchObject({kind: 'writable'});
		}
	});
});

describe('a private file', () => {
	const test = needs('a POSIX system');

	test.each([0o600, 0o400, 0o700])('with mode %o is nobody else’s', async mode => {
		expect(await openToOthers(fileIn({file: mode}))).toBeUndefined();
	});

	test.each([0o640, 0o604, 0o620, 0o601, 0o610, 0o4644, 0o666])('with mode %o is not used', async mode => {
		const shown = (mode & 0o777).toString(8).padStart(4, '0');
		expect(await openToOthers(fileIn({file: mode}))).toContain(shown);
	});

	test('that does not exist is not a problem; one that cannot be checked is', async () => {
		const path = fileIn({});
		expect(await openToOthers(`${path}.missing`)).toBeUndefined();
		expect(await openToOthers(join(path, 'below'))).toEqual(expect.any(String));
	});
});

describe('a file behind a link', () => {
	const test = needs('a POSIX system');

	test('is as safe as its folder: a group that may write there can replace it', async () => {
		const home = temporaryHome();
		for (const name of ['links', 'target']) mkdirSync(join(home, name), {mode: 0o700});
		writeFileSync(join(home, 'target', 'file'), '', {mode: 0o600});
		symlinkSync(join(home, 'target', 'file'), join(home, 'links', 'file'));
		expect(await ownershipProblem(join(home, 'links', 'file'))).toBeUndefined();
		chmodSync(join(home, 'target'), 0o770);
		expect(await ownershipProblem(join(home, 'links', 'file'))).toMatchObject({
			kind: 'writable',
			place: join(home, 'target'),
		});
	});
});
