import {afterEach, describe, expect, test} from 'vitest';
import {fault} from '../../../source/gp/fault.ts';
import {beginCancel} from '../../../source/monitor/cancel.ts';
import type {JobEvent} from '../../../source/monitor/job.ts';
import {safe, safeText} from '../../../source/text/safe-text.ts';
import {answered, faulted, missing} from '../../monitor/watched.ts';
import {openWorld, urlOf} from './screen-world.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
afterEach(() => world.close());

/**
 * Lets events happen to a job, one by one, with time enough between them for a frame of each.
 *
 * @returns whether the last one had the screen drawn at once
 */
async function isDrawnAtOnce(events: readonly JobEvent[]): Promise<boolean> {
	world = await openWorld(['a']);
	world.monitor.setPaused(true);
	let drawn = 0;
	const stop = world.screen.subscribe(() => drawn++);
	for (const event of events) {
		// Between two ticks of the second.
		await world.clock.move(1000);
		drawn = 0;
		world.monitor.jobs.apply(urlOf('a'), event);
		await world.clock.move(0);
	}
	stop();
	return drawn > 0;
}

const runs = answered('esriJobExecuting', 3000);
const listed = {type: 'listed', label: safe`a`, tags: [] as never[]} as const;

describe('the screen is drawn at once where', () => {
	test.each<[string, readonly JobEvent[]]>([
		['the state is another', [answered('esriJobSucceeded', 3000)]],
		['the status is another, and the state the same', [answered('esriJobNew', 3000), answered('esriJobWaiting', 4000)]],
		['a cancel begins', [{type: 'cancel', flow: beginCancel(false, 3000).flow}]],
		['the label is another', [listed, {...listed, label: safe`b`}]],
		['the tags are others', [listed, {...listed, tags: [safe`nightly`]}]],
		[
			'the server has thrown the job away after its end',
			[answered('esriJobSucceeded', 3000), answered('esriJobDeleted', 4000)],
		],
		['a poll fails', [runs, faulted(fault('timeout', 'x'), 4000)]],
		['a poll fails for another reason', [faulted(fault('timeout', 'x'), 3000), faulted(fault('refused', 'x'), 4000)]],
		[
			'the job is gone, after the same fault as before',
			[runs, ...[4000, 40_000, 70_000].map(at => faulted(missing, at, {taskAnswers: true}))],
		],
		['polls are answered again', [faulted(fault('timeout', 'x'), 3000), runs]],
	])('%s', async (_, events) => {
		expect(await isDrawnAtOnce(events)).toBe(true);
	});

	test('the first answer comes, even one without a status', async () => {
		world = await openWorld([]);
		world.monitor.setPaused(true);
		world.watch(['new']);
		await world.clock.move(1000);
		let drawn = 0;
		world.screen.subscribe(() => drawn++);
		expect(world.monitor.jobs.get(urlOf('new'))?.lastAnswer).toBeNull();
		world.monitor.jobs.apply(urlOf('new'), answered({jobStatus: null}, 3000));
		await world.clock.move(0);
		expect(drawn).toBe(1);
	});
});

test.each<[string, readonly JobEvent[]]>([
	['the same is answered again', [runs, answered('esriJobExecuting', 4000)]],
	[
		'progress and messages are new',
		[
			runs,
			answered(
				{
					jobStatus: 'esriJobExecuting',
					progress: {type: 'step', message: 'half', percent: 50},
					messages: [{type: 'x', description: safeText('new')}],
				},
				4000,
			),
		],
	],
	['a poll fails as the one before', [faulted(fault('timeout', 'x'), 3000), faulted(fault('timeout', 'x'), 4000)]],
	['the next poll is fixed', [runs, {type: 'armed', interval: 5000}]],
])('where %s, the tick of the second is soon enough', async (_, events) => {
	expect(await isDrawnAtOnce(events)).toBe(false);
});
