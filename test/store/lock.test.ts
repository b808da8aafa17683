import {execFileSync, spawn} from 'node:child_process';
import {
	existsSync,
	lutimesSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	statSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import disk from 'node:fs/promises';
import {syncBuiltinESMExports} from 'node:module';
import {hostname} from 'node:os';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test, vi} from 'vitest';
import {cannotLock, diskSentence} from '../../source/store/disk-error.ts';
import {notALock, stillHeld, withLock} from '../../source/store/lock.ts';
import {thisProcess} from '../../source/store/process-identity.ts';
import {diskError} from './fixtures/disk-error.ts';
import {temporaryHome} from './fixtures/temporary-home.ts';

/**
 * Lets `link` of Node do something else until the test is over. The module itself is changed, and not its import: other
 * files of tests share the modules that have imported it already.
 */
function linkIs(made: typeof disk.link): void {
	const {link} = disk;
	const set = (value: typeof disk.link) => {
		disk.link = value;
		syncBuiltinESMExports();
	};
	onTestFinished(() => set(link));
	set(made);
}

const failing = (code: string) => async () => {
	throw Object.assign(new Error(code), {code});
};

/** Milliseconds to wait for a lock that becomes free: a busy machine may need much of it for twenty in a row. */
const anyTime = 200_000;

const fixture = (name: string) => join(import.meta.dirname, 'fixtures', name);

test('returns the result of the work, and leaves nothing behind', async () => {
	const home = temporaryHome();
	const lock = join(home, 'lock');
	expect(await withLock(lock, async () => existsSync(lock))).toEqual({ok: true, value: true});
	expect(readdirSync(home)).toEqual([]);
});

test('is released when the work throws', async () => {
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

	const results = await Promise.all(Array.from({length: 20}, () => withLock(lock, work, anyTime)));
	expect(results.every(({ok}) => ok)).toBe(true);
});

test('a lock that stays held is reported after the wait', async () => {
	const lock = join(temporaryHome(), 'lock');
	const inner = await withLock(lock, () => withLock(lock, async () => {}, 100));
	expect(inner).toEqual({
		ok: true,
		value: {
			ok: false,
			sentence: stillHeld(lock, {pid: process.pid, host: hostname()}),
		},
	});
});

test('a holder that was killed is taken over before the wait is over', async () => {
	const home = temporaryHome();
	const lock = join(home, 'lock');
	const holder = spawn(process.execPath, [fixture('hold-lock.ts'), lock], {stdio: ['ignore', 'pipe', 'inherit']});
	onTestFinished(() => void holder.kill('SIGKILL'));
	await new Promise(resolve => holder.stdout.once('data', resolve));
	expect(await withLock(lock, async () => {}, 50)).toMatchObject({ok: false});
	holder.kill('SIGKILL');
	await new Promise(resolve => holder.once('exit', resolve));
	expect(await withLock(lock, async () => {})).toEqual({ok: true, value: undefined});
	expect(readdirSync(home)).toEqual([]);
});

test.each([
	['of a pid that does not run', {pid: 2 ** 22 + 1}],
	['of a process that had our pid before us', {started: '1'}],
])('a lock %s is taken over', async (_, other) => {
	const lock = join(temporaryHome(), 'lock');
	writeFileSync(lock, JSON.stringify({...thisProcess(), ...other}));
	expect(await withLock(lock, async () => {}, 100)).toEqual({ok: true, value: undefined});
});

const {namespaces: _, ...withoutNamespaces} = thisProcess();
const dead = {pid: 2 ** 22 + 1};

test.each([
	['of another machine', JSON.stringify({...thisProcess(), ...dead, host: 'elsewhere'})],
	[
		'of another machine of the same name, or from before a restart',
		JSON.stringify({...thisProcess(), boot: 'another'}),
	],
	['of another PID namespace', JSON.stringify({...thisProcess(), ...dead, namespaces: 'pid:[4026531000]'})],
	['of a system that tells no namespace', JSON.stringify({...thisProcess(), ...dead, namespaces: null})],
	['of a gpjobs that wrote no namespace', JSON.stringify({...withoutNamespaces, ...dead})],
	['that says nothing', ''],
	['that was cut short', '{"pid":12'],
	['of NUL bytes', '\0'.repeat(200)],
	['of a gpjobs that writes something else into it', '{"holder": 5}'],
])('a lock %s is waited for, and taken over after a minute', async (_, content) => {
	const lock = join(temporaryHome(), 'lock');
	writeFileSync(lock, content);
	expect(await withLock(lock, async () => {}, 50)).toMatchObject({ok: false});
	// A holder that is stopped, or whose disk hangs, has most of a minute to show that it lives.
	const recently = Date.now() / 1000 - 35;
	utimesSync(lock, recently, recently);
	expect(await withLock(lock, async () => {}, 50)).toMatchObject({ok: false});
	expect(readFileSync(lock, 'utf8')).toBe(content);
	const aMinuteAgo = Date.now() / 1000 - 61;
	utimesSync(lock, aMinuteAgo, aMinuteAgo);
	expect(await withLock(lock, async () => {}, 50)).toEqual({ok: true, value: undefined});
});

