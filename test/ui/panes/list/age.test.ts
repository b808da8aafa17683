import {expect, test} from 'vitest';
import {ageOf, knownAt} from '../../../../source/monitor/job.ts';
import {isStale} from '../../../../source/monitor/schedule.ts';
import {jobLines} from '../../../../source/session/job-lines.ts';
import {exactAge, inTheFuture} from '../../../../source/text/duration.ts';
import {momentWords} from '../../../../source/ui/panes/about/seen-by-gpjobs.ts';
import {ageWords, cacheWords} from '../../../../source/ui/panes/list/age.ts';
import {cacheAnswers, lastWords} from '../../../../source/ui/panes/list/last-words.ts';
import {answered, jobAfter, moment} from '../../../monitor/watched.ts';

const fromCache = (age: number | null) => jobAfter({...answered('esriJobExecuting', 1000), cached: {age}});

test('the time that an answer spent in a cache counts towards its age', () => {
	const now = moment(2000);
	expect(ageOf(fromCache(55_000), now)).toBe(56_000);
	expect(ageOf(fromCache(null), now)).toBe(1000);
	expect(knownAt(fromCache(55_000))).toBe(moment(-54_000).epoch);
	expect(ageWords(fromCache(55_000), now, 6)).toMatch(/^30s!$/);
	expect(ageWords(fromCache(null), now, 6)).toBe('');
});

test.each([120, 7200, 86_400])(
	'an answer written down %i s ahead of the clock of this machine is not fresh, its age is unknown',
	ahead => {
		const job = {...jobAfter(answered('esriJobExecuting', ahead * 1000)), isFromRecord: true};
		expect(ageOf(job, moment(0))).toBeUndefined();
		expect(ageWords(job, moment(0), 8)).toBe('?');
		expect(jobLines([job], moment(0).epoch)[0]).toContain(inTheFuture(ahead * 1000));
		expect(momentWords(moment(ahead * 1000), moment(0))).toContain(inTheFuture(ahead * 1000));
	},
);

test('an answer that was old on arrival is stale, and the row names the cache', () => {
	expect(isStale(fromCache(55_000), 2000)).toBe(true);
	expect(isStale(fromCache(3000), 2000)).toBe(false);
	expect(lastWords(fromCache(55_000), moment(2000), undefined).map(({text}) => text)).toContain(cacheAnswers);
});

test('the next answer from the server itself is fresh again', () => {
	const job = jobAfter(
		{...answered('esriJobExecuting', 1000), cached: {age: 55_000}},
		answered('esriJobExecuting', 2000),
	);
	expect([job.cached, isStale(job, 3000)]).toEqual([null, false]);
});

test('if a cache does not say how old its answer is, no age is shown', () => {
	expect(cacheWords({age: 55_000})).toContain(exactAge(55_000));
	expect(cacheWords({age: null})).not.toMatch(/\d|undefined|NaN/);
});
