import fc from 'fast-check';
import {expect, test} from 'vitest';
import {waitOutcome} from '../../source/commands/wait-outcome.ts';
import {fault, faultKinds} from '../../source/gp/fault.ts';
import {answered, faulted, jobAfter, missing} from '../monitor/watched.ts';

const all = {isAny: false, failsFast: false};
const any = {isAny: true, failsFast: false};
const fast = {isAny: false, failsFast: true};

/** An end whose last messages were read. */
const ended = (status: string) => jobAfter(answered({jobStatus: status, messages: []}, 1000, {messages: true}));
const running = jobAfter('esriJobExecuting');
const [succeeded, failed, cancelled] = ['esriJobSucceeded', 'esriJobFailed', 'esriJobCancelled'].map(ended) as [
	ReturnType<typeof ended>,
	ReturnType<typeof ended>,
	ReturnType<typeof ended>,
];
const trouble = (kind: (typeof faultKinds)[number]) =>
	jobAfter('esriJobExecuting', faulted(fault(kind, 'It went wrong.'), 2000));
const lost = (times: number) =>
	jobAfter(...Array.from({length: times}, (_, index) => faulted(missing, index * 30_000, {taskAnswers: true})));

test.each([
	['all have succeeded', [succeeded, succeeded], all, 0],
	['one runs on', [succeeded, running], all, undefined],
	['one runs on, any will do', [succeeded, running], any, 0],
	['none has ended, any will do', [running, running], any, undefined],
	['the first end is a failure', [failed, running], any, 1],
	['one has failed, the others run', [failed, running], all, undefined],
	['one has failed, and that is enough', [failed, running], fast, 1],
	['one was cancelled, and that is enough', [cancelled, running], fast, 3],
	['one has succeeded, and that is not enough', [succeeded, running], fast, undefined],
	['failed and cancelled', [cancelled, failed, succeeded], all, 1],
	['the last messages are still to come', [jobAfter('esriJobExecuting', 'esriJobSucceeded')], all, undefined],
	['its end was seen, then it could not be had', [jobAfter('esriJobFailed', faulted(missing, 2000))], all, undefined],
	[
		'its end was seen, then it could not be had three times',
		[jobAfter('esriJobFailed', ...[2, 3, 5].map(second => faulted(missing, second * 1000)))],
		all,
		1,
	],
	[
		'its end was seen, then only a sign-in would help',
		[jobAfter('esriJobFailed', faulted(fault('sign-in', 'x'), 2000))],
		all,
		1,
	],
	['a sign-in is needed', [running, trouble('sign-in'), failed], all, 4],
	['one is no job', [running, trouble('not-a-job'), trouble('sign-in')], all, 2],
	['a sign-in is needed, and another job was not asked about yet', [trouble('sign-in'), jobAfter()], all, undefined],
	['one is no job, and another was not asked about yet', [jobAfter(), trouble('not-a-job')], all, undefined],
	['a sign-in is needed, and any end will do: there is one', [trouble('sign-in'), succeeded], any, 0],
	['the end came first, then the sign-in was needed', [failed, trouble('forbidden')], any, 1],
	['a sign-in is needed, and any end will do: it may still come', [trouble('sign-in'), running], any, undefined],
	['none can come to an end any more', [trouble('sign-in'), trouble('sign-in')], any, 4],
	['a sign-in alone is no failure before all were asked', [trouble('sign-in'), jobAfter()], fast, undefined],
	['it was not found twice', [lost(2)], all, undefined],
	['it was not found three times', [lost(3)], all, 1],
	['it was thrown away with its end unseen', [ended('esriJobDeleted')], all, 1],
	['nothing is known', [jobAfter()], any, undefined],
])('%s', (_what, jobs, waitedFor, code) => {
	expect(waitOutcome(jobs, waitedFor)).toBe(code);
});

test('no fault but those for a person ends the waiting', () => {
	const isForPerson = (kind: string) => ['sign-in', 'forbidden', 'not-a-job'].includes(kind);
	for (const kind of faultKinds) expect(waitOutcome([trouble(kind)], all) === undefined, kind).toBe(!isForPerson(kind));
});

test('it is 0 only if every job that counts has succeeded, and --any ends no later than --fail-fast, and that no later than --all', () => {
	const job = fc.constantFrom(succeeded, failed, cancelled, running, trouble('timeout'), lost(3));
	fc.assert(
		fc.property(fc.array(job, {minLength: 1, maxLength: 6}), jobs => {
			const [ofAny, ofFast, ofAll] = [any, fast, all].map(waitedFor => waitOutcome(jobs, waitedFor));
			expect(ofAll === 0).toBe(jobs.every(one => one === succeeded));
			if (ofAll !== undefined) expect(ofFast).toBeDefined();
			if (ofFast !== undefined) expect(ofAny).toBeDefined();
		}),
	);
});
