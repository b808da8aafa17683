import type {Moment} from '../../monitor/clock.ts';
import type {Monitor} from '../../monitor/monitor.ts';
import {filterJobs, readFilter} from '../panes/list/filter.ts';
import {heldOrder, isHeld} from '../panes/list/hold.ts';
import {sortJobs} from '../panes/list/order.ts';
import type {ScreenState} from './state.ts';

/** Whether the list stands as it was added to, so that it changes only when jobs join or leave. */
export function isPlainList({sort, filter}: ScreenState): boolean {
	return sort.by === 'added' && filter === '';
}

/** The URLs of the jobs that the list shows, in their order: filtered, sorted, and held where rows may not move now. */
export function arrangedJobs(state: ScreenState, {jobs}: Monitor, now: Moment): readonly string[] {
	const {sort, filter, selection, lastCursorKey, dialog} = state;
	const arranged = sortJobs(filterJobs(jobs.list, readFilter(filter), now), sort, now);
	const isTyped = dialog?.kind === 'filter';
	const isStill = isHeld({lastCursorKey, isDialogOpen: dialog !== null && !isTyped}, now.mono);
	const shown =
		isStill && selection.shown.length > 0 ? heldOrder(selection.shown, arranged, url => jobs.get(url)) : arranged;
	return shown.map(({address}) => address.url);
}
