import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {cannotBeRun, factsOf, NotifyCommand, notRun, runsOn, tooSlow} from '../../source/session/notify-command.ts';
import {type SafeText, safeText, serverText} from '../../source/text/safe-text.ts';
import {temporaryFolder} from '../e2e/environment.ts';
import {urlOf} from '../ui/screen/screen-world.ts';
import {environment, failuresOf, jobNamed, manyJobs, script} from './notify-jobs.ts';

const megabytes = 'z'.repeat(3_000_000);

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		// What has ended and that nobody has asked about yet is still there by its number.
		return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
	} catch {
		return false;
	}
}

test('texts of megabytes are cut for the program; names and addresses are complete or absent', async () => {
	const out = join(temporaryFolder(), 'out');
	const message = {level: 'error', type: safeText('x'), text: serverText(megabytes)} as const;
	const job = jobNamed('big', {
		label: safeText(megabytes),
		tags: [safeText(megabytes), safeText('日'.repeat(2_000_000))],
		status: serverText(megabytes),
		messages: {...jobNamed('a').messages, firstError: message, last: message},
	});
	expect(await failuresOf(script(`printf '%s' "$GPJOBS_JOB_URL$GPJOBS_JOB_STATE" > ${out}`), [job])).toEqual([]);
	expect(readFileSync(out, 'utf8')).toBe(`${urlOf('big')}failed`);
	const facts = factsOf({...job, address: {...job.address, jobId: safeText(megabytes)}});
	expect(facts.GPJOBS_JOB_ID).toBe('');
	for (const fact of Object.values(facts)) expect(Buffer.byteLength(fact)).toBeLessThanOrEqual(4096);
	expect(Buffer.byteLength(Object.values(facts).join(''))).toBeLessThan(64 * 1024);
});

test('an environment that is too large for any program is reported', async () => {
	const sentences: SafeText[] = [];
	const huge = {...environment, HUGE: megabytes};
	const runner = new NotifyCommand(script('exit 0'), huge, sentence => sentences.push(sentence));
	runner.runFor(manyJobs);
	await runner.finish(200_000);
	expect(sentences).toEqual([cannotBeRun('E2BIG')]);
});

test('a program that never ends does not keep gpjobs from ending', async () => {
	const mark = join(temporaryFolder(), 'pid');
	const command = script(`echo $$ > ${mark}; exec sleep 600`);
	const sentences = await failuresOf(command, [jobNamed('a')], 2000);
	expect(sentences).toEqual([runsOn]);
	await expect.poll(() => existsSync(mark) && readFileSync(mark, 'utf8')).toMatch(/\d/);
	process.kill(Number(readFileSync(mark, 'utf8')), 'SIGKILL');
});

test('jobs for which no program was started at the end are counted', async () => {
	const marks = join(temporaryFolder(), 'pids');
	const sentences = await failuresOf(script(`echo $$ >> ${marks}; exec sleep 600`), manyJobs, 1500);
	expect(sentences).toEqual([notRun(8)]);
	const pids = () => readFileSync(marks, 'utf8').trim().split('\n');
	await expect.poll(() => existsSync(marks) && pids().length).toBe(4);
	for (const pid of pids()) process.kill(Number(pid), 'SIGKILL');
});

test('a stopped program is stopped with its children, and reported as stopped', async () => {
	const marks = join(temporaryFolder(), 'pids');
	const sentences: SafeText[] = [];
	const command = script(`sleep 600 & echo $$ $! > ${marks}; wait`);
	const runner = new NotifyCommand(command, environment, sentence => sentences.push(sentence), 5000);
	runner.runFor([jobNamed('a')]);
	await runner.finish(60_000);
	expect(sentences).toEqual([tooSlow]);
	const pids = readFileSync(marks, 'utf8').trim().split(' ').map(Number);
	expect(pids).toHaveLength(2);
	for (const pid of pids) await expect.poll(() => isRunning(pid)).toBe(false);
});
