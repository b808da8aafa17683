/** Pure functions that adapt the state of the screen to the current jobs, size and time. */
import {hasEnded} from '../../gp/status.ts';
import type {Moment} from '../../monitor/clock.ts';
import type {WatchedJob} from '../../monitor/job.ts';
import {filterJobs, readFilter} from '../../monitor/job-filter.ts';
import type {Jobs} from '../../monitor/jobs.ts';
import {tellingMessage} from '../../monitor/telling-message.ts';
import {updateAboutScroll} from '../panes/about/about-scroll.ts';
import {groupOf, hasGroups, type JobGroups} from '../panes/list/groups.ts';
import {heldOrder, isHeld} from '../panes/list/hold.ts';
import {sortJobs} from '../panes/list/order.ts';
import {updateSelection} from '../panes/list/selection.ts';
import {initialMessages, updateMessages} from '../panes/messages/state.ts';
import {type ListNeed, layoutNow, type ScreenState} from './state.ts';

/** Whether the list is neither sorted nor filtered, so that only added and removed jobs change it. */
export function isPlainList({sort, filter}: ScreenState): boolean {
	return sort.by === 'added' && filter === '';
}

/**
 * Whether the change of a job may move rows. In the default order, a row moves only if its job changes its group; in
 * the order in which jobs were added, rows never move.
 */
export function mayMove({sort, filter}: ScreenState, before: WatchedJob, after: WatchedJob, now: Moment): boolean {
	if (filter !== '') return true;
	if (sort.by === 'attention') return groupOf(before, now) !== groupOf(after, now);
	return sort.by !== 'added';
}

/** Closes the view and the dialog of a job that is no longer in the list. */
export function withoutGone(state: ScreenState, jobs: Jobs): ScreenState {
	const {view, dialog} = state;
	const isGone = (url: string) => jobs.get(url) === undefined;
	const left = view.kind === 'job' && isGone(view.url) ? ({view: {kind: 'list'}, value: null} as const) : {};
	const closed = dialog && 'url' in dialog && isGone(dialog.url) ? {dialog: null} : {};
	return {...state, ...left, ...closed};
}

/** Adapts the number of visible rows to the size of the screen. */
export function withRows(state: ScreenState): ScreenState {
	const {rows: height} = layoutNow(state);
	if (state.selection.height === height) return state;
	return {...state, selection: updateSelection(state.selection, {type: 'resized', height})};
}

/**
 * Updates which jobs have rows, and their order. The list is filtered and sorted; while rows must not move, they keep
 * their places.
 */
export function withArrangedList(state: ScreenState, jobs: Jobs, now: Moment): ScreenState {
	const isStill = areRowsHeld(state, now);
	const shown = arrangedJobs(state, jobs, now, isStill);
	const groups = isStill ? state.groups : groupsOf(state, shown, jobs, now);
	const known = {has: (url: string) => jobs.get(url) !== undefined};
	// The height comes first: in the height of a shorter list, the first rows would be scrolled out of view.
	const sized = withRows({...state, listNeed: needOf(state, shown.length, jobs.size)});
	const listed = updateSelection(sized.selection, {type: 'listed', shown, known});
	const followsTop = state.followsTop || state.selection.selected === null;
	const selection = followsTop ? updateSelection(listed, {type: 'moved', move: 'top'}) : listed;
	return {...sized, selection, followsTop, groups};
}

/**
 * Makes the cursor stay on its job as soon as every job has been answered or has a fault.
 *
 * @param isUnreachable returns whether the server with an origin cannot be reached, so that its jobs are not polled
 */
export function withCursorAtRest(
	state: ScreenState,
	jobs: Jobs,
	isUnreachable: (origin: string) => boolean,
): ScreenState {
	if (!state.followsTop || jobs.size === 0) return state;
	const areAllKnown = jobs.list.every(
		({lastAnswer, isFromRecord, state: own, trouble, address}) =>
			(lastAnswer !== null && (!isFromRecord || hasEnded(own))) || trouble !== null || isUnreachable(address.server),
	);
	return areAllKnown ? {...state, followsTop: false} : state;
}

/** The number of rows that an empty list needs for its instructions. */
const emptyListNeeds = 30;

/**
 * Returns the number of rows that the list needs. It changes only with the filter and the number of jobs: a job that
 * begins to match the filter because its state changes must not resize the pane.
 */
function needOf({listNeed, filter}: ScreenState, shown: number, jobs: number): ListNeed {
	if (listNeed.jobs === jobs && listNeed.filter === filter) return listNeed;
	return {jobs, filter, rows: jobs === 0 ? emptyListNeeds : shown};
}

function areRowsHeld({lastCursorKey, dialog, selection}: ScreenState, now: Moment): boolean {
	const isTyped = dialog?.kind === 'filter';
	return selection.shown.length > 0 && isHeld({lastCursorKey, isDialogOpen: dialog !== null && !isTyped}, now.mono);
}

function arrangedJobs(
	{sort, filter, selection}: ScreenState,
	jobs: Jobs,
	now: Moment,
	isStill: boolean,
): readonly string[] {
	const arranged = sortJobs(filterJobs(jobs.list, readFilter(filter), now), sort, now);
	const shown = isStill ? heldOrder(selection.shown, arranged, url => jobs.get(url)) : arranged;
	return shown.map(({address}) => address.url);
}

function groupsOf({sort, size}: ScreenState, shown: readonly string[], jobs: Jobs, now: Moment): JobGroups {
	if (!hasGroups(sort) || shown.length > size.height) return new Map();
	return new Map(
		shown.flatMap(url => {
			const job = jobs.get(url);
			return job === undefined ? [] : [[url, groupOf(job, now)] as const];
		}),
	);
}

/**
 * Shows the messages of a job in the pane. If they belong to another job than before, they are shown from their end or
 * first error, with the same wrapping, level, matching and times as before.
 */
export function withMessagesOf(state: ScreenState, job: WatchedJob | null): ScreenState {
	const {messagesUrl, messages: before} = state;
	const {width, pane: height} = layoutNow(state);
	const url = job?.address.url ?? null;
	const {wraps, level, matching, showsTimes} = before;
	const sized = updateMessages(
		url === messagesUrl ? before : {...initialMessages, wraps, level, matching, showsTimes},
		{
			type: 'resize',
			size: {width, height},
		},
	);
	const supplied = updateMessages(sized, {
		type: 'messages',
		messages: job?.messages.list ?? [],
		replaced: job?.messages.replaced?.count ?? 0,
		// The summary also says when the messages were read, so each poll would change the state of the pane. It is
		// therefore omitted while times are not shown.
		summary: showsTimes ? (job?.messages ?? null) : null,
	});
	const hasFailed = job?.state === 'failed' || job?.state === 'timed-out';
	const telling = hasFailed && supplied.isUnmoved ? (tellingMessage(job)?.index ?? null) : null;
	const inList = telling === null ? null : telling - (job?.messages.before ?? 0);
	const messages = hasFailed ? updateMessages(supplied, {type: 'first-error', telling: inList}) : supplied;
	return {...state, messages, messagesUrl: url};
}

/** Scrolls the tab About to its top if another job was opened. */
export function withAbout(state: ScreenState): ScreenState {
	const {view, aboutScroll} = state;
	if (view.kind !== 'job' || view.tab !== 'about') return state;
	return {...state, aboutScroll: updateAboutScroll(aboutScroll, {type: 'opened', url: view.url})};
}

/**
 * Whether a change of a job has to be shown at once. Changes of ages, elapsed times, progress and messages are shown
 * once a second.
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
