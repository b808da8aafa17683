import {describe, expect, test} from 'vitest';
import type {WatchedJob} from '../../../../source/monitor/job.ts';
import {filterJobs, readFilter} from '../../../../source/monitor/job-filter.ts';
import {columnNames} from '../../../../source/ui/panes/list/columns.ts';
import {invertedSort, type Sort, sortJobs, steppedSort} from '../../../../source/ui/panes/list/order.ts';
import {answered, asAdded, jobUrl, lived, noon, sampleJobs, second, unknownJob} from './sample-jobs.ts';

const jobs = Object.values(sampleJobs);
const nameOf = (job: WatchedJob) => Object.entries(sampleJobs).find(([, known]) => known === job)?.[0];
const sorted = (by: Sort['by'], isInverted = false) => sortJobs(jobs, {by, isInverted}, noon).map(nameOf).join(' ');

describe('sorting', () => {
	test.each<[Sort['by'], string]>([
		['attention', 'stale failed gone running busy queued asking succeeded'],
		['added', 'running succeeded stale failed queued busy gone asking'],
		['ended', 'succeeded failed running stale queued busy gone asking'],
		['status', 'failed gone asking running stale busy queued succeeded'],
		['job', 'gone running failed stale succeeded asking queued busy'],
		['task', 'running succeeded gone stale failed asking queued busy'],
		['server', 'running succeeded failed queued busy gone asking stale'],
		['progress', 'running stale succeeded failed queued busy gone asking'],
		['elapsed', 'stale running succeeded queued failed busy gone asking'],
		['age', 'gone stale busy queued running succeeded failed asking'],
		['message', 'succeeded failed gone stale queued running busy asking'],
	])('by %s: %s', (by, names) => {
		expect(sorted(by)).toBe(names);
	});

	test('inverted, with missing values still last', () => {
		expect(sorted('progress', true)).toBe('stale running succeeded failed queued busy gone asking');
		expect(sorted('added', true)).toBe('asking gone busy queued failed stale succeeded running');
	});

	test('numbers in names count as numbers', () => {
		const named = ['run-10', 'run-9', 'Run-1'].map((label, index) => unknownJob(jobUrl('T', `j${index}`), label));
		expect(sortJobs(named, {by: 'job', isInverted: false}, noon).map(({label}) => label)).toEqual([
			'Run-1',
			'run-9',
			'run-10',
		]);
	});

	test('s steps through all sort keys and returns to the first; < steps back', () => {
		const steps = [
			'added',
			'status',
			'job',
			'task',
			'server',
			'progress',
			'elapsed',
			'ended',
			'age',
			'message',
			'attention',
			'added',
		];
		let sort: Sort = {...asAdded, isInverted: true};
		for (const by of steps.slice(1)) {
			sort = steppedSort(sort, 1, columnNames);
			expect(sort).toEqual({by, isInverted: false});
		}
		expect(steppedSort(asAdded, -1, columnNames).by).toBe('attention');
		expect(invertedSort(asAdded)).toEqual({by: 'added', isInverted: true});
	});
});

test('s and < skip the columns that are not shown, and go on from one that is hidden now', () => {
	const shown = ['status', 'job', 'message'] as const;
	const keys = ['attention', 'added', ...shown];
	for (const [index, by] of keys.entries()) {
		const next = keys[(index + 1) % keys.length];
		expect(steppedSort({by: by as Sort['by'], isInverted: false}, 1, shown).by).toBe(next);
		expect(steppedSort({by: next as Sort['by'], isInverted: false}, -1, shown).by).toBe(by);
	}
	expect(steppedSort({by: 'server', isInverted: false}, 1, shown).by).toBe('message');
	expect(steppedSort({by: 'server', isInverted: false}, -1, shown).by).toBe('job');
});

const filtered = (typed: string, now = noon) => filterJobs(jobs, readFilter(typed), now).map(nameOf).join(' ');

describe('filtering', () => {
	test.each([
		['', 'running succeeded stale failed queued busy gone asking'],
		['   ', 'running succeeded stale failed queued busy gone asking'],
		['FLOOD', 'running'],
		['flood 911', 'running'],
		['flood nightly', ''],
		['city/tools', 'running succeeded stale failed queued busy gone asking'],
		['old:6443', 'stale'],
		['server:old', 'stale'],
		['host:old', 'stale'],
		['server:', 'running succeeded stale failed queued busy gone asking'],
		['status:running', 'running stale busy'],
		['status:executing !stale', 'running busy'],
		['state:ok', 'succeeded'],
		['status:gone', 'gone'],
		['!status:executing !server:gis', ''],
		['tag:flood', 'running'],
		['!tag:flood status:running', 'stale busy'],
		['message:000732', 'failed'],
		['"step 3 of"', 'running'],
		['message:"step 3', 'running'],
		['id:a2c4e6', 'failed'],
		['洪水', 'busy'],
		['!', 'running succeeded stale failed queued busy gone asking'],
		['https://x', ''],
		['problem', 'stale failed gone'],
		['!problem', 'running succeeded queued busy asking'],
		['nobody:knows', ''],
	])('%s lets through: %s', (typed, names) => {
		expect(filtered(typed)).toBe(names);
	});

	test('a job that becomes stale is found, although nothing else has changed', () => {
		const later = {epoch: noon.epoch + 60 * second, mono: noon.mono + 60 * second};
		expect(filtered('status:stale')).toBe('stale');
		expect(filtered('status:stale', later)).toBe('running stale queued busy');
		expect(filtered('status:stale')).toBe('stale');
	});

	test('a job known only from a record is found as kept, as the list calls it, and not as stale', () => {
		const kept = {...sampleJobs.stale, isFromRecord: true};
		const isFound = (typed: string) => filterJobs([kept], readFilter(typed), noon).length === 1;
		expect([isFound('status:kept'), isFound('status:stale'), isFound('status:running')]).toEqual([true, false, true]);
	});

	test('without a filter, the same array is returned', () => {
		expect(filterJobs(jobs, [], noon)).toBe(jobs);
	});
});

test('ten thousand jobs are sorted and filtered', () => {
	const many = Array.from({length: 10_000}, (_, index) =>
		lived(
			unknownJob(jobUrl(`Task ${index % 50}`, `j${index}`), index % 3 === 0 ? `label ${index}` : null),
			answered(
				{jobStatus: 'esriJobExecuting', progress: {type: 'step', percent: index % 100, message: `Step ${index}`}},
				index,
			),
		),
	);
	filterJobs(many, readFilter('xyz'), noon);
	const began = performance.now();
	for (const by of ['status', 'job', 'elapsed', 'message'] as const) sortJobs(many, {by, isInverted: false}, noon);
	const sortedAll = performance.now();
	expect(filterJobs(many, readFilter('step !status:failed task:"task 7"'), noon).length).toBe(200);
	const filteredOnce = performance.now();
	console.log(
		`10,000 jobs: a sort ${((sortedAll - began) / 4).toFixed(0)} ms, a filter ${(filteredOnce - sortedAll).toFixed(0)} ms`,
	);
});

test('sorted by status, jobs with a problem come first and ended jobs last, each state together', () => {
	const states = [
		'failed',
		'timed-out',
		'gone',
		'unknown',
		'cancelling',
		'running',
		'queued',
		'cancelled',
		'succeeded',
		'deleted',
	] as const;
	const mixed = states.toReversed().map(state => ({...unknownJob(jobUrl('T', state)), state}));
	expect(sortJobs(mixed, {by: 'status', isInverted: false}, noon).map(({state}) => state)).toEqual(states);
});
