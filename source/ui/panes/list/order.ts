import {hasEnded, type State} from '../../../gp/status.ts';
import type {Moment} from '../../../monitor/clock.ts';
import {elapsedOf} from '../../../monitor/elapsed.ts';
import {ageOf, jobName, type WatchedJob} from '../../../monitor/job.ts';
import {type ColumnName, columnNames} from './columns.ts';
import {endMoment} from './ended.ts';
import {groupOf, type ListGroup, listGroups} from './groups.ts';
import {lastWords} from './last-words.ts';
import {percentOf} from './progress-words.ts';

/**
 * What the list is sorted by: a column; `attention`, which puts jobs that need the operator first; or `added`, the
 * order in which jobs were added.
 */
export type SortKey = ColumnName | 'attention' | 'added';

/** A sort key of the list, and whether its default direction is reversed. */
export type Sort = {readonly by: SortKey; readonly isInverted: boolean};

/** The default order: jobs that need the operator's attention first, ended jobs last. */
export const defaultSort: Sort = {by: 'attention', isInverted: false};

/** The sort keys in the order in which `s`, `<` and `>` step through them. */
export const sortKeys: readonly SortKey[] = ['attention', 'added', ...columnNames];

/** Whether a text is a valid sort key. */
export function isSortKey(text: string): text is SortKey {
	return sortKeys.some(key => key === text);
}

/**
 * Returns the sort after the key `>` or `<`: by the next or previous sort key, in the default direction of that key. Columns
 * that are not shown are skipped, because nobody would see why the rows have moved.
 */
export function steppedSort({by}: Sort, step: 1 | -1, shown: readonly ColumnName[]): Sort {
	const offered = sortKeys.filter(key => key === by || isOrderOfList(key) || shown.includes(key));
	const at = offered.indexOf(by) + step + offered.length;
	return {by: offered[at % offered.length] ?? 'attention', isInverted: false};
}

function isOrderOfList(key: SortKey): key is 'attention' | 'added' {
	return key === 'attention' || key === 'added';
}

/** Whether the sort is descending. By default, numbers are sorted in descending order and names in ascending order. */
export function isDownwards({by, isInverted}: Sort): boolean {
	const isName = by === 'job' || by === 'task' || by === 'server' || by === 'message';
	return isName === isInverted;
}

function inGroups(jobs: readonly WatchedJob[], now: Moment): readonly WatchedJob[] {
	const groups: Record<ListGroup, WatchedJob[]> = {look: [], running: [], queued: [], ended: []};
	for (const job of jobs) groups[groupOf(job, now)].push(job);
	return listGroups.flatMap(group => groups[group]);
}

/** Returns the sort in the opposite direction. */
export function invertedSort(sort: Sort): Sort {
	return {...sort, isInverted: !sort.isInverted};
}

type Sorted = {readonly job: WatchedJob; readonly key: string | number | undefined};

const collator = new Intl.Collator('en', {numeric: true, sensitivity: 'base'});

/**
 * Sorts jobs. By default, names are in ascending order and numbers in descending order: the greatest progress, the
 * longest time and the oldest answer come first. Jobs without a value come last in both directions. The sort is stable.
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

/** The position of each state in the default order: failures come first, ended jobs last. */
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
