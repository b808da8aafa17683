import type {Size} from '../panes/messages/state.ts';

/** What the screen shows besides dialogs: the list, or one opened job. */
export type View = {readonly kind: 'list'} | {readonly kind: 'job'; readonly url: string; readonly tab: Tab};

export const tabs = ['messages', 'results', 'inputs', 'about'] as const;

export type Tab = (typeof tabs)[number];

/** How many lines each part of the screen has; 0 if it is not shown. Together they are as high as the screen. */
export type Layout = {
	readonly width: number;
	readonly height: number;
	/** The screen shows only the line that says that it is too small. */
	readonly isTooSmall: boolean;
	readonly header: number;
	/** Rows of jobs, without the headings. */
	readonly rows: number;
	/** The line of headings. */
	readonly heading: number;
	/** Lines for the tabs of an open job, or for the heading of the selected one above its messages. */
	readonly title: number;
	readonly pane: number;
	readonly footer: number;
};

/** The smallest screen on which a list can be read (design §5). */
const least: Size = {width: 40, height: 10};
/** From this height on, the messages of the selected job are shown below the list. */
const leastForPane = 16;
/** The least number of rows of the list, so that a few more jobs do not move the pane. */
const leastRows = 5;
/** The largest share of the rows that the list may have. */
const mostOfRows = 2 / 3;
/** From this many lines of pane and title on, the title has a second line. */
const leastForIdentity = 6;

/**
 * Divides the screen. The list gets the rows that it needs, up to two thirds, and the pane the rest; on a low screen
 * there is no pane.
 *
 * @param isPaneFull whether the pane replaces the list
 * @param listNeed rows that the list needs to show all of its jobs
 */
export function layoutOf({width, height}: Size, view: View, isPaneFull: boolean, listNeed: number): Layout {
	const nothing = {width, height, isTooSmall: false, header: 0, rows: 0, heading: 0, title: 0, pane: 0, footer: 0};
	if (width < least.width || height < least.height) return {...nothing, isTooSmall: true};
	const inner = height - 2;
	const frame = {...nothing, header: 1, footer: 1};
	if (view.kind === 'job') return {...frame, title: 1, pane: inner - 1};
	if (isPaneFull) return {...frame, ...paneOf(inner)};
	if (height < leastForPane) return {...frame, heading: 1, rows: inner - 1};
	// The line of headings, and the title of the pane.
	const forRows = inner - 2;
	const rows = Math.max(leastRows, Math.min(listNeed, Math.floor(forRows * mostOfRows)));
	return {...frame, heading: 1, rows, ...paneOf(inner - 1 - rows)};
}

/** Divides the lines below the list. @param lines of pane and title together */
function paneOf(lines: number): Pick<Layout, 'title' | 'pane'> {
	const title = lines < leastForIdentity ? 1 : 2;
	return {title, pane: lines - title};
}
