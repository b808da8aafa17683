import fc from 'fast-check';
import {fault, faultKinds} from '../../source/gp/fault.ts';
import {type JobEvent, newJob, updateJob, type WatchedJob} from '../../source/monitor/job.ts';
import {addressOf, answered, faulted} from './watched.ts';

export const statuses = [
	'esriJobNew',
	'esriJobSubmitted',
	'esriJobWaiting',
	'esriJobExecuting',
	'esriJobCancelling',
	'esriJobSucceeded',
	'esriJobFailed',
	'expectedFailure',
	'esriJobTimedOut',
	'esriJobCancelled',
	'esriJobDeleting',
	'esriJobDeleted',
	'esriJobNovel',
] as const;

const message = fc.record({
	type: fc.constantFrom('esriJobMessageTypeInformative', 'esriJobMessageTypeWarning', 'esriJobMessageTypeError'),
	description: fc.string({unit: 'binary', maxLength: 8}),
});

const answer = fc.record(
	{
		jobStatus: fc.constantFrom(...statuses),
		jobId: fc.constantFrom('j1', 'J2\x07'),
		progress: fc.record({type: fc.constant('step'), message: fc.string({maxLength: 5}), percent: fc.nat(100)}),
		messages: fc.array(message, {maxLength: 4}),
		results: fc.dictionary(fc.string({maxLength: 4}), fc.constant({}), {maxKeys: 2}),
	},
	{requiredKeys: ['jobStatus']},
);

const step = fc.oneof(
	fc.record({body: answer, messages: fc.boolean()}),
	fc.record({kind: fc.constantFrom(...faultKinds), taskAnswers: fc.boolean()}),
);

/** Any course of events, in the order of time. */
export const anyEvents: fc.Arbitrary<readonly JobEvent[]> = fc
	.array(fc.tuple(fc.nat(40_000), step), {maxLength: 20})
	.map(all => {
		let at = 0;
		return all.map(([wait, one]): JobEvent => {
			at += wait;
			if ('body' in one) return answered(one.body, at, one);
			const code = one.kind === 'not-found' ? 404 : one.kind === 'server' ? 400 : null;
			return faulted(fault(one.kind, 'It failed.', code), at, one);
		});
	});

/** Any job as it may come to be. */
export const anyJob: fc.Arbitrary<WatchedJob> = anyEvents.map(events => events.reduce(updateJob, newJob(addressOf())));
