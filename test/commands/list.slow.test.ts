import {expect, test} from 'vitest';
import {outputFailed} from '../../source/commands/main.ts';
import {gpjobs} from '../e2e/built-program.ts';
import {temporaryFolder} from '../e2e/environment.ts';
import {run} from '../e2e/run-cli.ts';
import {jobUrl} from '../e2e/servers.ts';
import {said} from '../saying.ts';
import {jobs} from './json-shapes.ts';
import {runInProcess as runCli} from './run-in-process.ts';

const one = jobUrl('https://gis.acme.com', 'j1111');

test('does not end with 0 where the output cannot be written', async () => {
	const home = temporaryFolder();
	await runCli(['add', one], {home});
	for (const args of [['list'], ['list', '--json'], ['--help'], ['config', 'path'], ['completion', 'bash']]) {
		const {code, stderr} = await run(['sh', '-c', '"$@" >/dev/full', 'sh', ...gpjobs(...args)], {home});
		expect(code, args.join(' ')).toBe(5);
		expect(stderr).toBe(said(outputFailed('ENOSPC')));
	}
});

test('a reader that goes away is no fault', async () => {
	const home = temporaryFolder();
	const input = Array.from({length: 3000}, (_, index) => jobUrl('https://gis.acme.com', `j${10_000 + index}`)).join(
		'\n',
	);
	await runCli(['add', '-'], {home, input});
	for (const args of [['list'], ['list', '--json']]) {
		const command = ['sh', '-c', '{ "$@"; echo "code $?" >&2; } | head -c 100', 'sh', ...gpjobs(...args)];
		const {code, stdout, stderr} = await run(command, {home});
		expect({code, stderr}).toEqual({code: 0, stderr: 'code 0\n'});
		expect(Buffer.byteLength(stdout)).toBe(100);
	}
	const {stdout} = await run(['sh', '-c', '"$@" | head -1', 'sh', ...gpjobs('list', '--json')], {home});
	expect(jobs.parse(JSON.parse(stdout)).jobs).toHaveLength(3000);
});
