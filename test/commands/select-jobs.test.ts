import {expect, test} from 'vitest';
import {cancelCountQuestion, countNeeded, noLongerSelected, nothingAsked} from '../../source/commands/cancel.ts';
import {exitCodes} from '../../source/commands/exit-code.ts';
import {noSuchJob} from '../../source/commands/find-job.ts';
import {whichJob} from '../../source/commands/named-jobs.ts';
import {endedTakesNoJob, olderNeedsEnded, undoTakesNoJob} from '../../source/commands/remove.ts';
import {
	allOrJobs,
	doubtfulFilter,
	labelOrFilter,
	noSavedJobMatches,
	noSavedJobs,
	oneJobOnly,
} from '../../source/commands/select-jobs.ts';
import {safe, safeText} from '../../source/text/safe-text.ts';
import {gpjobs} from '../e2e/built-program.ts';
import {temporaryFolder} from '../e2e/environment.ts';
import {openScreen} from '../e2e/screen.ts';
import {jobUrl, startHandServer} from '../e2e/servers.ts';
import {said} from '../saying.ts';
import {cancels, jobs, listOutcomes} from './json-shapes.ts';
import {runInProcess as runCli} from './run-in-process.ts';

/** Three saved jobs of one server: a and b are nightly, c has ended. */
async function world() {
	const home = temporaryFolder();
	const server = await startHandServer({a: 'esriJobExecuting', b: 'esriJobExecuting', c: 'esriJobSucceeded'});
	const [a = '', b = '', c = ''] = server.jobs.map(({url}) => url);
	await runCli(['add', a, b, '--tag', 'nightly'], {home});
	await runCli(['add', c, '--label', 'roads'], {home});
	await runCli(['status', a, b, c], {home});
	const seen = server.requests.length;
	const run = (...args: readonly string[]) => runCli(args, {home, patience: 150_000});
	const found = async (...args: readonly string[]) =>
		jobs.parse(JSON.parse((await run('status', ...args, '--json')).stdout)).jobs.map(({url}) => url);
	return {home, server, seen, a, b, c, run, found};
}

test('a filter selects saved jobs by tags, labels and last known states', async () => {
	const {a, b, c, found} = await world();
	expect(await found('tag:nightly')).toEqual([a, b]);
	expect(await found('status:running')).toEqual([a, b]);
	expect(await found('!tag:nightly')).toEqual([c]);
	expect(await found('tag:nightly|label:roads')).toEqual([a, b, c]);
	expect(await found('label:roads', 'tag:nightly', a)).toEqual([c, a, b]);
	expect(await found('--all')).toEqual([a, b, c]);
});

test('a word that is a label and a filter is refused, unless both mean the same job', async () => {
	const {b, c, home, run, server, seen} = await world();
	await runCli(['label', b, 'tag:nightly'], {home});
	for (const args of [
		['cancel', 'tag:nightly', '--yes', '--count', '1'],
		['status', 'tag:nightly'],
	]) {
		expect(await run(...args)).toMatchObject({code: exitCodes.usage, stderr: said(labelOrFilter('tag:nightly', 1, 2))});
	}
	expect(server.requests).toHaveLength(seen);
	await runCli(['tag', c, '+weekly'], {home});
	await runCli(['label', c, 'tag:weekly'], {home});
	expect(await run('status', 'tag:weekly')).toMatchObject({code: exitCodes.fine});
});

test.each([
	['tag: status:running', 'tag:'],
	['status:running !', '!'],
	['status:running|', 'status:running|'],
	['status:running| tag:nightly', 'status:running|'],
	['tag:nightly !stat:queued', '!stat:queued'],
	['tag:"" status:running', 'tag:""'],
])('the filter %s is refused, because it would select more than is meant', async (filter, part) => {
	const {run, server, seen} = await world();
	for (const command of [['cancel', '--yes', '--count', '2'], ['status'], ['remove']]) {
		expect(await run(...command, filter)).toMatchObject({
			code: exitCodes.usage,
			stdout: '',
			stderr: said(doubtfulFilter(filter, part)),
		});
	}
	expect(server.requests).toHaveLength(seen);
});

