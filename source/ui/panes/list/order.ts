import {hasEnded, type State} from '../../../gp/status.ts';
import type {Moment} from '../../../monitor/clock.ts';
import {elapsedOf} from '../../../monitor/elapsed.ts';
import {ageOf, jobName, type WatchedJob} from '../../../monitor/job.ts';
import {needsALook} from '../../../monitor/job-need.ts';
import {type ColumnName, columnNames} from './columns.ts';
import {endMoment} from './ended.ts';
import {lastWords} from './last-words.ts';
import {percentOf} from './progress-words.ts';

/**
 * What the list is sorted by: a column; `attention`, what needs a person first; `added`, the order in which the jobs
 * joined.
 */
export type SortKey = ColumnName | 'attention' | 'added';

export type Sort = {readonly by: SortKey; readonly isInverted: boolean};

/** What needs a look comes first, and what has ended last. */
export const defaultSort: Sort = {by: 'attention', isInverted: false};

/** What `s` and `<` `>` step through. */
const sortKeys: readonly SortKey[] = ['attention', 'added', ...columnNames];

/** Whether a text names something that the list can be sorted by. */
export function isSortKey(text: string): text is SortKey {
	return sortKeys.some(key => key === text);
}

/** The next key to sort by (`>`), or the one before (`<`). It begins in that key's default direction. */
export function steppedSort({by}: Sort, step: 1 | -1): Sort {
	const at = sortKeys.indexOf(by) + step + sortKeys.length;
	return {by: sortKeys[at % sortKeys.length] ?? 'attention', isInverted: false};
}

/** Whether the greatest comes first: figures begin so, names from A on. */
export function isDownwards({by, isInverted}: Sort): boolean {
	const isName = by === 'job' || by === 'task' || by === 'server' || by === 'message';
	return isName === isInverted;
}

/** The groups of the default order, in their order. */
const listGroups = ['look', 'running', 'queued', 'ended'] as const;

type ListGroup = (typeof listGroups)[number];

/** The group of a job in the default order. */
export function groupOf(job: WatchedJob, now: Moment): ListGroup {
	if (needsALook(job, now) !== undefined) return 'look';
	if (hasEnded(job.state)) return 'ended';
	return job.state === 'queued' || job.lastAnswer === null ? 'queued' : 'running';
}

function inGroups(jobs: readonly WatchedJob[], now: Moment): readonly WatchedJob[] {
	const groups: Record<ListGroup, WatchedJob[]> = {look: [], running: [], queued: [], ended: []};
	for (const job of jobs) groups[groupOf(job, now)].push(job);
	return listGroups.flatMap(group => groups[group]);
}

export function invertedSort(sort: Sort): Sort {
	return {...sort, isInverted: !sort.isInverted};
}

type Sorted = {readonly job: WatchedJob; readonly key: string | number | undefined};

const collator = new Intl.Collator('en', {numeric: true, sensitivity: 'base'});

/**
 * The jobs in the order of a column. Names go upwards, figures downwards: what is furthest, longest or oldest comes
 * first. Jobs that have no value in the column come last, also when inverted; equal ones stay in the order in which they
 * were added.
 *
 * @param jobs in the order in which they were added
 */
export function sortJobs(jobs: readonly WatchedJob[], sort: Sort, now: Moment): readonly WatchedJob[] {
	if (sort.by === 'added') return sort.isInverted ? jobs.toReversed() : jobs;
	if (sort.by === 'attention') {
		const grouped = inGroups(jobs, now);
		return sort.isInverted ? grouped.toReversed() : grouped;
	}
	const by = sort.by;
	const direction = sort.isInverted ? -1 : 1;
	const keyed: Sorted[] = jobs.map(job => ({job, key: keyOf(job, by, now)}));
	return keyed.sort((a, b) => compare(a.key, b.key, direction)).map(({job}) => job);
}

function compare(a: Sorted['key'], b: Sorted['key'], direction: 1 | -1): number {
	if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
	if (typeof a === 'number' && typeof b === 'number') return (b - a) * direction;
	return collator.compare(String(a), String(b)) * direction;
}

function keyOf(job: WatchedJob, by: ColumnName, now: Moment): Sorted['key'] {
	switch (by) {
		case 'status':
			return attention[job.state];
		case 'job':
			return jobName(job);
		case 'task':
			return job.address.task;
		case 'server':
			return job.address.serverName;
		case 'progress':
			return percentOf(job) ?? undefined;
		case 'elapsed':
			return elapsedOf(job, now)?.ms;
		case 'ended':
			return endMoment(job);
		case 'age':
			return hasEnded(job.state) && !job.isFromRecord ? undefined : ageOf(job, now);
		case 'message':
			return lastWords(job, now, undefined)[0]?.text;
	}
}

/** How much a state needs a person: what went wrong first, what is over last. */
const attention: Readonly<Record<State, number>> = {
	failed: 10,
	'timed-out': 9,
	gone: 8,
	unknown: 7,
	cancelling: 6,
	running: 5,
	queued: 4,
	cancelled: 3,
	succeeded: 2,
	deleted: 1,
};
