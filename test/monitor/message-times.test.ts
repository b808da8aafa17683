import fc from 'fast-check';
import {expect, test} from 'vitest';
import {updateJob, type WatchedJob} from '../../source/monitor/job.ts';
import {firstSeenOf, mostBatches, silenceBefore} from '../../source/monitor/message-times.ts';
import {fromRecord, toRecord} from '../../source/monitor/record-conversion.ts';
import {often} from '../often.ts';
import {addressOf, answered, jobAfter, moment} from './watched.ts';

const minute = 60_000;

function said(texts: readonly string[], at: number): ReturnType<typeof answered> {
	const messages = texts.map(description => ({type: 'esriJobMessageTypeInformative', description}));
	return answered({jobStatus: 'esriJobExecuting', messages}, at, {messages: true});
}

function seen({messages}: WatchedJob, position: number): readonly [number | null, number] | null {
	const batch = firstSeenOf(messages, position);
	const epoch = moment(0).epoch;
	return batch && [batch.after === null ? null : batch.after - epoch, batch.until - epoch];
}

const job = jobAfter(
	said(['a', 'b'], 1000),
	said(['a', 'b'], 5000),
	said(['a', 'b', 'c'], 9000),
	answered('esriJobExecuting', 11_000),
	said(['a', 'b', 'c'], 6 * minute),
	said(['a', 'b', 'c', 'd', 'e'], 7 * minute),
);

test('a message arrived between two answers', () => {
	expect([0, 1, 2, 3, 4].map(position => seen(job, position))).toEqual([
		[null, 1000],
		[null, 1000],
		[5000, 9000],
		[6 * minute, 7 * minute],
		[6 * minute, 7 * minute],
	]);
});

test('the length of a pause is known if both of its ends were seen', () => {
	expect([0, 1, 2, 3, 4].map(position => silenceBefore(job.messages, position))).toEqual([
		null,
		null,
		4000,
		6 * minute - 9000,
		null,
	]);
});

test('the record has the times, and the next run continues them', () => {
	const record = JSON.parse(JSON.stringify(toRecord(job)));
	const next = fromRecord(record, addressOf(), {label: null, tags: []}, moment(8 * minute));
	const continued = updateJob(next, said(['a', 'b', 'c', 'd', 'e', 'f'], 9 * minute));
	expect([0, 2, 4, 5].map(position => seen(continued, position))).toEqual([
		[null, 1000],
		[5000, 9000],
		[6 * minute, 7 * minute],
		[7 * minute, 9 * minute],
	]);
});

test('the line above a recorded list has no time', () => {
	const next = fromRecord(toRecord(job), addressOf(), {label: null, tags: []}, moment(8 * minute));
	const list = ['[kept]', 'd', 'e'].map(text => ({...(job.messages.list?.[0] as object), text: {safe: text}}));
	const recalled = updateJob(next, {type: 'recalled', messages: list as never});
	expect([0, 1, 2].map(position => seen(recalled, position))).toEqual([
		null,
		[6 * minute, 7 * minute],
		[6 * minute, 7 * minute],
	]);
});

test('a list that was replaced has new times from where it differs', () => {
	const replaced = updateJob(job, said(['a', 'x', 'y'], 8 * minute));
	expect([0, 1, 2].map(position => seen(replaced, position))).toEqual([
		[null, 1000],
		[7 * minute, 8 * minute],
		[7 * minute, 8 * minute],
	]);
});

test('a record of an earlier version has no times', () => {
	const {messages, ...record} = toRecord(job);
	const {times: _, ...without} = messages;
	const next = fromRecord({...record, messages: without}, addressOf(), {label: null, tags: []}, moment(8 * minute));
	expect(seen(updateJob(next, said(['a', 'b', 'c', 'd', 'e'], 9 * minute)), 0)).toBeNull();
});

test('however long a job runs, the times stay limited and true', () => {
	fc.assert(
		fc.property(fc.array(fc.integer({min: 0, max: 2}), {minLength: 1, maxLength: 900}), news => {
			let texts: string[] = [];
			const cameAt: number[] = [];
			let now = jobAfter();
			for (const [count, more] of news.entries()) {
				for (let index = 0; index < more; index++) {
					cameAt.push((count + 1) * 1000);
					texts = [...texts, `${texts.length}`];
				}
				now = updateJob(now, said(texts, (count + 1) * 1000));
			}
			expect(now.messages.times.batches.length).toBeLessThanOrEqual(mostBatches);
			for (const [position, at] of cameAt.entries()) {
				const [after, until] = seen(now, position) ?? [0, 0];
				expect(until).toBeGreaterThanOrEqual(at);
				expect(after ?? 0).toBeLessThan(at);
			}
		}),
		{numRuns: often(20)},
	);
});
