import {expect, test} from 'vitest';
import {heldOrder, isHeld} from '../../../../source/ui/panes/list/hold.ts';
import {jobUrl, unknownJob} from './sample-jobs.ts';

test.each([
	[undefined, false, 5000, false],
	[4001, false, 5000, true],
	[4000, false, 5000, false],
	[4999, false, 5000, true],
	[undefined, true, 5000, true],
	[1, true, 5000, true],
])('a cursor key at %s, a dialog: %s; at %i rows are held: %s', (lastCursorKey, isDialogOpen, now, held) => {
	expect(isHeld({lastCursorKey, isDialogOpen}, now)).toBe(held);
});

test('rows that must not move stay in their places; new ones are added at the end, removed ones disappear', () => {
	const jobs = new Map(['a', 'b', 'c', 'd', 'e'].map(id => [id, unknownJob(jobUrl('T', id))]));
	const job = (id: string) => jobs.get(id) ?? unknownJob();
	const shown = ['c', 'a', 'b'].map(id => job(id).address.url);
	const removed = job('a').address.url;
	const find = (url: string) =>
		url === removed ? undefined : [...jobs.values()].find(({address}) => address.url === url);
	// b does not pass the filter any more, e and d have come, and c belongs last by now.
	const arranged = ['e', 'd', 'c'].map(job);
	expect(heldOrder(shown, arranged, find).map(({address}) => address.jobId)).toEqual(['c', 'b', 'e', 'd']);
});
