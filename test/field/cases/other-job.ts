import {answeredForAnother} from '../../../source/gp/same-job.ts';
import {saying, whatever} from '../../saying.ts';
import type {FieldCase, FieldRequest} from '../field-case.ts';
import {messagesUnread} from '../messages-unread.ts';

const body = (jobId: unknown, jobStatus = 'esriJobExecuting') => ({body: {jobId, jobStatus, messages: []}});
const other = {says: [answeredForAnother('jZZZ').sentence]};
const asked = ({path}: FieldRequest) => path.includes('returnMessages=true');

export const cases: readonly FieldCase[] = [
	{
		name: 'what a server says of another job is not believed',
		server: {job: body('jZZZ', 'esriJobFailed')},
		runs: [
			{args: ['status', '{job}'], exit: 5, ...other, silent: [/failed/i]},
			{args: ['messages', '{job}'], exit: 5, ...other},
			{args: ['results', '{job}'], exit: 5, ...other},
		],
	},
	{
		name: 'an answer with the messages of another job costs only the messages',
		server: {job: request => (asked(request) ? body('jZZZ', 'esriJobSucceeded') : body('j1'))},
		runs: [{args: ['status', '{job}'], exit: 0, says: [/executing/i, saying(`${messagesUnread}${whatever}jZZZ`)]}],
	},
	{
		name: 'a cancel is not sent where the fresh look is answered for another job',
		server: {job: ({before}) => (before < 1 ? body('j1') : body('jZZZ'))},
		runs: [
			{args: ['status', '{job}'], exit: 0},
			{args: ['cancel', '--yes', '{job}'], exit: 5, ...other},
		],
		neverSent: [/^POST/],
	},
	{
		name: 'a cancel that is answered for another job has an unknown outcome',
		server: {job: body('j1'), cancel: body('jZZZ', 'esriJobCancelling')},
		runs: [{args: ['cancel', '--yes', '{job}'], exit: 5, ...other}],
		sent: [/^POST .*\/cancel/],
	},
	...['J1', ' j1 ', 'j%31', '', null, undefined, {}].map(
		(jobId): FieldCase => ({
			name: `${JSON.stringify(jobId)} is no other job than j1`,
			server: {job: body(jobId)},
			runs: [{args: ['status', '{job}'], exit: 0, says: [/executing/i]}],
		}),
	),
	...[12, '2', 'j1 2', 'j1/cancel'].map(
		(jobId): FieldCase => ({
			name: `${JSON.stringify(jobId)} is another job than j1`,
			server: {job: body(jobId)},
			runs: [{args: ['status', '{job}'], exit: 5, says: [answeredForAnother(String(jobId)).sentence]}],
		}),
	),
];
