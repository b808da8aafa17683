import process from 'node:process';
import {afterEach, expect, test, vi} from 'vitest';
import {exitCodes} from '../../source/commands/exit-code.ts';
import {reportWhileWaiting, stillWaiting, summaryOf} from '../../source/commands/wait-report.ts';
import {jobAddress} from '../../source/gp/job-url.ts';
import type {State} from '../../source/gp/status.ts';
import {systemClock} from '../../source/monitor/clock.ts';
import {newJob, type WatchedJob} from '../../source/monitor/job.ts';
import type {Monitor} from '../../source/monitor/monitor.ts';
import {stateWords} from '../../source/session/job-lines.ts';
import {safeText, serverText} from '../../source/text/safe-text.ts';
import {jobUrl, startHandServer} from '../e2e/servers.ts';
import {said} from '../saying.ts';
import {runInProcess as runCli} from './run-in-process.ts';

afterEach(() => void vi.restoreAllMocks());

function job(label: string, state: State, status: string): WatchedJob {
	const address = jobAddress(jobUrl('https://gis.acme.com', `j${label}`));
	if (!address) throw new Error(`${label} has no URL`);
	const now = systemClock.now();
	return {...newJob(address, safeText(label)), state, status: serverText(status), lastAnswer: now};
}

const running = job('flood', 'running', 'esriJobExecuting');
const failed = job('roads', 'failed', 'esriJobFailed');
const succeeded = job('parcels', 'succeeded', 'esriJobSucceeded');

test('the summary counts the successes and names every other job by its state', () => {
	const summary = summaryOf([running, failed, succeeded]);
	for (const part of ['1', '3', 'flood', 'roads', stateWords(running), stateWords(failed)])
		expect(summary).toContain(part);
	expect(summary).not.toContain('parcels');
});

test('of very many jobs a report names only some', () => {
	const many = Array.from({length: 60}, (_, index) => job(`region-${index}`, 'failed', 'esriJobFailed'));
	expect(summaryOf(many).length).toBeLessThan(300);
	expect(stillWaiting(600_000, many).length).toBeLessThan(500);
});

test('every ten minutes it reports the jobs that have not ended, until it is stopped', () => {
	const calls: Array<{readonly delay: number; readonly call: () => void; isStopped: boolean}> = [];
	vi.spyOn(systemClock, 'after').mockImplementation((delay, call) => {
		const timer = {delay, call, isStopped: false};
		calls.push(timer);
		return () => {
			timer.isStopped = true;
		};
	});
	const written: string[] = [];
	vi.spyOn(process.stderr, 'write').mockImplementation(text => written.push(String(text)) > 0);
	const over = job('parcels', 'gone', 'esriJobExecuting');
	const jobs = {list: [running, over]};
	const stop = reportWhileWaiting({jobs} as unknown as Monitor);
	calls[0]?.call();
	expect(written).toHaveLength(1);
	expect(written[0]).toContain(`flood (${stateWords(running)})`);
	expect(written[0]).not.toContain('parcels');
	jobs.list = [over];
	calls[1]?.call();
	expect(written).toHaveLength(1);
	expect(new Set(calls.map(({delay}) => delay))).toEqual(new Set([600_000]));
	stop();
	expect(calls.at(-1)?.isStopped).toBe(true);
});

test.each(['--quiet', '-q'])('with %s nothing is printed if all succeed, otherwise only the end', async quiet => {
	const server = await startHandServer({a: 'esriJobSucceeded', b: 'esriJobSucceeded', c: 'esriJobFailed'});
	const [a = '', b = '', c = ''] = server.jobs.map(({url}) => url);
	expect(await runCli(['wait', quiet, a, b])).toMatchObject({code: exitCodes.fine, stdout: '', stderr: ''});
	const {code, stdout, stderr} = await runCli(['wait', quiet, a, c]);
	expect({code, stdout}).toEqual({code: exitCodes.failed, stdout: ''});
	expect(stderr).toContain(`·${c.slice(-4)}`);
	expect(stderr.trimEnd().split('\n').length).toBeGreaterThan(0);
});

test('the summary is the last line of a wait for several jobs, and is not printed for one', async () => {
	const server = await startHandServer({a: 'esriJobSucceeded', b: 'esriJobSucceeded'});
	const urls = server.jobs.map(({url}) => url);
	const both = await runCli(['wait', ...urls]);
	expect(both.stderr).toBe(said(summaryOf([succeeded, succeeded])));
	expect((await runCli(['wait', urls[0] ?? ''])).stderr).toBe('');
});
