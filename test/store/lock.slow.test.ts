import {execFile} from 'node:child_process';
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {expect, test} from 'vitest';
import {needs} from '../e2e/needs.ts';
import {inPidNamespace} from '../e2e/root-rights.ts';
import {isThorough} from '../often.ts';
import {temporaryHome} from './fixtures/temporary-home.ts';

const run = promisify(execFile);
const fixture = (name: string) => join(import.meta.dirname, 'fixtures', name);

test('of processes that all find a dead holder, no two ever hold the lock', async () => {
	const processes = isThorough ? 24 : 8;
	const home = temporaryHome();
	const file = join(home, 'count');
	writeFileSync(file, '0');
	const children = Array.from({length: processes}, async () => {
		const {stdout} = await run(process.execPath, [fixture('count-and-die.ts'), join(home, 'lock'), file]).catch(
			error => error,
		);
		expect(stdout).toBe('');
	});
	await Promise.all(children);
	expect(readFileSync(file, 'utf8')).toBe(String(processes));
});

needs('PID namespaces')('of processes in PID namespaces of their own, no two ever hold the lock', async () => {
	const processes = isThorough ? 16 : 6;
	const home = temporaryHome();
	const [lock, file] = [join(home, 'lock'), join(home, 'count')];
	writeFileSync(file, '0');
	const counts = Array.from({length: processes}, async (_, index) => {
		const [program = '', ...args] = index % 2 === 0 ? [...inPidNamespace, process.execPath] : [process.execPath];
		const {stdout} = await run(program, [...args, fixture('count-and-release.ts'), lock, file, '5']);
		return stdout.trim();
	});
	expect(await Promise.all(counts)).toEqual(Array(processes).fill('5'));
	expect(readFileSync(file, 'utf8')).toBe(String(processes * 5));
	expect(readdirSync(home).sort()).toEqual(['count']);
});
