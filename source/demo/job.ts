import type {JobStatus} from './job-status.ts';
import {cancelLasts, courseOf, endsAfter, executesAfter, phaseAt} from './play/course.ts';
import {type DemoProgress, progressOf} from './play/progress.ts';
import type {Script, TimedMessage} from './play/script.ts';
import {type DemoSubmission, jobsFolderOf} from './tasks/task.ts';
import {wallClockText} from './wall-clock.ts';

/** A script being played. Moments are milliseconds of the demo; a job submitted before it began has a negative one. */
export type Job = {
	readonly id: string;
	readonly script: Script;
	readonly submittedAt: number;
	/** Input values as submitted, by parameter name. */
	readonly given: Readonly<Record<string, unknown>>;
	readonly submission: DemoSubmission;
	/** All messages that the job will ever have, made once: one job has 20,000. */
	readonly story: () => readonly TimedMessage[];
	/** Milliseconds from the submission to the cancel that the server accepted. */
	cancelAskedAt: number | undefined;
	/** Whether somebody has asked for the job since it ended. */
	isEndTold: boolean;
};

export function makeJob(
	origin: string,
	{id, script, submittedAt, given}: Pick<Job, 'id' | 'script' | 'submittedAt' | 'given'>,
): Job {
	const folder = jobsFolderOf(script.task);
	const submission = {
		jobId: id,
		startedAt: submittedAt + executesAfter(script.phases),
		scratchUrl: `${origin}/arcgis/rest/directories/arcgisjobs/${folder}/${id}/scratch`,
		scratchFolder: `D:\\arcgisserver\\directories\\arcgisjobs\\${folder}\\${id}\\scratch`,
	};
	let told: readonly TimedMessage[] | undefined;
	const story = () => {
		told ??= script.messages?.(submission) ?? [];
		return told;
	};
	return {id, script, submittedAt, given, submission, story, cancelAskedAt: undefined, isEndTold: false};
}

/** The state of a job at a moment of the demo. */
export function standingOf(
	job: Job,
	moment: number,
): {status: JobStatus | 'purged'; progress: DemoProgress | undefined} {
	const {phase, since} = phaseAt(courseOf(job.script, job.cancelAskedAt), moment - job.submittedAt);
	return {status: phase.status, progress: progressOf(phase, since)};
}

/** The moment of the demo at which a job has ended, as things are; `Infinity` for one that never will. */
export function endOf(job: Job): number {
	return job.submittedAt + endsAfter(courseOf(job.script, job.cancelAskedAt));
}

/**
 * Whether the server has deleted a job. It first reports the end to some client: at a high speed the minute for which it
 * keeps the job may pass before a busy machine asks once, and a client would wait in vain.
 */
export function isPurged(job: Job, moment: number): boolean {
	return job.isEndTold && standingOf(job, moment).status === 'purged';
}

/** What a job has said up to a moment of the demo. */
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
 * Asks a job to stop, if it can be asked.
 *
 * @returns whether the request was accepted. A job that has not come as far as the queue refuses and runs on, and one
 * that has ended or is being cancelled refuses too ("Cancel GP job").
 */
export function askToCancel(job: Job, moment: number): boolean {
	const {status} = standingOf(job, moment);
	if (status !== 'esriJobWaiting' && status !== 'esriJobExecuting') return false;
	job.cancelAskedAt ??= moment - job.submittedAt;
	return true;
}

/** Whether a job ended well and is still kept, and so has results and files to show. */
export function hasSucceeded(job: Job, moment: number): boolean {
	return standingOf(job, moment).status === 'esriJobSucceeded';
}

function saidBy(job: Job, now: number): readonly TimedMessage[] {
	const story = job.story();
	const next = story.findIndex(({at}) => at > now);
	return next < 0 ? story : story.slice(0, next);
}