test('cancel by a state leaves a job alone that is no longer in it, and one that cannot be polled', async () => {
	const {a, b, home, run, server} = await world();
	server.job('a').status = 'esriJobSubmitted';
	const wrong = await run('cancel', 'status:executing', '--yes', '--count', '2');
	expect(wrong).toMatchObject({code: exitCodes.usage, stdout: ''});
	expect(wrong.stderr).toContain(countNeeded(1));
	expect(server.posts()).toEqual([]);
	const right = await run('cancel', 'status:executing', '--yes', '--count', '1', '--json');
	expect(cancels.parse(JSON.parse(right.stdout)).jobs).toMatchObject([{url: b, outcome: 'accepted'}]);
	expect(right.stderr).toContain(noLongerSelected([safeText(`Task ·${a.slice(-4)}`)]));
	expect(server.posts()).toHaveLength(1);
	server.job('b').status = 'esriJobExecuting';
	await runCli(['status', '--all'], {home});
	server.trouble = {status: 502, body: 'Bad Gateway'};
	const unsure = await run('cancel', 'status:executing', '--yes', '--count', '1', '--json');
	expect(cancels.parse(JSON.parse(unsure.stdout)).jobs).toMatchObject([{url: b, outcome: 'not-sent'}]);
	expect(server.posts()).toHaveLength(1);
});

test('a job that is named twice is one job, for --count and for its server', async () => {
	const {a, server, home} = await world();
	const args = ['cancel', '-', a, 'tag:nightly', '--yes', '--count'];
	const input = `${a}\n${a.slice(-8)}\n`;
	expect(await runCli([...args, '4'], {home, input})).toMatchObject({
		code: exitCodes.usage,
		stderr: said(countNeeded(2)),
	});
	expect(server.posts()).toEqual([]);
	expect((await runCli([...args, '2'], {home, input, patience: 150_000})).code).toBe(exitCodes.fine);
	expect(server.posts()).toHaveLength(2);
});

test('a label that two jobs have cancels neither', async () => {
	const {a, b, run, server, seen} = await world();
	await run('label', a, 'flood');
	await run('label', b, 'flood');
	expect(await run('cancel', 'flood', '--yes')).toMatchObject({code: exitCodes.usage, stdout: ''});
	expect(server.requests).toHaveLength(seen);
});

test('- stands for the words on standard input', async () => {
	const {a, c, home} = await world();
	const {stdout} = await runCli(['status', '-', '--json'], {home, input: `# two\nroads\n\n  ${a}\r\n`});
	expect(jobs.parse(JSON.parse(stdout)).jobs.map(({url}) => url)).toEqual([c, a]);
	expect(await runCli(['status', '-'], {home, input: '\n'})).toMatchObject({
		code: exitCodes.usage,
		stderr: said(whichJob),
	});
});

test.each([
	['a filter that matches no job', ['status', 'tag:weekly'], noSavedJobMatches('tag:weekly')],
	['a word that names no job beside a filter', ['status', 'tag:nightly', 'nobody'], noSuchJob('nobody', safe``)],
	['--all beside a job', ['status', '--all', 'roads'], allOrJobs],
	['--all beside a job to cancel', ['cancel', '--yes', '--all', 'roads'], allOrJobs],
	['several jobs to run again', ['rerun', 'tag:nightly'], oneJobOnly('rerun', 2)],
	['several jobs for inputs', ['inputs', 'tag:nightly'], oneJobOnly('inputs', 2)],
	['several jobs for a label', ['label', 'tag:nightly', 'x'], oneJobOnly('label', 2)],
	['--ended beside a job', ['remove', '--ended', 'roads'], endedTakesNoJob],
	['--undo beside --all', ['remove', '--undo', '--all'], undoTakesNoJob],
	['--older alone', ['remove', 'roads', '--older', '1d'], olderNeedsEnded],
])('%s is wrong usage', async (_what, args, sentence) => {
	const {run, server, seen} = await world();
	const {code, stdout, stderr} = await run(...args);
	expect({code, stdout}).toEqual({code: exitCodes.usage, stdout: ''});
	expect(stderr).toContain(sentence);
	expect(server.requests).toHaveLength(seen);
});

