import {expect, test} from 'vitest';
import {jobRecordSchema} from '../../source/gp/job-record.ts';
import {readMessages} from '../../source/gp/message.ts';
import {recordedEnd, recordedMessages} from '../../source/monitor/job-log.ts';
import {openJobRecords} from '../../source/store/record-files.ts';
import {jobUrl} from './fixtures/job-url.ts';
import {temporaryHome} from './fixtures/temporary-home.ts';

const large = 'x'.repeat(9_000_000);

test.each([
	[
		'a message',
		{messages: {total: 1, warnings: 0, errors: 1, last: {type: '', text: large}, firstError: null, fault: null}},
	],
	['a name', {results: [large]}],
	['a progressor', {progress: {type: 'default', message: large, percent: null}}],
])('a record is never written larger than it is read: %s of 9 MB', async (_, change) => {
	const records = openJobRecords(temporaryHome());
	const record = {...jobRecordSchema.parse({url: jobUrl('j1'), status: 'esriJobFailed', hasAnswered: true}), ...change};
	expect(await records.write(record)).toEqual({ok: true});
	const {records: read} = await records.read([record.url]);
	expect(read.get(record.url)).toMatchObject({url: record.url, status: 'esriJobFailed'});
});

test('of messages that are very large in total, the last are saved, each cut', () => {
	const list = readMessages(Array.from({length: 300}, (_, index) => `${index} ${'x'.repeat(100_000)}`));
	const {messages, before} = recordedMessages(list, 0);
	expect(before + messages.length).toBe(300);
	expect(messages.at(-1)?.text).toMatch(/^299 /);
	expect(messages.at(-1)?.text.endsWith(recordedEnd)).toBe(true);
	expect(JSON.stringify(messages).length).toBeLessThan(5 * 2 ** 20);
});
