import fc from 'fast-check';
import {expect, test} from 'vitest';
import {DueQueue} from '../../source/monitor/due-queue.ts';

test('returns the earliest due job, and none that was removed or moved', () => {
	const action = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.option(fc.nat(50)));
	fc.assert(
		fc.property(fc.array(action, {maxLength: 300}), actions => {
			const queue = new DueQueue();
			const model = new Map<string, number>();
			for (const [url, due] of actions) {
				if (due === null) {
					queue.delete(url);
					model.delete(url);
				} else {
					queue.put(url, due);
					model.set(url, due);
				}
				const least = model.size === 0 ? undefined : Math.min(...model.values());
				const first = queue.first(0);
				expect(first?.due).toBe(least);
				if (first) expect(model.get(first.url)).toBe(first.due);
				expect(queue.size).toBe(model.size);
				expect(queue.dueOf(url)).toBe(model.get(url));
			}
		}),
	);
});

test('a job that is added 100,000 times takes the space of one', () => {
	const queue = new DueQueue();
	queue.put('first', -1);
	for (let due = 100_000; due > 0; due--) queue.put('job', due);
	queue.delete('first');
	expect(queue.first(0)).toEqual({url: 'job', due: 1, latest: 1});
});

test('of several due jobs, the one with the earliest deadline comes first', () => {
	const queue = new DueQueue();
	queue.put('patient', 1, 90);
	queue.put('urgent', 5, 30);
	queue.put('later', 9, 10);
	const order = (now: number) => {
		const {url = ''} = queue.first(now) ?? {};
		queue.delete(url);
		return url;
	};
	expect([order(5), order(5), order(5), order(5)]).toEqual(['urgent', 'patient', 'later', '']);
});
