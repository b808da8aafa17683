/** What follows from the jobs, the size and the time, as pure functions from one state of the screen to the next. */
import type {Moment} from '../../monitor/clock.ts';
import type {WatchedJob} from '../../monitor/job.ts';
import {filterJobs, readFilter} from '../../monitor/job-filter.ts';
import type {Jobs} from '../../monitor/jobs.ts';
import {tellingMessage} from '../../monitor/telling-message.ts';
import {updateAboutScroll} from '../panes/about/about-scroll.ts';
import {heldOrder, isHeld} from '../panes/list/hold.ts';
import {groupOf, sortJobs} from '../panes/list/order.ts';
import {updateSelection} from '../panes/list/selection.ts';
import {initialMessages, updateMessages} from '../panes/messages/state.ts';
import {type ListNeed, layoutNow, type ScreenState} from './state.ts';

/** Whether the list is neither sorted nor filtered, so that it changes only when jobs join or leave. */
export function isPlainList({sort, filter}: ScreenState): boolean {
	return sort.by === 'added' && filter === '';
}

/**
 * Whether a change of a job may move rows: in the default order only a change of its group, in the order of joining
 * none.
 */
export function mayMove({sort, filter}: ScreenState, before: WatchedJob, after: WatchedJob, now: Moment): boolean {
	if (filter !== '') return true;
	if (sort.by === 'attention') return groupOf(before, now) !== groupOf(after, now);
	return sort.by !== 'added';
}

/** The state without the view and the dialog of a job that has left the list. */
export function withoutGone(state: ScreenState, jobs: Jobs): ScreenState {
	const {view, dialog} = state;
	const isGone = (url: string) => jobs.get(url) === undefined;
	const left = view.kind === 'job' && isGone(view.url) ? ({view: {kind: 'list'}, value: null} as const) : {};
	const closed = dialog && 'url' in dialog && isGone(dialog.url) ? {dialog: null} : {};
	return {...state, ...left, ...closed};
}

/** The state with as many rows as the screen has room for. */
export function withRows(state: ScreenState): ScreenState {
	const {rows: height} = layoutNow(state);
	if (state.selection.height === height) return state;
	return {...state, selection: updateSelection(state.selection, {type: 'resized', height})};
}

/**
 * The state with the jobs in the order in which the list shows them: filtered, sorted, or held while rows must not
 * move.
 */
export function withArrangedList(state: ScreenState, jobs: Jobs, now: Moment): ScreenState {
	const shown = arrangedJobs(state, jobs, now);
	const known = {has: (url: string) => jobs.get(url) !== undefined};
	const selection = updateSelection(state.selection, {type: 'listed', shown, known});
	return withRows({...state, selection, listNeed: needOf(state, shown.length, jobs.size)});
}

/** The rows that an empty list needs for its instructions. */
const emptyListNeeds = 30;

/**
 * How many rows the list needs. It changes only with the filter and the number of jobs, so that a job which begins to
 * match by its state does not move the pane.
 */
function needOf({listNeed, filter}: ScreenState, shown: number, jobs: number): ListNeed {
	if (listNeed.jobs === jobs && listNeed.filter === filter) return listNeed;
	return {jobs, filter, rows: jobs === 0 ? emptyListNeeds : shown};
}

function arrangedJobs(state: ScreenState, jobs: Jobs, now: Moment): readonly string[] {
	const {sort, filter, selection, lastCursorKey, dialog} = state;
	const arranged = sortJobs(filterJobs(jobs.list, readFilter(filter), now), sort, now);
	const isTyped = dialog?.kind === 'filter';
	const isStill = isHeld({lastCursorKey, isDialogOpen: dialog !== null && !isTyped}, now.mono);
	const shown =
		isStill && selection.shown.length > 0 ? heldOrder(selection.shown, arranged, url => jobs.get(url)) : arranged;
	return shown.map(({address}) => address.url);
}

/**
 * The state with the messages of a job. Those of another job begin at their end or first error, with the same
 * wrapping and level as before.
 */
export function withMessagesOf(state: ScreenState, job: WatchedJob | null): ScreenState {
	const {messagesUrl, messages: before} = state;
	const {width, pane: height} = layoutNow(state);
	const url = job?.address.url ?? null;
	const {wraps, level} = before;
	const sized = updateMessages(url === messagesUrl ? before : {...initialMessages, wraps, level}, {
		type: 'resize',
		size: {width, height},
	});
	const supplied = updateMessages(sized, {
		type: 'messages',
		messages: job?.messages.list ?? [],
		replaced: job?.messages.replaced?.count ?? 0,
	});
	const hasFailed = job?.state === 'failed' || job?.state === 'timed-out';
	const telling = hasFailed && supplied.isUnmoved ? (tellingMessage(job)?.index ?? null) : null;
	const inList = telling === null ? null : telling - (job?.messages.before ?? 0);
	const messages = hasFailed ? updateMessages(supplied, {type: 'first-error', telling: inList}) : supplied;
	return {...state, messages, messagesUrl: url};
}

/** The state with About scrolled to its top if another job was opened. */
export function withAbout(state: ScreenState): ScreenState {
	const {view, aboutScroll} = state;
	if (view.kind !== 'job' || view.tab !== 'about') return state;
	return {...state, aboutScroll: updateAboutScroll(aboutScroll, {type: 'opened', url: view.url})};
}

/**
 * Whether a change of a job is shown at once. Ages, elapsed times, progress and new messages are updated once a
 * second.
 */
export function isUrgent(before: WatchedJob, after: WatchedJob): boolean {
	return (
		before.state !== after.state ||
		before.status?.safe !== after.status?.safe ||
		before.cancel !== after.cancel ||
		before.label !== after.label ||
		before.tags !== after.tags ||
		before.isDeletedOnServer !== after.isDeletedOnServer ||
		before.lookedAt !== after.lookedAt ||
		(before.lastAnswer === null) !== (after.lastAnswer === null) ||
		before.trouble?.fault.kind !== after.trouble?.fault.kind
	);
}
