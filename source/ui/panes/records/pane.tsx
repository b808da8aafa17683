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

/** Draws a record set as a table, or what was opened from it. */
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

/** Whether the pane shows records: in a table, or as {@link recordsLines} if it is too small for a table. */
export function showsRecords({opened, chooser, set}: RecordsState): boolean {
	return opened === null && chooser === null && set.records.length > 0;
}

/** Draws the title as one line; no lines if the pane is too low for a title. */
export function titleLines(state: RecordsState, isAscii: boolean): SpanLines {
	const isThere = state.opened ? state.size.height > 1 : hasRecordsTitle(state);
	return isThere ? [recordsTitle(state, isAscii)] : [];
}

/**
 * Draws the lines of all contents that are not a table: an opened text, the list of fields, records in a small pane,
 * the sentence about an empty set.
 */
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

/** Says that the server left out all records of a set, because there are more than it may send. */
export const noneSent = safe`The server has more records than it may send, and so it sent none (exceededTransferLimit). They are there.`;

/** Says that a set is empty. */
export const noRecords = safe`The set has no records: the tool found nothing, or was given nothing.`;

/**
 * Returns the sentence about a set without records. The set may be empty, or the server may have left out all records.
 */
function emptySentence({set}: RecordsState): SafeText {
	return set.hasExceededLimit ? noneSent : noRecords;
}
