import type {JobStatus} from '../job-status.ts';
import type {DemoSubmission, DemoTask} from '../tasks/task.ts';

/** What a tool reports of its advance while it executes ("GP job", Progress messages). */
export type Progressor = {type: 'default'; message: string} | {type: 'step'; messages: readonly string[]};

export type Phase = {
	/** `purged`: the server has thrown the job away and answers an error. */
	status: JobStatus | 'purged';
	/** Milliseconds at speed 1; absent: for ever. */
	lasts?: number;
	progressor?: Progressor;
};

type MessageType = 'esriJobMessageTypeInformative' | 'esriJobMessageTypeWarning' | 'esriJobMessageTypeError';

export type TimedMessage = {
	/** Milliseconds since the job began to execute. */
	at: number;
	text: string;
	/** Absent: informative. */
	type?: MessageType;
};

/**
 * What a tool does with a request to cancel ("Cancel GP job"): most look for it and stop; a tool in plain Python
 * without ArcPy never does, and the job goes on saying either Executing or Cancelling until it ends by itself.
 */
export type CancelManner = 'honoured' | 'ignored-while-executing' | 'ignored-while-cancelling';

/**
 * The life of a job, written down before it is played.
 *
 * Data, and functions without side effects: where a job stands follows from its script, the time since it was
 * submitted and the moment a cancel was asked for, so that ten thousand jobs need no timers.
 */
export type Script = {
	name: string;
	/** What an operator would call the job. */
	label: string;
	task: DemoTask;
	phases: readonly Phase[];
	/** Milliseconds that the job has already been through when the demo begins; absent: 0. */
	headStart?: number;
	/** Absent: honoured. */
	cancel?: CancelManner;
	/** Input values of the job by parameter name; the others have their defaults. */
	given?: Readonly<Record<string, unknown>>;
	/** Absent: a job that says nothing. */
	messages?: (submission: DemoSubmission) => readonly TimedMessage[];
};

/** The few seconds in the queue that a job on an idle server has. */
export const shortQueue: readonly Phase[] = [
	{status: 'esriJobNew', lasts: 1_000},
	{status: 'esriJobSubmitted', lasts: 2_000},
	{status: 'esriJobWaiting', lasts: 2_000},
];
