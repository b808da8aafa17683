import type {WatchedJob} from '../../../monitor/job.ts';
import {distinctServerNames} from '../../../monitor/server-names.ts';
import {displayWidth} from '../../../text/display-width.ts';

/** The columns of the list, from left to right. */
export const columnNames = [
	'status',
	'job',
	'task',
	'server',
	'progress',
	'elapsed',
	'ended',
	'age',
	'message',
] as const;

/** The columns that are hidden unless the operator shows them, because other columns already show their content. */
export const hiddenByDefault: readonly ColumnName[] = ['task', 'progress', 'age'];

/** The name of a column, which is also a key for sorting the list. */
export type ColumnName = (typeof columnNames)[number];

/** A column of the list, with the width at which it is drawn. */
export type Column = {
	readonly name: ColumnName;
	/** The width in cells, without the gap after the column. */
	readonly width: number;
};

/** The columns of a list of a certain width, from the gutter at the left on, with a gap between columns. */
export type Columns = {
	readonly width: number;
	/** The number of cells before the first column, for a blank, the cursor and the mark. */
	readonly gutter: number;
	readonly gap: number;
	readonly shown: readonly Column[];
};

/** The width in cells from which the progress column shows a bar before the percentage. */
export const leastBarColumn = 10;

const fullGutter = 3;
/** The width of the list in cells from which two blanks separate its columns instead of one. */
const wideFrom = 100;
/** The smallest width of the server column in cells, and the largest one while other columns still need room. */
const serverCells = {least: 8, most: 18} as const;

/**
 * For each column, the width of the list from which it is shown, and its own smallest width. If the list is narrow, the
 * columns listed last are left out first; the state, the name and the current facts (`message`) are always shown.
 */
const rules: readonly {readonly name: ColumnName; readonly from: number; readonly least: number}[] = [
	{name: 'status', from: 22, least: 12},
	{name: 'job', from: 22, least: 6},
	{name: 'message', from: 36, least: 9},
	{name: 'elapsed', from: 66, least: 8},
	{name: 'age', from: 76, least: 4},
	{name: 'progress', from: 90, least: leastBarColumn},
	{name: 'server', from: 96, least: serverCells.least},
	{name: 'task', from: 110, least: 12},
	{name: 'ended', from: 140, least: 11},
];

/**
 * The columns that share the remaining cells, in this order, and the width up to which each grows. The last one takes
 * all that is left.
 */
const growth: readonly {readonly name: ColumnName; readonly to: number}[] = [
	{name: 'job', to: 14},
	{name: 'message', to: 20},
	{name: 'job', to: 23},
	{name: 'server', to: serverCells.most},
	{name: 'message', to: 31},
	{name: 'job', to: 30},
	{name: 'task', to: 16},
	{name: 'message', to: 44},
	{name: 'task', to: 24},
	{name: 'age', to: 8},
	{name: 'server', to: 30},
	{name: 'job', to: 44},
	{name: 'message', to: Number.POSITIVE_INFINITY},
	{name: 'job', to: Number.POSITIVE_INFINITY},
];

/** What the columns depend on besides the width of the list. Polling a job changes nothing of this. */
type ColumnChoice = {
	/** The columns that are hidden: those that the operator has chosen, otherwise {@link hiddenByDefault}. */
	readonly hidden?: readonly ColumnName[] | undefined;
	/** The width of the widest server name in cells; 0 if there is only one server, so that rows need not name it. */
	readonly servers?: number;
};

type ChosenColumns = {readonly [K in keyof ColumnChoice]-?: NonNullable<ColumnChoice[K]>};

const known = new Map<string, Columns>();

/**
 * Returns the columns of a list of a given width. They do not depend on the state of jobs, so that no column moves when
 * a row changes.
 *
 * @param width in cells, 1 or more
 * @returns the same object for the same width and choice, so that rows need not be drawn again
 */
export function columnsFor(width: number, choice: ColumnChoice = {}): Columns {
	const {hidden = hiddenByDefault, servers = 0} = choice;
	const key = `${width} ${hidden.join()} ${servers}`;
	const before = known.get(key);
	if (before) return before;
	const columns = width < (rules[0]?.from ?? 0) ? tinyColumns(width) : fittedColumns(width, {hidden, servers});
	known.set(key, columns);
	return columns;
}

/**
 * Returns the columns of a list of jobs. The server has a column only if the jobs are on several servers.
 *
 * @param jobs all jobs of the list, also those that a filter hides
 */
export function columnsOfList(
	jobs: readonly WatchedJob[],
	width: number,
	hidden: readonly ColumnName[] | undefined,
): Columns {
	const servers = distinctServerNames(jobs);
	return columnsFor(width, {
		hidden,
		servers: servers.size > 1 ? Math.max(...[...servers.values()].map(displayWidth)) : 0,
	});
}

function fittedColumns(width: number, {hidden, servers}: ChosenColumns): Columns {
	const widths = new Map<ColumnName, number>();
	const isChosen = (name: ColumnName) => !hidden.includes(name) && (name !== 'server' || servers > 0);
	for (const {name, from, least} of rules) if (width >= from && isChosen(name)) widths.set(name, least);
	const most = (name: ColumnName, to: number) =>
		name === 'server' ? Math.min(to, Math.max(servers, serverCells.least)) : to;
	const gap = width < wideFrom ? 1 : 2;
	let left = width - fullGutter - (widths.size - 1) * gap;
	for (const cells of widths.values()) left -= cells;
	for (const {name, to} of growth) {
		const cells = widths.get(name);
		// The percentage alone needs only four cells.
		if (cells === undefined || (name === 'progress' && cells < leastBarColumn)) continue;
		const more = Math.max(0, Math.min(left, most(name, to) - cells));
		widths.set(name, cells + more);
		left -= more;
	}
	const shown = columnNames.flatMap(name => {
		const cells = widths.get(name);
		return cells === undefined ? [] : [{name, width: cells}];
	});
	return {width, gutter: fullGutter, gap, shown};
}

/**
 * Returns the columns of a list that is too narrow for the word of a state: its symbol, and as much of the job's name
 * as fits.
 */
function tinyColumns(width: number): Columns {
	const gutter = Math.min(fullGutter, width);
	const rest = width - gutter;
	const shown: readonly Column[] =
		rest > 2
			? [
					{name: 'status', width: 1},
					{name: 'job', width: rest - 2},
				]
			: rest > 0
				? [{name: 'status', width: rest}]
				: [];
	return {width, gutter, gap: 1, shown};
}
