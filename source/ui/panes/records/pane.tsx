import {Box} from 'ink';
import {memo} from 'react';
import {Line, type Span} from '../../line.tsx';
import {SpanTable} from '../../span-table.tsx';
import {recordsLines, showsRecords, titleLines} from './lines.ts';
import type {RecordsState} from './state.ts';
import {recordsTable} from './table.ts';

type RecordsPaneProps = {readonly state: RecordsState; readonly isAscii: boolean};

/** A set of records: the table of it, or what was opened out of it. As large as its state says. */
export const RecordsPane = memo(function RecordsPane({state, isAscii}: RecordsPaneProps) {
	const {width, height} = state.size;
	const table = showsRecords(state) ? recordsTable(state, isAscii) : undefined;
	return (
		<Box flexDirection="column" width={width} height={height} overflow="hidden">
			<Lines lines={titleLines(state, isAscii)} />
			{table ? <SpanTable {...table} /> : <Lines lines={recordsLines(state, isAscii)} />}
		</Box>
	);
});

function Lines({lines}: {readonly lines: ReadonlyArray<readonly Span[]>}) {
	// A line of the screen has no other identity than where it is.
	// biome-ignore lint/suspicious/noArrayIndexKey: see above
	return lines.map((spans, index) => <Line key={index} spans={spans} />);
}
