import {expect, test} from 'vitest';
import {fault} from '../../../source/gp/fault.ts';
import {unknownStatusBriefly} from '../../../source/gp/status.ts';
import type {WatchedJob} from '../../../source/monitor/job.ts';
import {safe, safeText} from '../../../source/text/safe-text.ts';
import type {Outage} from '../../../source/ui/list/fault-words.ts';
import {firstLine, lastWordsText} from '../../../source/ui/list/last-words.ts';
import {
	answered,
	armed,
	before,
	faulted,
	hour,
	lived,
	minute,
	noon,
	sampleJobs,
	second,
	timeout,
	unknownJob,
} from './sample-jobs.ts';

const told = (job: WatchedJob, outage?: Outage, width = 60) => lastWordsText(job, noon, outage, width, safe`·`).text;
const executing = {jobStatus: 'esriJobExecuting'};
const running = lived(unknownJob(), answered(executing, 2 * second), armed(2 * second));
const messages = (...texts: readonly string[]) =>
	texts.map(description => ({type: 'esriJobMessageTypeInformative', description}));
const notFound = fault('not-found', 'No such job.', 404);
const server = fault('server', 'Unable to complete operation.', 500);
const asked = {
	step: 'accepted',
	begunAt: 0,
	askedAt: 1,
	state: 'cancelling',
	status: safeText('Cancelling'),
	fault: null,
} as const;

test.each<[string, WatchedJob]>([
	['', unknownJob()],
	['Step 3 of 5: kriging the residuals', sampleJobs.running],
	['⚠ 2 warnings', sampleJobs.succeeded],
	['STALE 4m: timeout, next try 35s', sampleJobs.stale],
	['ERROR 000732: Input: Dataset x does not exist', sampleJobs.failed],
	['gone: the server no longer knows this job; last known Executing', sampleJobs.gone],
	['second', lived(unknownJob(), answered({...executing, messages: messages('first', '\n  second\nthird')}, second))],
	['timeout, next try 35s', lived(running, faulted(timeout, second, 33 * second))],
	['timeout, next try 2m', lived(running, faulted(timeout, second, 119 * second))],
	['timeout, trying', lived(running, faulted(timeout, second, -1))],
	[
		'server error 500, next try 5s · Unable to complete operation.',
		lived(running, faulted(server, second, 5 * second)),
	],
	['sign in, r tries again', lived(running, faulted(fault('sign-in', 'Token required', 499), second, undefined))],
	['not found (1 of 3), next try 30s · No such job.', lived(running, faulted(notFound, second, 30 * second, true))],
	['not found, next try 30s · No such job.', lived(unknownJob(), faulted(notFound, second, 30 * second, true))],
	['asked → accepted (Cancelling) · Step 3 of 5: kriging the residuals', {...sampleJobs.running, cancel: asked}],
	['asked → accepted (Cancelling) · STALE 4m: timeout, next try 35s', {...sampleJobs.stale, cancel: asked}],
	[
		`${unknownStatusBriefly} · half of it`,
		lived(unknownJob(), answered({jobStatus: 'esriJobPartialSucceeded', messages: messages('half of it')}, second)),
	],
	['deleted on the server · ⚠ 2 warnings', {...sampleJobs.succeeded, isDeletedOnServer: true}],
	['deleted on the server', lived(running, answered({jobStatus: 'esriJobDeleting'}, second))],
])('%s', (words, job) => {
	expect(told(job, undefined, 20)).toBe(words);
});

test('a job that is stale for no fault of its own says so too', () => {
	expect(told(lived(unknownJob(), answered(executing, minute)))).toBe('STALE 1m');
});

test('the trouble of its server is what keeps a job from answering, but not what it was not found by', () => {
	const outage = {fault: fault('sign-in', 'Token required', 499), nextTry: undefined};
	expect(told(running, outage)).toBe('sign in, r tries again');
	expect(told(lived(running, faulted(timeout, second, second)), outage)).toBe('sign in, r tries again');
	expect(told(lived(running, faulted(notFound, second, 5 * second, true)), outage)).toMatch(/^not found \(1 of 3\)/);
	expect(told(sampleJobs.failed, outage)).toBe('ERROR 000732: Input: Dataset x does not exist');
});

test('an ended job tells what came of a key that asked for it again, after its own words', () => {
	expect(told(lived(sampleJobs.failed, faulted(timeout, second, undefined)))).toBe(
		'ERROR 000732: Input: Dataset x does not exist · timeout, r tries again',
	);
});

test('where there is room, until when the server keeps the job', () => {
	const ended = lived(
		unknownJob(),
		answered(executing, hour),
		answered(
			{jobStatus: 'esriJobSucceeded', messages: messages('Succeeded at noon (Elapsed Time: 21.18 seconds)')},
			minute,
		),
	);
	expect(told(ended)).toBe('kept until ~20:01');
	expect(told(ended, undefined, 10)).toBe('');
	expect(told(lived(unknownJob(), answered({jobStatus: 'esriJobCancelled'}, minute)))).toBe('kept until 20:01 at most');
	expect(
		told(lived(unknownJob(), answered(executing, 8 * hour), answered({jobStatus: 'esriJobSucceeded'}, 7 * hour))),
	).toBe('probably deleted on the server by now');
	const notebook = {jobStatus: 'esriJobSucceeded', startTime: before(hour).epoch, endTime: before(30 * minute).epoch};
	expect(told(lived(unknownJob(), answered(notebook, minute)))).toBe('kept until ~19:32');
});

test('the first line of a message of megabytes is cut, and not inside a character', () => {
	expect(firstLine(safeText('x'.repeat(5_000_000))).length).toBe(1000);
	expect(firstLine(safeText(`x${'😀'.repeat(600)}`))).toBe(`x${'😀'.repeat(499)}`);
	expect(firstLine(safeText(''))).toBe('');
});
