import {expect, test} from 'vitest';
import {
	cancelQuestion,
	nobodyToAsk,
	nothingAsked,
	notKnownYet,
	readOnlyCancel,
	timeoutWithoutWait,
} from '../../source/commands/cancel.ts';
import {exitCodes} from '../../source/commands/exit-code.ts';
import {safe} from '../../source/text/safe-text.ts';
import {gpjobs} from '../e2e/built-program.ts';
import {openScreen} from '../e2e/screen.ts';
import {type HandServer, jobUrl, refusingOrigin, startHandServer, startSmallServer} from '../e2e/servers.ts';
import {toldOfCancel} from '../monitor/told-cancel.ts';
import {said, saying} from '../saying.ts';
import {cancels} from './json-shapes.ts';
import {runInProcess as runCli} from './run-in-process.ts';
import {runLongEnough} from './time-limits.ts';

const urlsOf = (server: HandServer) => server.jobs.map(({url}) => url);

async function cancelOf(words: readonly string[]) {
	const {code, stdout, stderr} = await runCli(['cancel', '--yes', '--json', ...words], {patience: 150_000});
	return {code, stderr, jobs: stdout === '' ? [] : cancels.parse(JSON.parse(stdout)).jobs};
}

test('it looks once, asks once, looks once more, and tells what it saw', async () => {
	const server = await startHandServer({flood: 'esriJobExecuting'});
	const {code, jobs, stderr} = await cancelOf(urlsOf(server));
	expect({code, stderr}).toEqual({code: 0, stderr: ''});
	expect(jobs).toMatchObject([
		{
			outcome: 'accepted',
			state: 'cancelling',
			sentence: toldOfCancel({step: 'accepted', status: 'Cancelling', state: 'cancelling'}),
		},
	]);
	expect(server.requests.map(({method}) => method)).toEqual(['GET', 'POST', 'GET']);
	expect(server.posts()).toMatchObject([{path: expect.stringMatching(/\/jobs\/j\w+\/cancel$/)}]);
});

test.each([
	['esriJobExecuting', 'refused', 'refused', 1, 1],
	['esriJobSubmitted', 'refused', 'refused', 1, 1],
	['esriJobExecuting', 'esriJobSucceeded', 'ended', 1, 1],
	['esriJobExecuting', 'esriJobCancelled', 'cancelled', 0, 1],
	['esriJobCancelling', 'refused', 'accepted', 0, 0],
	['esriJobCancelled', 'refused', 'cancelled', 0, 0],
	['esriJobSucceeded', 'refused', 'ended', 1, 0],
	['esriJobFailed', 'refused', 'ended', 1, 0],
])(
	'%s, and the server makes %s of it: %s, %i, with %i requests to cancel',
	async (status, onCancel, outcome, code, posts) => {
		const server = await startHandServer({flood: status});
		server.job('flood').onCancel = onCancel;
		const told = await cancelOf(urlsOf(server));
		expect({code: told.code, outcome: told.jobs[0]?.outcome}).toEqual({code, outcome});
		expect(server.posts()).toHaveLength(posts);
	},
);

test('--wait follows it to its end, and says meanwhile how it stands', async () => {
	const server = await startHandServer({flood: 'esriJobExecuting'});
	const stop = setInterval(() => {
		if (server.requests.length >= 4) server.job('flood').status = 'esriJobCancelled';
	}, 10);
	const {code, stdout, stderr} = await runCli(['cancel', '--yes', '--wait', ...urlsOf(server)], {
		patience: 150_000,
	}).finally(() => clearInterval(stop));
	expect({code, stdout}).toEqual({code: 0, stdout: `Task ·0000: ${toldOfCancel({step: 'cancelled'})}\n`});
	expect(stderr).toMatch(saying(`gpjobs: Task ·0000: ${toldOfCancel({step: 'accepted'})}`));
	expect(server.posts()).toHaveLength(1);
});

test('--wait tells that it ended all the same: 1', async () => {
	const server = await startHandServer({flood: 'esriJobExecuting'});
	const end = setInterval(() => {
		if (server.requests.length >= 4) server.job('flood').status = 'esriJobSucceeded';
	}, 10);
	const {code, jobs} = await cancelOf(['--wait', ...urlsOf(server)]).finally(() => clearInterval(end));
	expect({code, jobs}).toMatchObject({code: 1, jobs: [{outcome: 'ended', state: 'succeeded'}]});
});

