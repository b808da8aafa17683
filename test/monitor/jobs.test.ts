import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {newJob} from '../../source/monitor/job.ts';
import {Jobs} from '../../source/monitor/jobs.ts';
import {statuses} from './any-job.ts';
import {addressOf, answered} from './watched.ts';

const ids = ['a', 'b', 'c', 'd'] as const;
const urlOf = (id: string) => addressOf(id).url;

describe('the jobs that are watched', () => {
	test('are counted correctly, whatever happens', () => {
		const action = fc.oneof(
			fc.record({put: fc.constantFrom(...ids)}),
			fc.record({drop: fc.constantFrom(...ids)}),
			fc.record({id: fc.constantFrom(...ids), status: fc.constantFrom(...statuses)}),
		);
		fc.assert(
			fc.property(fc.array(action, {maxLength: 40}), actions => {
				const jobs = new Jobs();
				for (const [at, each] of actions.entries()) {
					if ('put' in each) jobs.put(newJob(addressOf(each.put)));
					else if ('drop' in each) jobs.delete(urlOf(each.drop));
					else jobs.apply(urlOf(each.id), answered(each.status, at));
					const counted: Record<string, number> = {};
					for (const {state} of jobs.list) counted[state] = (counted[state] ?? 0) + 1;
					expect(Object.fromEntries(Object.entries(jobs.counts).filter(([, count]) => count !== 0))).toEqual(counted);
					expect(jobs.size).toBe(jobs.list.length);
				}
			}),
		);
	});

	test('are in the order in which they were added, also after they changed', () => {
		const jobs = new Jobs();
		for (const id of ids) jobs.put(newJob(addressOf(id)));
		jobs.apply(urlOf('a'), answered('esriJobFailed', 1));
		jobs.put(newJob(addressOf('b')));
		expect(jobs.list.map(({address}) => address.jobId)).toEqual(['a', 'b', 'c', 'd']);
	});

	test('are the same list until one changes', () => {
		const jobs = new Jobs();
		jobs.put(newJob(addressOf()));
		const {list} = jobs;
		expect(jobs.list).toBe(list);
		jobs.apply(urlOf('j1'), answered('esriJobNew', 1));
		expect(jobs.list).not.toBe(list);
	});

	test('several events are reported as one change', () => {
		const jobs = new Jobs();
		jobs.put(newJob(addressOf()));
		const changes: unknown[] = [];
		const stop = jobs.listen(change => changes.push([change.before?.state, change.after?.state]));
		jobs.apply(urlOf('j1'), answered('esriJobNew', 1), answered('esriJobExecuting', 2));
		stop();
		jobs.apply(urlOf('j1'), answered('esriJobFailed', 3));
		expect(changes).toEqual([['unknown', 'running']]);
	});

	test('a missing job cannot change', () => {
		const jobs = new Jobs();
		const changes: unknown[] = [];
		jobs.listen(change => changes.push(change));
		expect(jobs.apply('https://h/x', answered('esriJobNew', 1))).toBeUndefined();
		jobs.delete('https://h/x');
		expect(changes).toEqual([]);
	});
});

test('jobs are sorted: first those that are named, then the others in their order', () => {
	const jobs = new Jobs();
	for (const id of ids) jobs.put(newJob(addressOf(id)));
	jobs.arrange([urlOf('d'), urlOf('b'), urlOf('unknown')]);
	expect(jobs.list.map(({address}) => address.jobId)).toEqual(['d', 'b', 'a', 'c']);
	expect([jobs.size, jobs.counts.unknown]).toEqual([4, 4]);
});
