import {expect, test, vi} from 'vitest';
import {noLevel, noPattern} from '../../source/commands/messages.ts';
import {whichJob} from '../../source/commands/named-jobs.ts';
import {allOrJobs} from '../../source/commands/select-jobs.ts';
import {recordedMarker} from '../../source/monitor/job-log.ts';
import {answersAgain, messagesReadable} from '../../source/session/job-lines.ts';
import {temporaryFolder} from '../e2e/environment.ts';
import {ended, ending} from '../e2e/scripts.ts';
import {
	jobUrl,
	refusingOrigin,
	startGpServer,
	startHandServer,
	startSmallServer,
	stoppedClock,
	whenAsked,
} from '../e2e/servers.ts';
import {saying, whatever} from '../saying.ts';
import {message} from './json-shapes.ts';
import {runInProcess as runCli} from './run-in-process.ts';

const said = [
	{at: 10, text: 'Start Time: Monday'},
	{at: 20, text: 'Two features\nwere left out.', type: 'esriJobMessageTypeWarning'},
	{at: 30, text: 'ERROR 000732: no such layer', type: 'esriJobMessageTypeError'},
	{at: 40, text: 'Failed script Model...'},
] as const;

async function talker(): Promise<string> {
	const server = await startGpServer({cast: [ended('talker', {messages: () => [...said]})]});
	return server.jobs[0]?.url ?? '';
}

test('the messages of a job, warnings and errors marked', async () => {
	expect(await runCli(['messages', await talker()])).toMatchObject({
		code: 0,
		stderr: '',
		stdout: [
			'Start Time: Monday',
			'WARNING: Two features',
			'    were left out.',
			'ERROR: ERROR 000732: no such layer',
			'Failed script Model...',
			'',
		].join('\n'),
	});
});

test.each([
	[
		['--level', 'warning'],
		[1, 2],
	],
	[['--level', 'error'], [2]],
	[
		['--level', 'info', '--last', '2'],
		[2, 3],
	],
	[['--level', 'warning', '--last', '1'], [2]],
	[['--last', '0'], []],
	[['--grep', '000\\d+'], [2]],
	[['--grep', 'FEATURES.were'], []],
	[['--grep', 'FEATURES\\swere'], [1]],
	[
		['--grep', 'e', '--last', '2'],
		[2, 3],
	],
	[['--grep', 'e', '--level', 'error'], [2]],
	[
		['--last', '99'],
		[0, 1, 2, 3],
	],
])('%j chooses', async (words, indexes) => {
	const {code, stdout} = await runCli(['messages', await talker(), '--json', ...words]);
	const lines = stdout.split('\n').filter(Boolean);
	expect(code).toBe(0);
	expect(lines.map(line => message.parse(JSON.parse(line)).index)).toEqual(indexes);
});

test('a pattern that is not a regular expression is wrong usage', async () => {
	expect(await runCli(['messages', await talker(), '--grep', '['])).toMatchObject({
		code: 2,
		stdout: '',
		stderr: `gpjobs: ${noPattern('[')}\n`,
	});
});

test('of several jobs each line begins with the name of its job, and --last counts for each', async () => {
	const home = temporaryFolder();
	const server = await startHandServer({flood: 'esriJobExecuting', roads: 'esriJobFailed'});
	for (const {url, label, messages} of server.jobs) {
		messages.push({type: 'esriJobMessageTypeInformative', description: `${label} begins`});
		messages.push({type: 'esriJobMessageTypeError', description: `${label} breaks\nhere`});
		await runCli(['add', url, '--label', label, '--tag', 'nightly'], {home});
	}
	expect(await runCli(['messages', 'tag:nightly', '--last', '1'], {home})).toMatchObject({
		code: 0,
		stderr: '',
		stdout: 'flood: ERROR: flood breaks\n    here\nroads: ERROR: roads breaks\n    here\n',
	});
	const {stdout} = await runCli(['messages', '--all', '--json', '--level', 'error'], {home});
	const lines = stdout.trimEnd().split('\n');
	expect(lines.map(line => message.parse(JSON.parse(line)).url)).toEqual(server.jobs.map(({url}) => url));
});