test('--wait --timeout gives up following: 124, and the cancel is told as it stands', async () => {
	const server = await startHandServer({flood: 'esriJobExecuting'});
	const {
		ended: {code, jobs, stderr},
		limit,
	} = await runLongEnough(
		within => cancelOf(['--wait', '--timeout', within, ...urlsOf(server)]),
		cancel => cancel.jobs[0]?.outcome === 'accepted',
	);
	expect({code, jobs}).toMatchObject({code: 124, jobs: [{outcome: 'accepted', state: 'cancelling'}]});
	expect(stderr).toContain(said(notKnownYet(limit, [safe`Task ·0000`])));
});

test('of several each is asked once, and the worst code counts', async () => {
	const server = await startHandServer({a: 'esriJobExecuting', b: 'esriJobSucceeded', c: 'esriJobExecuting'});
	const {code, jobs} = await cancelOf([...urlsOf(server), jobUrl(await refusingOrigin())]);
	expect(jobs.map(({outcome}) => outcome)).toEqual(['accepted', 'ended', 'accepted', 'not-sent']);
	expect(code).toBe(5);
	expect(server.posts()).toHaveLength(2);
});

test.each([
	['the server asks for a sign-in', 499, 'Token Required', 4],
	['it is forbidden', 403, 'No permission', 4],
])('%s: nothing is sent, and the code says so', async (_what, number, message, code) => {
	const server = await startSmallServer(() => ({body: {error: {code: number, message, details: []}}}));
	const told = await cancelOf([jobUrl(server.origin)]);
	expect(told).toMatchObject({code, jobs: [{outcome: 'not-sent', state: 'unknown'}]});
	expect(server.requests.filter(({method}) => method === 'POST')).toEqual([]);
});

test('an answer that never came is no success and no refusal: 5', async () => {
	const server = await startSmallServer(({method}) => ({
		status: method === 'POST' ? 502 : 200,
		body: method === 'POST' ? 'Bad Gateway' : {jobStatus: 'esriJobExecuting', messages: []},
	}));
	const {code, jobs} = await cancelOf([jobUrl(server.origin)]);
	expect({code, jobs}).toMatchObject({code: 5, jobs: [{outcome: 'unknown', state: 'running'}]});
	expect(server.requests.filter(({method}) => method === 'POST')).toHaveLength(1);
});

