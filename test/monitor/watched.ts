import {type Fault, fault} from '../../source/gp/fault.ts';
import {type JobAddress, jobAddress} from '../../source/gp/job-url.ts';
import {readSnapshot, type Snapshot} from '../../source/gp/snapshot.ts';
import type {Moment} from '../../source/monitor/clock.ts';
import {type JobEvent, newJob, updateJob, type WatchedJob} from '../../source/monitor/job.ts';

/** The address of a job that exists only in tests. */
export function addressOf(id: number | string = 'j1', origin = 'https://gis.acme.com'): JobAddress {
	const address = jobAddress(`${origin}/arcgis/rest/services/S/GPServer/T/jobs/${id}`);
	if (!address) throw new Error('this should have been the URL of a job');
	return address;
}

export function snapshotOf(body: object, known?: Snapshot['messages']): Snapshot {
	const read = readSnapshot(body, known ?? undefined);
	if (!read.ok) throw new Error(read.fault.sentence);
	return read.snapshot;
}

/** A moment on both clocks, so many milliseconds after the tests began. */
export function moment(milliseconds: number): Moment {
	return {mono: milliseconds, epoch: Date.parse('2026-11-23T12:00:00Z') + milliseconds};
}

export type AnswerOptions = {readonly messages?: boolean; readonly took?: number; readonly bytes?: number};

/** An answer of the server; a string is the status. */
export function answered(
	body: object | string,
	at: number,
	options: AnswerOptions = {},
): JobEvent & {type: 'answered'} {
	const {messages = false, took = 100, bytes = 500} = options;
	const snapshot = snapshotOf(typeof body === 'string' ? {jobStatus: body} : body);
	return {type: 'answered', snapshot, at: moment(at), fetch: {messages, took, bytes}};
}

export type FaultedOptions = {readonly taskAnswers?: boolean};

export function faulted(why: Fault, at: number, options: FaultedOptions = {}): JobEvent & {type: 'faulted'} {
	const {taskAnswers = false} = options;
	return {type: 'faulted', fault: why, at: moment(at), nextTry: at + 1000, taskAnswers};
}

export const timeout = fault('timeout', 'gis.acme.com did not begin to answer.');
export const refusedToConnect = fault('refused', 'gis.acme.com refuses connections.');
export const missing = fault('not-found', 'gis.acme.com does not know this URL (404).', 404);

/** A job after events; strings are statuses, a second apart. */
export function jobAfter(...events: ReadonlyArray<JobEvent | string>): WatchedJob {
	return events.reduce<WatchedJob>(
		(job, event, index) => updateJob(job, typeof event === 'string' ? answered(event, (index + 1) * 1000) : event),
		newJob(addressOf()),
	);
}

/** An answer with the status alone, after the messages could not be had. */
export function withoutMessages(why: Fault, at: number, status = 'esriJobExecuting'): JobEvent & {type: 'answered'} {
	return {...answered(status, at), withoutMessages: {fault: why, took: 100}};
}
