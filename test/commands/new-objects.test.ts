import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {boundNewObjects, type Heap} from '../../source/commands/new-objects.ts';

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

test('room for new objects grows no more once there is enough, and may grow again where V8 took it away', async () => {
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

test('this Node knows the flag, and heeds it while it runs', async () => {
	vi.useRealTimers();
	const {getHeapSpaceStatistics, setFlagsFromString} = await import('node:v8');
	const roomNow = () => getHeapSpaceStatistics().find(({space_name}) => space_name === 'new_space')?.space_size ?? 0;
	setFlagsFromString('--semi-space-growth-factor=1');
	try {
		const before = roomNow();
		const kept: unknown[] = [];
		for (let made = 0; made < 1_000_000; made++) kept.push({made});
		expect(kept).toHaveLength(1_000_000);
		expect(roomNow()).toBeLessThanOrEqual(before);
	} finally {
		setFlagsFromString('--semi-space-growth-factor=2');
	}
});
