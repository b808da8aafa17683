/** One part that fails: a listener, or a poll that meets a bug, costs no other job its polls. */
import {expect, test} from 'vitest';
import {Listeners} from '../../source/monitor/listeners.ts';
import {Monitor} from '../../source/monitor/monitor.ts';
import {fakeClient} from './fake-client.ts';
import {FakeClock} from './fake-clock.ts';
import {addressOf} from './watched.ts';

const listed = ['a', 'b', 'c'].map(name => ({address: addressOf(name), label: null, tags: []}));

function monitorWith(script: Parameters<typeof fakeClient>[1] = {}) {
	const clock = new FakeClock();
	const errors: unknown[] = [];
	const client = fakeClient(clock, script);
	const options = {client, clock, random: () => 0.5, rate: 20, onError: (error: unknown) => errors.push(error)};
	return {clock, client, errors, monitor: new Monitor(options)};
}

test('each listener receives every event, whatever the others throw, until it is removed', () => {
	const errors: unknown[] = [];
	const heard: string[] = [];
	const listeners = new Listeners<number>(error => errors.push(error));
	const deaf = new Error('deaf');
	listeners.add(event => heard.push(`before ${event}`));
	listeners.add(() => {
		throw deaf;
	});
	const stop = listeners.add(event => heard.push(`after ${event}`));
	listeners.notify(1);
	stop();
	listeners.notify(2);
	expect([heard, errors]).toEqual([
		['before 1', 'after 1', 'before 2'],
		[deaf, deaf],
	]);
});

test('a listener that throws stops neither the polls nor the other listeners', async () => {
	const {clock, client, errors, monitor} = monitorWith();
	let heard = 0;
	monitor.jobs.listen(() => {
		throw new Error('deaf');
	});
	monitor.jobs.listen(() => heard++);
	monitor.listenToServers(() => {
		throw new Error('blind');
	});
	monitor.watch(listed);
	await clock.advance(60_000);
	client.forget();
	await clock.advance(60_000);
	monitor.setPaused(true);
	expect(client.asked.length).toBeGreaterThan(5);
	expect(heard).toBeGreaterThan(5);
	expect(heard).toBe(errors.filter(error => String(error).includes('deaf')).length);
	expect(errors.some(error => String(error).includes('blind'))).toBe(true);
	monitor.close();
});

test('a poll that throws because of a bug is made again later, and the others continue', async () => {
	const {clock, client, errors, monitor} = monitorWith({
		job({url}) {
			if (url.endsWith('/b') && client.asked.filter(asked => asked.url === url).length < 3) throw new Error('a bug');
			return {body: {jobStatus: 'esriJobExecuting'}};
		},
	});
	monitor.watch(listed);
	await clock.advance(10 * 60_000);
	expect(errors.length).toBe(2);
	const states = monitor.jobs.list.map(({state}) => state);
	expect(states).toEqual(['running', 'running', 'running']);
	expect(monitor.servers[0]?.outage).toBeNull();
	monitor.close();
});
