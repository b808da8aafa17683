import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {fault} from '../../source/gp/fault.ts';
import type {JobEvent} from '../../source/monitor/job.ts';
import {newJob, updateJob} from '../../source/monitor/job.ts';
import {type JobNews, newsOf} from '../../source/monitor/job-news.ts';
import {lacksLastMessages} from '../../source/monitor/last-messages.ts';
import {often} from '../often.ts';
import {anyEvents} from './any-job.ts';
import {addressOf, answered, faulted, missing, refusedToConnect, timeout, withoutMessages} from './watched.ts';

function tell(...events: ReadonlyArray<JobEvent | string>): string[] {
	let job = newJob(addressOf());
	return events.flatMap((event, index) => {
		const before = job;
		job = updateJob(job, typeof event === 'string' ? answered(event, (index + 1) * 1000) : event);
		return newsOf({url: job.address.url, before, after: job}).map(inWords);
	});
}

function inWords(news: JobNews): string {
	switch (news.event) {
		case 'message':
			return `message ${news.index} ${news.message.text.safe}`;
		case 'progress':
			return `progress ${news.progress.percent}`;
		case 'messages-replaced':
			return `replaced ${news.index} of ${news.total}`;
		case 'fault':
			return `fault ${news.fault.kind}`;
		case 'messages-fault':
			return `messages ${news.trouble.fault.kind}`;
		case 'added':
		case 'state':
		case 'recovered':
		case 'messages-recovered':
			return `${news.event} ${news.job.status?.safe ?? null}`;
	}
}

const withMessages = (at: number, ...texts: string[]) =>
	answered({jobStatus: 'esriJobExecuting', messages: texts}, at, {messages: true});
const ended = (at: number, ...texts: string[]) =>
	answered({jobStatus: 'esriJobSucceeded', messages: texts}, at, {messages: true});
const failed = (at: number, ...texts: string[]) =>
	answered({jobStatus: 'esriJobFailed', messages: texts}, at, {messages: true});
const step = {type: 'step', message: 'm', percent: 80};
const notJson = fault('not-json', 'x');
const withProgress = (at: number, percent: number) =>
	answered({jobStatus: 'esriJobExecuting', progress: {type: 'step', message: 'm', percent}}, at);

