import type {Size} from '../panes/messages/state.ts';

/** What the screen shows apart from dialogs: the list, or a tab of an open job. */
export type View = {readonly kind: 'list'} | {readonly kind: 'job'; readonly url: string; readonly tab: Tab};

/** The tabs of an open job, from left to right. */
export const tabs = ['messages', 'results', 'inputs', 'about'] as const;

/** A tab of an open job: one of {@link tabs}. */
export type Tab = (typeof tabs)[number];

/**
 * The number of lines of each part of the screen; 0 for a part that is not shown. Together they are as high as the
 * screen.
 */
export type Layout = {
	readonly width: number;
	readonly height: number;
	/** Whether the screen shows only a line that says that it is too small. */
	readonly isTooSmall: boolean;
	readonly header: number;
	/** The number of lines for rows of jobs and headings of groups, without the line of column headings. */
	readonly rows: number;
	/** Whether there are headings of groups between the rows. */
	readonly hasGroups: boolean;
	/** The number of lines for the headings of the columns. */
	readonly heading: number;
	/** The number of lines for the tabs of an open job, or for the heading of the selected job above its messages. */
	readonly title: number;
	readonly pane: number;
	readonly footer: number;
};

/** The smallest screen on which a list can be read (design §5). */
const least: Size = {width: 40, height: 10};
/** The smallest height at which the messages of the selected job are shown below the list. */
const leastForPane = 16;
/** The smallest number of rows of the list. Thanks to it, adding a few jobs to a short list does not move the pane. */
const leastRows = 5;
/** The largest share of the available lines that the list may have. */
const mostOfRows = 2 / 3;
/** The smallest height at which groups of jobs have headings, if no job has to be hidden for them. */
const leastForGroups = 30;
/** The smallest number of lines of pane and title together at which the title has a second line. */
const leastForIdentity = 6;

/**
 * Divides the screen into its parts. The list gets the rows that it needs, up to two thirds of the lines, and the pane
 * gets the rest. On a low screen there is no pane.
 *
 * @param isPaneFull whether the pane replaces the list
 * @param listNeed the number of rows that the list needs to show all of its jobs
 * @param groupHeadings the number of lines that the headings of groups may need; 0 if the list has no groups
 */
export function layoutOf(
	{width, height}: Size,
	view: View,
	isPaneFull: boolean,
	listNeed: number,
	groupHeadings = 0,
): Layout {
	const lines = {header: 0, rows: 0, heading: 0, title: 0, pane: 0, footer: 0};
	const nothing = {width, height, isTooSmall: false, hasGroups: false, ...lines};
	if (width < least.width || height < least.height) return {...nothing, isTooSmall: true};
	const inner = height - 2;
	const frame = {...nothing, header: 1, footer: 1};
	if (view.kind === 'job') return {...frame, title: 1, pane: inner - 1};
	if (isPaneFull) return {...frame, ...paneOf(inner)};
	if (height < leastForPane) return {...frame, heading: 1, rows: inner - 1};
	// Two lines are reserved for the headings of the columns and for the title of the pane.
	const forRows = inner - 2;
	const most = Math.floor(forRows * mostOfRows);
	const withGroups = listNeed + groupHeadings;
	const hasGroups = groupHeadings > 0 && height >= leastForGroups && withGroups <= most;
	const rows = Math.max(leastRows, Math.min(hasGroups ? withGroups : listNeed, most));
	return {...frame, heading: 1, rows, hasGroups, ...paneOf(inner - 1 - rows)};
}

/**
 * Divides the lines below the list.
 *
 * @param lines the number of lines of pane and title together
 */
function paneOf(lines: number): Pick<Layout, 'title' | 'pane'> {
	const title = lines < leastForIdentity ? 1 : 2;
	return {title, pane: lines - title};
}
