import {expect, test} from 'vitest';
import {Keeping} from '../../source/commands/keeping.ts';
import {newJob} from '../../source/monitor/job.ts';
import {Jobs} from '../../source/monitor/jobs.ts';
import type {Monitor} from '../../source/monitor/monitor.ts';
import type {KeptJobs} from '../../source/store/kept-jobs.ts';
import {addressOf, answered} from '../monitor/watched.ts';

test('at the end what is known is written down although values are never read', async () => {
	const jobs = new Jobs();
	const monitor = {jobs, parameters: () => new Promise(() => {})} as unknown as Monitor;
	const written: string[] = [];
	const kept = {
		async keepJob({url}: {url: string}) {
			written.push(url);
			return {ok: true};
		},
	} as unknown as KeptJobs;
	const keeping = new Keeping({monitor, kept, keepsValues: true, onTrouble() {}});
	const addresses = ['a', 'b', 'c'].map(id => addressOf(id));
	for (const address of addresses) {
		jobs.put(newJob(address));
		jobs.apply(address.url, answered('esriJobExecuting', 1000));
		jobs.apply(address.url, answered('esriJobSucceeded', 2000));
	}
	expect(await keeping.finish()).toBe(true);
	expect(new Set(written)).toEqual(new Set(addresses.map(({url}) => url)));
});
