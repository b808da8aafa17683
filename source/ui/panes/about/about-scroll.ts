import {clampTop, type ScrollMove, scrolled} from '../list/window.ts';

/** The scroll position of About. It is reset when another job is selected. */
export type AboutScroll = {readonly url: string | null; readonly top: number};

export const aboutTop: AboutScroll = {url: null, top: 0};

type AboutScrollEvent =
	| {readonly type: 'opened'; readonly url: string}
	/** `height` and `total` are the lines of the window and of the whole text at this moment. */
	| {readonly type: 'moved'; readonly move: ScrollMove; readonly height: number; readonly total: number}
	| {readonly type: 'resized'; readonly height: number; readonly total: number};

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
