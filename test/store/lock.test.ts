import {execFile, spawn} from 'node:child_process';
import {existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync} from 'node:fs';
import {hostname} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {expect, onTestFinished, test} from 'vitest';
import {withLock} from '../../source/store/lock.ts';
import {thisProcess} from '../../source/store/process-identity.ts';
import {temporaryHome} from './fixtures/temporary-home.ts';

const run = promisify(execFile);
const fixture = (name: string) => join(import.meta.dirname, 'fixtures', name);

test('gives what the work gave, and leaves nothing behind', async () => {
	const home = temporaryHome();
	const lock = join(home, 'lock');
	expect(await withLock(lock, async () => existsSync(lock))).toEqual({ok: true, value: true});
	expect(readdirSync(home)).toEqual([]);
});

test('is let go of when the work throws', async () => {
	const home = temporaryHome();
	await expect(
		withLock(join(home, 'lock'), async () => {
			throw new Error('a bug');
		}),
	).rejects.toThrow('a bug');
	expect(readdirSync(home)).toEqual([]);
});

test('two pieces of work of one process do not overlap', async () => {
	const lock = join(temporaryHome(), 'lock');
	let inside = 0;
	const work = async () => {
		inside++;
		expect(inside).toBe(1);
		await new Promise(resolve => setTimeout(resolve, 2));
		inside--;
	};

	const results = await Promise.all(Array.from({length: 20}, () => withLock(lock, work)));
	expect(results.every(({ok}) => ok)).toBe(true);
});

test('a lock that is held is a sentence after the wait', async () => {
	const lock = join(temporaryHome(), 'lock');
	const begin = performance.now();
	const inner = await withLock(lock, () => withLock(lock, async () => {}, 100));
	expect(inner).toEqual({
		ok: true,
		value: {
			ok: false,
			sentence: `Process ${process.pid} on ${hostname()} holds the lock ${lock} and does not let go of it. Try again.`,
		},
	});
	expect(performance.now() - begin).toBeLessThan(2000);
});

test('a holder that was killed is taken over in less than 2 s', async () => {
	const home = temporaryHome();
	const lock = join(home, 'lock');
	const holder = spawn(process.execPath, [fixture('hold-lock.ts'), lock], {stdio: ['ignore', 'pipe', 'inherit']});
	onTestFinished(() => void holder.kill('SIGKILL'));
	await new Promise(resolve => holder.stdout.once('data', resolve));
	expect(await withLock(lock, async () => {}, 50)).toMatchObject({ok: false});
	holder.kill('SIGKILL');
	await new Promise(resolve => holder.once('exit', resolve));
	const begin = performance.now();
	expect(await withLock(lock, async () => {})).toEqual({ok: true, value: undefined});
	expect(performance.now() - begin).toBeLessThan(2000);
	expect(readdirSync(home)).toEqual([]);
});

test.each([
	['of a pid that does not run', {pid: 2 ** 22 + 1}],
	['of another boot', {boot: 'another'}],
	['of a process that had our pid before us', {started: '1'}],
])('a lock %s is taken over', async (_, other) => {
	const lock = join(temporaryHome(), 'lock');
	writeFileSync(lock, JSON.stringify({...thisProcess(), ...other}));
	expect(await withLock(lock, async () => {}, 100)).toEqual({ok: true, value: undefined});
});

test.each([
	['of another machine', JSON.stringify({...thisProcess(), host: 'elsewhere'})],
	['that says nothing', ''],
	['of a gpjobs that writes something else into it', '{"holder": 5}'],
])('a lock %s is waited for, and taken over after a minute', async (_, content) => {
	const lock = join(temporaryHome(), 'lock');
	writeFileSync(lock, content);
	expect(await withLock(lock, async () => {}, 50)).toMatchObject({ok: false});
	const aMinuteAgo = Date.now() / 1000 - 61;
	utimesSync(lock, aMinuteAgo, aMinuteAgo);
	expect(await withLock(lock, async () => {}, 50)).toEqual({ok: true, value: undefined});
});

test('a dead holder of the right to take over is taken over too', async () => {
	const lock = join(temporaryHome(), 'lock');
	const dead = JSON.stringify({...thisProcess(), pid: 2 ** 22 + 1});
	writeFileSync(lock, dead);
	writeFileSync(`${lock}.takeover`, dead);
	expect(await withLock(lock, async () => {}, 100)).toEqual({ok: true, value: undefined});
});

test('a folder that is not there, or something else in the place of the lock, is a sentence', async () => {
	const home = temporaryHome();
	expect(await withLock(join(home, 'none', 'lock'), async () => {})).toEqual({
		ok: false,
		sentence: `Cannot lock ${join(home, 'none', 'lock')}: it is not there (ENOENT).`,
	});
	mkdirSync(join(home, 'lock'));
	expect(await withLock(join(home, 'lock'), async () => {}, 50)).toMatchObject({ok: false});
});

test('of processes that all find a dead holder, no two ever hold the lock', async () => {
	const home = temporaryHome();
	const file = join(home, 'count');
	writeFileSync(file, '0');
	const children = Array.from({length: 24}, async () => {
		const {stdout} = await run(process.execPath, [fixture('count-and-die.ts'), join(home, 'lock'), file]).catch(
			error => error,
		);
		expect(stdout).toBe('');
	});
	await Promise.all(children);
	expect(readFileSync(file, 'utf8')).toBe('24');
});
