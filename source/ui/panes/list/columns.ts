/** The columns of the list, in the order in which they stand. */
export const columnNames = ['status', 'job', 'task', 'server', 'progress', 'elapsed', 'age', 'message'] as const;

export type ColumnName = (typeof columnNames)[number];

export type Column = {
	readonly name: ColumnName;
	/** Cells, without the gap behind it. */
	readonly width: number;
};

/** The columns of a list of one width. They fill it exactly: gutter, columns, and a gap between each two of them. */
export type Columns = {
	readonly width: number;
	/** Cells before the first column: a blank, the cursor, the mark. */
	readonly gutter: number;
	readonly gap: number;
	readonly shown: readonly Column[];
};

/** The least width, in cells, at which the progress column shows a bar before the percentage. */
export const leastBarColumn = 10;

const fullGutter = 3;
/** Width from which two blanks separate columns. */
const wideFrom = 100;

/**
 * The width of the list from which a column is shown, and the column's least width. The last ones listed give way first
 * (design §5: server, task, elapsed…).
 */
const rules: readonly {readonly name: ColumnName; readonly from: number; readonly least: number}[] = [
	{name: 'status', from: 22, least: 12},
	{name: 'job', from: 22, least: 6},
	{name: 'progress', from: 34, least: 4},
	{name: 'age', from: 50, least: 4},
	{name: 'message', from: 60, least: 16},
	{name: 'progress', from: 68, least: leastBarColumn},
	{name: 'elapsed', from: 76, least: 8},
	{name: 'task', from: 100, least: 12},
	{name: 'server', from: 116, least: 12},
];

/** The columns that get the remaining cells, in this order, each up to a width. The last step takes the rest. */
const growth: readonly {readonly name: ColumnName; readonly to: number}[] = [
	{name: 'job', to: 14},
	{name: 'message', to: 24},
	{name: 'job', to: 16},
	{name: 'task', to: 16},
	{name: 'progress', to: 16},
	{name: 'task', to: 18},
	{name: 'server', to: 18},
	{name: 'message', to: 32},
	{name: 'age', to: 8},
	{name: 'job', to: 24},
	{name: 'server', to: 24},
	{name: 'task', to: 24},
	{name: 'message', to: 56},
	{name: 'job', to: 34},
	{name: 'status', to: 17},
	{name: 'message', to: Number.POSITIVE_INFINITY},
	{name: 'job', to: Number.POSITIVE_INFINITY},
];

const known = new Map<string, Columns>();

/**
 * The columns that a list has at a width. They depend on nothing else, so that no column jumps when a row changes.
 *
 * @param width cells, 1 and more
 * @param hidden columns that the operator has left out
 * @returns the same object for the same width, so that rows need not be drawn again
 */
export function columnsFor(width: number, hidden: readonly ColumnName[] = []): Columns {
	const key = `${width} ${hidden.join()}`;
	const before = known.get(key);
	if (before) return before;
	const columns = width < (rules[0]?.from ?? 0) ? tinyColumns(width) : fittedColumns(width, hidden);
	known.set(key, columns);
	return columns;
}

function fittedColumns(width: number, hidden: readonly ColumnName[]): Columns {
	const widths = new Map<ColumnName, number>();
	for (const {name, from, least} of rules) if (width >= from && !hidden.includes(name)) widths.set(name, least);
	const gap = width < wideFrom ? 1 : 2;
	let left = width - fullGutter - (widths.size - 1) * gap;
	for (const cells of widths.values()) left -= cells;
	for (const {name, to} of growth) {
		const cells = widths.get(name);
		// Percents alone are four cells, whatever is left.
		if (cells === undefined || (name === 'progress' && cells < leastBarColumn)) continue;
		const more = Math.max(0, Math.min(left, to - cells));
		widths.set(name, cells + more);
		left -= more;
	}
	const shown = columnNames.flatMap(name => {
		const cells = widths.get(name);
		return cells === undefined ? [] : [{name, width: cells}];
	});
	return {width, gutter: fullGutter, gap, shown};
}

/** Where not even the word of a state fits: its symbol, and what fits of the job. */
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
