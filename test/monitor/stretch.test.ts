import {expect, test} from 'vitest';
import type {WatchedJob} from '../../source/monitor/job.ts';
import type {Attention} from '../../source/monitor/schedule.ts';
import {Stretches} from '../../source/monitor/stretch.ts';
import {jobAfter, moment} from './watched.ts';

const origin = 'https://gis.acme.com';
const running = jobAfter('esriJobExecuting');
const cancelling = jobAfter('esriJobCancelling');
const ended = jobAfter('esriJobExecuting', 'esriJobSucceeded');

function stretchOf(jobs: readonly WatchedJob[], capacity: number, attention: Attention = 'none'): number {
	const stretches = new Stretches(
		() => ({jobs, servers: [{origin, capacity, usualTook: 100}]}),
		() => attention,
	);
	return stretches.of(origin, moment(100_000).mono);
}

test.each<[string, WatchedJob[], number, Attention, number]>([
	['nothing to do', [], 20, 'none', 1],
	['less than it can', Array(270).fill(running), 20, 'none', 1],
	['twice as much', Array(540).fill(running), 20, 'none', 2],
	['ten times as much', Array(2700).fill(running), 20, 'none', 10],
	['a slow server', Array(270).fill(running), 2, 'none', 10],
	['ended jobs', Array(2700).fill(ended), 20, 'none', 1],
	[
		'what is never stretched takes its share first',
		[...Array(4).fill(cancelling), ...Array(210).fill(running)],
		10,
		'none',
		2,
	],
])('%s: %#', (_, jobs, capacity, attention, stretch) => {
	expect(stretchOf(jobs, capacity, attention)).toBeCloseTo(stretch, 5);
});

test('all is looked at once a second at most', () => {
	let looks = 0;
	const stretches = new Stretches(
		() => {
			looks++;
			return {jobs: [running], servers: [{origin, capacity: 20, usualTook: 100}]};
		},
		() => 'none',
	);
	for (let now = 0; now < 10_000; now += 10) stretches.of(origin, now);
	expect(looks).toBe(10);
});

test('it grows at once and shrinks slowly, down to none', () => {
	let jobs: readonly WatchedJob[] = [];
	const stretches = new Stretches(
		() => ({jobs, servers: [{origin, capacity: 20, usualTook: 100}]}),
		() => 'none',
	);
	const at = (second: number) => stretches.of(origin, 100_000 + second * 1000);
	expect(at(0)).toBe(1);
	jobs = Array(2700).fill(running);
	expect(at(1)).toBeCloseTo(10, 5);
	jobs = [];
	expect(at(2)).toBeCloseTo(9.5, 5);
	for (let second = 3; second < 60; second++) at(second);
	expect(at(60)).toBe(1);
});

test('a server that nobody asks is not stretched, nor one that is unknown', () => {
	expect(stretchOf([], 20)).toBe(1);
	expect(
		new Stretches(
			() => ({jobs: [], servers: []}),
			() => 'none',
		).of('https://other', 0),
	).toBe(1);
});

test('what all servers share is shared evenly', () => {
	const origins = ['https://a', 'https://b', 'https://c', 'https://d'];
	const jobs = origins.flatMap(server =>
		Array<WatchedJob>(180).fill({...running, address: {...running.address, server}}),
	);
	// Each is asked 12 times a second, takes 3 s for an answer, and could do that.
	const servers = origins.map(server => ({origin: server, capacity: 20, usualTook: 3000}));
	const stretches = new Stretches(
		() => ({jobs, servers}),
		() => 'none',
	);
	for (const server of origins) expect(stretches.of(server, 100_000)).toBeCloseTo((4 * 12 * 3) / (32 * 0.9), 5);
});