test('one job of several that cannot be read spoils only itself, and counts in the exit code', async () => {
	const url = await talker();
	const {code, stdout, stderr} = await runCli(['messages', jobUrl(await refusingOrigin()), url, '--level', 'error']);
	expect(code).toBe(5);
	expect(stdout).toContain('ERROR 000732');
	expect(stderr).toMatch(/^gpjobs: Task ·\w{4}: .*\n$/);
});

test('--timestamps tells when gpjobs first saw a message, also in an earlier run', async () => {
	const home = temporaryFolder();
	const server = await startHandServer({flood: 'esriJobExecuting'});
	const {url, messages} = server.job('flood');
	messages.push({type: 'esriJobMessageTypeInformative', description: 'one'});
	await runCli(['add', url, '--label', 'flood'], {home});
	const seenAt = async () => {
		const {stdout} = await runCli(['messages', 'flood', '--timestamps'], {home});
		return stdout.trimEnd().split('\n');
	};
	const [one = ''] = await seenAt();
	expect(one).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d one$/);
	const between = Date.now();
	messages.push({type: 'esriJobMessageTypeInformative', description: 'two'});
	expect(await seenAt()).toEqual([one, expect.stringMatching(/ two$/)]);
	const {stdout} = await runCli(['messages', 'flood', '--json'], {home});
	const [first = 0, second = 0] = stdout.split('\n', 2).map(line => Date.parse(JSON.parse(line).firstSeen));
	expect(first).toBeLessThanOrEqual(between);
	expect(second).toBeGreaterThanOrEqual(between);
});

test('--follow of several jobs tells what each says, and ends when all have ended', async () => {
	const server = await startHandServer({flood: 'esriJobExecuting', roads: 'esriJobExecuting'});
	const say = (label: string, description: string) =>
		server.job(label).messages.push({type: 'esriJobMessageTypeInformative', description});
	const end = () => {
		for (const {label} of server.jobs) {
			say(label, `${label} ends`);
			server.job(label).status = 'esriJobSucceeded';
		}
	};
	say('flood', 'flood begins');
	const urls = server.jobs.map(({url}) => url);
	const done = runCli(['messages', ...urls, '--follow', '--json', '--interval', '1s'], {patience: 150_000});
	const {code, stdout} = await whenAsked(server, {2: () => say('roads', 'roads begins'), 6: end}, done);
	expect(code).toBe(0);
	const lines = stdout
		.trimEnd()
		.split('\n')
		.map(line => message.parse(JSON.parse(line)));
	for (const [index, label] of ['flood', 'roads'].entries()) {
		const own = lines.filter(({url}) => url === urls[index]);
		expect(own.map(({text}) => text)).toEqual([`${label} begins`, `${label} ends`]);
	}
});

test('--follow tells each message once as it comes, through a fault, and ends with the job', async () => {
	const server = await startHandServer({flood: 'esriJobExecuting'});
	const flood = server.job('flood');
	const add = (description: string) => flood.messages.push({type: 'esriJobMessageTypeInformative', description});
	add('one');
	add('two');
	let written = '';
	const done = runCli(['messages', flood.url, '--follow', '--last', '1', '--interval', '1s'], {
		faster: 10,
		onOutput: stdout => {
			written = stdout;
		},
	});
	await expect.poll(() => written).toBe('two\n');
	add('three');
	await expect.poll(() => written).toBe('two\nthree\n');
	server.trouble = {status: 502, body: 'Bad Gateway'};
	const asked = server.requests.length;
	await expect.poll(() => server.requests.length).toBeGreaterThan(asked);
	server.trouble = undefined;
	add('four');
	await expect.poll(() => written).toBe('two\nthree\nfour\n');
	add('five');
	flood.status = 'esriJobFailed';
	const {code, stdout, stderr} = await done;
	// How the job ended is told by `wait`; its messages were read.
	expect(code).toBe(0);
	expect(stdout).toBe('two\nthree\nfour\nfive\n');
	expect(stderr).toMatch(new RegExp(`HTTP 502.*\n.*(?:${answersAgain}|${messagesReadable})\n$`));
});

