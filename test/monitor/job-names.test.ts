import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {jobAddress} from '../../source/gp/job-url.ts';
import {jobName, newJob, type WatchedJob} from '../../source/monitor/job.ts';
import {distinctJobNames, shortJobNames} from '../../source/monitor/job-names.ts';
import {ellipsisOf} from '../../source/text/display-width.ts';
import {safeText} from '../../source/text/safe-text.ts';
import {often} from '../often.ts';

type JobFacts = {
	readonly label?: string;
	readonly task?: string;
	readonly id: string;
	readonly origin?: string;
	readonly service?: string;
};

function jobOf({label, id, task = 'Hillshade', origin = 'https://gis.acme.com', service = 'S'}: JobFacts): WatchedJob {
	const address = jobAddress(`${origin}/arcgis/rest/services/${service}/GPServer/${task}/jobs/${id}`);
	if (!address) throw new Error('this should have been the URL of a job');
	return newJob(address, label === undefined ? null : safeText(label));
}

describe('a job is called by', () => {
	test.each<[string, JobFacts, string]>([
		['its label', {label: 'nightly export', id: 'j09d31b6e4950ce65'}, 'nightly export'],
		['its task and the end of its id', {id: 'j09d31b6e4950ce65'}, 'Hillshade ·ce65'],
		['its task with its blanks', {task: 'Export%20Web%20Map', id: 'j09d31b6e4950ce65'}, 'Export Web Map ·ce65'],
		['the whole of a short id', {id: '7'}, 'Hillshade ·7'],
		['an end that does not halve a character', {id: 'j👩‍👩‍👧‍👦abc'}, 'Hillshade ·👩‍👩‍👧‍👦abc'],
	])('%s', (_, facts, name) => {
		expect(jobName(jobOf(facts))).toBe(name);
	});
});

describe('jobs with the same name get different names', () => {
	test.each<[string, readonly JobFacts[], readonly string[]]>([
		['nothing is added to names that differ', [{id: 'j1ce65'}, {id: 'j1ff24'}], ['Hillshade ·ce65', 'Hillshade ·ff24']],
		[
			'by the end of the id',
			[
				{label: 'a', id: 'j1ce65'},
				{label: 'a', id: 'j1ff24'},
			],
			['a ·ce65', 'a ·ff24'],
		],
		['by more of the id', [{id: 'j1ce65'}, {id: 'j2ce65'}], ['Hillshade ·1ce65', 'Hillshade ·2ce65']],
		['by the whole of an id', [{id: 'ce65'}, {id: '1ce65'}], ['Hillshade ·ce65', 'Hillshade ·1ce65']],
		[
			'by the server',
			[{id: 'j1ce65'}, {id: 'j1ce65', origin: 'https://gis.other.com'}],
			['Hillshade ·ce65 gis.acme.com', 'Hillshade ·ce65 gis.other.com'],
		],
	])('%s', (_, facts, names) => {
		expect([...distinctJobNames(facts.map(jobOf)).values()]).toEqual(names);
	});

	test('whatever they have in common', () => {
		const facts = fc.record(
			{
				label: fc.constantFrom('flood', 'flood ·ce65'),
				task: fc.constantFrom('Hillshade', 'Clip'),
				id: fc.constantFrom('j1ce65', 'j2ce65', 'j1ff24', 'ce65'),
				origin: fc.constantFrom('https://gis.acme.com', 'http://gis.acme.com', 'https://gis.acme.com:6443'),
				service: fc.constantFrom('S', 'T'),
			},
			{requiredKeys: ['id']},
		);
		const urlOf = (job: JobFacts) => jobOf(job).address.url;
		fc.assert(
			fc.property(fc.uniqueArray(facts, {minLength: 2, maxLength: 8, selector: urlOf}), several => {
				const names = distinctJobNames(several.map(jobOf));
				expect(names.size).toBe(several.length);
				expect(new Set(names.values()).size).toBe(several.length);
			}),
			{numRuns: often(3000)},
		);
	});
});

test('short names keep the end of the id, and are computed once for a list', () => {
	const jobs = ['j1ce65', 'j1ff24'].map(id => jobOf({task: 'CalculateFloodInundationDepth', id}));
	const names = shortJobNames(jobs, 20, ellipsisOf(false));
	expect([...names.values()]).toEqual(['CalculateFloo… ·ce65', 'CalculateFloo… ·ff24']);
	const polled = jobs.map(job => ({...job, isFromRecord: true}));
	expect(shortJobNames(polled, 20, ellipsisOf(false))).toBe(names);
	const [first, ...others] = jobs;
	expect(shortJobNames([{...first, label: safeText('a')} as WatchedJob, ...others], 20, ellipsisOf(false))).not.toBe(
		names,
	);
});
