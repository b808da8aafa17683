import {Box} from 'ink';
import {memo} from 'react';
import type {Moment} from '../../../monitor/clock.ts';
import {jobName, type WatchedJob} from '../../../monitor/job.ts';
import {shortJobNames} from '../../../monitor/job-names.ts';
import {distinctServerNames} from '../../../monitor/server-names.ts';
import {type Ellipsis, fit} from '../../../text/display-width.ts';
import {shortenApart} from '../../../text/distinct-names.ts';
import {blanks} from '../../../text/safe-parts.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';
import {Line, type Span} from '../../line.tsx';
import {drawingOf} from '../../symbols.ts';
import {type ColumnName, type Columns, columnsOfList} from './columns.ts';
import {emptyListLines} from './empty-list.ts';
import type {Outage} from './fault-words.ts';
import {groupTitles, type ListGroup} from './groups.ts';
import {headingSpans} from './heading.ts';
import type {Sort} from './order.ts';
import {type RowOptions, rowSpans} from './row.ts';

/** A line of the list: the row of a job, or the heading of a group. */
export type JobListLine = WatchedJob | ListGroup;

/** What the list shows, and how. */
export type JobListProps = {
	/** The lines from the first visible one on, in the order of filter and sort. */
	readonly lines: readonly JobListLine[];
	readonly width: number;
	/** The number of rows, not counting the line of headings. */
	readonly height: number;
	readonly selected: string | null;
	readonly marks: ReadonlySet<string>;
	/** The current time, advanced once a second so that all rows that depend on it are redrawn together. */
	readonly now: Moment;
	readonly sort: Sort;
	readonly ascii: boolean;
	/** The servers that cannot be reached, by their origin. */
	readonly outages: ReadonlyMap<string, Outage>;
	/** The filter as it was typed, which is shown if no job matches it. */
	readonly filter: SafeText | null;
	/** Why the saved list cannot be read, which is shown if there are no rows. */
	readonly listFault?: SafeText | null;
	/** How many jobs an undo would restore. */
	readonly removed?: number;
	/**
	 * All jobs of the list, including hidden ones. Names of jobs and servers are shortened only as far as they remain
	 * different from all others.
	 */
	readonly all: readonly WatchedJob[];
	/** The columns that are hidden, if they differ from the default. */
	readonly hiddenColumns?: readonly ColumnName[];
};

/** Draws the list of jobs: a line of headings and `height` rows. */
export function JobList(props: JobListProps) {
	const {lines, all, width, height, selected, marks, now, sort, ascii, outages, filter, listFault} = props;
	const {ellipsis} = drawingOf(ascii);
	const servers = distinctServerNames(all);
	const columns = columnsOfList(all, width, props.hiddenColumns);
	const names = shortJobNames(all, widthOf(columns, 'job'), ellipsis);
	const serverNames = shortServerNames(servers, widthOf(columns, 'server'), ellipsis);
	const seen = lines.slice(0, height);
	const below = seen.length > 0 ? [] : emptyListLines(width, height, filter, listFault ?? null, props.removed);
	const blanks = Array.from({length: height - seen.length}, (_, index) => below[index] ?? blankLine(width));
	return (
		<Box flexDirection="column">
			<Line spans={headingSpans(columns, sort, ascii)} />
			{seen.map(line =>
				typeof line === 'string' ? (
					<Line key={line} spans={groupSpans(line, columns)} />
				) : (
					<Row
						key={line.address.url}
						job={line}
						name={names.get(line.address.url) ?? jobName(line)}
						server={serverNames.get(line.address.server) ?? line.address.serverName}
						columns={columns}
						now={now}
						isSelected={line.address.url === selected}
						isMarked={marks.has(line.address.url)}
						ascii={ascii}
						serverTrouble={outages.get(line.address.server)}
					/>
				),
			)}
			{blanks.map((spans, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a blank line has no other identity than its position
				<Line key={index} spans={spans} />
			))}
		</Box>
	);
}

/**
 * Draws one row. It is rendered again only when its job, its options or the time change; `Line` then writes only what
 * differs.
 */
const Row = memo(function Row({job, ...options}: RowOptions & {readonly job: WatchedJob}) {
	return <Line spans={rowSpans(job, options)} />;
});

/** Makes the heading of a group, aligned with the first column. */
function groupSpans(group: ListGroup, {width, gutter}: Columns): readonly Span[] {
	return [{text: blanks(gutter)}, {text: fit(groupTitles[group], width - gutter), isDim: true}];
}

function widthOf({shown}: Columns, name: ColumnName): number {
	return shown.find(column => column.name === name)?.width ?? 0;
}

const shortOnes = new WeakMap<ReadonlyMap<string, SafeText>, Map<number, ReadonlyMap<string, SafeText>>>();

function shortServerNames(
	servers: ReadonlyMap<string, SafeText>,
	width: number,
	ellipsis: Ellipsis,
): ReadonlyMap<string, SafeText> {
	const known = shortOnes.get(servers) ?? new Map<number, ReadonlyMap<string, SafeText>>();
	shortOnes.set(servers, known);
	const before = known.get(width);
	if (before) return before;
	const short = shortenApart([...servers.values()], width, ellipsis);
	const names = new Map([...servers.keys()].map((server, index) => [server, short[index] ?? safe``]));
	known.set(width, names);
	return names;
}

function blankLine(width: number): readonly Span[] {
	return [{text: blanks(width)}];
}
