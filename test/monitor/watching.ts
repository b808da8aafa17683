import {onTestFinished} from 'vitest';
import {Monitor, type MonitorOptions} from '../../source/monitor/monitor.ts';
import {type FakeClient, fakeClient, type Script} from './fake-client.ts';
import {FakeClock} from './fake-clock.ts';
import {addressOf} from './watched.ts';

export type Watching = {
	readonly clock: FakeClock;
	readonly client: FakeClient;
	readonly monitor: Monitor;
	/** Begins to watch jobs of a server; gives their URLs. */
	readonly watch: (count: number, origin?: string) => readonly string[];
};

export type WatchingOptions = Partial<Pick<MonitorOptions, 'rate' | 'interval' | 'random' | 'recall'>> & {
	readonly isReadOnly?: boolean;
};

/** A monitor whose time and servers a test has in its hands. */
export function watching(script: Partial<Script> = {}, options: WatchingOptions = {}): Watching {
	const {isReadOnly = false, ...rest} = options;
	const clock = new FakeClock();
	const client = fakeClient(clock, script, {isReadOnly});
	// The same numbers in each run, and spread evenly.
	let seed = 1;
	const random = () => {
		seed = (seed * 16_807) % 2_147_483_647;
		return seed / 2_147_483_647;
	};
	const monitor = new Monitor({client, clock, random, rate: 20, ...rest});
	onTestFinished(() => monitor.close());
	return {
		clock,
		client,
		monitor,
		watch(count, origin = 'https://gis.acme.com') {
			const addresses = Array.from({length: count}, (_, index) => addressOf(`j${index}`, origin));
			monitor.watch(addresses.map(address => ({address, label: null, tags: []})));
			return addresses.map(({url}) => url);
		},
	};
}
