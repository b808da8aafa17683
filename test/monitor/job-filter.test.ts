import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {newJob, updateJob, type WatchedJob} from '../../source/monitor/job.ts';
import {filterJobs, readFilter} from '../../source/monitor/job-filter.ts';
import {needsALook} from '../../source/monitor/job-need.ts';
import {safeText} from '../../source/text/safe-text.ts';
import {often} from '../often.ts';
import {addressOf, answered, faulted, missing, moment} from './watched.ts';

const now = moment(10_000);

function jobOf(label: string, status: string, tags: readonly string[] = []): WatchedJob {
	const job = newJob(addressOf(label.replace(/\W/g, '-')), safeText(label), tags.map(safeText));
	return updateJob(job, answered(`esriJob${status}`, 9000));
}

const gone = [9000, 40_000, 80_000].reduce(
	(job, at) => updateJob(job, faulted(missing, at, {taskAnswers: true})),
	jobOf('gone', 'Executing'),
);
const jobs = [
	jobOf('roads', 'Executing', ['nightly']),
	jobOf('parcels', 'Failed', ['nightly', 'ward 7']),
	updateJob(jobOf('tiles', 'TimedOut'), {type: 'looked-at', at: now}),
	jobOf('flood|2026', 'Succeeded'),
	jobOf('the problem child', 'Submitted'),
	gone,
];

function found(typed: string, of: readonly WatchedJob[] = jobs): string {
	return filterJobs(of, readFilter(typed), now)
		.map(({label}) => label)
		.join(', ');
}

describe('a filter lets through', () => {
	test.each([
		['one or the other', 'roads|parcels', 'roads, parcels'],
		['one or the other in one field', 'status:failed|timed', 'parcels, tiles'],
		['a field in capitals', 'STATUS:failed|timed', 'parcels, tiles'],
		['alternatives in different fields', 'tag:nightly|status:gone', 'roads, parcels, gone'],
		['both terms', 'tag:nightly status:failed|gone', 'parcels'],
		['neither', '!roads|parcels|gone', 'tiles, flood|2026, the problem child'],
		['neither in one field', '!status:failed|timed|gone', 'roads, flood|2026, the problem child'],
		['an alternative that is excluded', 'roads|!tag:nightly', 'roads, tiles, flood|2026, the problem child, gone'],
		['quotes around blanks', 'tag:"ward 7"', 'parcels'],
		['quotes in alternatives', 'tag:"ward 7"|"nightly"', 'roads, parcels'],
		['a bar in quotes', '"flood|2026"', 'flood|2026'],
		['what is finished of an unfinished term', 'roads|', 'roads'],
		['everything for a bar alone', '|', 'roads, parcels, tiles, flood|2026, the problem child, gone'],
		['what went wrong', 'problem', 'parcels, tiles, gone'],
		['what went wrong or runs', 'problem|status:running', 'roads, parcels, tiles, gone'],
		['what went well', '!problem', 'roads, flood|2026, the problem child'],
		['the word itself, in quotes', '"problem"', 'the problem child'],
		['the word itself, in a field', 'name:problem', 'the problem child'],
		['what nobody has looked at', 'unread', 'parcels, gone'],
		['a question behind a field', 'tag:nightly|problem', 'roads, parcels, tiles, gone'],
	])('%s: %s', (_, typed, names) => {
		expect(found(typed)).toBe(names);
	});
});

describe('whatever is typed', () => {
	const typed = fc.string({unit: fc.constantFrom(...'ab!|": roads', 'tag:', 'status:', 'problem'), maxLength: 12});

	test('it can be read, and an exclusion matches exactly the other jobs', () => {
		fc.assert(
			fc.property(typed, text => {
				expect(() => readFilter(text)).not.toThrow();
				const [term] = readFilter(text);
				if (term === undefined) return;
				const kept = filterJobs(jobs, [term], now);
				const others = filterJobs(jobs, [{...term, isExcluded: !term.isExcluded}], now);
				expect([...kept, ...others].length).toBe(jobs.length);
			}),
			{numRuns: often(3000)},
		);
	});

	test('alternatives match if one of them does', () => {
		const word = fc.constantFrom('roads', 'tag:nightly', 'status:failed', 'problem', '"ward 7"', 'x');
		fc.assert(
			fc.property(word, word, (one, other) => {
				const both = new Set([...found(one).split(', '), ...found(other).split(', ')].filter(name => name !== ''));
				const field = /^(\w+):/.test(one) && !/^(\w+):|problem/.test(other);
				if (!field)
					expect(
						new Set(
							found(`${one}|${other}`)
								.split(', ')
								.filter(name => name !== ''),
						),
					).toEqual(both);
			}),
			{numRuns: often(500)},
		);
	});

	test('problem means jobs that need a look', () => {
		for (const job of jobs) expect(found('problem', [job]) !== '').toBe(needsALook(job, now) !== undefined);
	});
});
