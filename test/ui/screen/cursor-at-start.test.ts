import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {fault} from '../../../source/gp/fault.ts';
import type {JobEvent} from '../../../source/monitor/job.ts';
import {defaultSort} from '../../../source/ui/panes/list/order.ts';
import {answered, faulted} from '../../monitor/watched.ts';
import {openWorld, urlOf} from './screen-world.ts';

const runs = () => answered('esriJobExecuting', 3000);
const failed = () => answered('esriJobFailed', 3000);

let world: Awaited<ReturnType<typeof openWorld>>;
const selected = () => world.screen.state.selection.selected;
const hears = async (job: string, event: JobEvent) => {
	world.monitor.jobs.apply(urlOf(job), event);
	await world.clock.move(1000);
};

/** A screen in the default order, whose jobs answer only when a test says so. */
beforeEach(async () => {
	world = await openWorld([]);
	world.monitor.setPaused(true);
	world.screen.change({sort: defaultSort});
	world.watch(['a', 'b', 'c', 'd']);
	await world.clock.move(0);
});
afterEach(() => world.close());

describe('at the start, the cursor', () => {
	test('stays on the first row while answers arrive, so it ends on the job that needs a look', async () => {
		expect(selected()).toBe(urlOf('a'));
		await hears('a', runs());
		await hears('c', failed());
		expect(selected()).toBe(urlOf('c'));
		await hears('b', failed());
		expect(selected()).toBe(urlOf('b'));
		expect(world.screen.state.selection.index).toBe(0);
		expect(world.screen.state.messagesUrl).toBe(urlOf('b'));
	});

	test('marks no job as seen', async () => {
		await hears('c', runs());
		await hears('c', failed());
		expect(selected()).toBe(urlOf('c'));
		expect(world.monitor.jobs.get(urlOf('c'))?.lookedAt).toBeNull();
	});

	test.each(['↓', 'Enter', 'Space', '?'])('stays on its job after the key %s', async key => {
		await hears('a', runs());
		await world.press(key);
		const before = selected();
		await world.clock.move(2000);
		await hears('d', failed());
		expect(selected()).toBe(before);
		expect(world.screen.state.selection.shown[0]).toBe(urlOf('d'));
	});

	test('stays on its job after a paste', async () => {
		await hears('a', runs());
		world.screen.paste('nothing');
		await hears('d', failed());
		expect(selected()).toBe(urlOf('a'));
	});

	test('stays on its job once each job has an answer or a fault', async () => {
		await hears('a', runs());
		await hears('b', runs());
		await hears('c', answered('esriJobSubmitted', 3000));
		await hears('d', faulted(fault('timeout', 'x'), 3000));
		const before = selected();
		await hears('c', failed());
		await hears('b', failed());
		expect(selected()).toBe(before);
	});

	test('follows the first row again when jobs come into an empty list', async () => {
		await world.press('↓');
		world.monitor.forget(['a', 'b', 'c', 'd'].map(urlOf));
		await world.clock.move(2000);
		expect(selected()).toBeNull();
		world.watch(['e', 'f']);
		await world.clock.move(0);
		await hears('e', runs());
		await hears('f', failed());
		expect(selected()).toBe(urlOf('f'));
	});
});
