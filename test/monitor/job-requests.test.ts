import {expect, test} from 'vitest';
import {JobRequests} from '../../source/monitor/job-requests.ts';
import {FakeClock} from './fake-clock.ts';

test('a job has one request in progress, whoever makes it, and each caller gets its outcome', async () => {
	const clock = new FakeClock();
	const requests = new JobRequests();
	let underWay = 0;
	let most = 0;
	const ask = async () => {
		most = Math.max(most, ++underWay);
		await clock.wait(100);
		underWay--;
		return null;
	};
	const all = [requests.make('a', ask), requests.make('a', ask), requests.make('a', ask)];
	expect([requests.has('a'), requests.has('b')]).toEqual([true, false]);
	await clock.advance(300);
	expect([await Promise.all(all), most, requests.has('a')]).toEqual([[null, null, null], 1, false]);
});

test('jobs do not wait for each other', async () => {
	const clock = new FakeClock();
	const requests = new JobRequests();
	const ask = async () => {
		await clock.wait(100);
		return undefined;
	};
	const both = Promise.all([requests.make('a', ask), requests.make('b', ask)]);
	await clock.advance(100);
	expect(await both).toEqual([undefined, undefined]);
});

test('a request that throws lets the next one begin', async () => {
	const requests = new JobRequests();
	const thrown = requests.make('a', async () => {
		throw new Error('a mistake of ours');
	});
	const next = requests.make('a', async () => null);
	await expect(thrown).rejects.toThrow('a mistake of ours');
	expect(await next).toBeNull();
});
