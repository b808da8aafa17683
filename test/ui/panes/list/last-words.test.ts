import {expect, test} from 'vitest';
import {fault} from '../../../../source/gp/fault.ts';
import {unknownStatusShort} from '../../../../source/gp/status.ts';
import type {WatchedJob} from '../../../../source/monitor/job.ts';
import {counted} from '../../../../source/text/number-words.ts';
import {safe, safeText} from '../../../../source/text/safe-text.ts';
import {cancelWords} from '../../../../source/ui/panes/list/cancel-words.ts';
import {faultWords, nextTryWords, type Outage} from '../../../../source/ui/panes/list/fault-words.ts';
import {keptUntilAbout, keptUntilAtMost, probablyDeleted} from '../../../../source/ui/panes/list/kept-until.ts';
import {
	deletedOnServer,
	firstLine,
	goneWords,
	lastWordsText,
	notFoundTimes,
	staleWords,
} from '../../../../source/ui/panes/list/last-words.ts';
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
const noToken = fault('sign-in', 'Token required', 499);
const asked = {
	step: 'accepted',
	begunAt: 0,
	askedAt: 1,
	state: 'cancelling',
	status: safeText('Cancelling'),
	fault: null,
} as const;

const timedOut = faultWords(timeout);
const nextTryIn = (seconds: number) => nextTryWords(noon.mono + seconds * second, noon.mono);
const signInFirst = `${faultWords(noToken)}, ${nextTryWords(undefined, 0)}`;
const staleAndTried = `${staleWords(4 * minute)}: ${timedOut}, ${nextTryIn(33)}`;
const twoWarnings = `⚠ ${counted(2, 'warning')}`;

test('the next try is told in steps of five seconds, from a minute on in minutes', () => {
	expect(nextTryIn(33)).toContain('35s');
	expect(nextTryIn(119)).toContain('2m');
	expect(new Set([nextTryIn(-1), nextTryIn(5), nextTryWords(undefined, 0)]).size).toBe(3);
});

test.each<[string, WatchedJob]>([
	['', unknownJob()],
	['Step 3 of 5: kriging the residuals', sampleJobs.running],
	[twoWarnings, sampleJobs.succeeded],
	[staleAndTried, sampleJobs.stale],
	['ERROR 000732: Input: Dataset x does not exist', sampleJobs.failed],
	[goneWords(safe`Executing`), sampleJobs.gone],
	['second', lived(unknownJob(), answered({...executing, messages: messages('first', '\n  second\nthird')}, second))],
	[`${timedOut}, ${nextTryIn(33)}`, lived(running, faulted(timeout, second, 33 * second))],
	[`${timedOut}, ${nextTryIn(119)}`, lived(running, faulted(timeout, second, 119 * second))],
	[`${timedOut}, ${nextTryIn(-1)}`, lived(running, faulted(timeout, second, -1))],
	[`${faultWords(server)}, ${nextTryIn(5)} · ${server.sentence}`, lived(running, faulted(server, second, 5 * second))],
	[signInFirst, lived(running, faulted(noToken, second, undefined))],
	[
		`${notFoundTimes(1)}, ${nextTryIn(30)} · ${notFound.sentence}`,
		lived(running, faulted(notFound, second, 30 * second, true)),
	],
	[
		`${faultWords(notFound)}, ${nextTryIn(30)} · ${notFound.sentence}`,
		lived(unknownJob(), faulted(notFound, second, 30 * second, true)),
	],
	[`${cancelWords(asked)} · Step 3 of 5: kriging the residuals`, {...sampleJobs.running, cancel: asked}],
	[`${cancelWords(asked)} · ${staleAndTried}`, {...sampleJobs.stale, cancel: asked}],
	[
		`${unknownStatusShort} · half of it`,
		lived(unknownJob(), answered({jobStatus: 'esriJobPartialSucceeded', messages: messages('half of it')}, second)),
	],
	[`${deletedOnServer} · ${twoWarnings}`, {...sampleJobs.succeeded, isDeletedOnServer: true}],
	[deletedOnServer, lived(running, answered({jobStatus: 'esriJobDeleting'}, second))],
])('%s', (words, job) => {
	expect(told(job, undefined, 20)).toBe(words);
});

test('a job that is stale for no fault of its own says so too', () => {
	expect(told(lived(unknownJob(), answered(executing, minute)))).toBe(staleWords(minute));
});

test('the trouble of its server is what keeps a job from answering, but not what it was not found by', () => {
	const outage = {fault: noToken, nextTry: undefined};
	expect(told(running, outage)).toBe(signInFirst);
	expect(told(lived(running, faulted(timeout, second, second)), outage)).toBe(signInFirst);
	expect(told(lived(running, faulted(notFound, second, 5 * second, true)), outage)).toContain(notFoundTimes(1));
	expect(told(sampleJobs.failed, outage)).toBe('ERROR 000732: Input: Dataset x does not exist');
});

test('an ended job tells what came of a key that asked for it again, after its own words', () => {
	expect(told(lived(sampleJobs.failed, faulted(timeout, second, undefined)))).toBe(
		`ERROR 000732: Input: Dataset x does not exist · ${timedOut}, ${nextTryWords(undefined, 0)}`,
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
	expect(told(ended)).toBe(keptUntilAbout(before(minute).epoch + 6 * hour));
	expect(told(ended)).toContain('20:01');
	expect(told(ended, undefined, 10)).toBe('');
	expect(told(lived(unknownJob(), answered({jobStatus: 'esriJobCancelled'}, minute)))).toBe(
		keptUntilAtMost(before(minute).epoch + 6 * hour),
	);
	expect(
		told(lived(unknownJob(), answered(executing, 8 * hour), answered({jobStatus: 'esriJobSucceeded'}, 7 * hour))),
	).toBe(probablyDeleted);
	const notebook = {jobStatus: 'esriJobSucceeded', startTime: before(hour).epoch, endTime: before(30 * minute).epoch};
	expect(told(lived(unknownJob(), answered(notebook, minute)))).toBe(
		keptUntilAbout(before(30 * minute).epoch + 6 * hour),
	);
});

test('the first line of a message of megabytes is cut, and not inside a character', () => {
	expect(firstLine(safeText('x'.repeat(5_000_000))).length).toBe(1000);
	expect(firstLine(safeText(`x${'😀'.repeat(600)}`))).toBe(`x${'😀'.repeat(499)}`);
	expect(firstLine(safeText(''))).toBe('');
});
