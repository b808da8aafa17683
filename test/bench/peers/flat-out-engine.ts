/** The engine of gpjobs without its screen: the monitor polls its list, and each job that changed is told. */
import {createClient} from '../../../source/gp/client/client.ts';
import {jobAddress} from '../../../source/gp/job-url.ts';
import {systemClock} from '../../../source/monitor/clock.ts';
import {Monitor} from '../../../source/monitor/monitor.ts';
import {safeText} from '../../../source/text/safe-text.ts';
import {polled, urls} from './flat-out.ts';

const client = createClient({version: '0'});
const monitor = new Monitor({
	client: {
		...client,
		async job(url, options) {
			const answer = await client.job(url, options);
			polled();
			return answer;
		},
	},
	clock: systemClock,
	random: Math.random,
	rate: 20,
	interval: 1,
});
monitor.watch(
	urls.map((url, index) => {
		const address = jobAddress(url);
		if (!address) throw new Error(`${url} is not the URL of a job`);
		return {address, label: safeText(`job-${index}`), tags: []};
	}),
);
