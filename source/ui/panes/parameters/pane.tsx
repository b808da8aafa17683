import {Box} from 'ink';
import {memo} from 'react';
import {fit as fitCells, wrapCells} from '../../../text/display-width.ts';
import {blanks} from '../../../text/safe-parts.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';
import {Lines, type Span} from '../../line.tsx';
import {SpanTable} from '../../span-table.tsx';
import {drawingOf} from '../../symbols.ts';
import {gutterWidth} from '../messages/visible-rows.ts';
import {messagePaneLines} from '../messages/window.ts';
import {parameterTitle} from './parameter-words.ts';
import {isParameterOpened, type ParametersState, rowsOf, selectedRow} from './state.ts';
import {narrowParameterLines, parametersTable} from './table.ts';

type ParametersPaneProps = {readonly state: ParametersState} & ParametersLook;

/** Draws the results or inputs of a job: as a table, or the one value that was opened from it. */
export const ParametersPane = memo(function ParametersPane({state, placeholder, isAscii}: ParametersPaneProps) {
	const {width, height} = state.size;
	return (
		<Box flexDirection="column" width={width} height={height} overflow="hidden">
			<Content state={state} placeholder={placeholder} isAscii={isAscii} />
		</Box>
	);
});

function Content({state, placeholder, isAscii}: ParametersPaneProps) {
	if (isParameterOpened(state)) return <Lines lines={openedLines(state, isAscii)} />;
	if (rowsOf(state).length === 0) return <Lines lines={sentenceLines(state, {placeholder, isAscii})} />;
	const table = parametersTable(state, isAscii);
	return table ? <SpanTable {...table} /> : <Lines lines={narrowParameterLines(state, isAscii)} />;
}

/** Shown while values are being read. */
export const valuesBeingRead: SafeText = safe`The values are being read.`;

type ParametersLook = {
	/** Shown if the job has no results, or no inputs. */
	readonly placeholder: SafeText;
	readonly isAscii: boolean;
};

/** Draws the title and the text of the opened value, as lines. */
export function openedLines(state: ParametersState, isAscii: boolean): ReadonlyArray<readonly Span[]> {
	const {width, height} = state.size;
	const row = selectedRow(state);
	if (state.opened === null || row === undefined || height <= 0) return [];
	const {between, ellipsis} = drawingOf(isAscii);
	const title = fitCells(safe` ${parameterTitle(row, between)}`, width, {ellipsis});
	const text = messagePaneLines(state.opened.text, {placeholder: safe``, isAscii});
	return height === 1 ? text : [[{text: title, isBold: true}], ...text];
}

/** Draws the sentence that is shown instead of the table, as lines. */
function sentenceLines(state: ParametersState, {placeholder}: ParametersLook): ReadonlyArray<readonly Span[]> {
	const {width, height} = state.size;
	const margin = gutterWidth(width);
	return wrapCells(sentenceOf(state, placeholder), width - margin)
		.slice(0, Math.max(0, height))
		.map(line => [{text: blanks(margin)}, {text: fitCells(line, width - margin), isDim: true}]);
}

function sentenceOf({content}: ParametersState, placeholder: SafeText): SafeText {
	switch (content.kind) {
		case 'reading':
			return valuesBeingRead;
		case 'unavailable':
			return content.sentence;
		case 'rows':
			return placeholder;
	}
}
