import {type DemoAnswer, refusal, resource} from '../http/answer.ts';
import {askToCancel, type Job} from '../job.ts';

/**
 * `cancel`: an acknowledgement and no promise ("Cancel GP job").
 *
 * A job that cannot be cancelled now refuses with the documented message and goes on.
 */
export function answerToCancel(job: Job, moment: number): DemoAnswer {
	if (!askToCancel(job, moment)) return refusal(400, 'Invalid or missing input parameters.');
	return resource(`Cancel Job: ${job.id}`, {jobId: job.id, jobStatus: 'esriJobCancelling'});
}
