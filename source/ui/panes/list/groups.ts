import {hasEnded} from '../../../gp/status.ts';
import type {Moment} from '../../../monitor/clock.ts';
import type {WatchedJob} from '../../../monitor/job.ts';
import {needsALook} from '../../../monitor/job-need.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';
import type {Sort} from './order.ts';
import {type Selection, shownAbove} from './selection.ts';

/** The groups of jobs in the default order, from top to bottom. */
export const listGroups = ['look', 'running', 'queued', 'ended'] as const;

/** A group of jobs: one of {@link listGroups}. */
export type ListGroup = (typeof listGroups)[number];

/** The group of each job in the list, by its URL; empty if the list has no groups. */
export type JobGroups = ReadonlyMap<string, ListGroup>;

/** Returns the group to which a job belongs in the default order. */
export function groupOf(job: WatchedJob, now: Moment): ListGroup {
	if (needsALook(job, now) !== undefined) return 'look';
	if (hasEnded(job.state)) return 'ended';
	return job.state === 'queued' || job.lastAnswer === null ? 'queued' : 'running';
}

/**
 * The largest number of lines that the headings of groups take. The first group has a heading only if it is not `look`,
 * because the line of column headings says that jobs that need a look come first.
 */
export const mostGroupHeadings = listGroups.length - 1;

/** Whether a list with this order has groups. */
export function hasGroups({by, isInverted}: Sort): boolean {
	return by === 'attention' && !isInverted;
}

/** The headings of the groups. */
export const groupTitles: Readonly<Record<ListGroup, SafeText>> = {
	look: safe`needs a look`,
	running: safe`running`,
	queued: safe`queued`,
	ended: safe`ended`,
};

/** A line of the list: a job, or the heading of the group that begins below it. */
export type ListLine =
	| {readonly kind: 'job'; readonly url: string}
	| {readonly kind: 'group'; readonly group: ListGroup};

/**
 * Returns the lines of a list with headings of groups.
 *
 * @param shown the URLs of the jobs in the order in which they are shown
 * @param groups a job without a group belongs to the group above it: it was added while rows must not move
 */
export function listLines(shown: readonly string[], groups: JobGroups): readonly ListLine[] {
	let last: ListGroup = 'look';
	return shown.flatMap(url => {
		const group = groups.get(url) ?? last;
		const begins = group !== last;
		last = group;
		const job: ListLine = {kind: 'job', url};
		return begins ? [{kind: 'group', group}, job] : [job];
	});
}

/**
 * Returns the visible lines of the list. While a dialog leaves only `height` lines visible, they are scrolled so that
 * the selected job is among them.
 *
 * @param groups `null` if the screen has no headings of groups; they are left out as well if they do not fit
 */
export function visibleLines(selection: Selection, groups: JobGroups | null, height: number): readonly ListLine[] {
	const lines = groups === null ? [] : listLines(selection.shown, groups);
	if (lines.length === 0 || lines.length > selection.height)
		return shownAbove(selection, height).map(url => ({kind: 'job', url}));
	if (height >= selection.height || height < 1) return lines;
	const index = lines.findIndex(line => line.kind === 'job' && line.url === selection.selected);
	const top = Math.max(0, index - height + 1);
	return lines.slice(top, top + height);
}
