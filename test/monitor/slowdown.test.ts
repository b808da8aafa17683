import {expect, test} from 'vitest';
import type {FocusLevel} from '../../source/monitor/focus.ts';
import type {WatchedJob} from '../../source/monitor/job.ts';
import {Slowdowns} from '../../source/monitor/slowdown.ts';
import {jobAfter, moment} from './watched.ts';

const origin = 'https://gis.acme.com';
const running = jobAfter('esriJobExecuting');
const cancelling = jobAfter('esriJobCancelling');
const ended = jobAfter('esriJobExecuting', 'esriJobSucceeded');

function slowdownOf(jobs: readonly WatchedJob[], capacity: number, focus: FocusLevel = 'none'): number {
	const servers = [{origin, capacity, responseTime: 100}];
	const slowdowns = new Slowdowns({jobs: {list: jobs}, servers, focus: {levelOf: () => focus}});
	return slowdowns.of(origin, moment(100_000).mono);
}

test.each<[string, WatchedJob[], number, FocusLevel, number]>([
	['nothing to do', [], 20, 'none', 1],
	['less than it can', Array(270).fill(running), 20, 'none', 1],
	['twice as much', Array(540).fill(running), 20, 'none', 2],
	['ten times as much', Array(2700).fill(running), 20, 'none', 10],
	['a slow server', Array(270).fill(running), 2, 'none', 10],
	['ended jobs', Array(2700).fill(ended), 20, 'none', 1],
	[
		'what is never slowed down takes its share first',
		[...Array(4).fill(cancelling), ...Array(210).fill(running)],
		10,
		'none',
		2,
	],
])('%s: %#', (_, jobs, capacity, focus, slowdown) => {
	expect(slowdownOf(jobs, capacity, focus)).toBeCloseTo(slowdown, 5);
});

const unfocused = {levelOf: (): FocusLevel => 'none'};

test('they are computed at most once a second', () => {
	let looks = 0;
	const jobs = {
		get list() {
			looks++;
			return [running];
		},
	};
	const servers = [{origin, capacity: 20, responseTime: 100}];
	const slowdowns = new Slowdowns({jobs, servers, focus: unfocused});
	for (let now = 0; now < 10_000; now += 10) slowdowns.of(origin, now);
	expect(looks).toBe(10);
});

test('it grows at once and shrinks slowly, down to none', () => {
	const jobs: {list: readonly WatchedJob[]} = {list: []};
	const servers = [{origin, capacity: 20, responseTime: 100}];
	const slowdowns = new Slowdowns({jobs, servers, focus: unfocused});
	const at = (second: number) => slowdowns.of(origin, 100_000 + second * 1000);
	expect(at(0)).toBe(1);
	jobs.list = Array(2700).fill(running);
	expect(at(1)).toBeCloseTo(10, 5);
	jobs.list = [];
	expect(at(2)).toBeCloseTo(9.5, 5);
	for (let second = 3; second < 60; second++) at(second);
	expect(at(60)).toBe(1);
});

test('neither a server without jobs nor an unknown one is slowed down', () => {
	expect(slowdownOf([], 20)).toBe(1);
	expect(new Slowdowns({jobs: {list: []}, servers: [], focus: unfocused}).of('https://other', 0)).toBe(1);
});

test('the common limit is shared evenly', () => {
	const origins = ['https://a', 'https://b', 'https://c', 'https://d'];
	const jobs = origins.flatMap(server =>
		Array<WatchedJob>(180).fill({...running, address: {...running.address, server}}),
	);
	// Each is asked 12 times a second, takes 3 s for an answer, and could do that.
	const servers = origins.map(server => ({origin: server, capacity: 20, responseTime: 3000}));
	const slowdowns = new Slowdowns({jobs: {list: jobs}, servers, focus: unfocused});
	for (const server of origins) expect(slowdowns.of(server, 100_000)).toBeCloseTo((4 * 12 * 3) / (32 * 0.9), 5);
});
