import {clampTop, type ScrollMove, scrolled} from '../list/window.ts';

/** How far the tab About is scrolled. Selecting another job scrolls it back to the top. */
export type AboutScroll = {readonly url: string | null; readonly top: number};

/** The tab About, scrolled to the top. */
export const aboutTop: AboutScroll = {url: null, top: 0};

type AboutScrollEvent =
	| {readonly type: 'opened'; readonly url: string}
	/**
	 * A key scrolled the tab. `height` is the number of lines of the window, `total` that of the whole text, both at
	 * the time of the key.
	 */
	| {readonly type: 'moved'; readonly move: ScrollMove; readonly height: number; readonly total: number}
	| {readonly type: 'resized'; readonly height: number; readonly total: number};

/** Applies an event to the tab About and returns how far it is scrolled then. */
export function updateAboutScroll(state: AboutScroll, event: AboutScrollEvent): AboutScroll {
	switch (event.type) {
		case 'opened':
			return event.url === state.url ? state : {url: event.url, top: 0};
		case 'moved':
			return {...state, top: scrolled(state.top, event.move, event.height, event.total)};
		case 'resized':
			return {...state, top: clampTop(state.top, event.height, event.total)};
	}
}
