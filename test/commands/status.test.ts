import {readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {exitCodes} from '../../source/commands/exit-code.ts';
import {answeredAgo, neverAnswered, noAnswerYet} from '../../source/session/job-lines.ts';
import {temporaryFolder} from '../e2e/environment.ts';
import {ended, executing} from '../e2e/scripts.ts';
import {jobUrl, refusingOrigin, startGpServer, startSmallServer} from '../e2e/servers.ts';
import {saying, whatever} from '../saying.ts';
import {jobs} from './json-shapes.ts';
import {runInProcess as runCli} from './run-in-process.ts';

const failed = executing('failed', {
	phases: [{status: 'esriJobExecuting', lasts: 1000}, {status: 'esriJobFailed'}],
	headStart: 2000,
	messages: () => [{at: 500, text: 'It broke.', type: 'esriJobMessageTypeError'}],
});

async function statusOf(words: string[], home?: string) {
	const {code, stdout, stderr} = await runCli(['status', ...words, '--json'], home === undefined ? {} : {home});
	return {code, stderr, jobs: jobs.parse(JSON.parse(stdout)).jobs};
}

test('asks once about a job that is not saved, and saves nothing', async () => {
	const home = temporaryFolder();
	const server = await startGpServer({cast: [executing('flood')]});
	const url = server.jobs[0]?.url ?? '';
	const {code, stdout, stderr} = await runCli(['status', url], {home});
	expect({code, stderr}).toEqual({code: 0, stderr: ''});
	expect(stdout).toMatch(
		saying(`Executing Short Task ·${whatever} Short Task 127.0.0.1:${whatever} ${answeredAgo(0)}`),
	);
	expect(server.requests.filter(({path}) => path.includes('/jobs/'))).toHaveLength(1);
	expect(JSON.parse((await runCli(['list', '--json'], {home})).stdout)).toEqual({jobs: []});
});

test('is fine whatever the state of the jobs, and keeps what it saw of saved ones', async () => {
	const home = temporaryFolder();
	const server = await startGpServer({cast: [executing('flood'), ended('parcels'), failed]});
	await runCli(['add', ...server.jobs.map(({url}) => url)], {home});
	const asked = await statusOf(
		server.jobs.map(({id}) => id.slice(-6)),
		home,
	);
	expect(asked.code).toBe(0);
	expect(asked.jobs).toMatchObject([
		{state: 'running', status: 'esriJobExecuting', results: []},
		{state: 'succeeded', status: 'esriJobSucceeded', results: ['Answer']},
		{state: 'failed', status: 'esriJobFailed'},
	]);
	expect(asked.jobs[1]?.inputs).toContain('Text');
	const listed = await runCli(['list', '--json'], {home});
	expect(jobs.parse(JSON.parse(listed.stdout)).jobs.map(({state}) => state)).toEqual([
		'running',
		'succeeded',
		'failed',
	]);
});

test('tells warnings and errors of the messages', async () => {
	const server = await startGpServer({cast: [failed]});
	const asked = await statusOf([server.jobs[0]?.url ?? '']);
	expect(asked.jobs).toMatchObject([{messages: {total: 1, warnings: 0, errors: 1, last: 'It broke.'}}]);
});

test('a job that a live task does not know was not found: 1', async () => {
	const server = await startGpServer({cast: [executing('flood')]});
	const url = (server.jobs[0]?.url ?? '').replace(/\/j\w+$/, '/j0123456789');
	const {code, jobs: [job] = []} = await statusOf([url]);
	expect(code).toBe(1);
	expect(job).toMatchObject({url, status: null, state: 'unknown', lastAnswer: null});
	expect(job?.fault?.sentence).toMatch(/\.$/);
});

const feature = 'https://gis.acme.com/arcgis/rest/services/S/FeatureServer/jobs/1';

test.each([
	['no job', []],
	['a task', ['https://gis.acme.com/arcgis/rest/services/S/GPServer/T']],
	['a FeatureServer', [feature]],
	['a label that nobody has', ['flood']],
	['a row number', ['2']],
	['a task beside a job', [jobUrl('http://127.0.0.1:9'), feature]],
])('%s is wrong usage: 2', async (_what, words) => {
	const {code, stdout, stderr} = await runCli(['status', ...words]);
	expect({code, stdout}).toEqual({code: 2, stdout: ''});
	expect(stderr).toMatch(/^gpjobs: .*\.\n$/);
});

test.each([
	['sign-in is needed', 200, {error: {code: 499, message: 'Token Required', details: []}}, 'sign-in', 4],
	['the token is refused', 200, {error: {code: 498, message: 'Invalid Token', details: []}}, 'sign-in', 4],
	['HTTP asks for a sign-in', 401, 'Unauthorized', 'sign-in', 4],
	['it is forbidden', 200, {error: {code: 403, message: 'No permission', details: []}}, 'forbidden', 4],
	['the server is broken', 502, '<html>Bad Gateway</html>', 'http', 5],
	['the answer is a page', 200, '<html>Welcome</html>', 'not-json', 5],
	['the answer is another one', 200, {currentVersion: 11.3}, 'unexpected', 5],
])('where %s, the exit code says so', async (_what, status, body, kind, exit) => {
	const server = await startSmallServer(() => ({status, body}));
	const {code, jobs: [job] = []} = await statusOf([jobUrl(server.origin)]);
	expect(job?.fault).toMatchObject({kind});
	expect({code, state: job?.state}).toEqual({code: exit, state: 'unknown'});
});

test('a server that refuses the connection: 5, and the sentence says so', async () => {
	const url = jobUrl(await refusingOrigin());
	const {code, jobs: [job] = []} = await statusOf([url]);
	expect({code, fault: job?.fault?.kind}).toEqual({code: 5, fault: 'refused'});
	const {stdout} = await runCli(['status', url]);
	expect(stdout).toMatch(saying(`${noAnswerYet}${whatever}${job?.fault?.sentence}${whatever}${neverAnswered}`));
});

test('of several the worst code counts, and all are told', async () => {
	const home = temporaryFolder();
	const server = await startGpServer({cast: [executing('flood')]});
	const closed = await startSmallServer(() => ({body: {error: {code: 499, message: 'Token Required', details: []}}}));
	const unknown = (server.jobs[0]?.url ?? '').replace(/\/j\w+$/, '/j0123456789');
	const words = [server.jobs[0]?.url ?? '', unknown, jobUrl(closed.origin), jobUrl(await refusingOrigin())];
	const {code, jobs: told} = await statusOf(words, home);
	expect(told.map(({fault}) => fault?.kind ?? null)).toEqual([null, expect.any(String), 'sign-in', 'refused']);
	expect(code).toBe(4);
});

test('a token in the URL goes to that server in a header, and is shown nowhere', async () => {
	const server = await startSmallServer(({headers}) =>
		headers['x-esri-authorization'] === 'Bearer SECRET-0123456789'
			? {body: {jobId: 'j0123456789abcdef', jobStatus: 'esriJobExecuting', messages: []}}
			: {body: {error: {code: 499, message: 'Token Required', details: []}}},
	);
	const {code, stdout, stderr} = await runCli(['status', `${jobUrl(server.origin)}?token=SECRET-0123456789`]);
	expect(code).toBe(0);
	expect(stdout).toMatch(/^Executing /);
	expect(stdout + stderr).not.toContain('SECRET');
	expect(server.requests.every(({path}) => !path.includes('SECRET'))).toBe(true);
});

test.each([['status'], ['status', '--json'], ['wait', '--quiet']])(
	'%s says once that the disk did not take what it learnt, and ends with 6',
	async (...command) => {
		const home = temporaryFolder();
		const server = await startGpServer({cast: [ended('flood'), ended('parcels')]});
		const urls = server.jobs.map(({url}) => url);
		await runCli(['add', ...urls], {home});
		const records = join(home, 'jobs');
		const before = await runCli([...command, ...urls], {home});
		expect({code: before.code, stderr: before.stderr}).toEqual({code: 0, stderr: ''});
		rmSync(records, {recursive: true});
		// No record can be written below what is a file, not even by root.
		writeFileSync(records, '');
		const {code, stderr} = await runCli([...command, ...urls], {home});
		expect(code).toBe(exitCodes.notSaved);
		expect(stderr.trimEnd().split('\n')).toEqual([expect.stringContaining(records)]);
		expect(readFileSync(records, 'utf8')).toBe('');
	},
);
