import {safeText} from '../../text/safe-text.ts';
import {isSortKey} from '../panes/list/order.ts';
import {initialMessages} from '../panes/messages/state.ts';
import type {ScreenState} from './state.ts';

/**
 * What the next run shows as this one did: order and filter of the list, and whether messages are wrapped. Whether the
 * end of the messages is followed is not part of it, because scrolling up changes that.
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

/** The state that a screen begins with after an earlier run. An order that this version does not know is left out. */
export function stateOfView(view: RememberedView | null): Partial<ScreenState> {
	if (view === null) return {};
	const {sortBy, isInverted, filter, wraps} = view;
	return {
		...(isSortKey(sortBy) ? {sort: {by: sortBy, isInverted}} : {}),
		filter: safeText(filter),
		messages: {...initialMessages, wraps},
	};
}