test('--follow of a job that has ended before tells what there is', async () => {
	const home = temporaryFolder();
	const url = await talker();
	await runCli(['add', url, '--label', 'talker'], {home});
	await runCli(['status', 'talker'], {home});
	const {code, stdout} = await runCli(['messages', 'talker', '--follow', '--level', 'error'], {home});
	expect({code, stdout}).toEqual({code: 0, stdout: 'ERROR: ERROR 000732: no such layer\n'});
});

test('--follow with --json is one line a message and nothing else', async () => {
	const clock = stoppedClock();
	const talking = ending('talker', 6000, {messages: () => [...said, {at: 5900, text: 'x'}]});
	const server = await startGpServer({cast: [talking], now: clock.now});
	const done = runCli(['messages', server.jobs[0]?.url ?? '', '--follow', '--json', '--interval', '1s']);
	clock.pass(100);
	await vi.waitUntil(() => server.requests.length >= 2, {timeout: 60_000});
	clock.pass(6000);
	const {code, stdout} = await done;
	expect(code).toBe(0);
	const lines = stdout.trimEnd().split('\n');
	expect(lines.map(line => message.parse(JSON.parse(line)).index)).toEqual([0, 1, 2, 3, 4]);
});

test('what a server sends reaches no terminal', async () => {
	const text = '\u001B]0;owned\u0007\u001B[2J\u009B31m evil \u202Egnp';
	const server = await startGpServer({cast: [ended('talker', {messages: () => [{at: 1, text}]})]});
	for (const form of [[], ['--json']]) {
		const {stdout} = await runCli(['messages', server.jobs[0]?.url ?? '', ...form]);
		expect(stdout).toContain('evil');
		expect(stdout).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E]/);
	}
});

test.each([
	['no job', [], whichJob],
	['a job and --all', [jobUrl('http://127.0.0.1:9'), '--all'], allOrJobs],
	['a level that is none', [jobUrl('http://127.0.0.1:9'), '--level', 'loud'], noLevel('loud')],
	['a number that is none', [jobUrl('http://127.0.0.1:9'), '--last', 'few'], '"few"'],
])('%s is wrong usage: 2', async (_what, words, sentence) => {
	const {code, stdout, stderr} = await runCli(['messages', ...words]);
	expect({code, stdout}).toEqual({code: 2, stdout: ''});
	expect(stderr).toContain(sentence);
});

test.each([[[]], [['--follow']]])('a sign-in that is needed is said: 4 %j', async words => {
	const closed = await startSmallServer(() => ({body: {error: {code: 499, message: 'Token Required', details: []}}}));
	const {code, stdout, stderr} = await runCli(['messages', jobUrl(closed.origin), ...words]);
	expect({code, stdout}).toEqual({code: 4, stdout: ''});
	expect(stderr).toMatch(/^gpjobs: .*\.\n$/);
});

test('a server that refuses: 5; a job that it does not know: 1', async () => {
	expect(await runCli(['messages', jobUrl(await refusingOrigin())])).toMatchObject({code: 5, stdout: ''});
	const url = (await talker()).replace(/\/j\w+$/, '/j0123456789');
	expect(await runCli(['messages', url])).toMatchObject({code: 1, stdout: ''});
});

test.each([[[]], [['--follow']]])(
	'of a job that its server has thrown away the kept ones are told, and that they are kept %j',
	async words => {
		const home = temporaryFolder();
		const server = await startHandServer({flood: 'esriJobFailed'});
		server.job('flood').messages.push({type: 'esriJobMessageTypeError', description: 'It broke.'});
		await runCli(['add', server.job('flood').url, '--label', 'flood'], {home});
		await runCli(['wait', 'flood'], {home});
		server.trouble = {status: 404, body: {error: {code: 404, message: 'Not Found', details: []}}};
		const {code, stdout, stderr} = await runCli(['messages', 'flood', '--json', ...words], {home});
		expect(code).toBe(0);
		expect(message.parse(JSON.parse(stdout))).toMatchObject({index: 0, level: 'error', text: 'It broke.'});
		expect(stderr).toMatch(saying(recordedMarker(`${whatever} UTC`, 0)));
	},
);
