import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {findJobUrls, jobAddress, jobOfTask, parseJobUrl} from '../../source/gp/job-url.ts';
import {mayActOnJobs, segmentFault, segmentSentence, segmentsAsServersRead} from '../../source/gp/path-segment.ts';
import {parseTaskUrl} from '../../source/gp/task-url.ts';
import {often} from '../often.ts';
import {asTaskUrl} from './addresses.ts';

/** Segments that somebody between gpjobs and the server could read as more than a name. */
const leaving = [
	'j1%2Fcancel',
	'j1%2fcancel',
	'j1%2F%63ancel',
	'a%2F..%2F..%2FsubmitJob',
	'j1%5Ccancel',
	'j1%5c..%5c..%5csubmitJob',
	'j1%252Fcancel',
	'j1%25252Fcancel',
	'j1%25%32%46cancel',
	'j1%c0%afcancel',
	'j1%e0%80%afcancel',
	'j1%ef%bc%8fcancel',
	'j1／cancel',
	'j1＼cancel',
	'j1﹨cancel',
	'j1∕cancel',
	'j1⁄cancel',
	'j1⧸cancel',
	'j1％2Fcancel',
	'j1%u002Fcancel',
	'j1%25u002Fcancel',
	'℀%2E',
	'..%2Fj2',
	'x%2F..%2Fj1%2Fcancel',
	'%2e%2e',
	'%2E%2E%2F%2E%2E%2FsubmitJob',
	'．．',
	'‥',
	'j1..',
	'j1.',
	'j1%2e',
	'j1%20.',
	'j1%C2%A0',
	'j1%00',
	'j1%00%2Fcancel',
	'j1%07',
	'j1%0a',
	'j1%0D%0AX-Evil:1',
	'j1%E2%80%A8x',
	'j1%C2%85x',
	'j1;x%2Fcancel',
	'j1%3B%2Fcancel',
	'%7Fj1',
] as const;

const service = 'https://h/arcgis/rest/services/F/S/GPServer';

describe('a segment that could be read as another path is refused', () => {
	test.each(leaving.map(segment => [segment]))('%s', segment => {
		const urls = [
			`${service}/T/jobs/${segment}`,
			`${service}/${segment}/jobs/j1`,
			`https://h/arcgis/rest/services/F/${segment}/GPServer/T/jobs/j1`,
			`https://h/arcgis/rest/services/${segment}/S/GPServer/T/jobs/j1`,
			`https://h/${segment}/rest/services/F/S/GPServer/T/jobs/j1`,
		];
		for (const url of urls) {
			const parsed = parseJobUrl(url);
			expect(parsed, url).toEqual({ok: false, sentence: expect.stringMatching(/^[^\p{Control}]{20,300}$/u)});
			expect(jobAddress(url), url).toBeUndefined();
			// The full stop of a sentence is not part of a URL in it.
			if (/[^.]\.$/.test(url)) continue;
			expect(findJobUrls(`see ${url}, please`), url).toEqual([]);
			expect(parseJobUrl(`curl "${url}"`).ok, url).toBe(false);
		}
		expect(parseTaskUrl(`${service}/${segment}`).ok).toBe(false);
	});

	test.each([
		[
			'an operation in place of a service',
			'https://h/arcgis/rest/services/V/GPServer/T/submitJob/x/GPServer/U/jobs/j1',
		],
		['a cancel before it', 'https://h/a/rest/services/V/ＧＰServer/T/jobs/j1/cancel/GPServer/U/jobs/j2'],
		['the same in code', 'https://h/a/rest/services/V/GPServer./T/jobs/j1/c%61ncel/GPServer/U/jobs/j2'],
	])('%s', (_, url) => {
		expect(parseJobUrl(url).ok).toBe(false);
	});

	test.each([
		'j1/cancel',
		'../j2',
		'..',
		'.',
		'',
		'j1?token=x',
		'j1#x',
		'j1;x=1',
		'j1&x=1',
		'j1\\cancel',
		'j1%2Fcancel',
		' j1',
	])('a server that names its job %j names none', id => {
		expect(jobOfTask(asTaskUrl(`${service}/T`), id)).toBeUndefined();
	});

	test.each(['j1', '17', 'JE30155', 'j1_et', 'a b', 'é', 'j-1'])('a server may name its job %j', id => {
		const address = jobOfTask(asTaskUrl(`${service}/T`), id);
		if (id === 'a b') expect(address).toBeUndefined();
		else expect(address).toMatchObject({jobId: id, taskUrl: `${service}/T`});
	});
});

