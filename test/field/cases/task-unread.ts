import {taskUnread} from '../../../source/monitor/parameter-table.ts';
import type {FieldCase, Reply} from '../field-case.ts';

const secret = 'plain-words-of-a-hidden-value';
const job = {
	body: {
		jobId: 'j1',
		jobStatus: 'esriJobSucceeded',
		messages: [],
		inputs: {Key: {paramUrl: 'inputs/Key'}},
		results: {Out: {paramUrl: 'results/Out'}},
	},
};
const value = (name: string) => ({body: {paramName: name, dataType: 'GPString', value: secret}});

const tasks: readonly (readonly [string, Reply])[] = [
	['a status 500', {status: 500, body: 'no'}],
	['an envelope 403', {body: {error: {code: 403, message: 'You may not.', details: []}}}],
	['a text that is no JSON', {body: '<html></html>'}],
];

export const cases: readonly FieldCase[] = tasks.map(
	([what, task]): FieldCase => ({
		name: `a value that the task may hide is not shown where the task answers ${what}`,
		server: {job, task, inputs: {Key: value('Key')}, results: {Out: value('Out')}},
		runs: (['inputs', 'results'] as const).flatMap(kind => [
			{args: [kind, '{job}'], exit: task === tasks[1]?.[1] ? 4 : 5, says: [taskUnread]},
			{args: [kind, '{job}', '--json'], exit: task === tasks[1]?.[1] ? 4 : 5},
		]),
		nowhere: [secret],
	}),
);
