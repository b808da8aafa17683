import type {JobStatus} from '../job-status.ts';
import type {DemoSubmission, DemoTask} from '../tasks/task.ts';

/** The progressor of a tool, with which it reports its progress ("GP job", Progress messages). */
export type Progressor = {type: 'default'; message: string} | {type: 'step'; messages: readonly string[]};

/** A part of a job's life with one status. */
export type Phase = {
	/** The status of the job in this phase. `purged`: the server has deleted the job and answers with an error. */
	status: JobStatus | 'purged';
	/** How long the phase lasts, in milliseconds at speed 1; absent if it never ends. */
	lasts?: number;
	progressor?: Progressor;
};

type MessageType = 'esriJobMessageTypeInformative' | 'esriJobMessageTypeWarning' | 'esriJobMessageTypeError';

/** A message, and when the job sends it. */
export type TimedMessage = {
	/** When the message is sent, in milliseconds since the job began to execute. */
	at: number;
	text: string;
	/** The type of the message; by default informative. */
	type?: MessageType;
};

/**
 * How a tool reacts to a request to cancel ("Cancel GP job"). Most tools check for it and stop. A plain Python tool
 * without ArcPy never does, and its job stays Executing or Cancelling until it ends by itself.
 */
export type CancelReaction = 'honoured' | 'ignored-while-executing' | 'ignored-while-cancelling';

/**
 * How a job behaves over time. A script is data and pure functions: the state of a job is calculated from its script,
 * the time since its submission and the time of a request to cancel, so that ten thousand jobs need no timers.
 */
export type Script = {
	name: string;
	/** The label that an operator would give the job. */
	label: string;
	task: DemoTask;
	phases: readonly Phase[];
	/** How many milliseconds before the start of the demo the job was submitted; by default 0. */
	headStart?: number;
	/** How the tool reacts to a request to cancel; by default it stops. */
	cancel?: CancelReaction;
	/** Input values by parameter name; the other inputs have their default values. */
	given?: Readonly<Record<string, unknown>>;
	/** The messages of the job; by default it has none. */
	messages?: (submission: DemoSubmission) => readonly TimedMessage[];
};

/** A few seconds in the queue, as on a server without other work. */
export const shortQueue: readonly Phase[] = [
	{status: 'esriJobNew', lasts: 1_000},
	{status: 'esriJobSubmitted', lasts: 2_000},
	{status: 'esriJobWaiting', lasts: 2_000},
];
