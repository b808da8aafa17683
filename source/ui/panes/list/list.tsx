import {Box} from 'ink';
import {memo} from 'react';
import type {Moment} from '../../../monitor/clock.ts';
import type {WatchedJob} from '../../../monitor/job.ts';
import {blanks} from '../../../text/safe-parts.ts';
import type {SafeText} from '../../../text/safe-text.ts';
import {Line, type Span} from '../../line.tsx';
import {type ColumnName, columnsFor} from './columns.ts';
import {emptyListLines} from './empty-list.ts';
import type {Outage} from './fault-words.ts';
import {headingSpans} from './heading.ts';
import type {Sort} from './order.ts';
import {type RowOptions, rowSpans} from './row.ts';

export type JobListProps = {
	/** The jobs in view and below, as filter and order show them. */
	readonly jobs: readonly WatchedJob[];
	readonly width: number;
	/** Rows of jobs; the line of column names comes on top. */
	readonly height: number;
	readonly selected: string | null;
	readonly marks: ReadonlySet<string>;
	/** Turned on once a second: rows that depend on it are drawn together. */
	readonly now: Moment;
	readonly sort: Sort;
	readonly ascii: boolean;
	/** The servers that cannot be reached, by origin. */
	readonly outages: ReadonlyMap<string, Outage>;
	/** As it was typed; an empty list says that it is why. */
	readonly filter: SafeText | null;
	/** Why the saved list cannot be read; a list without rows says it. */
	readonly listFault?: SafeText | null;
	/** How many jobs undo would bring back. */
	readonly removed?: number;
	/** Columns that the operator has left out. */
	readonly hiddenColumns?: readonly ColumnName[];
};

/** The live list: a line of column names and exactly `height` rows, those of the window. */
export function JobList(props: JobListProps) {
	const {jobs, width, height, selected, marks, now, sort, ascii, outages, filter, listFault, hiddenColumns} = props;
	const columns = columnsFor(width, hiddenColumns);
	const seen = jobs.slice(0, height);
	const below = seen.length > 0 ? [] : emptyListLines(width, height, filter, listFault ?? null, props.removed);
	const blanks = Array.from({length: height - seen.length}, (_, index) => below[index] ?? blankLine(width));
	return (
		<Box flexDirection="column">
			<Line spans={headingSpans(columns, sort, ascii)} />
			{seen.map(job => (
				<Row
					key={job.address.url}
					job={job}
					columns={columns}
					now={now}
					isSelected={job.address.url === selected}
					isMarked={marks.has(job.address.url)}
					ascii={ascii}
					serverTrouble={outages.get(job.address.server)}
				/>
			))}
			{blanks.map((spans, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a blank line is nothing but its place
				<Line key={index} spans={spans} />
			))}
		</Box>
	);
}

/** Rendered again only when its job, its options or the second changes; `Line` then draws only what differs. */
const Row = memo(function Row({job, ...options}: RowOptions & {readonly job: WatchedJob}) {
	return <Line spans={rowSpans(job, options)} />;
});

function blankLine(width: number): readonly Span[] {
	return [{text: blanks(width)}];
}
