import {JOB_STATUSES, Job} from '@esri/arcgis-rest-request';
import {describe, expect, test} from 'vitest';
import {parcelReport} from '../../source/demo/cast/parcel-report.ts';
import {demoServer, onlyJob} from './demo-server.ts';
import {shortScript} from './short-script.ts';

/** The demo server as a client sees it that this project did not write. */
describe('class Job of @esri/arcgis-rest-request', () => {
	const taskPath = '/arcgis/rest/services/Tests/Short/GPServer/Short%20Task';

	test('submits a job and reads it to its end', async () => {
		const {server, clock} = await demoServer({cast: [shortScript]});
		const job = await Job.submitJob({url: `${server.origin}${taskPath}`, params: {Text: 'a', Count: 5, Exact: true}});
		expect(await job.getJobInfo()).toMatchObject({id: job.id, status: JOB_STATUSES.Submitted});
		clock.forward(6_000);
		expect(await job.getJobInfo()).toMatchObject({status: JOB_STATUSES.Waiting});
		clock.forward(6_000);
		expect(await job.getJobInfo()).toMatchObject({status: JOB_STATUSES.Executing, progress: {percent: 0}});
		clock.forward(20_000);
		expect(await job.waitForCompletion()).toMatchObject({status: JOB_STATUSES.Success});
		expect(await job.getResult('Answer')).toEqual({paramName: 'Answer', dataType: 'GPLong', value: 42});
	});

	test('waits for a job of the demo to succeed', async () => {
		// It asks each 2 s by a clock of its own, whatever it is told; of the job 3 s are left, which at this speed pass in 0.1 s.
		const {server} = await demoServer({
			cast: [{...shortScript, headStart: 27_000}],
			speed: 30,
			now: () => performance.now(),
		});
		const {id} = onlyJob(server);
		const job = await Job.fromExistingJob({url: `${server.origin}${taskPath}`, id});
		expect(await job.waitForCompletion()).toMatchObject({status: JOB_STATUSES.Success});
	});

	test('reads all results of a job that it did not submit', async () => {
		const {server} = await demoServer({cast: [parcelReport]});
		const {url, id} = onlyJob(server);
		const job = await Job.fromExistingJob({url: url.slice(0, url.indexOf('/jobs/')), id});
		expect(await job.getAllResults()).toMatchObject({
			Parcel_Count: {dataType: 'GPLong', value: 4},
			Affected_Parcels: {value: {geometryType: 'esriGeometryPolygon'}},
			Districts: {value: ['Riverton Fire', 'School District 12', 'Library']},
		});
	});

	test('cancels a job that executes', async () => {
		const {server, clock} = await demoServer({cast: [shortScript]});
		clock.forward(12_000);
		const {id} = onlyJob(server);
		const job = await Job.fromExistingJob({url: `${server.origin}${taskPath}`, id});
		expect(await job.cancelJob()).toMatchObject({jobStatus: 'esriJobCancelling'});
		expect(await job.getJobInfo()).toMatchObject({status: JOB_STATUSES.Cancelling});
		clock.forward(6_000);
		await expect(job.waitForCompletion()).rejects.toMatchObject({name: 'ArcGISJobError'});
	});

	test('is refused the cancel of a job that is Submitted', async () => {
		const {server} = await demoServer({cast: [shortScript]});
		const {id} = onlyJob(server);
		const job = await Job.fromExistingJob({url: `${server.origin}${taskPath}`, id});
		await expect(job.cancelJob()).rejects.toMatchObject({
			name: 'ArcGISRequestError',
			code: 400,
			originalMessage: 'Invalid or missing input parameters.',
		});
	});

	test('is told that there is no such job', async () => {
		const {server} = await demoServer({cast: [shortScript]});
		const unknown = Job.fromExistingJob({url: `${server.origin}${taskPath}`, id: 'j0'});
		await expect(unknown).rejects.toMatchObject({name: 'ArcGISRequestError', code: 400});
	});
});

test('GET with everything in the query, as @arcgis/core sends it, submits and reads', async () => {
	const {server, clock} = await demoServer({cast: [shortScript]});
	const task = `${server.origin}/arcgis/rest/services/Tests/Short/GPServer/Short%20Task`;
	const query = new URLSearchParams({
		Text: 'a',
		Distance: '{"distance":1,"units":"esriFeet"}',
		returnZ: 'false',
		f: 'json',
	});
	const submitted = (await (await fetch(`${task}/submitJob?${query}`)).json()) as {jobId: string};
	clock.forward(30_000);
	const result = await fetch(`${task}/jobs/${submitted.jobId}/results/Answer?f=json&returnType=data`);
	expect(await result.json()).toMatchObject({value: 42});
});
