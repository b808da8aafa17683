import {spawnSync} from 'node:child_process';
import process from 'node:process';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {boundNewObjects, type Heap} from '../../source/session/new-objects.ts';

const mebibyte = 2 ** 20;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A heap whose room for new objects is as large as the test says. */
function heapOf(room: {mebibytes: number}): {readonly heap: Heap; readonly flags: readonly string[]} {
	const flags: string[] = [];
	const space = (name: string, size: number) => ({space_name: name, space_size: size}) as never;
	const heap: Heap = {
		getHeapSpaceStatistics: () => [space('old_space', 99 * mebibyte), space('new_space', room.mebibytes * mebibyte)],
		setFlagsFromString: flag => void flags.push(flag),
	};
	return {heap, flags};
}

test('the space for new objects stops growing when it is large enough, and may grow again after V8 has shrunk it', async () => {
	const room = {mebibytes: 2};
	const {heap, flags} = heapOf(room);
	let looks = 0;
	boundNewObjects(async () => {
		looks++;
		return heap;
	});
	const told = [];
	for (const mebibytes of [2, 4, 8, 8, 32, 4, 1, 1, 8]) {
		room.mebibytes = mebibytes;
		await vi.advanceTimersByTimeAsync(1000);
		told.push(flags.length);
	}
	expect(flags).toEqual([1, 2, 1].map(factor => `--semi-space-growth-factor=${factor}`));
	// Ten times a second in the beginning, then once.
	expect(looks).toBe(20 + 7);
	expect(told).toEqual([0, 0, 1, 1, 1, 1, 2, 2, 3]);
});

test('this version of Node supports the flag at run time', () => {
	const program = `
		const v8 = require('node:v8');
		const rooms = [1, 2].map(factor => {
			v8.setFlagsFromString('--semi-space-growth-factor=' + factor);
			const kept = [];
			while (kept.length < 1_000_000) kept.push({});
			return v8.getHeapSpaceStatistics().find(space => space.space_name === 'new_space').space_size;
		});
		console.log(JSON.stringify(rooms));`;
	const {stdout, stderr} = spawnSync(process.execPath, ['--eval', program], {encoding: 'utf8', env: {}});
	const [bounded = 0, unbounded = 0]: readonly number[] = JSON.parse(stdout);
	expect(stderr).toBe('');
	// A collection may hold some pages beside both halves for a moment.
	expect(bounded).toBeLessThan(12 * mebibyte);
	expect(unbounded).toBeGreaterThan(16 * mebibyte);
});