describe('the news of a job', () => {
	test.each<[string, ReadonlyArray<JobEvent | string>, string[]]>([
		['the first state', ['esriJobNew'], ['state esriJobNew']],
		['a state once', ['esriJobNew', 'esriJobNew', 'esriJobExecuting'], ['state esriJobNew', 'state esriJobExecuting']],
		['a status inside a state', ['esriJobNew', 'esriJobSubmitted'], ['state esriJobNew', 'state esriJobSubmitted']],
		['an unknown first status', ['esriJobNovel'], ['state esriJobNovel']],
		[
			'progress when it moves',
			[withProgress(1, 5), withProgress(2, 5), withProgress(3, 9)],
			['progress 5', 'state esriJobExecuting', 'progress 9'],
		],
		[
			'each message once',
			[withMessages(1, 'a'), withMessages(2, 'a', 'b'), withMessages(3, 'a', 'b')],
			['message 0 a', 'state esriJobExecuting', 'message 1 b'],
		],
		[
			'another list, and all of it',
			[withMessages(1, 'a', 'b'), withMessages(2, 'c'), withMessages(3, 'c', 'd', 'e')],
			[
				'message 0 a',
				'message 1 b',
				'state esriJobExecuting',
				'replaced 0 of 1',
				'message 0 c',
				'message 1 d',
				'message 2 e',
			],
		],
		[
			'a fault once, as long as it is the same',
			[faulted(timeout, 1), faulted(timeout, 2), faulted(refusedToConnect, 3)],
			['fault timeout', 'fault refused'],
		],
		[
			'that it is over',
			['esriJobNew', faulted(timeout, 2000), 'esriJobNew'],
			['state esriJobNew', 'fault timeout', 'recovered esriJobNew'],
		],
		[
			'the end once, though the server goes on to delete it',
			['esriJobExecuting', ended(2000), 'esriJobDeleted', 'esriJobDeleted'],
			['state esriJobExecuting', 'state esriJobSucceeded'],
		],
		[
			'nothing, where an end is contradicted but not given up',
			[ended(500), 'esriJobExecuting', 'esriJobExecuting'],
			['state esriJobSucceeded'],
		],
		[
			'an end behind the progress and the messages that came with it',
			[withProgress(1, 5), ended(2, 'a', 'b')],
			['progress 5', 'state esriJobExecuting', 'message 0 a', 'message 1 b', 'state esriJobSucceeded'],
		],
		[
			'an end behind the messages of the next poll',
			['esriJobExecuting', answered({jobStatus: 'esriJobSucceeded', progress: step}, 2), ended(3, 'a')],
			['state esriJobExecuting', 'progress 80', 'message 0 a', 'state esriJobSucceeded'],
		],
		[
			'an end after three tries where its messages cannot be read, and that',
			[
				'esriJobExecuting',
				'esriJobFailed',
				withoutMessages(notJson, 3000, 'esriJobFailed'),
				withoutMessages(notJson, 13_000, 'esriJobFailed'),
				withoutMessages(notJson, 33_000, 'esriJobFailed'),
				withoutMessages(notJson, 73_000, 'esriJobFailed'),
			],
			['state esriJobExecuting', 'messages not-json', 'state esriJobFailed'],
		],
		[
			'an end with the messages that came at the second try',
			['esriJobExecuting', 'esriJobFailed', withoutMessages(notJson, 3000, 'esriJobFailed'), failed(13_000, 'a')],
			[
				'state esriJobExecuting',
				'messages not-json',
				'messages-recovered esriJobFailed',
				'message 0 a',
				'state esriJobFailed',
			],
		],
		[
			'an end after the tries that are due then, however often the messages could not be read before',
			[
				...[1, 20, 50, 100].map(second => withoutMessages(notJson, second * 1000)),
				answered('esriJobFailed', 200_000),
				withoutMessages(notJson, 201_000, 'esriJobFailed'),
				failed(211_000, 'a'),
			],
			[
				'messages not-json',
				'state esriJobExecuting',
				'messages-recovered esriJobFailed',
				'message 0 a',
				'state esriJobFailed',
			],
		],
		[
			'an end at once where the messages would take too long to be worth waiting for',
			[
				'esriJobExecuting',
				'esriJobFailed',
				{...withoutMessages({...notJson, retryAfter: 600_000}, 3000, 'esriJobFailed')},
			],
			['state esriJobExecuting', 'messages not-json', 'state esriJobFailed'],
		],
		[
			'an end after three tries where the job itself cannot be had any more, once, also when it can again',
			[
				'esriJobExecuting',
				'esriJobFailed',
				...[3, 4, 6].map(second => faulted(timeout, second * 1000)),
				answered('esriJobFailed', 9000),
				failed(10_000, 'a'),
			],
			['state esriJobExecuting', 'fault timeout', 'state esriJobFailed', 'recovered esriJobFailed', 'message 0 a'],
		],
		[
			'an end once the time for its messages is over',
			['esriJobExecuting', 'esriJobFailed', {type: 'messages-late'}, failed(300_000, 'a')],
			['state esriJobExecuting', 'state esriJobFailed', 'message 0 a'],
		],
		[
			'an end whose messages the server has deleted',
			['esriJobExecuting', 'esriJobSucceeded', 'esriJobDeleted'],
			['state esriJobExecuting', 'state esriJobSucceeded'],
		],
		[
			'that it is gone',
			['esriJobExecuting', ...[10, 50, 90].map(second => faulted(missing, second * 1000, {taskAnswers: true}))],
			['state esriJobExecuting', 'fault not-found', 'state esriJobExecuting'],
		],
	])('%s', (_, events, told) => {
		expect(tell(...events)).toEqual(told);
	});

	test('that it joined; nothing when it left', () => {
		const job = newJob(addressOf());
		expect(newsOf({url: 'u', before: undefined, after: job})).toEqual([{event: 'added', job}]);
		expect(newsOf({url: 'u', before: job, after: undefined})).toEqual([]);
	});

	test('messages that an earlier run has reported are not reported again', () => {
		const before = {...newJob(addressOf()), messages: {...newJob(addressOf()).messages, total: 2}};
		const after = updateJob(before, withMessages(1, 'a', 'b', 'c'));
		expect(newsOf({url: 'u', before, after}).map(inWords)).toContain('message 2 c');
		expect(newsOf({url: 'u', before, after}).map(inWords)).not.toContain('message 1 b');
	});

	test('of one answer is reported in a fixed order: messages and progress first, then the state', () => {
		const order = [
			'added',
			'recovered',
			'messages-recovered',
			'progress',
			'messages-replaced',
			'message',
			'messages-fault',
			'state',
			'fault',
		];
		fc.assert(
			fc.property(anyEvents, events => {
				let job = newJob(addressOf());
				for (const event of events) {
					const before = job;
					job = updateJob(job, event);
					const places = newsOf({url: 'u', before, after: job}).map(news => order.indexOf(news.event));
					expect(places).toEqual(places.toSorted((a, b) => a - b));
				}
			}),
			{numRuns: often(1000)},
		);
	});

	test('of states: the last reported one is always the current one', () => {
		fc.assert(
			fc.property(anyEvents, events => {
				let job = newJob(addressOf());
				let told: JobNews | undefined;
				for (const event of events) {
					const before = job;
					job = updateJob(job, event);
					told = newsOf({url: 'u', before, after: job}).findLast(news => news.event === 'state') ?? told;
				}
				if (job.lastAnswer !== null && !lacksLastMessages(job))
					expect(told?.job).toMatchObject({state: job.state, status: job.status});
			}),
			{numRuns: often(2000)},
		);
	});
});

// More than a call takes arguments.
test('200,000 messages that arrive at once are all reported', () => {
	const texts = Array.from({length: 200_000}, (_, index) => `${index}`);
	expect(tell(withMessages(1000, ...texts.slice(0, 1)))).toHaveLength(2);
	const event = answered({jobStatus: 'esriJobExecuting', messages: texts}, 1000, {messages: true});
	expect(tell(event)).toHaveLength(texts.length + 1);
});
