import {Box} from 'ink';
import {memo} from 'react';
import {fit as fitCells, wrapCells} from '../../../text/display-width.ts';
import {blanks} from '../../../text/safe-parts.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';
import {Lines, type Span} from '../../line.tsx';
import {SpanTable} from '../../span-table.tsx';
import {gutterWidth} from '../messages/visible-rows.ts';
import {messagePaneLines} from '../messages/window.ts';
import {chooserLines} from './chooser.ts';
import {chooserHeight, hasRecordsTitle, type RecordsState} from './state.ts';
import {narrowRecordLines, recordsTable} from './table.ts';
import {recordsTitle} from './title.ts';

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

type SpanLines = ReadonlyArray<readonly Span[]>;

/** Whether the pane shows records in a table or, where it is too small for one, in {@link recordsLines}. */
export function showsRecords({opened, chooser, set}: RecordsState): boolean {
	return opened === null && chooser === null && set.records.length > 0;
}

/** The line above the rest; none where the pane is too low for it. */
export function titleLines(state: RecordsState, isAscii: boolean): SpanLines {
	const isThere = state.opened ? state.size.height > 1 : hasRecordsTitle(state);
	return isThere ? [recordsTitle(state, isAscii)] : [];
}

/** What is not drawn as a table: an opened text, the list of fields, what there is to say of no records. */
export function recordsLines(state: RecordsState, isAscii: boolean): SpanLines {
	const {opened, chooser} = state;
	if (state.size.height <= 0) return [];
	if (opened) return messagePaneLines(opened.text, {placeholder: safe``, isAscii});
	if (chooser) return chooserLines(state, chooser, chooserHeight(state), isAscii);
	return showsRecords(state) ? narrowRecordLines(state, isAscii) : sentenceLines(state);
}

function sentenceLines(state: RecordsState): SpanLines {
	const {width} = state.size;
	const margin = gutterWidth(width);
	return wrapCells(emptySentence(state), width - margin)
		.slice(0, chooserHeight(state))
		.map(line => [{text: blanks(margin)}, {text: fitCells(line, width - margin), isDim: true}]);
}

/** Shown for a set that exceeds the server's transfer limit. */
export const noneSent = safe`The server has more records than it may send, and so it sent none (exceededTransferLimit). They are there.`;

/** Shown for an empty set. */
export const noRecords = safe`The set has no records: the tool found nothing, or was given nothing.`;

/** A set with nothing in it is one thing, one of which nothing was sent another. */
function emptySentence({set}: RecordsState): SafeText {
	return set.hasExceededLimit ? noneSent : noRecords;
}
