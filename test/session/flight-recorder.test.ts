import {afterEach, expect, test, vi} from 'vitest';
import {newJob} from '../../source/monitor/job.ts';
import {Jobs} from '../../source/monitor/jobs.ts';
import type {Monitor} from '../../source/monitor/monitor.ts';
import {FlightRecorder, renewedApart, renewedEvery} from '../../source/session/flight-recorder.ts';
import type {Storage} from '../../source/store/storage.ts';
import {addressOf, answered} from '../monitor/watched.ts';

test('at the end, all known facts are recorded although values are never read', async () => {
	const jobs = new Jobs();
	const monitor = {jobs, parameters: () => new Promise(() => {})} as unknown as Monitor;
	const written: string[] = [];
	const storage = {
		async writeRecord({url}: {url: string}) {
			written.push(url);
			return {ok: true};
		},
	} as unknown as Storage;
	const recorder = new FlightRecorder({monitor, storage, keepsValues: true, onTrouble() {}});
	const addresses = ['a', 'b', 'c'].map(id => addressOf(id));
	for (const address of addresses) {
		jobs.put(newJob(address));
		jobs.apply(address.url, answered('esriJobExecuting', 1000));
		jobs.apply(address.url, answered('esriJobSucceeded', 2000));
	}
	expect(await recorder.finish()).toBe(true);
	expect(new Set(written)).toEqual(new Set(addresses.map(({url}) => url)));
});

test('a job that is not to be recorded is not, and its values are not read', async () => {
	const jobs = new Jobs();
	const touched = new Set<string>();
	const monitor = {
		jobs,
		async parameters(url: string) {
			touched.add(url);
			return {ok: false};
		},
	} as unknown as Monitor;
	const storage = {
		async writeRecord({url}: {url: string}) {
			touched.add(url);
			return {ok: true};
		},
	} as unknown as Storage;
	const [recorded, other] = [addressOf('a'), addressOf('b')];
	const isRecorded = (url: string) => url === recorded.url;
	const recorder = new FlightRecorder({monitor, storage, isRecorded, keepsValues: true, onTrouble() {}});
	for (const address of [recorded, other]) {
		jobs.put(newJob(address));
		jobs.apply(address.url, answered('esriJobExecuting', 1000));
		jobs.apply(address.url, answered('esriJobSucceeded', 2000));
	}
	expect(await recorder.finish()).toBe(true);
	expect([...touched]).toEqual([recorded.url]);
});

afterEach(() => {
	vi.useRealTimers();
});

test('an unchanged job is recorded again after a time, and many of them one after the other', async () => {
	vi.useFakeTimers();
	const jobs = new Jobs();
	const written: string[] = [];
	const storage = {
		async writeRecord({url}: {url: string}) {
			written.push(url);
			return {ok: true};
		},
	} as unknown as Storage;
	const recorder = new FlightRecorder({
		monitor: {jobs} as unknown as Monitor,
		storage,
		keepsValues: false,
		onTrouble() {},
	});
	const addresses = Array.from({length: 20}, (_, index) => addressOf(`j${index}`));
	for (const address of addresses) jobs.put(newJob(address));
	const poll = 5000;
	const writtenIn = async (span: number) => {
		written.length = 0;
		for (let passed = 0; passed < span; passed += poll) {
			for (const {url} of addresses) jobs.apply(url, answered('esriJobExecuting', performance.now()));
			await vi.advanceTimersByTimeAsync(poll);
		}
		return Map.groupBy(written, url => url);
	};
	expect((await writtenIn(renewedEvery)).size).toBe(addresses.length);
	expect(written.length).toBe(addresses.length);
	// All are due at once, and each poll of them all has the time for one.
	await writtenIn(2 * renewedEvery);
	expect(written.length).toBeGreaterThan(addresses.length);
	expect(written.length).toBeLessThanOrEqual((2 * renewedEvery) / Math.min(poll, renewedApart));
	for (const writes of (await writtenIn(4 * renewedEvery)).values()) expect(writes.length).toBeLessThanOrEqual(4);
	expect(await recorder.finish()).toBe(true);
});
