import {safeText} from '../../text/safe-text.ts';
import {isSortKey} from '../panes/list/order.ts';
import {initialMessages} from '../panes/messages/state.ts';
import type {ScreenState} from './state.ts';

/**
 * What the next run restores: sort and filter of the list, and whether messages are wrapped. Not whether the end of
 * the messages is followed, because scrolling up changes that.
 */
export type RememberedView = {
	readonly sortBy: string;
	readonly isInverted: boolean;
	readonly filter: string;
	readonly wraps: boolean;
};

/** The view to remember when the screen is closed. */
export function rememberedView({sort, filter, messages}: ScreenState): RememberedView {
	return {sortBy: sort.by, isInverted: sort.isInverted, filter, wraps: messages.wraps};
}

/** The initial state of a screen after an earlier run. An order that this version does not know is ignored. */
export function stateOfView(view: RememberedView | null): Partial<ScreenState> {
	if (view === null) return {};
	const {sortBy, isInverted, filter, wraps} = view;
	return {
		...(isSortKey(sortBy) ? {sort: {by: sortBy, isInverted}} : {}),
		filter: safeText(filter),
		messages: {...initialMessages, wraps},
	};
}
