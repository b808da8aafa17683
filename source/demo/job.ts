import type {JobStatus} from './job-status.ts';
import {cancelLasts, endsAfter, executesAfter, phaseAt, phasesOf} from './play/phases.ts';
import {type DemoProgress, progressOf} from './play/progress.ts';
import type {Script, TimedMessage} from './play/script.ts';
import {type DemoSubmission, inputValues, jobsFolderOf} from './tasks/task.ts';
import {wallClockText} from './wall-clock.ts';

/**
 * A job, which plays a script. Times are in milliseconds of the demo clock; a job submitted before the demo began has a
 * negative one.
 */
export type Job = {
	readonly id: string;
	readonly script: Script;
	readonly submittedAt: number;
	/** Input values as submitted, by parameter name. */
	readonly given: Readonly<Record<string, unknown>>;
	/** The `outSR` of the submission, for requests of results without one. */
	readonly outSR?: string | undefined;
	readonly submission: DemoSubmission;
	/** All messages that the job will ever have. They are created once, because one job has 20,000. */
	readonly allMessages: () => readonly TimedMessage[];
	/** Milliseconds from the submission to the accepted request to cancel. */
	cancelAskedAt: number | undefined;
	/** Whether a client has read the job since it ended. */
	isEndTold: boolean;
};

/** Makes a job that plays a script from the time of its submission. */
export function makeJob(
	origin: string,
	{id, script, submittedAt, given, outSR}: Pick<Job, 'id' | 'script' | 'submittedAt' | 'given' | 'outSR'>,
): Job {
	const folder = jobsFolderOf(script.task);
	const submission = {
		jobId: id,
		inputs: inputValues(script.task, given),
		startedAt: submittedAt + executesAfter(script.phases),
		scratchUrl: `${origin}/arcgis/rest/directories/arcgisjobs/${folder}/${id}/scratch`,
		scratchFolder: `D:\\arcgisserver\\directories\\arcgisjobs\\${folder}\\${id}\\scratch`,
	};
	let told: readonly TimedMessage[] | undefined;
	const allMessages = () => {
		told ??= script.messages?.(submission) ?? [];
		return told;
	};
	return {id, script, submittedAt, given, outSR, submission, allMessages, cancelAskedAt: undefined, isEndTold: false};
}

/** Returns the state of a job at a time of the demo clock. */
export function jobStateAt(
	job: Job,
	moment: number,
): {status: JobStatus | 'purged'; progress: DemoProgress | undefined} {
	const {phase, since} = phaseAt(phasesOf(job.script, job.cancelAskedAt), moment - job.submittedAt);
	return {status: phase.status, progress: progressOf(phase, since)};
}

/**
 * Returns the time at which a job has ended or will end, as far as is known now; `Infinity` for a job that never ends.
 */
export function endOf(job: Job): number {
	return job.submittedAt + endsAfter(phasesOf(job.script, job.cancelAskedAt));
}

/**
 * Whether the server has deleted a job. A job is deleted only after a client has read that it ended: at a high speed,
 * the minute for which the server keeps a job may pass before a client on a busy computer polls once, and that client
 * would never see the end.
 */
export function isPurged(job: Job, moment: number): boolean {
	return job.isEndTold && jobStateAt(job, moment).status === 'purged';
}

/** Returns the messages of a job up to a time of the demo clock. */
export function messagesOf(job: Job, moment: number): readonly TimedMessage[] {
	const started = executesAfter(job.script.phases);
	const stoppedAt = job.cancelAskedAt;
	const now = moment - job.submittedAt - started;
	if (stoppedAt === undefined || (job.script.cancel ?? 'honoured') !== 'honoured') return saidBy(job, now);
	const cancelledAt = stoppedAt + cancelLasts - started;
	const last = {at: cancelledAt, text: `Cancelled at ${wallClockText(job.submission.startedAt + cancelledAt)}`};
	return [...saidBy(job, Math.min(now, stoppedAt - started)), ...(now < cancelledAt ? [] : [last])];
}

/**
 * Asks a job to cancel, if its status allows it. The request is refused for a job that is not yet in the queue, which
 * then continues, and for a job that has ended or is already being cancelled ("Cancel GP job").
 *
 * @returns whether the request was accepted
 */
export function askToCancel(job: Job, moment: number): boolean {
	const {status} = jobStateAt(job, moment);
	if (status !== 'esriJobWaiting' && status !== 'esriJobExecuting') return false;
	job.cancelAskedAt ??= moment - job.submittedAt;
	return true;
}

/** Whether a job has succeeded and is not deleted yet, so that it has results and files. */
export function hasSucceeded(job: Job, moment: number): boolean {
	return jobStateAt(job, moment).status === 'esriJobSucceeded';
}

function saidBy(job: Job, now: number): readonly TimedMessage[] {
	const allMessages = job.allMessages();
	const next = allMessages.findIndex(({at}) => at > now);
	return next < 0 ? allMessages : allMessages.slice(0, next);
}
