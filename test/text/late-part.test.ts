import {expect, test, vi} from 'vitest';
import {
	latePart,
	loadPart,
	loadPartsWhenIdle,
	PartMissing,
	replacedOnDisk,
	untilIdle,
} from '../../source/text/late-part.ts';

const gone = Object.assign(new Error("Cannot find module '/usr/lib/gpjobs/dist/csv-NM2VPKR3.js'"), {
	code: 'ERR_MODULE_NOT_FOUND',
});

test('a part that cannot be loaded is a sentence without a path, and is tried again', async () => {
	const load = vi.fn<() => Promise<number>>().mockRejectedValueOnce(gone).mockResolvedValue(5);
	const part = latePart(load);
	await expect(part()).rejects.toMatchObject({sentence: replacedOnDisk, message: replacedOnDisk, cause: gone});
	expect(await Promise.all([part(), part()])).toEqual([5, 5]);
	expect(load).toHaveBeenCalledTimes(2);
	await expect(loadPart(() => Promise.reject(gone))).rejects.toBeInstanceOf(PartMissing);
});

test('all parts are loaded in the first idle moment, even if one fails', async () => {
	vi.useFakeTimers();
	try {
		const loads = [vi.fn(() => Promise.reject(gone)), vi.fn(async () => 5)];
		for (const load of loads) latePart<unknown>(load);
		loadPartsWhenIdle()();
		await vi.advanceTimersByTimeAsync(untilIdle * 2);
		expect(loads.map(load => load.mock.calls.length)).toEqual([0, 0]);
		const stop = loadPartsWhenIdle();
		await vi.advanceTimersByTimeAsync(untilIdle);
		// Parts that other test files have made come before these two.
		vi.useRealTimers();
		await expect.poll(() => loads.map(load => load.mock.calls.length)).toEqual([1, 1]);
		stop();
	} finally {
		vi.useRealTimers();
	}
});

test('loading stops between two parts', async () => {
	vi.useFakeTimers();
	try {
		const {promise, resolve} = Promise.withResolvers<number>();
		const loads = [vi.fn(() => promise), vi.fn(async () => 5)];
		for (const load of loads) latePart<unknown>(load);
		const stop = loadPartsWhenIdle();
		await vi.advanceTimersByTimeAsync(untilIdle);
		vi.useRealTimers();
		await expect.poll(() => loads[0]?.mock.calls.length).toBe(1);
		stop();
		resolve(1);
		for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
		expect(loads[1]).not.toHaveBeenCalled();
	} finally {
		vi.useRealTimers();
	}
});
