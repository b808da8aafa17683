import type {LastView} from '../store/last-view.ts';
import type {SafeText} from '../text/safe-text.ts';
import {safe} from '../text/safe-text.ts';
import {defaultSort, isSortKey} from '../ui/panes/list/order.ts';
import {noSortKey} from './list.ts';
import type {Flags} from './options.ts';
import {filterMistake} from './select-jobs.ts';

/** Returns the error for `--filter` and `--sort` of the monitor, if there is one. @param hasScreen whether a screen is opened */
export function viewRefusal({filter, sort}: Flags, hasScreen: boolean): SafeText | undefined {
	if (filter === undefined && sort === undefined) return undefined;
	if (!hasScreen) return viewNeedsScreen;
	if (sort !== undefined && !isSortKey(sort)) return noSortKey(sort);
	return filter === undefined ? undefined : filterMistake(filter);
}

/** Returns how the monitor is shown at its start: as it was last, except for what `--filter` and `--sort` say. */
export function viewToShow(last: LastView | null, {filter, sort}: Flags): LastView | null {
	if (filter === undefined && sort === undefined) return last;
	const before = last ?? {sortBy: defaultSort.by, isInverted: defaultSort.isInverted, filter: '', wraps: false};
	return {
		...before,
		...(filter === undefined ? {} : {filter}),
		...(sort === undefined ? {} : {sortBy: sort, isInverted: false}),
	};
}

/**
 * Returns the view to save when the monitor closes. A filter or sort of the command line belongs to this run alone, unless the
 * user has changed it on the screen.
 *
 * @param last what was saved before
 */
export function viewToSave(shown: LastView, last: LastView | null, {filter, sort}: Flags): LastView {
	const isSortOfCall = sort !== undefined && shown.sortBy === sort && !shown.isInverted;
	const {by, isInverted} = defaultSort;
	return {
		...shown,
		...(filter !== undefined && shown.filter === filter ? {filter: last?.filter ?? ''} : {}),
		...(isSortOfCall ? {sortBy: last?.sortBy ?? by, isInverted: last?.isInverted ?? isInverted} : {}),
	};
}

/** The error for `--filter` and `--sort` where no screen is opened. */
export const viewNeedsScreen: SafeText = safe`--filter and --sort are for the screen, and there is none. Use gpjobs list FILTER --sort KEY, or gpjobs wait FILTER.`;