test('--all of an empty list is wrong usage', async () => {
	expect(await runCli(['status', '--all'])).toMatchObject({code: exitCodes.usage, stderr: said(noSavedJobs)});
});

test.each([
	['a filter without --count', ['tag:nightly'], 2],
	['--all without --count', ['--all'], 3],
	['another --count', ['tag:nightly', '--count', '3'], 2],
	['another --count of a named job', ['roads', '--count', '2'], 1],
])('cancel --yes by %s: nothing is sent', async (_what, words, selected) => {
	const {run, server, seen} = await world();
	const {code, stdout, stderr} = await run('cancel', '--yes', ...words);
	expect({code, stdout}).toEqual({code: exitCodes.usage, stdout: ''});
	expect(stderr).toContain(countNeeded(selected));
	expect(server.requests).toHaveLength(seen);
});

test('cancel --yes by a filter with the right --count sends one request for each job', async () => {
	const {a, b, run, server} = await world();
	const {code, stdout} = await run('cancel', 'tag:nightly', '--yes', '--count', '2', '--json');
	expect(code).toBe(exitCodes.fine);
	expect(cancels.parse(JSON.parse(stdout)).jobs).toMatchObject([
		{url: a, outcome: 'accepted'},
		{url: b, outcome: 'accepted'},
	]);
	expect(server.posts()).toHaveLength(2);
});

test('cancel by a filter shows the jobs and asks for their number: a yes is not enough', async () => {
	const {home, server} = await world();
	for (const answer of ['y', '', '3', '2']) {
		const screen = openScreen(gpjobs('cancel', 'tag:nightly', '--home', home), {columns: 120});
		await screen.shows(cancelCountQuestion(2).trim());
		for (const {url} of server.jobs.slice(0, 2)) expect(screen.text()).toContain(url.slice(-9));
		expect(server.posts()).toEqual([]);
		await screen.press(...answer, 'Enter');
		const {code} = await screen.ends();
		expect(code, answer).toBe(answer === '2' ? exitCodes.fine : exitCodes.fault);
		if (answer !== '2') expect(screen.text()).toContain(nothingAsked);
	}
	expect(server.posts()).toHaveLength(2);
});

test('remove and tag take filters; remove --ended takes what has ended, long enough ago', async () => {
	const {a, b, c, run} = await world();
	const outcomes = async (...args: readonly string[]) =>
		listOutcomes.parse(JSON.parse((await run(...args, '--json')).stdout)).jobs.map(({url}) => url);
	expect(await outcomes('tag', 'status:running', '+busy')).toEqual([a, b]);
	expect(await outcomes('remove', '--ended', '--older', '1d')).toEqual([]);
	expect(await outcomes('remove', '--ended')).toEqual([c]);
	expect(await run('remove', '--ended')).toMatchObject({code: exitCodes.fine, stdout: '', stderr: ''});
	expect(await outcomes('remove', 'tag:busy')).toEqual([a, b]);
	expect(await outcomes('remove', '--undo')).toEqual([a, b]);
	expect(await outcomes('remove', '--all')).toEqual([a, b]);
	expect((await run('status', '--all')).code).toBe(exitCodes.usage);
	await run('add', jobUrl('https://gis.acme.com'));
	expect(await run('remove', '--ended')).toMatchObject({code: exitCodes.fine, stdout: ''});
});
