import {describe, expect, test} from 'vitest';
import {findJobUrls} from '../../source/gp/job-url.ts';
import {cpuTime} from '../text/fixtures/cpu-time.ts';

const job = 'https://gis.acme.com/arcgis/rest/services/Hydro/Flood/GPServer/Model/jobs/j1';

describe('job URLs in a paste', () => {
	const other = 'https://h/arcgis/rest/services/S/GPServer/911%20Calls/jobs/j2';
	test.each([
		['nothing', '', []],
		['words', 'please look at flood-2026', []],
		['one URL', job, [job]],
		['one a line', `${job}\n${other}\r\n`, [job, other]],
		['two on a line', `${job} ${other}`, [job, other]],
		['with words between them', `first ${job} then ${other} and that is all`, [job, other]],
		['words behind it', `${job} has failed again`, [job]],
		['a comma behind it', `${job}, ${other}; done`, [job, other]],
		['a full stop', `It is ${job}.`, [job]],
		['Markdown', `[the job](${job}) and <${other}>`, [job, other]],
		['HTML', `<a href="${job}">job</a>`, [job]],
		['JSON', JSON.stringify([job, other]), [job, other]],
		['CSV with tabs', `flood\t${job}\thydro\n`, [job]],
		['a task with a space, alone', 'https://h/arcgis/rest/services/S/GPServer/911 Calls/jobs/j2', [other]],
		[
			'a task with a space, in words',
			'job https://h/arcgis/rest/services/S/GPServer/911 Calls/jobs/j2 is slow',
			[other],
		],
		[
			'a task with a quote, alone',
			"https://h/a/rest/services/S/GPServer/Bob's/jobs/j3",
			['https://h/a/rest/services/S/GPServer/Bob%27s/jobs/j3'],
		],
		['the same twice', `${job}\n${job}?f=json`, [job]],
		['a URL that is no job', `https://h/arcgis/rest/services and ${job}`, [job]],
		['a job URL inside a query', `https://h/login?back=${job}`, [job]],
		['capitals', job.replace('https://', 'HTTPS://'), [job]],
		['a link of a chat', `<${job}|the job> and <${other}|other>`, [job, other]],
		['typographic quotes', `“${job}” and „${other}“ and «${job}»`, [job, other]],
		['Chinese text', `看${job}。还有「${other}」，谢谢`, [job, other]],
		[
			'a link that a mail gateway wrapped',
			`https://x.safelinks.acme.com/?url=${encodeURIComponent(job)}&data=05%7C`,
			[job],
		],
		['JSON with escaped slashes', JSON.stringify({url: job}).replaceAll('/', '\\/'), [job]],
		['a URL that is encoded whole', `x=${encodeURIComponent(other)}&y=1`, [other]],
	])('%s', (_, text, urls) => {
		expect(findJobUrls(text).map(found => found.job.url)).toEqual(urls);
	});

	test('a token of the surrounding URL is not used for the job', () => {
		expect(findJobUrls(`https://app/proxy?url=${job}&token=OUTER`)).toMatchObject([{via: 'app'}]);
		expect(findJobUrls(`https://app/proxy?url=${job}&token=OUTER`)[0]).not.toHaveProperty('token');
		expect(findJobUrls(`https://app/p?url=${encodeURIComponent(job)}&token=OUTER`)[0]).not.toHaveProperty('token');
		expect(findJobUrls(`https://app/p?url=${encodeURIComponent(`${job}?token=INNER`)}&token=OUTER`)).toMatchObject([
			{token: 'INNER'},
		]);
		expect(findJobUrls(`https://app/proxy.ashx?${job}?token=INNER`)).toMatchObject([{token: 'INNER', via: 'app'}]);
	});

	test('the token of each job is returned', () => {
		expect(findJobUrls(`${job}?token=a ${other}?token=b`).map(({token}) => token)).toEqual(['a', 'b']);
	});

	test.each([
		['spaces', ' '.repeat(500_000)],
		['beginnings', 'https://'.repeat(60_000)],
		['quotes', `"https://${'('.repeat(500_000)}`],
		['a URL without end', `https://h/${'jobs/'.repeat(100_000)}`],
		['lines', `https://h/${'x'.repeat(60)}\n`.repeat(7000)],
	])('half a megabyte of %s takes no time', (_, text) => {
		expect(cpuTime(() => findJobUrls(text))).toBeLessThan(10_000);
	});
});
