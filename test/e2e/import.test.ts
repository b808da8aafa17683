import {describe, expect, test} from 'vitest';
import {administratorHint, importUsage, nameTheirIds, noJobsInTime} from '../../source/commands/import.ts';
import {adminJobsUrl} from '../../source/gp/admin-jobs.ts';
import {serviceJobs} from '../commands/json-shapes.ts';
import {said} from '../saying.ts';
import {temporaryFolder} from './environment.ts';
import {runCli} from './run-cli.ts';
import {type SmallAnswer, startSmallServer} from './servers.ts';

test.each([
	['https://h/arcgis/rest/services/F/S/GPServer', 'https://h/arcgis/admin/services/F/S.GPServer/jobs'],
	['https://h/arcgis/rest/services/S/GPServer/T/jobs/j1', 'https://h/arcgis/admin/services/S.GPServer/jobs'],
	['https://h:6443/arcgis/admin/services/F/S.GPServer/jobs/', 'https://h:6443/arcgis/admin/services/F/S.GPServer/jobs'],
	['https://h/arcgis/rest/services/S/MapServer', undefined],
	['x', undefined],
])('%s', (pasted, jobsUrl) => {
	expect(adminJobsUrl(pasted)?.jobsUrl).toBe(jobsUrl);
});

async function adminServer() {
	return startSmallServer(({path}) => {
		const {pathname, searchParams} = new URL(path, 'http://x');
		if (pathname.endsWith('/jobs/query')) {
			const start = Number(searchParams.get('start'));
			const jobs = Array.from({length: 150}, (_, index) => ({
				jobId: `j${index + 1}`,
				status: index === 0 ? 'EXECUTING\u001b[31m' : 'SUCCEEDED',
				username: 'ann',
				submittedTime: 1795510800000 + index,
				endTime: index === 0 ? 0 : 1795510900000,
			}));
			const page = jobs.slice(start - 1, start + 99);
			return {
				body: {total: 150, start, num: page.length, nextStart: start + 100 > 150 ? -1 : start + 100, results: page},
			};
		}
		const id = /\.GPServer\/jobs\/(\w+)$/.exec(pathname)?.[1];
		if (id)
			return {
				body: {
					jobId: id,
					status: 'SUCCEEDED',
					url: `https://internal:6443/arcgis/rest/services/F/S/GPServer/My Task/jobs/${id}`,
				},
			};
		return {body: {status: 'error', messages: ['Unauthorized access'], code: 403}};
	});
}

test('import lists the jobs of a service, all pages, and adds the chosen ones under the name that they were asked by', async () => {
	const server = await adminServer();
	const home = temporaryFolder();
	const service = `${server.origin}/arcgis/rest/services/F/S/GPServer`;
	const list = await runCli(['import', service], {home});
	expect(list).toMatchObject({code: 0, stderr: expect.stringContaining(nameTheirIds(150))});
	expect(list.stdout.split('\n')).toHaveLength(152);
	expect(list.stdout).toMatch(
		/^JOB +STATUS +SUBMITTED +ENDED +USER *\nj1 +\S+ +2026-11-24 \d\d:\d\d:\d\d [+-]\d\d:\d\d /,
	);
	expect(list.stdout).not.toContain('\u001b');
	const json = await runCli(['import', service, '--json', '--since', '2h'], {home});
	expect(serviceJobs.parse(JSON.parse(json.stdout)).jobs[1]).toMatchObject({
		jobId: 'j2',
		status: 'SUCCEEDED',
		user: 'ann',
		submitted: '2026-11-24T09:00:00.001Z',
	});
	const added = await runCli(['import', service, 'j3', 'j150', '--tag', 'night'], {home});
	expect(added.code).toBe(0);
	const saved = JSON.parse((await runCli(['list', '--json'], {home})).stdout).jobs;
	expect(saved.map((job: {url: string}) => job.url)).toEqual([
		`${service}/My%20Task/jobs/j3`,
		`${service}/My%20Task/jobs/j150`,
	]);
	expect(await runCli(['import', service, 'j999'], {home})).toMatchObject({
		code: 2,
		stderr: expect.stringMatching(/ j999 /),
	});
});

test('import says what is wrong', async () => {
	const server = await startSmallServer(() => ({
		body: {status: 'error', messages: ['Unauthorized access'], code: 499},
	}));
	const refused = await runCli(['import', `${server.origin}/arcgis/rest/services/S/GPServer`]);
	expect(refused).toMatchObject({code: 4, stderr: expect.stringContaining(administratorHint)});
	expect(await runCli(['import'])).toMatchObject({code: 2});
	expect(await runCli(['import', 'https://h/x'])).toMatchObject({
		code: 2,
		stderr: said(importUsage),
	});
});

describe('on Enterprise on Kubernetes', () => {
	const hour = 3_600_000;
	const rows = Array.from({length: 25}, (_, index) => ({
		jobid: `j${index + 1}`,
		submittedtime: Date.now() - index * hour,
		endtime: 0,
		status: index % 2 === 0 ? 'esriJobSucceeded' : 'esriJobExecuting',
		username: 'ann',
	}));
	const root = {fullVersion: '11.4', resources: ['orgs', 'services', 'datastores']};

	/** Answers as documented: `startTime` in seconds, ten jobs by default. @param wantsStatus as in the first edition */
	function answerTo(path: string, wantsStatus: boolean): SmallAnswer {
		const {pathname, searchParams} = new URL(path, 'http://x');
		if (!pathname.endsWith('/jobs/query')) return {body: root};
		const [since, number, start] = ['startTime', 'number', 'start'].map(name => Number(searchParams.get(name)));
		const status = searchParams.get('jobStatus');
		if (wantsStatus && status === null) return {body: {status: 'error', messages: ['jobStatus'], code: 400}};
		const found = rows.filter(
			row => row.submittedtime >= (since ?? 0) * 1000 && (status === null || row.status === status),
		);
		const page = found.slice((start || 1) - 1, (start || 1) - 1 + (number || 10));
		return {body: {total: found.length, num: page.length, start: start || 1, nextStart: -1, results: page}};
	}

	test.each([false, true])(
		'import lists the jobs of the time that is asked for (a status is required: %s)',
		async wantsStatus => {
			const server = await startSmallServer(({path}) => answerTo(path, wantsStatus));
			const run = await runCli([
				'import',
				`${server.origin}/arcgis/rest/services/F/S/GPServer`,
				'--json',
				'--since',
				'5h',
			]);
			expect(run).toMatchObject({code: 0});
			const {jobs} = serviceJobs.parse(JSON.parse(run.stdout));
			expect(jobs.map(({jobId}) => jobId).toSorted()).toEqual(['j1', 'j2', 'j3', 'j4', 'j5']);
			expect(server.requests.every(({method}) => method === 'GET')).toBe(true);
		},
	);
});

test('of an ArcGIS Server without jobs in that time, import does not ask for those of all times', async () => {
	const empty = {total: 0, num: 0, start: 1, nextStart: -1, results: []};
	const server = await startSmallServer(({path}) => ({
		body: path.includes('/jobs/query') ? empty : {resources: ['machines', 'services'], currentVersion: 11.3},
	}));
	const run = await runCli(['import', `${server.origin}/arcgis/rest/services/F/S/GPServer`]);
	expect(run).toMatchObject({code: 0, stderr: said(noJobsInTime)});
	expect(server.requests.filter(({path}) => path.includes('/jobs/query'))).toHaveLength(1);
});
