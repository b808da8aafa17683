/** Jobs for the tests of the screen, made by the events that make them in the monitor. */
import {type Fault, fault} from '../../../../source/gp/fault.ts';
import {type JobAddress, parseJobUrl} from '../../../../source/gp/job-url.ts';
import {readSnapshot, type Snapshot} from '../../../../source/gp/snapshot.ts';
import type {Moment} from '../../../../source/monitor/clock.ts';
import {type JobEvent, newJob, updateJob, type WatchedJob} from '../../../../source/monitor/job.ts';
import {safeText} from '../../../../source/text/safe-text.ts';
import type {Sort} from '../../../../source/ui/panes/list/order.ts';

/** The list as it was added to: rows stay where a test expects them. */
export const asAdded: Sort = {by: 'added', isInverted: false};

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;

/** A day at 14:02:31 on the clock of the machine that runs the test, 100,000 s after its start. */
export const noon: Moment = {epoch: new Date(2026, 10, 23, 14, 2, 31).getTime(), mono: 100_000 * second};

/** A moment so many milliseconds before {@link noon}. */
export function before(ms: number): Moment {
	return {epoch: noon.epoch - ms, mono: noon.mono - ms};
}

export function addressOf(url: string): JobAddress {
	const parsed = parseJobUrl(url);
	if (!parsed.ok) throw new Error(parsed.sentence);
	return parsed.job;
}

export function jobUrl(task = 'Buffer', jobId = 'j1', server = 'https://gis.acme.com'): string {
	return `${server}/arcgis/rest/services/City/Tools/GPServer/${encodeURIComponent(task)}/jobs/${jobId}`;
}

/** A job of which nothing is known yet. */
export function unknownJob(url = jobUrl(), label: string | null = null, tags: readonly string[] = []): WatchedJob {
	return newJob(addressOf(url), label === null ? null : safeText(label), tags.map(safeText));
}

export function snapshotOf(body: Readonly<Record<string, unknown>>): Snapshot {
	const read = readSnapshot({jobId: 'j1', ...body});
	if (!read.ok) throw new Error(read.fault.sentence);
	return read.snapshot;
}

/** An answer of the job resource, so many milliseconds before noon. */
export function answered(body: Readonly<Record<string, unknown>>, ago: number): JobEvent {
	const fetch = {messages: 'messages' in body, took: 100, bytes: 1000};
	return {type: 'answered', snapshot: snapshotOf(body), at: before(ago), fetch};
}

/** The next poll was fixed: what the last answer says is fresh for twice as long. */
export function armed(interval: number): JobEvent {
	return {type: 'armed', interval};
}

export function faulted(why: Fault, ago: number, nextTryIn: number | undefined, taskAnswers = false): JobEvent {
	const nextTry = nextTryIn === undefined ? undefined : noon.mono + nextTryIn;
	return {type: 'faulted', fault: why, at: before(ago), nextTry, taskAnswers};
}

/** What becomes of a job when all this happens to it. */
export function lived(job: WatchedJob, ...events: readonly JobEvent[]): WatchedJob {
	return events.reduce(updateJob, job);
}

export const timeout = fault('timeout', 'The server did not answer within 15 s.');

const info = (description: string) => ({type: 'esriJobMessageTypeInformative', description});
const warning = (description: string) => ({type: 'esriJobMessageTypeWarning', description});
const error = (description: string) => ({type: 'esriJobMessageTypeError', description});

const submitted = {jobStatus: 'esriJobSubmitted'};
const executing = {jobStatus: 'esriJobExecuting'};
const step = (percent: number, message: string) => ({type: 'step', message, percent});

/** Jobs in every state, as they are at noon. */
export const sampleJobs = {
	running: lived(
		unknownJob(jobUrl('911 Calls Hotspot', 'j8f0001'), 'flood-2026', ['flood']),
		answered(submitted, 13 * minute),
		answered(executing, 12 * minute + 3 * second),
		answered({...executing, progress: step(62, 'Step 3 of 5: kriging the residuals')}, second),
	),
	succeeded: lived(
		unknownJob(jobUrl('Buffer Polygons', 'j8f0002'), 'parcels'),
		answered(submitted, 2 * minute),
		answered(executing, minute + 41 * second),
		answered({jobStatus: 'esriJobSucceeded', messages: [warning('A'), warning('B'), info('Done')]}, minute),
	),
	stale: lived(
		unknownJob(jobUrl('Export', 'j8f0003', 'https://old:6443'), 'nightly'),
		answered(submitted, 2 * hour),
		answered(executing, hour + 8 * minute + 30 * second),
		answered({...executing, progress: step(18, 'Exporting')}, 4 * minute + 20 * second),
		faulted(timeout, 30 * second, 33 * second),
	),
	failed: lived(
		unknownJob(jobUrl('Kriging', 'j8f0004a2c4e6a8b0c2d4e6f8a0b2c4d6')),
		answered(executing, 5 * minute + 15 * second),
		answered(
			{
				jobStatus: 'esriJobFailed',
				messages: [
					info('Start'),
					error('ERROR 000732: Input: Dataset x does not exist\nFailed'),
					info('Failed at Monday (Elapsed Time: 21.18 seconds)'),
				],
			},
			5 * minute,
		),
	),
	queued: lived(
		unknownJob(jobUrl('Viewshed', 'j8f0005'), 'view'),
		answered(submitted, 40 * second),
		answered(submitted, 2 * second),
	),
	busy: lived(
		unknownJob(jobUrl('Viewshed', 'j8f0006'), '洪水の分析'),
		answered({...executing, progress: {type: 'default', message: 'Executing...'}}, 3 * second),
	),
	gone: lived(
		unknownJob(jobUrl('Clip', 'j8f0007'), 'clip'),
		answered(submitted, 20 * minute),
		answered(executing, 19 * minute),
		...[150, 90, 30].map(ago => faulted(fault('not-found', 'No such job.', 404), ago * second, 30 * second, true)),
	),
	asking: unknownJob(jobUrl('Union', 'j8f0008')),
} satisfies Record<string, WatchedJob>;
