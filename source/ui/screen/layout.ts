import type {Size} from '../panes/messages/state.ts';

/** What the screen shows besides dialogs: the list, or one job opened. */
export type View = {readonly kind: 'list'} | {readonly kind: 'job'; readonly url: string; readonly tab: Tab};

export const tabs = ['messages', 'results', 'inputs', 'about'] as const;

export type Tab = (typeof tabs)[number];

/** How many lines each part of the screen has; 0: it is not shown. Together they are the height of the screen. */
export type Layout = {
	readonly width: number;
	readonly height: number;
	/** One line says that the screen is too small, and nothing else is shown. */
	readonly isTooSmall: boolean;
	readonly header: number;
	/** Rows of jobs, without the line of column names. */
	readonly rows: number;
	/** The line of column names. */
	readonly heading: number;
	/** The tabs of a job, the title of the messages, and what is below them. */
	readonly title: number;
	readonly pane: number;
	readonly footer: number;
};

/** Smaller than this, no list can be read (design §5). */
const least: Size = {width: 40, height: 10};
/** From this height on the messages of the selected job have a place below the list. */
const leastForPane = 16;

/**
 * Divides the screen. The list keeps half of it, and more where it is low; a pane without three lines is left out.
 *
 * @param isPaneFull the pane has the place of the list too
 */
export function layoutOf({width, height}: Size, view: View, isPaneFull: boolean): Layout {
	const nothing = {width, height, isTooSmall: false, header: 0, rows: 0, heading: 0, title: 0, pane: 0, footer: 0};
	if (width < least.width || height < least.height) return {...nothing, isTooSmall: true};
	const inner = height - 2;
	const frame = {...nothing, header: 1, footer: 1};
	if (view.kind === 'job') {
		// The messages have a title of their own below the tabs.
		const title = view.tab === 'messages' ? 2 : 1;
		return {...frame, title, pane: inner - title};
	}
	if (isPaneFull) return {...frame, title: 1, pane: inner - 1};
	if (height < leastForPane) return {...frame, heading: 1, rows: inner - 1};
	const pane = Math.floor((inner - 2) * 0.4);
	return {...frame, heading: 1, rows: inner - 2 - pane, title: 1, pane};
}
