/** The limits of texts, the cache of addresses, and the identities that are read without the URL parser. */
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {jobAddress, parseJobUrl} from '../../source/gp/job-url.ts';
import {tooLongForJobUrl} from '../../source/gp/not-a-job-url.ts';

const beginning = 'https://h/arcgis/rest/services/S/GPServer/T/jobs/';
const job = `${beginning}j1`;

/** Makes the URL of a job with this number of characters. */
const urlOfLength = (length: number) => beginning.padEnd(length, 'j');

describe('the maximum length', () => {
	test('of a URL is 2048 characters', () => {
		expect(parseJobUrl(urlOfLength(2048))).toMatchObject({ok: true, job: {url: urlOfLength(2048)}});
		expect(parseJobUrl(urlOfLength(2049))).toEqual({ok: false, sentence: tooLongForJobUrl(urlOfLength(2049))});
		expect(jobAddress(urlOfLength(2048))?.url).toBe(urlOfLength(2048));
		expect(jobAddress(urlOfLength(2049))).toBeUndefined();
	});

	test('of an encoded URL is 2048 characters', () => {
		// `é` is one character, and six when it is encoded.
		const [fits, tooLong] = [2043, 2044].map(length => urlOfLength(length).replace('/T/', '/é/'));
		expect(parseJobUrl(fits ?? '')).toMatchObject({ok: true, job: {url: expect.stringMatching(/^.{2048}$/)}});
		expect(parseJobUrl(tooLong ?? '')).toEqual({ok: false, sentence: tooLongForJobUrl(urlOfLength(2049))});
	});

	test('of a URL with blanks around it is 4096 characters', () => {
		expect(parseJobUrl(job.padEnd(4096))).toMatchObject({ok: true, job: {url: job}});
		expect(parseJobUrl(job.padEnd(4097))).toEqual({ok: false, sentence: tooLongForJobUrl(job.padEnd(4097))});
	});

	test('of a text with a URL in it is 65,536 characters', () => {
		const text = (length: number) => `see ${job} `.padEnd(length, 'x');
		expect(parseJobUrl(text(65_536))).toMatchObject({ok: true, job: {url: job}});
		expect(parseJobUrl(text(65_537))).toEqual({ok: false, sentence: tooLongForJobUrl(text(65_537))});
	});
});

test('an address is the same object until 20,000 others have been read', () => {
	const first = jobAddress(job);
	expect(jobAddress(job)).toBe(first);
	let count = 0;
	/** Reads other addresses until the cache forgets the first one. Returns their number. */
	const readUntilForgotten = () => {
		const known = jobAddress(job);
		const before = count;
		while (jobAddress(job) === known) jobAddress(`${beginning}other-${count++}`);
		return count - before;
	};
	// Other tests have filled the cache, too.
	readUntilForgotten();
	// Of the 20,000, the first address is one, and another is the one for which the cache was cleared.
	expect(readUntilForgotten()).toBe(20_000 - 1);
});

describe('the URL parser', () => {
	beforeEach(() => void vi.spyOn(URL, 'parse'));
	afterEach(() => void vi.mocked(URL.parse).mockRestore());

	test.each([
		'https://gis.acme.com/arcgis/rest/services/Hydro/Flood/GPServer/Model/jobs/j1',
		'http://gis.acme.com:6080/arcgis/rest/services/Flood/GPServer/Model/jobs/j1_et',
		'https://10.1.2.3/server/rest/services/My%20Tools/GPServer/Flood%20v1.2/jobs/j-1',
		'https://localhost/rest/services/Flood/GPServer/Model/jobs/17',
		'https://h/a/b/rest/services/services/F/GPServer/T/jobs/j1',
		urlOfLength(2048).replace('/h/', '/g/'),
	])('is not needed for the usual form %s', url => {
		expect(jobAddress(url)?.url).toBe(url);
		expect(URL.parse).not.toHaveBeenCalled();
	});

	test.each([
		'https://h/Flood/GPServer/Quick/jobs/j1',
		'https://h/arcgis/rest/services/GPServer/GPServer/Quick/jobs/j1',
		'https://[::1]/arcgis/rest/services/Flood/GPServer/Quick/jobs/j1',
		'https://h/arcgis/rest/services/Flood/GPServer/100%25/jobs/j1',
	])('reads %s', url => {
		expect(jobAddress(url)?.url).toBe(url);
		expect(URL.parse).toHaveBeenCalled();
	});
});
