import {describe, expect, test} from 'vitest';
import {findJob} from '../../source/commands/find-job.ts';
import type {SavedJob} from '../../source/store/saved-job.ts';
import {jobUrl} from '../e2e/servers.ts';
import {refusalOf} from '../field/parsed-url.ts';

const [a, b] = ['https://a.acme.com', 'https://b.acme.com'];

function saved(...jobs: ReadonlyArray<readonly [string, string?]>): readonly SavedJob[] {
	return jobs.map(([url, label], index) => ({url, tags: [], addedAt: index, ...(label === undefined ? {} : {label})}));
}

function urlOf(word: string, list: readonly SavedJob[]): string | undefined {
	const search = findJob(word, list);
	return search.ok ? search.found.address.url : undefined;
}

test.each([
	['a task with the end of an id', 'Task ·2222', saved([jobUrl(a, 'jaaaa1111')], [jobUrl(a, 'jbbbb2222')])],
	['a longer end', 'Task ·b2222', saved([jobUrl(a, 'jaaaa2222')], [jobUrl(a, 'jbbbb2222')])],
	['a whole id that is short', 'Task ·22', saved([jobUrl(a, '1')], [jobUrl(a, '22')])],
	['a label that two have', 'night ·2222', saved([jobUrl(a, 'j1111'), 'night'], [jobUrl(a, 'j2222'), 'night'])],
])('the name that gpjobs shows: %s', (_, word, list) => {
	expect(urlOf(word, list)).toBe(list[1]?.url);
});

test.each(['Task ·222', 'Task2 ·2222', 'Task ·', ' ·2222'])('%s names no job', word => {
	expect(urlOf(word, saved([jobUrl(a, 'jbbbb2222')]))).toBeUndefined();
});

describe('a word that means two jobs is refused, and both are named', () => {
	test.each([
		[
			'a label that is the id of another',
			'jbbbb2222',
			saved([jobUrl(a, 'jaaaa1111'), 'jbbbb2222'], [jobUrl(b, 'jbbbb2222'), 'x']),
		],
		[
			'a label that is the end of the id of another',
			'2222',
			saved([jobUrl(a, 'jaaaa1111'), '2222'], [jobUrl(b, 'jbbbb2222')]),
		],
		['a label that is a longer end', 'bbb2222', saved([jobUrl(a, 'jaaaa1111'), 'bbb2222'], [jobUrl(b, 'jbbbb2222')])],
		['a label that two have', 'night', saved([jobUrl(a, 'j1'), 'night'], [jobUrl(a, 'j2'), 'night'])],
		['an id on two servers', 'jsame1', saved([jobUrl(a, 'jsame1')], [jobUrl(b, 'jsame1')])],
		['an end that two have', '1111', saved([jobUrl(a, 'jaaaa1111')], [jobUrl(a, 'jbbbb1111')])],
		[
			'a label that is the id of two others',
			'jsame1',
			saved([jobUrl(a, 'jsame1')], [jobUrl(b, 'jsame1')], [jobUrl(a, 'j3'), 'jsame1']),
		],
		['a label that is a numeric id', '2026', saved([jobUrl(a, '2026')], [jobUrl(b, 'j9'), '2026'])],
	])('%s', (_, word, list) => {
		const search = findJob(word, list);
		expect(search.ok).toBe(false);
		for (const {url} of list) expect(search.ok ? '' : search.sentence).toContain(url);
	});
});

describe('a word that means one job is that job', () => {
	test.each([
		['its own label and its own id', 'j1', saved([jobUrl(a, 'j1'), 'j1'], [jobUrl(a, 'j2')]), jobUrl(a, 'j1')],
		[
			'its label, which is the end of its own id',
			'1111',
			saved([jobUrl(a, 'jaaaa1111'), '1111']),
			jobUrl(a, 'jaaaa1111'),
		],
		[
			'a whole id, though another one ends so',
			'1111',
			saved([jobUrl(a, '1111')], [jobUrl(a, 'jaaaa1111')]),
			jobUrl(a, '1111'),
		],
		[
			'a label of three characters, the end of another id',
			'222',
			saved([jobUrl(a, 'j1'), '222'], [jobUrl(b, 'jb222')]),
			jobUrl(a, 'j1'),
		],
		['a URL that is glued to parameters', `${jobUrl(a, 'j1')}&f=json`, saved([jobUrl(a, 'j1')]), jobUrl(a, 'j1')],
		['an id that is glued to a token', 'j1&token=SECRET1abcdef', saved([jobUrl(a, 'j1')]), jobUrl(a, 'j1')],
		[
			'the end of an id that is glued to parameters',
			'1111;jsessionid=5',
			saved([jobUrl(a, 'jaaaa1111')]),
			jobUrl(a, 'jaaaa1111'),
		],
		...[jobUrl(b, 'j2'), `${jobUrl(b, 'j2')}?f=json`].map((word): [string, string, readonly SavedJob[], string] => [
			'its URL, which is the label of another',
			word,
			saved([jobUrl(a, 'j1'), word], [jobUrl(b, 'j2')]),
			jobUrl(b, 'j2'),
		]),
		[
			'a label that looks like a URL',
			'https://wiki/ticket/17',
			saved([jobUrl(a, 'j1'), 'https://wiki/ticket/17']),
			jobUrl(a, 'j1'),
		],
		[
			'the URL in other letters',
			jobUrl(a, 'j1').replace('GPServer', 'gpserver').replace('a.acme', 'A.Acme'),
			saved([jobUrl(a, 'j1')]),
			jobUrl(a, 'j1'),
		],
	])('%s', (_, word, list, url) => {
		expect(urlOf(word, list)).toBe(url);
	});
});

test('a URL without its beginning is told what it lacks', () => {
	const word = jobUrl(a, 'j1').replace('https://', '');
	const search = findJob(word, []);
	expect(search).toEqual({ok: false, sentence: refusalOf(word)});
});

test('no sentence shows a secret of the word', () => {
	for (const word of [
		'j9&token=SECRET1',
		'//u:SECRET1@h/GPServer/T/jobs/j1',
		'https://u:SECRET1@h/x',
		'j9%3Ftoken%3DSECRET1',
	]) {
		const search = findJob(word, []);
		expect(search.ok ? '' : search.sentence, word).not.toContain('SECRET1');
	}
});
