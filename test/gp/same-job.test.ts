import {expect, test} from 'vitest';
import type {JobUrl} from '../../source/gp/job-url.ts';
import {otherJobFault} from '../../source/gp/same-job.ts';

const isOther = (jobId: unknown, own: string) =>
	otherJobFault({jobId}, `https://gis.acme.com/arcgis/rest/services/S/GPServer/T/jobs/${own}` as JobUrl) !== undefined;

test.each<[unknown, string]>([
	['jABC', 'jabc'],
	['12', '12'],
	[12, '12'],
	// Decoded from JSON as a number it is not what was sent.
	[Number('9007199254740993123'), '9007199254740993123'],
	['a b', 'a%20b'],
	['a%20b', 'a%20b'],
	['j1', 'j1_et'],
	['j1_et', 'j1'],
	['', 'j1'],
	[null, 'j1'],
	[['j2'], 'j1'],
])('%j is the job %s', (jobId, own) => {
	expect(isOther(jobId, own)).toBe(false);
});

test.each<[unknown, string]>([
	['j2', 'j1'],
	[13, '12'],
	['j12', 'j1'],
	['1', 'j1'],
])('%j is another job than %s', (jobId, own) => {
	expect(isOther(jobId, own)).toBe(true);
});

test('an answer for another job is a fault, with the id in it', () => {
	const url = 'https://gis.acme.com/arcgis/rest/services/S/GPServer/T/jobs/j1' as JobUrl;
	expect(otherJobFault({jobId: 'j2'}, url)).toMatchObject({
		kind: 'unexpected',
		sentence: expect.stringContaining('j2'),
	});
	for (const body of [null, 'j2', [], {}]) expect(otherJobFault(body, url)).toBeUndefined();
});
