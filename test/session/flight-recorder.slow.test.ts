import {setTimeout as sleep} from 'node:timers/promises';
import {expect, test} from 'vitest';
import {newJob} from '../../source/monitor/job.ts';
import {Jobs} from '../../source/monitor/jobs.ts';
import type {Monitor} from '../../source/monitor/monitor.ts';
import {FlightRecorder} from '../../source/session/flight-recorder.ts';
import type {Storage} from '../../source/store/storage.ts';
import {addressOf, answered} from '../monitor/watched.ts';

test('if nobody waits for the end, all records are written, as long as the disk accepts them one after the other', async () => {
	const jobs = new Jobs();
	const written: string[] = [];
	const storage = {
		async writeRecord({url}: {url: string}) {
			await sleep(1500);
			written.push(url);
			return {ok: true};
		},
	} as unknown as Storage;
	const monitor = {jobs} as unknown as Monitor;
	const recorder = new FlightRecorder({monitor, storage, keepsValues: false, onTrouble() {}});
	const addresses = Array.from({length: 10}, (_, index) => addressOf(`j${index}`));
	for (const address of addresses) {
		jobs.put(newJob(address));
		jobs.apply(address.url, answered('esriJobExecuting', 1000));
	}
	expect(await recorder.finish({isHurried: false})).toBe(true);
	expect(written).toHaveLength(addresses.length);
});
