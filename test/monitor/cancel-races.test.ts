/** Whatever a job does, and whatever else is asked of it, while somebody cancels it. */
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {hasEnded, isCancellable, stateOf} from '../../source/gp/status.ts';
import {often} from '../often.ts';
import {statuses} from './any-job.ts';
import {watching} from './watching.ts';

const happening = fc.oneof(
	fc.constantFrom(0, 1, 50, 200, 700, 2100, 16_000).map(ms => ({kind: 'time' as const, ms})),
	fc.constantFrom(...statuses).map(status => ({kind: 'status' as const, status})),
	fc.constantFrom(1, 100, 1000, 6000).map(after => ({kind: 'pace' as const, after})),
	fc.constantFrom('refresh' as const, 'cancel' as const, 'cancel later' as const).map(kind => ({kind})),
);

test('a POST is sent only if all facts known by then say that the job can be cancelled', async () => {
	let posts = 0;
	await fc.assert(
		fc.asyncProperty(fc.array(happening, {maxLength: 30}), async happenings => {
			const now = {status: 'esriJobExecuting', after: 100};
			const known: string[] = [];
			const all = watching({
				job: () => ({body: {jobStatus: now.status}, after: now.after}),
				cancel: ({url}) => {
					const {state} = all.monitor.jobs.get(url) ?? {};
					known.push(state ?? 'off the list');
					return {body: {jobStatus: 'esriJobCancelling'}, after: now.after};
				},
			});
			const [url = ''] = all.watch(1);
			let yes = 0;
			for (const one of happenings) {
				if (one.kind === 'time') await all.clock.advance(one.ms);
				// A server that goes back on an end is another story: the end stays until it is contradicted twice.
				else if (one.kind === 'status') now.status = hasEnded(stateOf(now.status)) ? now.status : one.status;
				else if (one.kind === 'pace') now.after = one.after;
				else if (one.kind === 'refresh') void all.monitor.refresh([url]);
				else {
					yes++;
					all.monitor.cancel(url, one.kind === 'cancel later');
				}
			}
			await all.clock.advance(100_000);
			all.monitor.close();
			posts += known.length;
			expect(known.filter(state => !isCancellable(state as never))).toEqual([]);
			expect(known.length).toBeLessThanOrEqual(yes);
		}),
		{numRuns: often(30_000, 1000)},
	);
	expect(posts).toBeGreaterThan(20);
});
