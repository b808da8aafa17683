import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {readMessages} from '../../source/gp/message.ts';
import {newJob, updateJob, type WatchedJob} from '../../source/monitor/job.ts';
import {type JobNews, newsOf} from '../../source/monitor/job-news.ts';
import {sentMessages} from '../../source/monitor/known-messages.ts';
import {joinMessages, type MessageJoin} from '../../source/monitor/message-join.ts';
import {often} from '../often.ts';
import {addressOf, answered, snapshotOf} from './watched.ts';

const lines = (words: string) => readMessages([...words]);

describe('a list after another one, one letter for each message', () => {
	test.each<[string, string, string, number, MessageJoin]>([
		['goes on', 'abc', 'abcd', 0, {kind: 'continued', shared: 3}],
		['begins', '', 'ab', 0, {kind: 'continued', shared: 0}],
		['lost its head', 'abcde', 'defg', 0, {kind: 'continued', shared: 2}],
		['lost its head, of lines that are alike', 'xaxax', 'xaxb', 0, {kind: 'continued', shared: 3}],
		['moved on to what stood there before, too', 'aabaaacaaba', 'aabaaa', 5, {kind: 'continued', shared: 4}],
		['is an older window', 'abcdefgh', 'bcde', 4, {kind: 'known'}],
		['lost its end, and once its head', 'aabaaacaabaaab', 'aabaaa', 7, {kind: 'known'}],
		['is the same', 'abc', 'abc', 0, {kind: 'known'}],
		['lost its end', 'abc', 'ab', 0, {kind: 'known'}],
		['lost both ends', 'abcde', 'bcd', 0, {kind: 'known'}],
		['lost everything', 'abc', '', 0, {kind: 'known'}],
		['is another', 'abc', 'xyz', 0, {kind: 'replaced', from: 0, same: 0, sameEnd: 0}],
		['began again alike', 'abcd', 'abxy', 0, {kind: 'replaced', from: 2, same: 2, sameEnd: 2}],
		['has another last line', 'abcd', 'abcx', 0, {kind: 'replaced', from: 3, same: 3, sameEnd: 3}],
		[
			'has another last line, and the first is like the old last',
			'abcda',
			'abcdx',
			0,
			{kind: 'replaced', from: 4, same: 4, sameEnd: 4},
		],
		['was edited in the middle and goes on', 'abcdef', 'abXdefg', 0, {kind: 'replaced', from: 2, same: 3, sameEnd: 6}],
		[
			'was edited before one line alone that stayed, which is chance',
			'abcd',
			'abXd',
			0,
			{kind: 'replaced', from: 2, same: 2, sameEnd: 2},
		],
		['was edited at its head', 'abcdef', 'Xbcdef', 0, {kind: 'replaced', from: 0, same: 1, sameEnd: 6}],
		['ends like the other by chance', 'abcd', 'wxyd', 0, {kind: 'replaced', from: 0, same: 0, sameEnd: 0}],
		[
			'has another last line, of a list that lost its head',
			'abcdef',
			'cdeX',
			2,
			{kind: 'replaced', from: 3, same: 3, sameEnd: 3},
		],
	])('%s: %s, %s', (_, known, now, window, join) => {
		expect(joinMessages(lines(known), lines(now), window)).toEqual(join);
	});
});

/** Tells a job what its server sends, one list after the other, and what came of each to who follows it. */
class Teller {
	job: WatchedJob = newJob(addressOf());
	#at = 0;

