import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {cannotBeRun} from '../../../source/session/notify-command.ts';
import {type FieldCase, type FieldPlace, type FieldServer, monitorThread} from '../field-case.ts';

const hundredKilobytes = 'L'.repeat(100_000);

/** A job that runs when it is asked first, and has ended afterwards. */
function ending(body: object): FieldServer {
	return {
		job: ({before}) => ({
			body: {jobId: 'j1', messages: [], ...(before === 0 ? {jobStatus: 'esriJobExecuting'} : body)},
		}),
	};
}

/** A list with the one job, and settings as somebody wrote them by hand. */
function listWith(settings: object, job: object = {}): Record<string, string> {
	const jobs = [{url: '{job}', tags: [], addedAt: 1, ...job}];
	return {'config.json': JSON.stringify({version: 1, settings, jobs})};
}

/** A program that is told of ends, and writes down what. */
function hook({home}: FieldPlace): void {
	mkdirSync(join(home, 'bin'), {recursive: true});
	writeFileSync(
		join(home, 'bin/hook'),
		`#!/bin/sh\nprintf '%s\\n' "$GPJOBS_JOB_STATE" "\${#GPJOBS_JOB_LABEL}" "\${#GPJOBS_JOB_MESSAGE}" >> ${join(home, 'told')}\n`,
		{mode: 0o700},
	);
}

const toldOfFailure = ({home}: FieldPlace) => {
	const [state, label, message] = readFileSync(join(home, 'told'), 'utf8').split('\n');
	if (state !== 'failed' || Number(label) > 4096 || Number(message) > 4096)
		throw new Error(`told of ${state}, ${label} and ${message} characters`);
};

const refused: ReadonlyArray<readonly [string, string, string]> = [
	['holds a NUL', 'a\u0000b', cannotBeRun('ERR_INVALID_ARG_VALUE')],
	['is not there', '/nowhere/at/all', cannotBeRun('ENOENT')],
	['is a folder', '/', cannotBeRun('EACCES')],
];

export const cases: readonly FieldCase[] = [
	...refused.map(
		([what, command, says]): FieldCase => ({
			name: `a notifyCommand that ${what} is told, and gpjobs comes to its end`,
			needsProcess: monitorThread,
			server: ending({jobStatus: 'esriJobFailed'}),
			home: listWith({notifyCommand: command, interval: '1s'}),
			runs: [{args: [], exit: 0, says: [says, /failed/i], patience: 150_000}],
		}),
	),
	{
		name: 'a setting of megabytes is quoted short',
		server: ending({jobStatus: 'esriJobSucceeded'}),
		home: listWith({notifyCommand: `/${'x'.repeat(1_000_000)}`, [`${'y'.repeat(500_000)}`]: 1}),
		runs: [{args: ['list'], exit: 0, silent: [/.{10000}/]}],
	},
	{
		name: 'a label, a message and a status of megabytes reach notifyCommand cut',
		needsProcess: monitorThread,
		server: ending({
			jobStatus: 'esriJobFailed',
			messages: [{type: 'esriJobMessageTypeError', description: 'm'.repeat(3_000_000)}],
		}),
		home: listWith({notifyCommand: '{home}/bin/hook', interval: '1s'}, {label: hundredKilobytes}),
		prepare: hook,
		runs: [{args: [], exit: 0, patience: 150_000}],
		afterwards: toldOfFailure,
	},
	...['z'.repeat(200_000), '日本'.repeat(1_000_000), ` ${'\u001b[31m'.repeat(100_000)}`].map(
		(status): FieldCase => ({
			name: `a jobStatus of ${status.length} characters ("${status.slice(0, 2)}…") is shown short`,
			server: {job: {body: {jobId: 'j1', jobStatus: status, messages: []}}},
			runs: [
				{args: ['status', '{job}'], exit: 0, silent: [/.{5000}/]},
				{args: ['status', '{job}', '--json'], exit: 0, silent: [/.{20000}/]},
			],
		}),
	),
];
