import {describe, expect, test} from 'vitest';
import {
	type AdminPlace,
	adminJobsUrl,
	adminJobUrl,
	jobsQueryUrl,
	publicJob,
	readAdminJob,
	readAdminPage,
} from '../../source/gp/admin-jobs.ts';

const place: AdminPlace = {
	server: 'https://gis.acme.com',
	jobsUrl: 'https://gis.acme.com/arcgis/admin/services/Hydro/Flood.GPServer/jobs',
	serviceUrl: 'https://gis.acme.com/arcgis/rest/services/Hydro/Flood/GPServer',
};

describe('the jobs of a service in the administrator API', () => {
	test.each([
		place.serviceUrl,
		`${place.serviceUrl}/`,
		`${place.serviceUrl}/Model`,
		`${place.serviceUrl}/Model/jobs/j1`,
		`${place.serviceUrl}?f=json`,
		'https://gis.acme.com/arcgis/admin/services/Hydro/Flood.GPServer',
		'https://gis.acme.com/arcgis/admin/services/Hydro/Flood.GPServer/jobs/query',
		'https://GIS.acme.com/arcgis/ADMIN/Services/Hydro/Flood.gpserver',
		' "https://gis.acme.com/arcgis/REST/services/Hydro/Flood/gpserver" ',
	])('are found from %s', pasted => {
		expect(adminJobsUrl(pasted)).toEqual(place);
	});

	test('are found without a folder, and with words in other places, too', () => {
		expect(adminJobsUrl('https://h/admin/rest/services/F/GPServer')).toEqual({
			server: 'https://h',
			jobsUrl: 'https://h/admin/admin/services/F.GPServer/jobs',
			serviceUrl: 'https://h/admin/rest/services/F/GPServer',
		});
	});

	test.each([
		[`${place.serviceUrl}?token=abc`],
		[`${place.serviceUrl}#token=abc`],
		[`${place.serviceUrl}&token=abc`],
		[`${place.serviceUrl}?f=json&token=abc`],
	])('take the token off: %s', pasted => {
		expect(adminJobsUrl(pasted)).toEqual({...place, token: 'abc'});
	});

	test.each([
		'https://gis.acme.com/arcgis/rest/services/Hydro/Flood/MapServer',
		'https://gis.acme.com/arcgis/rest/services/GPServer',
		'https://gis.acme.com/arcgis/admin/Hydro/Flood.GPServer',
		'https://gis.acme.com/arcgis/services/admin/Flood.GPServer',
		'ftp://gis.acme.com/arcgis/rest/services/Hydro/Flood/GPServer',
		'https://ann@gis.acme.com/arcgis/rest/services/Hydro/Flood/GPServer',
		'https://ann:pw@gis.acme.com/arcgis/rest/services/Hydro/Flood/GPServer',
		'https://:pw@gis.acme.com/arcgis/rest/services/Hydro/Flood/GPServer',
		'https://gis.acme.com/arcgis/rest/services/Hydro%2FFlood/x/GPServer',
		'https://gis.acme.com/arcgis/rest/services/%2e%2e/Flood/GPServer',
		'https://gis.acme.com/arcgis/rest/services/%252e/Flood/GPServer',
		'https://gis.acme.com/a..b/rest/services/Hydro/Flood/GPServer',
		'https://gis.acme.com/arcgis/rest/services/%ff/Flood/GPServer',
		'no URL',
		'',
	])('are none of %s', pasted => {
		expect(adminJobsUrl(pasted)).toBeUndefined();
	});

	test('are listed and read one by one; an id that leads elsewhere is not a job', () => {
		expect(jobsQueryUrl(place)).toBe(`${place.jobsUrl}/query`);
		expect(adminJobUrl(place, 'j 1')).toBe(`${place.jobsUrl}/j%201`);
		for (const id of ['j1/delete', '..', 'a..b', 'j1?x', '']) expect(adminJobUrl(place, id)).toBeUndefined();
	});
});

describe('a job in the administrator API', () => {
	const job = {
		jobid: 'j1',
		status: 'SUCCEEDED',
		userName: 'ann',
		submittedTime: 1_700_000_000_000,
		endTime: '1700000060000',
	};

	test('is read with names in lower and upper case, and with numbers as texts', () => {
		const read = {
			jobId: 'j1',
			status: {safe: 'SUCCEEDED'},
			user: {safe: 'ann'},
			submitted: 1_700_000_000_000,
			ended: 1_700_000_060_000,
			url: null,
		};
		expect(readAdminJob(job)).toEqual(read);
		expect(
			readAdminJob({
				JobId: 'j1',
				STATUS: 'SUCCEEDED',
				username: 'ann',
				submittedtime: 1_700_000_000_000,
				endtime: 1_700_000_060_000,
			}),
		).toEqual(read);
	});

	test('with a numeric id is valid; other missing or wrong fields are unknown', () => {
		expect(readAdminJob({jobid: 17, status: {}, submittedTime: 0, endTime: 'soon', url: 5})).toEqual({
			jobId: '17',
			status: {safe: ''},
			user: {safe: ''},
			submitted: null,
			ended: null,
			url: null,
		});
	});

	test.each([null, 'j1', {}, {jobid: null}, {jobid: 'a/cancel'}, {jobid: '..'}])('%j is none', entry => {
		expect(readAdminJob(entry)).toBeUndefined();
	});

	test('is on a page that says how many there are, and where the next one begins', () => {
		const page = readAdminPage({results: [job, 'junk', {...job, jobid: 'a/b'}], total: 9, nextStart: 4});
		expect(page).toMatchObject({leftOut: 2, total: 9, next: 4});
		expect(page?.jobs.map(({jobId}) => jobId)).toEqual(['j1']);
		expect(readAdminPage({jobs: [job]})).toMatchObject({leftOut: 0, total: null, next: null});
		for (const nextStart of [0, -1, '5']) expect(readAdminPage({jobs: [], nextStart})?.next).toBeNull();
		for (const body of [null, [], {}, {jobs: {}}]) expect(readAdminPage(body)).toBeUndefined();
	});

	test.each([
		`${place.serviceUrl}/Model/jobs/j1`,
		'https://INTERNAL:6443/arcgis/rest/services/Hydro/Flood/GPServer/Model/jobs/j1',
		'http://10.1.1.1/rest/services/Hydro/Flood/GPServer/Model/jobs/j1',
	])('at %s is asked for on the server that was named', told => {
		expect(publicJob(told, 'j1', place)?.url).toBe(`${place.serviceUrl}/Model/jobs/j1`);
	});

	test.each([
		['of another id', `${place.serviceUrl}/Model/jobs/j2`],
		['of another service', 'https://gis.acme.com/arcgis/rest/services/Hydro/Other/GPServer/Model/jobs/j1'],
		['of another folder', 'https://gis.acme.com/arcgis/rest/services/Flood/GPServer/Model/jobs/j1'],
		['that leads elsewhere', `${place.serviceUrl}/Model/jobs/j1/../../Other/jobs/j1%2Fcancel`],
		['that is none', 'gibberish'],
		['that is empty', ''],
	])('%s is none of this service', (_, told) => {
		expect(publicJob(told, 'j1', place)).toBeUndefined();
	});
});
