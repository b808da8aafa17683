import {expect, test} from 'vitest';
import {elapsedOf} from '../../../../source/monitor/elapsed.ts';
import type {WatchedJob} from '../../../../source/monitor/job.ts';
import {ageWords} from '../../../../source/ui/panes/list/age.ts';
import {elapsedWords} from '../../../../source/ui/panes/list/elapsed.ts';
import {answered, armed, before, hour, lived, minute, noon, sampleJobs, second, unknownJob} from './sample-jobs.ts';

const submitted = {jobStatus: 'esriJobSubmitted'};
const executing = {jobStatus: 'esriJobExecuting'};
const succeeded = (...texts: readonly string[]) => ({jobStatus: 'esriJobSucceeded', messages: texts});
const elapsed = (job: WatchedJob) => elapsedWords(elapsedOf(job, noon));
const told = (...texts: readonly string[]) => lived(unknownJob(), answered(succeeded(...texts), minute));

test.each<[string, string, WatchedJob]>([
	['a start that gpjobs saw', '12:03', sampleJobs.running],
	['a job met running', '>0:03', sampleJobs.busy],
	['a job met queued', '>0:40', sampleJobs.queued],
	[
		'a queue that gpjobs saw it join',
		'0:40',
		lived(
			unknownJob(),
			answered({jobStatus: 'x'}, minute),
			answered(submitted, 40 * second),
			answered(submitted, second),
		),
	],
	['what the last answer of a stale job proves', '1:04:10', sampleJobs.stale],
	['what gpjobs saw from start to end', '0:41', sampleJobs.succeeded],
	['a job that nobody has reached', '', sampleJobs.asking],
	['a status that nobody knows', '', lived(unknownJob(), answered({jobStatus: 'x'}, minute))],
	['a job met after its end', '', told('Done')],
	[
		'the tool that ended last',
		'0:22',
		told('Succeeded at x (Elapsed Time: 5.07 seconds)', 'Succeeded at x (Elapsed Time: 22.04 seconds)', 'bye'),
	],
	[
		'a tool that took less than gpjobs saw the job run',
		'>9:00',
		lived(
			unknownJob(),
			answered(executing, 10 * minute),
			answered(succeeded('Succeeded at x (Elapsed Time: 5.07 seconds)'), minute),
		),
	],
	[
		'a job that was cancelled after one of its tools',
		'',
		lived(
			unknownJob(),
			answered(
				{
					jobStatus: 'esriJobCancelled',
					messages: ['Succeeded at x (Elapsed Time: 22.04 seconds)', 'Cancelled script Model'],
				},
				minute,
			),
		),
	],
	['a tool that failed', '0:21', told('Failed at Monday (Elapsed Time: 21.18 seconds)')],
	['minutes in words', '3:05', told('Succeeded at x (Elapsed Time: 3 minutes 5 seconds)')],
	['hours in words, and a comma', '2:01:01', told('Failed at x (Elapsed Time: 2 hours 1 minutes 1,9 seconds)')],
	['words that only look like it', '', told('I wrote (Elapsed Time: 5 seconds)')],
	[
		'a message of long ago',
		'',
		told('Succeeded at x (Elapsed Time: 5.07 seconds)', ...Array.from({length: 30}, () => 'more')),
	],
	[
		'a job of Notebook Server',
		'30:00',
		lived(
			unknownJob(),
			answered({...succeeded(), startTime: before(hour).epoch, endTime: before(30 * minute).epoch}, minute),
		),
	],
	[
		'a notebook whose clock ran backwards',
		'',
		lived(unknownJob(), answered({...succeeded(), startTime: 5, endTime: 4}, minute)),
	],
	[
		'a job met running that tells nothing when it ends',
		'>9:00',
		lived(unknownJob(), answered(executing, 10 * minute), answered(succeeded(), minute)),
	],
])('%s: %s', (_, figure, job) => {
	expect(elapsed(job)).toBe(figure);
});

const fresh = (ago: number, interval: number) => lived(unknownJob(), answered(executing, ago), armed(interval));
const kept = (job: WatchedJob) => ({...job, isFromRecord: true});

test.each<[string, string, WatchedJob]>([
	['before the first answer', '?', unknownJob()],
	['fresh', '', fresh(14 * second, 2 * second)],
	['as old as the interval lets it become', '', fresh(70 * second, minute)],
	['older than expected, and not yet stale', '1m', fresh(100 * second, minute)],
	['older than twice the interval', '2m!', fresh(121 * second, minute)],
	['older than 15 s with a short interval', '15s!', fresh(16 * second, 2 * second)],
	['ended', '–', sampleJobs.failed],
	['gone', '19m!', sampleJobs.gone],
	['of an earlier run', 'kept 3h', kept(fresh(3 * hour, minute))],
	['ended in an earlier run', 'kept 5m', kept(sampleJobs.failed)],
])('the age of a job that is %s: %s', (_, words, job) => {
	expect(ageWords(job, noon, 8)).toBe(words);
});

test('a narrow column shows only the age of a recorded job, and nothing for an ended one', () => {
	expect(ageWords(kept(fresh(3 * hour, minute)), noon, 4)).toBe('3h');
	expect(ageWords(kept(sampleJobs.failed), noon, 4)).toBe('–');
});
