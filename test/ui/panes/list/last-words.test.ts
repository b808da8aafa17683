import {expect, test} from 'vitest';
import {fault} from '../../../../source/gp/fault.ts';
import {unknownStatusShort} from '../../../../source/gp/status.ts';
import type {WatchedJob} from '../../../../source/monitor/job.ts';
import {remainingOf} from '../../../../source/monitor/usual-duration.ts';
import {safe, safeText} from '../../../../source/text/safe-text.ts';
import {cancelWords} from '../../../../source/ui/panes/list/cancel-words.ts';
import {faultWords, nextTryWords, type Outage, signInNeeded} from '../../../../source/ui/panes/list/fault-words.ts';
import {
	deletedIn,
	howToSave,
	keptUntilAbout,
	keptUntilAtMost,
	keptUntilWords,
	probablyDeleted,
} from '../../../../source/ui/panes/list/kept-until.ts';
import {
	deletedOnServer,
	firstLine,
	goneWords,
	isQueued,
	lastWordsText,
	notFoundTimes,
	staleWords,
} from '../../../../source/ui/panes/list/last-words.ts';
import {timeLeft, usually} from '../../../../source/ui/panes/list/timing-words.ts';
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

const told = (job: WatchedJob, outage?: Outage) => lastWordsText(job, noon, outage, safe`·`);
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
const signInFirst = signInNeeded;
const staleAndTried = `${staleWords(4 * minute)} · ${timedOut} · ${nextTryIn(33)}`;
const timeLeftOf = (job: WatchedJob) => {
	const left = remainingOf(job, noon.mono);
	return left === undefined ? '' : timeLeft(left);
};

test('the next try is rounded to five seconds, from a minute on to minutes', () => {
	expect(nextTryIn(33)).toContain('35 s');
	expect(nextTryIn(119)).toContain('2 min');
	expect(new Set([nextTryIn(-1), nextTryIn(5), nextTryWords(undefined, 0)]).size).toBe(3);
});

test.each<[string, WatchedJob]>([
	['', unknownJob()],
	['Step 3 of 5: kriging the residuals', sampleJobs.running],
	['⚠ 2', sampleJobs.succeeded],
	[staleAndTried, sampleJobs.stale],
	['ERROR 000732: Input: Dataset x does not exist', sampleJobs.failed],
	[goneWords(safe`Executing`), sampleJobs.gone],
	[isQueued, sampleJobs.queued],
	['second', lived(unknownJob(), answered({...executing, messages: messages('first', '\n  second\nthird')}, second))],
	[`${timedOut} · ${nextTryIn(33)}`, lived(running, faulted(timeout, second, 33 * second))],
	[`${timedOut} · ${nextTryIn(119)}`, lived(running, faulted(timeout, second, 119 * second))],
	[`${timedOut} · ${nextTryIn(-1)}`, lived(running, faulted(timeout, second, -1))],
	[`${faultWords(server)} · ${nextTryIn(5)} · ${server.sentence}`, lived(running, faulted(server, second, 5 * second))],
	[signInFirst, lived(running, faulted(noToken, second, undefined))],
	[
		`${notFoundTimes(1)} · ${nextTryIn(30)} · ${notFound.sentence}`,
		lived(running, faulted(notFound, second, 30 * second, true)),
	],
	[
		`${faultWords(notFound)} · ${nextTryIn(30)} · ${notFound.sentence}`,
		lived(unknownJob(), faulted(notFound, second, 30 * second, true)),
	],
	[`${cancelWords(asked)} · Step 3 of 5: kriging the residuals`, {...sampleJobs.running, cancel: asked}],
	[`${staleAndTried} · ${cancelWords(asked)}`, {...sampleJobs.stale, cancel: asked}],
	[
		`${unknownStatusShort} · half of it`,
		lived(unknownJob(), answered({jobStatus: 'esriJobPartialSucceeded', messages: messages('half of it')}, second)),
	],
	[`${deletedOnServer} · ⚠ 2`, {...sampleJobs.succeeded, isDeletedOnServer: true}],
	[deletedOnServer, lived(running, answered({jobStatus: 'esriJobDeleting'}, second))],
])('%s', (words, job) => {
	expect(told(job)).toBe(words);
});

test('a job that is stale without a fault says so too', () => {
	expect(told(lived(unknownJob(), answered(executing, minute)))).toBe(staleWords(minute));
});

