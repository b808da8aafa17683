import {Box} from 'ink';
import {memo} from 'react';
import {Line, type Span} from '../../line.tsx';
import {SpanTable} from '../../span-table.tsx';
import {openedLines, type ParametersLook, sentenceLines} from './lines.ts';
import {isOpened, type ParametersState, rowsOf} from './state.ts';
import {narrowParameterLines, parametersTable} from './table.ts';

type ParametersPaneProps = {readonly state: ParametersState} & ParametersLook;

/** The Results or the Inputs of a job: the list of them, or the value that was opened. As large as its state says. */
export const ParametersPane = memo(function ParametersPane({state, placeholder, isAscii}: ParametersPaneProps) {
	const {width, height} = state.size;
	return (
		<Box flexDirection="column" width={width} height={height} overflow="hidden">
			<Content state={state} placeholder={placeholder} isAscii={isAscii} />
		</Box>
	);
});

function Content({state, placeholder, isAscii}: ParametersPaneProps) {
	if (isOpened(state)) return <Lines lines={openedLines(state, isAscii)} />;
	if (rowsOf(state).length === 0) return <Lines lines={sentenceLines(state, {placeholder, isAscii})} />;
	const table = parametersTable(state, isAscii);
	return table ? <SpanTable {...table} /> : <Lines lines={narrowParameterLines(state, isAscii)} />;
}

function Lines({lines}: {readonly lines: ReadonlyArray<readonly Span[]>}) {
	// A line of the screen has no other identity than where it is.
	// biome-ignore lint/suspicious/noArrayIndexKey: see above
	return lines.map((spans, index) => <Line key={index} spans={spans} />);
}
