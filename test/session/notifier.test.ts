import {afterEach, beforeEach, expect, test} from 'vitest';
import {Notifier} from '../../source/session/notifier.ts';
import {openWorld, urlOf} from '../ui/screen/screen-world.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
let written: string;
let notifier: Notifier;

beforeEach(async () => {
	world = await openWorld(['a', 'b']);
	written = '';
	notifier = new Notifier({
		monitor: world.monitor,
		ways: ['osc9'],
		rule: '',
		command: '',
		environment: {},
		write: bytes => {
			written += bytes;
		},
		onFailure() {},
	});
});
afterEach(() => world.close());

async function becomes(name: string, status: string | undefined): Promise<void> {
	if (status === undefined) world.statuses.delete(urlOf(name));
	else world.statuses.set(urlOf(name), `esriJob${status}`);
	await world.clock.move(120_000);
	await world.monitor.refresh([urlOf(name)]);
}

const times = (word: string) => written.split(word).length - 1;

test('an end is reported once, although the server contradicts it and then reports it again', async () => {
	await becomes('a', 'Succeeded');
	for (const status of ['Executing', 'Executing', 'Executing', 'Succeeded', 'Submitted', 'Succeeded'])
		await becomes('a', status);
	await notifier.finish();
	expect(times('a: Succeeded')).toBe(1);
});

test('the same holds after an outage, and for two jobs that end together', async () => {
	await becomes('a', 'Failed');
	await becomes('a', undefined);
	await becomes('a', 'Failed');
	await becomes('b', 'Succeeded');
	await becomes('b', undefined);
	await becomes('b', 'Succeeded');
	await notifier.finish();
	expect(times('\u001b]9;')).toBe(1);
	expect(times('2 jobs: a Failed, b Succeeded')).toBe(1);
});