test('an outage of the server is the reason why a job has no answer, but not why it was not found', () => {
	const outage = {fault: noToken, nextTry: undefined};
	expect(told(running, outage)).toBe(signInFirst);
	expect(told(lived(running, faulted(timeout, second, second)), outage)).toBe(signInFirst);
	expect(told(lived(running, faulted(notFound, second, 5 * second, true)), outage)).toContain(notFoundTimes(1));
	expect(told(sampleJobs.failed, outage)).toBe('ERROR 000732: Input: Dataset x does not exist');
});

test('an ended job shows the result of a requested poll after its own facts', () => {
	expect(told(lived(sampleJobs.failed, faulted(timeout, second, undefined)))).toBe(
		`ERROR 000732: Input: Dataset x does not exist · ${timedOut} · ${nextTryWords(undefined, 0)}`,
	);
});

test('less than an hour before the server deletes a job, this is shown before everything except the reason of its failure', () => {
	const ended = (jobStatus: string, ago: number) =>
		lived(unknownJob(), answered(executing, 7 * hour), answered({jobStatus, messages: []}, ago));
	const soon = `${deletedIn(20 * minute)} · ${howToSave}`;
	expect(told(ended('esriJobSucceeded', 5 * hour + 40 * minute))).toBe(soon);
	expect(told(ended('esriJobSucceeded', 4 * hour))).toBe('');
	expect(told(ended('esriJobSucceeded', 6 * hour + minute))).toBe('');
	const failed = {jobStatus: 'esriJobFailed', messages: [{type: 'esriJobMessageTypeError', description: 'No room.'}]};
	const why = lived(unknownJob(), answered(executing, 7 * hour), answered(failed, 5 * hour + 40 * minute));
	expect(told(why)).toBe(`No room. · ${soon}`);
});

test('when the server deletes a job', () => {
	const at = (job: WatchedJob) => keptUntilWords(job, noon);
	const ended = lived(unknownJob(), answered(executing, hour), answered({jobStatus: 'esriJobSucceeded'}, minute));
	expect(at(ended)).toBe(keptUntilAbout(before(minute).epoch + 6 * hour));
	expect(at(ended)).toContain('20:01');
	expect(at(lived(unknownJob(), answered({jobStatus: 'esriJobCancelled'}, minute)))).toBe(
		keptUntilAtMost(before(minute).epoch + 6 * hour),
	);
	expect(
		at(lived(unknownJob(), answered(executing, 8 * hour), answered({jobStatus: 'esriJobSucceeded'}, 7 * hour))),
	).toBe(probablyDeleted);
	const notebook = {jobStatus: 'esriJobSucceeded', startTime: before(hour).epoch, endTime: before(30 * minute).epoch};
	expect(at(lived(unknownJob(), answered(notebook, minute)))).toBe(
		keptUntilAbout(before(30 * minute).epoch + 6 * hour),
	);
});

test('a running job shows its remaining time before its step; a step that is only the name of the task is not shown', () => {
	const step = (percent: number, message: string) => ({...executing, progress: {type: 'step', message, percent}});
	const job = lived(unknownJob(), answered(step(10, 'Tile 1'), minute), answered(step(20, 'Tile 2'), second));
	expect(told(job)).toBe(`${timeLeftOf(job)} · Tile 2`);
	const usualDuration = {median: 100 * minute, low: 90 * minute, high: 110 * minute, count: 5};
	const ofTask = {...executing, progress: {type: 'default', message: `Executing ${job.address.task}...`}};
	expect(told({...lived(unknownJob(), answered(ofTask, second)), usualDuration})).toBe(usually(usualDuration));
});

test('the outcome of a cancel is shown first for a minute, unless the job stops answering', () => {
	const refused = {
		...asked,
		step: 'refused',
		askedAt: noon.mono - 10 * second,
		state: 'running',
		status: null,
	} as const;
	const step = 'Step 3 of 5: kriging the residuals';
	const row = (askedAt: number) => told({...sampleJobs.running, cancel: {...refused, askedAt}});
	expect(row(noon.mono - 10 * second)).toBe(`${cancelWords(refused)} · ${step}`);
	expect(row(noon.mono - 2 * minute)).toBe(`${step} · ${cancelWords(refused)}`);
	expect(told({...sampleJobs.stale, cancel: refused})).toBe(`${staleAndTried} · ${cancelWords(refused)}`);
});

test('the first line of a message of megabytes is cut, and not inside a character', () => {
	expect(firstLine(safeText('x'.repeat(5_000_000))).length).toBe(1000);
	expect(firstLine(safeText(`x${'😀'.repeat(600)}`))).toBe(`x${'😀'.repeat(499)}`);
	expect(firstLine(safeText(''))).toBe('');
});
