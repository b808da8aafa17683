import type {Dialect} from '../dialect.ts';
import {type DemoAnswer, refusal, resource} from '../http/answer.ts';
import {askToCancel, endOf, type Job, jobStateAt, messagesOf} from '../job.ts';
import type {JobStatus} from '../job-status.ts';
import {wallTime} from '../wall-clock.ts';
import {parameterDefinitions} from './task.ts';

/** Answers with the job resource ("GP job"). It contains times only for jobs of Notebook Server. */
export function jobAnswer(job: Job, moment: number, dialect: Dialect, parameters: URLSearchParams): DemoAnswer {
	const {status, progress} = jobStateAt(job, moment);
	if (endOf(job) <= moment) job.isEndTold = true;
	const {task} = job.script;
	const succeeded = status === 'esriJobSucceeded';
	return resource(`Job: ${job.id} (${task.name})`, {
		jobId: job.id,
		jobStatus: status,
		...(progress === undefined ? {} : {progress}),
		...(succeeded ? {results: links('results', task.outputs), inputs: links('inputs', task.inputs)} : {}),
		...messagesPart(job, moment, dialect, parameters.get('returnMessages')?.toLowerCase() !== 'false'),
		...(task.notebook === undefined ? {} : notebookPart(job, moment, status, task.notebook.username)),
	});
}

function links(kind: 'results' | 'inputs', parameters: readonly {name: string}[]): object {
	return Object.fromEntries(parameters.map(({name}) => [name, {paramUrl: `${kind}/${name}`}]));
}

function messagesPart(job: Job, moment: number, dialect: Dialect, areWanted: boolean): object {
	if (!areWanted) return dialect.emptyMessages === 'empty' ? {messages: []} : {};
	const messages = messagesOf(job, moment).map(({type = 'esriJobMessageTypeInformative', text}) => ({
		type,
		description: text,
	}));
	return {messages};
}

/** Returns the additional properties of Notebook Server jobs ("GP job", Notebook web tools). */
function notebookPart(job: Job, moment: number, status: JobStatus | 'purged', username: string): object {
	const end = endOf(job);
	return {
		startTime: wallTime(job.submittedAt),
		...(end <= moment ? {endTime: wallTime(end)} : {}),
		type: 'executeNotebookAsWebTool',
		status: notebookStatus(status),
		username,
		customAttributes: {
			isCancelled: job.cancelAskedAt !== undefined,
			webToolParameters: JSON.stringify(parameterDefinitions(job.script.task)),
		},
	};
}

function notebookStatus(status: JobStatus | 'purged'): string {
	switch (status) {
		case 'esriJobNew':
		case 'esriJobSubmitted':
		case 'esriJobWaiting':
			return 'SUBMITTED';
		case 'esriJobExecuting':
		case 'esriJobCancelling':
			return 'PROCESSING';
		case 'esriJobSucceeded':
			return 'COMPLETED';
		default:
			return 'FAILED';
	}
}

/**
 * Performs the operation `cancel`. Its answer confirms the request but does not promise that the job will stop ("Cancel
 * GP job"). If the job cannot be cancelled now, the answer is the documented error, and the job continues.
 */
export function answerToCancel(job: Job, moment: number): DemoAnswer {
	if (!askToCancel(job, moment)) return refusal(400, 'Invalid or missing input parameters.');
	return resource(`Cancel Job: ${job.id}`, {jobId: job.id, jobStatus: 'esriJobCancelling'});
}
