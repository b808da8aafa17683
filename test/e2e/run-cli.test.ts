import process from 'node:process';
import {expect, test} from 'vitest';
import {run} from './run-cli.ts';

const node = (code: string) => [process.execPath, '-e', code];

test('gives the exit code and both outputs', async () => {
	const result = await run(node('console.log("data 漢"); console.error("said"); process.exit(3)'));
	expect(result).toEqual({code: 3, signal: null, stdout: 'data 漢\n', stderr: 'said\n'});
});

test('is no terminal, and a build server only when asked', async () => {
	const report = node('console.log(process.stdin.isTTY, process.stdout.isTTY, "CI" in process.env, process.env.CI)');
	expect((await run(report)).stdout).toBe('undefined undefined false undefined\n');
	expect((await run(report, {env: {CI: ''}})).stdout).toBe('undefined undefined true \n');
});

test('gives it an input that ends', async () => {
	const {stdout} = await run(node('process.stdin.pipe(process.stdout)'), {input: 'one\ntwo\n'});
	expect(stdout).toBe('one\ntwo\n');
});

test('gives it a home of its own, or the one that two runs share', async () => {
	const report = node('console.log(process.env.GPJOBS_HOME)');
	const [one, other] = [await run(report), await run(report)];
	expect(one.stdout).not.toBe(other.stdout);
	expect((await run(report, {home: one.stdout.trim()})).stdout).toBe(one.stdout);
});

test('does not wait for ever', async () => {
	const endless = node('console.log("so far"); setInterval(() => {}, 1000)');
	await expect(run(endless, {patience: 1000})).rejects.toThrow(/had not ended after 1000 ms\.\nstdout: so far/);
});

test('says that there is no such program', async () => {
	await expect(run(['no-such-program-here'])).rejects.toThrow('ENOENT');
});