test.each([
	['fails', {status: 502, body: 'Bad Gateway'}, 'cancelling', exitCodes.fine],
	[
		'finds no such job',
		{body: {error: {code: 400, message: 'Job ID: not found.', details: []}}},
		'gone',
		exitCodes.failed,
	],
])(
	'the poll after an accepted cancel %s: state and exit code are of the newest answer',
	async (_what, look, state, code) => {
		let isAsked = false;
		const server = await startSmallServer(({method, path}) => {
			isAsked ||= method === 'POST';
			if (!/\/jobs\//.test(path)) return {body: {name: 'T', parameters: []}};
			if (method === 'POST') return {body: {jobStatus: 'esriJobCancelling', messages: []}};
			return isAsked ? look : {body: {jobStatus: 'esriJobExecuting', messages: []}};
		});
		expect(await cancelOf([jobUrl(server.origin)])).toMatchObject({code, jobs: [{outcome: 'accepted', state}]});
	},
);

test.each([
	['nobody can be asked', [], nobodyToAsk],
	['it is read-only', ['--yes', '--read-only'], readOnlyCancel],
	['--timeout without --wait', ['--yes', '--timeout', '5s'], timeoutWithoutWait],
])('%s: nothing is sent, and it is wrong usage: 2', async (_what, words, sentence) => {
	const server = await startHandServer({flood: 'esriJobExecuting'});
	const {code, stdout, stderr} = await runCli(['cancel', ...urlsOf(server), ...words]);
	expect({code, stdout}).toEqual({code: 2, stdout: ''});
	expect(stderr).toBe(said(sentence));
	expect(server.requests).toEqual([]);
});

test('a word that names no job keeps all from being cancelled: 2', async () => {
	const server = await startHandServer({flood: 'esriJobExecuting'});
	expect(await cancelOf([...urlsOf(server), 'nightly'])).toMatchObject({code: 2, jobs: []});
	expect(server.requests).toEqual([]);
});

test('a person is asked, with the job before his eyes, and no is what he gets without a yes', async () => {
	const server = await startHandServer({flood: 'esriJobExecuting'});
	for (const answer of ['', 'n', 'yep', 'Y']) {
		const screen = openScreen(gpjobs('cancel', ...urlsOf(server)), {columns: 120});
		await screen.shows(cancelQuestion(1).trim());
		expect(screen.text()).toContain('/GPServer/Task/jobs/j00000000');
		expect(screen.text()).toMatch(/^Executing .* \d+ s\b/m);
		expect(server.posts()).toEqual([]);
		await screen.press(...answer, 'Enter');
		const {code} = await screen.ends();
		expect(code, answer).toBe(answer === 'Y' ? 0 : 5);
		expect(screen.text()).toContain(answer === 'Y' ? toldOfCancel({step: 'accepted'}) : nothingAsked);
		expect(server.posts()).toHaveLength(answer === 'Y' ? 1 : 0);
	}
});

test('--quiet prints only the outcomes that are not as wanted', async () => {
	const server = await startHandServer({flood: 'esriJobExecuting', roads: 'esriJobSucceeded'});
	const {code, stdout} = await runCli(['cancel', '--yes', '--quiet', ...urlsOf(server)], {patience: 150_000});
	expect({code, lines: stdout.trimEnd().split('\n')}).toEqual({
		code: 1,
		lines: [`Task ·0001: ${toldOfCancel({step: 'ended', askedAt: null, status: 'Succeeded'})}`],
	});
});

test('what was typed before the question is no answer to it', async () => {
	const server = await startHandServer({flood: 'esriJobExecuting'});
	const screen = openScreen(gpjobs('cancel', ...urlsOf(server)), {columns: 120});
	await screen.press('y', 'Enter');
	await screen.shows(cancelQuestion(1).trim());
	expect(server.posts()).toEqual([]);
	await screen.press('Enter');
	expect(await screen.ends()).toMatchObject({code: exitCodes.fault});
	expect(server.posts()).toEqual([]);
});

test('Ctrl-C at the question sends nothing and ends as the signal does', async () => {
	const server = await startHandServer({flood: 'esriJobExecuting'});
	const screen = openScreen(gpjobs('cancel', ...urlsOf(server)), {columns: 120});
	await screen.shows(cancelQuestion(1).trim());
	await screen.press('Ctrl-C');
	expect(await screen.ends()).toMatchObject({code: exitCodes.interrupted});
	expect(screen.text()).toContain(nothingAsked);
	expect(server.posts()).toEqual([]);
});

test('a person is not asked where nothing is left to be cancelled', async () => {
	const server = await startHandServer({flood: 'esriJobSucceeded'});
	const screen = openScreen(gpjobs('cancel', ...urlsOf(server)), {columns: 120});
	expect(await screen.ends()).toMatchObject({code: 1});
	expect(screen.text()).toContain(toldOfCancel({step: 'ended', askedAt: null, status: 'Succeeded'}));
});

test.each([
	['nothing else is to be cancelled', {b: 'esriJobSucceeded'}, [], 1],
	['another one is', {a: 'esriJobExecuting', b: 'esriJobSucceeded'}, ['a'], 1],
	['the job was already being cancelled', {b: 'esriJobCancelling'}, [], 0],
] as const)(
	'a job that was not shown is not cancelled, even if it runs by then: %s',
	async (_, statuses, cancelled, code) => {
		const server = await startHandServer({...statuses});
		const screen = openScreen(gpjobs('cancel', ...urlsOf(server)), {columns: 120});
		const b = server.job('b');
		// The first answer says what it said; each later one says that the job runs.
		const first = b.status;
		let polls = 0;
		Object.defineProperty(b, 'status', {get: () => (polls++ === 0 ? first : 'esriJobExecuting'), set: () => {}});
		if (cancelled.length > 0) {
			await screen.shows(cancelQuestion(1).trim());
			await screen.press('y', 'Enter');
		}
		expect(await screen.ends()).toMatchObject({code});
		expect(server.posts().map(({path}) => path)).toEqual(
			cancelled.map(label => expect.stringContaining(server.job(label).id)),
		);
	},
);
