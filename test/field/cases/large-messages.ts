import {noMessagesSentence} from '../../../source/commands/messages.ts';
import type {FieldCase} from '../field-case.ts';

/** Messages of some MB, of what patterns and spreads of JavaScript fail at. */
const texts: readonly (readonly [string, string])[] = [
	['a Basic header', `Basic ${'A'.repeat(6_000_000)}`],
	['bidi controls', '\u202e'.repeat(1_000_000)],
	['a name without end', 'token='.repeat(1_500_000)],
	['hidden characters within a name', `to${'\u200b'.repeat(2_000_000)}`],
];

const failed = (description: string) => ({
	body: {jobId: 'j1', jobStatus: 'esriJobFailed', messages: [{type: 'esriJobMessageTypeError', description}]},
});

export const cases: readonly FieldCase[] = [
	...texts.map(
		([what, text]): FieldCase => ({
			name: `a message of some MB of ${what} hides no status, and is cut`,
			isLarge: true,
			server: {job: failed(text)},
			runs: [
				{args: ['status', '{job}', '--json'], exit: 0, json: {jobs: [{status: 'esriJobFailed'}]}, patience: 150_000},
				{args: ['wait', '{job}'], exit: 1, patience: 150_000},
				{args: ['messages', '{job}'], exit: 0, silent: [noMessagesSentence], patience: 150_000},
			],
		}),
	),
	{
		name: 'a cancel that is answered with a message of some MB is told',
		isLarge: true,
		server: {
			job: {body: {jobId: 'j1', jobStatus: 'esriJobExecuting', messages: []}},
			cancel: {
				body: {jobId: 'j1', jobStatus: 'esriJobCancelling', messages: [{type: '', description: texts[0]?.[1]}]},
			},
		},
		runs: [
			{args: ['cancel', '--yes', '--json', '{job}'], exit: 0, json: {jobs: [{outcome: 'accepted'}]}, patience: 150_000},
		],
		sent: [/^POST .*\/cancel/],
	},
];
