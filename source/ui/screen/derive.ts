/** What follows from the jobs, the size and the time: pure steps from one state of the screen to the next. */
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

/** Whether the list stands as it was added to, so that it changes only when jobs join or leave. */
export function isPlainList({sort, filter}: ScreenState): boolean {
	return sort.by === 'added' && filter === '';
}

/**
 * Whether a change of a job may move rows: in the default order only one of its group does, and where the list stands as it
 * was added to, none.
 */
export function mayMove({sort, filter}: ScreenState, before: WatchedJob, after: WatchedJob, now: Moment): boolean {
	if (filter !== '') return true;
	if (sort.by === 'attention') return groupOf(before, now) !== groupOf(after, now);
	return sort.by !== 'added';
}

/** Without the view and the dialog of a job that has left the list. */
export function withoutGone(state: ScreenState, jobs: Jobs): ScreenState {
	const {view, dialog} = state;
	const isGone = (url: string) => jobs.get(url) === undefined;
	const left = view.kind === 'job' && isGone(view.url) ? ({view: {kind: 'list'}, value: null} as const) : {};
	const closed = dialog && 'url' in dialog && isGone(dialog.url) ? {dialog: null} : {};
	return {...state, ...left, ...closed};
}

/** With as many rows of the list as the screen has room for. */
export function withRows(state: ScreenState): ScreenState {
	const {rows: height} = layoutNow(state);
	if (state.selection.height === height) return state;
	return {...state, selection: updateSelection(state.selection, {type: 'resized', height})};
}

/** With the jobs that the list shows in their order: filtered, sorted, and held where rows may not move now. */
export function withArrangedList(state: ScreenState, jobs: Jobs, now: Moment): ScreenState {
	const shown = arrangedJobs(state, jobs, now);
	const known = {has: (url: string) => jobs.get(url) !== undefined};
	const selection = updateSelection(state.selection, {type: 'listed', shown, known});
	return withRows({...state, selection, listNeed: needOf(state, shown.length, jobs.size)});
}

/** What an empty list says to a newcomer needs room. */
const emptyListNeeds = 30;

/** With the filter and the jobs as they were, the need stays: a job that comes to match by its state moves no line. */
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

/** With the messages of a job; those of another one begin at their end or first error, wrapped and filtered as before. */
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

/** With About at its top where that of another job was opened. */
export function withAbout(state: ScreenState): ScreenState {
	const {view, aboutScroll} = state;
	if (view.kind !== 'job' || view.tab !== 'about') return state;
	return {...state, aboutScroll: updateAboutScroll(aboutScroll, {type: 'opened', url: view.url})};
}

/** Whether a change of a job is to be seen at once. Ages, elapsed times, progress and new messages wait for the second. */
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
