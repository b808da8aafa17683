import {safeText} from '../../text/safe-text.ts';
import {isSortKey} from '../panes/list/order.ts';
import {initialMessages} from '../panes/messages/state.ts';
import type {ScreenState} from './state.ts';

/**
 * The parts of the view that the next run restores: sort and filter of the list, and whether messages are wrapped and
 * show their times. Whether the pane follows the end of the messages is not restored, because merely scrolling up
 * changes it. The level and the search are not restored either, because a new run should not hide messages.
 */
export type RememberedView = {
	readonly sortBy: string;
	readonly isInverted: boolean;
	readonly filter: string;
	readonly wraps: boolean;
	readonly showsTimes?: boolean | undefined;
};

/** Returns the view that is saved when the screen closes. */
export function rememberedView({sort, filter, messages}: ScreenState): RememberedView {
	return {sortBy: sort.by, isInverted: sort.isInverted, filter, wraps: messages.wraps, showsTimes: messages.showsTimes};
}

/** Returns the initial state of a screen with a saved view. A sort key that this version does not know is ignored. */
export function stateOfView(view: RememberedView | null): Partial<ScreenState> {
	if (view === null) return {};
	const {sortBy, isInverted, filter, wraps, showsTimes = false} = view;
	return {
		...(isSortKey(sortBy) ? {sort: {by: sortBy, isInverted}} : {}),
		filter: safeText(filter),
		messages: {...initialMessages, wraps, showsTimes},
	};
}