test.each(['j1,', 'j1:', 'j1)', 'j1!', "j1'", 'j1”', 'j1。', 'j1）', 'j1»'])(
	'punctuation behind a job id is not part of it: %s',
	id => {
		expect(parseJobUrl(`${service}/T/jobs/${id}`)).toEqual({
			ok: false,
			sentence: segmentSentence('job id', 'trailing'),
		});
	},
);

describe('ordinary names are not changed', () => {
	test.each([
		'911 Calls',
		'Buffer & Clip',
		'100%',
		'größe',
		'洪水',
		'½ mile',
		'v1.2',
		"Bob's",
		'می‌خواهم',
		'a,b',
		'C++',
		'a@b',
		'token ring',
	])('%s', name => {
		expect(segmentFault(name)).toBeUndefined();
		expect(jobAddress(`${service}/${encodeURIComponent(name)}/jobs/j1`)?.task).toBe(name);
	});
});

/** What servers and proxies are known to do to a path, one at a time; written apart from what it tries. */
const readings: ReadonlyArray<(path: string) => string> = [
	path =>
		path.replace(/(?:%[\da-f]{2})+/gi, run => {
			try {
				return decodeURIComponent(run);
			} catch {
				return run;
			}
		}),
	path => path.replace(/%2f|%5c/gi, '/'),
	path => path.normalize('NFKC'),
	path => path.replaceAll('\\', '/'),
	path => path.replace(/;[^/]*/g, ''),
	path => path.replace(/\0.*$/s, ''),
	path => path.replace(/[?#].*$/s, ''),
	path => path.replace(/[\s.]+(?=\/|$)/g, dots => (/^\.{1,2}$/.test(dots) ? dots : '')),
	path => new URL(path.replace(/^\/*/, '/'), 'http://h').pathname,
	path => path.replace(/\/{2,}/g, '/'),
	path => path.replace(/\p{Cf}/gu, ''),
];

const piece = fc.oneof(
	{
		weight: 4,
		arbitrary: fc.constantFrom(
			...[
				'/',
				'\\',
				'%2F',
				'%2f',
				'%5C',
				'%252F',
				'%25',
				'%2e',
				'..',
				'.',
				';',
				'?',
				'#',
				'&',
				'%3F',
				'%3B',
				'%00',
				'%0a',
				'%20',
			],
			...['／', '＼', '．', '…', '℀', '⁄', '%EF%BC%8F', '%C0%AF', '％', '：'],
		),
	},
	{
		weight: 4,
		arbitrary: fc.constantFrom(
			'GPServer',
			'gpserver',
			'jobs',
			'j1',
			'j2',
			'cancel',
			'submitJob',
			'T',
			'results',
			'rest',
			'services',
		),
	},
	{weight: 1, arbitrary: fc.string({unit: 'binary', maxLength: 4})},
);
const part = fc.oneof(
	{weight: 3, arbitrary: fc.constant('')},
	{weight: 3, arbitrary: piece},
	{weight: 2, arbitrary: fc.array(piece, {maxLength: 5}).map(parts => parts.join(''))},
);

test('for any paste, the path of the job remains that of a job, no matter how and how often it is decoded', () => {
	let taken = 0;
	fc.assert(
		fc.property(
			fc.record({
				before: part,
				service: part,
				task: part,
				id: part,
				order: fc.array(fc.nat(readings.length - 1), {maxLength: 6}),
			}),
			({before, service: name, task, id, order}) => {
				const text = `https://h/arcgis${before}/rest/services/S${name}/GPServer/T${task}/jobs/j${id}`;
				const parsed = parseJobUrl(text);
				if (!parsed.ok) return;
				taken++;
				const {pathname} = new URL(parsed.job.url);
				const segments = pathname.split('/').length;
				const read = order.reduce((path, reading) => readings[reading]?.(path) ?? path, pathname);
				expect(read, text).toMatch(/^\/(?:[^/]+\/)+GPServer\/[^/]+\/jobs\/[^/]+$/);
				expect(read.split('/').length, text).toBe(segments);
				expect(mayActOnJobs(pathname), text).toBe(false);
			},
		),
		{numRuns: often(20_000)},
	);
	expect(taken).toBeGreaterThan(100);
});

describe('a path as the most lenient server reads it', () => {
	test.each([
		['/a/b', 'a/b'],
		['/A%2fB', 'a/b'],
		['/a%252fb', 'a/b'],
		['/a／b', 'a/b'],
		['/a;x=1/b', 'a/b'],
		['/GPServer./x', 'gpserver/x'],
		['/GPServer%00/x', 'gpserver/x'],
		['/can%C2%ADcel', 'cancel'],
		['/a%c0%afb', 'a/b'],
	])('%s', (path, read) => {
		expect(segmentsAsServersRead(path)?.join('/')).toBe(read);
	});

	test.each(['/a/../b', '/a/%2e%2e/b', '/a/..%2fb', `/%${'25'.repeat(20)}2e`])('%s is none', path => {
		expect(segmentsAsServersRead(path)).toBeUndefined();
	});

	test.each([
		'/x/GPServer/T/jobs/j1/cancel',
		'/x/GPServer/T/jobs/j1/cancel/',
		'/x/GPServer/T/jobs/j1%2Fcancel',
		'/x/GPServer/T/jobs/j1/CANCEL%00',
		'/x/GPServer./T/submitJob;v=1',
		'/x/GPServer/T/execute.',
		'/x/GPServer/T/jobs/j1/c%2561ncel',
		'/admin/services/S.GPServer/jobs/j1/delete',
	])('a GET of %s may act', path => {
		expect(mayActOnJobs(path)).toBe(true);
	});

	test.each([
		'/x/GPServer/T/jobs/j1',
		'/x/GPServer/Delete',
		'/x/GPServer/T/jobs/j1/results/cancel',
		'/x/GPServer/Cancel%20it/jobs/j1',
	])('a GET of %s only tells', path => {
		expect(mayActOnJobs(path)).toBe(false);
	});
});

describe('why a segment is refused', () => {
	test.each<[string, ReturnType<typeof segmentFault>]>([
		['..', 'dots'],
		['.', 'dots'],
		['', 'dots'],
		['a..b', 'dots'],
		['..a', 'dots'],
		['\u2025a', 'dots'],
		['a/b', 'separator'],
		['a%2Fb', 'encoded twice'],
		['a\u0000b', 'control'],
		['a?b', 'parameter'],
		['a;b', 'parameter'],
		['token=x', 'secret'],
		['{jobId}', 'placeholder'],
		['undefined', 'placeholder'],
		['j1…', 'cut short'],
		['j1...', 'cut short'],
		['j1.', 'trailing'],
		[' j1', 'trailing'],
		['j1\u3000', 'trailing'],
	])('%j: %s', (segment, why) => {
		expect(segmentFault(segment)).toBe(why);
	});

	test.each(['j1', 'a.b', 'a b', '100%', "a'(b)", 'Buffer & Clip', '½ mile', 'größe', '漢字', 'a=b'])(
		'%j is not',
		segment => {
			expect(segmentFault(segment)).toBeUndefined();
		},
	);
});