	tell(list: readonly string[]): readonly JobNews[] {
		const before = this.job;
		const body = {jobStatus: 'esriJobExecuting', messages: list};
		const snapshot = snapshotOf(body, sentMessages(before.messages));
		this.#at += 1000;
		this.job = updateJob(before, {...answered(body, this.#at, {messages: true}), snapshot});
		return newsOf({url: 'u', before, after: this.job}).filter(({event}) => event.startsWith('message'));
	}
}

/** What a script holds that does what the events say: a message goes to its index; another list has so many. */
function heard(list: readonly string[], told: readonly JobNews[]): readonly string[] {
	const held = [...list];
	for (const news of told) {
		if (news.event === 'messages-replaced') held.length = Math.min(held.length, news.total);
		else if (news.event === 'message') held[news.index] = news.message.text.safe;
	}
	return held;
}

const isRunOf = (run: readonly string[], list: readonly string[]) =>
	list.some((_, at) => run.every((line, index) => list[at + index] === line)) || run.length === 0;

test('for any lists from a server: the events reproduce what it sent, in order, and nothing twice', () => {
	const anyLists = fc.array(fc.array(fc.constantFrom('a', 'b', 'c', 'd'), {maxLength: 8}), {maxLength: 8});
	fc.assert(
		fc.property(anyLists, lists => {
			const teller = new Teller();
			let held: readonly string[] = [];
			for (const list of lists) {
				const told = teller.tell(list);
				const [first] = told;
				const isOther = first?.event === 'messages-replaced';
				const messages = told.slice(isOther ? 1 : 0);
				const indexes = messages.map(news => (news.event === 'message' ? news.index : -1));
				// One event at most, and then only what is new: behind what was told, or from the place that it names on.
				expect(messages.every(({event}) => event === 'message')).toBe(true);
				if (isOther) expect(indexes[0]).toBe(first.index);
				else expect(indexes).toEqual(messages.map((_, index) => held.length + index));
				expect(indexes).toEqual([...new Set(indexes)].toSorted((a, b) => a - b));
				held = heard(held, told);
				expect(held).toHaveLength(teller.job.messages.total);
				expect(isRunOf(list, held)).toBe(true);
				expect(held).toEqual(teller.job.messages.list?.map(({text}) => text.safe));
			}
		}),
		{numRuns: often(3000)},
	);
});

test('of one growing list, of which a server shows overlapping parts, each message is reported once', () => {
	const step = fc.record({drop: fc.nat(6), add: fc.nat(6), from: fc.nat(40), size: fc.nat(12), isOld: fc.boolean()});
	fc.assert(
		fc.property(fc.array(step, {maxLength: 15}), steps => {
			const teller = new Teller();
			const told: JobNews[] = [];
			let from = 0;
			let to = 1;
			const show = (start: number, end: number) =>
				told.push(...teller.tell(Array.from({length: end - start}, (_, index) => `line ${start + index}`)));
			show(from, to);
			for (const {drop, add, from: oldFrom, size, isOld} of steps) {
				// An answer of a cache or of another machine; else the window goes on.
				if (isOld) {
					show(Math.min(oldFrom, to), Math.min(oldFrom + size, to));
					continue;
				}
				from = Math.min(from + drop, to - 1);
				to += add;
				show(from, to);
			}
			expect(told.map(news => news.event === 'message' && `${news.index}: ${news.message.text.safe}`)).toEqual(
				Array.from({length: to}, (_, index) => `${index}: line ${index}`),
			);
		}),
		{numRuns: often(3000)},
	);
});

test('a completely new list is reported as a whole after one event', () => {
	const teller = new Teller();
	teller.tell(['a', 'b', 'c']);
	expect(teller.tell(['x', 'y'])).toMatchObject([
		{event: 'messages-replaced', index: 0, total: 2},
		{event: 'message', index: 0},
		{event: 'message', index: 1},
	]);
	expect(teller.tell(['x', 'y'])).toEqual([]);
	expect(teller.tell(['x', 'y', 'z'])).toMatchObject([{event: 'message', index: 2}]);
});

test('a last message that is replaced repeatedly is reported each time, and nothing else', () => {
	const teller = new Teller();
	const head = Array.from({length: 1000}, (_, index) => `${index}`);
	teller.tell([...head, '10 %']);
	for (const percent of ['20 %', '30 %']) {
		expect(teller.tell([...head, percent])).toMatchObject([
			{event: 'messages-replaced', index: 1000, total: 1001},
			{event: 'message', index: 1000, message: {text: {safe: percent}}},
		]);
	}
});

test('two lists of 100,000 messages that differ only at the end are compared in linear time', () => {
	let reads = 0;
	const alike = (count: number) =>
		readMessages(Array.from({length: count}, () => 'x')).map(message =>
			Object.defineProperty({...message}, 'level', {
				get() {
					reads++;
					return message.level;
				},
			}),
		);
	const now = [...alike(100_000), ...lines('y')];
	expect(joinMessages(alike(100_000), now, 0)).toEqual({kind: 'continued', shared: 100_000});
	expect(reads).toBeLessThan(20 * 100_000);
});

test('a list with only another first message does not count as continued', () => {
	const [known, [other]] = [readMessages(['a', 'b', 'c']), readMessages(['x'])];
	const [first, second, third] = known;
	if (!first || !second || !third || !other) throw new Error('this should have been four messages');
	expect(joinMessages(known, [other, second, third], 0)).toEqual({kind: 'replaced', from: 0, same: 1, sameEnd: 3});
	expect(joinMessages(known, [first, second, third, other], 0)).toEqual({kind: 'continued', shared: 3});
});