test.each([
	['a file', (lock: string) => writeFileSync(lock, '1234\n')],
	['a link to a file', (lock: string) => symlinkSync('/etc/hostname', lock)],
	['a link that leads nowhere', (lock: string) => symlinkSync('nowhere', lock)],
	['a folder', (lock: string) => mkdirSync(lock)],
	// Who opened that to read it would wait for ever.
	['a pipe', (lock: string) => execFileSync('mkfifo', [lock])],
])('%s of another program in the place of the lock is never removed', async (_, make) => {
	const home = temporaryHome();
	const lock = join(home, 'lock');
	make(lock);
	const anHourAgo = Date.now() / 1000 - 3600;
	lutimesSync(lock, anHourAgo, anHourAgo);
	expect(await withLock(lock, async () => {}, 50)).toMatchObject({
		ok: false,
		sentence: notALock(lock),
	});
	expect(readdirSync(home)).toEqual(['lock']);
});

test('a process that was considered dead does not remove the lock of the next one', async () => {
	const lock = join(temporaryHome(), 'lock');
	const next = JSON.stringify({...thisProcess(), claim: 'of the next one'});
	await withLock(lock, async () => writeFileSync(lock, next));
	expect(readFileSync(lock, 'utf8')).toBe(next);
});

test('a long hold is renewed, so that it is not considered dead', async () => {
	vi.useFakeTimers({toFake: ['setInterval', 'clearInterval']});
	onTestFinished(() => void vi.useRealTimers());
	const lock = join(temporaryHome(), 'lock');
	const held = await withLock(lock, async () => {
		const longAgo = Date.now() / 1000 - 3600;
		utimesSync(lock, longAgo, longAgo);
		vi.advanceTimersByTime(30_000);
		await expect.poll(() => Date.now() - statSync(lock).mtimeMs).toBeLessThan(600_000);
		return JSON.parse(readFileSync(lock, 'utf8'));
	});
	expect(held).toMatchObject({ok: true, value: {pid: process.pid}});
	expect(vi.getTimerCount()).toBe(0);
});

describe('without hard links', () => {
	test.each(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL', 'EXDEV', 'UNKNOWN'])('%s', async code => {
		linkIs(failing(code));
		const home = temporaryHome();
		const lock = join(home, 'lock');
		let inside = 0;
		const work = async () => {
			expect(++inside).toBe(1);
			expect(statSync(lock).mode & 0o777).toBe(0o600);
			await new Promise(resolve => setTimeout(resolve, 2));
			inside--;
		};
		const results = await Promise.all(Array.from({length: 10}, () => withLock(lock, work, anyTime)));
		expect(results).toEqual(Array(10).fill({ok: true, value: undefined}));
		writeFileSync(lock, JSON.stringify({...thisProcess(), ...dead}));
		expect(await withLock(lock, async () => {}, anyTime)).toEqual({ok: true, value: undefined});
		expect(readdirSync(home)).toEqual([]);
	});

	test.each(['EACCES', 'ENOSPC', 'EROFS', 'EIO'])('but %s is a fault of the disk', async code => {
		linkIs(failing(code));
		const home = temporaryHome();
		expect(await withLock(join(home, 'lock'), async () => {})).toMatchObject({
			ok: false,
			sentence: diskSentence(cannotLock(join(home, 'lock')), diskError(code)),
		});
		expect(readdirSync(home)).toEqual([]);
	});

	test('a link whose answer was lost counts as an acquired lock', async () => {
		const {link} = disk;
		linkIs(async (from, to) => {
			await link(from, to);
			throw Object.assign(new Error('EEXIST'), {code: 'EEXIST'});
		});
		const home = temporaryHome();
		expect(await withLock(join(home, 'lock'), async () => 5, 50)).toEqual({ok: true, value: 5});
		expect(readdirSync(home)).toEqual([]);
	});
});

test('a dead holder of the second lock is replaced too', async () => {
	const lock = join(temporaryHome(), 'lock');
	const text = JSON.stringify({...thisProcess(), ...dead});
	writeFileSync(lock, text);
	writeFileSync(`${lock}.takeover`, text);
	expect(await withLock(lock, async () => {}, 100)).toEqual({ok: true, value: undefined});
});

test('a missing folder, or another file in the place of the lock, is reported', async () => {
	const home = temporaryHome();
	expect(await withLock(join(home, 'none', 'lock'), async () => {})).toEqual({
		ok: false,
		sentence: diskSentence(cannotLock(join(home, 'none', 'lock')), diskError('ENOENT')),
	});
	mkdirSync(join(home, 'lock'));
	expect(await withLock(join(home, 'lock'), async () => {}, 50)).toMatchObject({ok: false});
});
