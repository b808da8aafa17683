import {expect, test} from 'vitest';
import {outputFailed} from '../../source/commands/main.ts';
import {gpjobs} from '../e2e/built-program.ts';
import {run} from '../e2e/run-cli.ts';
import {startHandServer} from '../e2e/servers.ts';
import {said} from '../saying.ts';

test.each([
	['status', []],
	['status', ['--json']],
	['messages', []],
	['messages', ['--json']],
	['inputs', ['--json']],
	['results', ['--json']],
])('gpjobs %s %j does not end with 0 where the output cannot be written', async (command, options) => {
	const server = await startHandServer({flood: 'esriJobSucceeded'});
	const job = server.job('flood');
	job.messages = [{type: 'esriJobMessageTypeInformative', description: 'Executing'}];
	const {code, stderr} = await run(['sh', '-c', '"$@" >/dev/full', 'sh', ...gpjobs(command, job.url, ...options)]);
	expect({code, stderr}).toEqual({code: 5, stderr: said(outputFailed('ENOSPC'))});
});
