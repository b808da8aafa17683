import {Chalk} from 'chalk';
import {Text} from 'ink';
import {createContext, memo, useContext, useInsertionEffect, useMemo} from 'react';
import type {SafeText} from '../text/safe-text.ts';
import {unmarked, WholeLines} from './line-marks.ts';

/** The terminal's own colours: what an operator has chosen them to be is right for his eyes. */
export type Colour = 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'grey';

/** A piece of a line in one look. Its text is safe and as wide as it should be: nothing is cut or wrapped later. */
export type Span = {
	readonly text: SafeText;
	readonly colour?: Colour | undefined;
	readonly isBold?: boolean | undefined;
	readonly isDim?: boolean | undefined;
	readonly isInverse?: boolean | undefined;
};

/** Whether lines have colours. Without them reverse, bold and dim stay: they are no colours (no-color.org). */
export const HasColour = createContext(true);

// Of its own, at the 16 colours: what chalk finds out of the environment has been decided elsewhere.
const chalk = new Chalk({level: 1});

/** The line as one string: Ink lays out one node a line instead of one a cell, which halves the cost of a frame. */
function painted(spans: readonly Span[], hasColour: boolean): string {
	return spans.map(span => paintedSpan(span, hasColour)).join('');
}

function paintedSpan({text, colour, isBold, isDim, isInverse}: Span, hasColour: boolean): string {
	let paint = chalk;
	if (colour !== undefined && hasColour) paint = paint[colour];
	if (isBold) paint = paint.bold;
	if (isDim) paint = paint.dim;
	if (isInverse) paint = paint.inverse;
	return paint === chalk ? text : paint(text);
}

type LineProps = {readonly spans: readonly Span[]};

/** One line of the screen. It never wraps: who makes the spans has fitted them to the width. */
export const Line = memo(
	function Line({spans}: LineProps) {
		const text = painted(spans, useContext(HasColour));
		const marks = useContext(WholeLines);
		const mark = useMemo(() => marks?.mark(text), [marks, text]);
		// Before Ink draws what has changed, which is before other effects.
		useInsertionEffect(() => () => (mark === undefined ? undefined : marks?.release(mark)), [marks, mark]);
		return <Text wrap="truncate">{mark ?? (text === '' ? ' ' : unmarked(text))}</Text>;
	},
	({spans: a}: LineProps, {spans: b}: LineProps) => a === b || painted(a, true) === painted(b, true),
);

/** Lines one below the other. A line of the screen is its place: it has no other key. */
export function Lines({lines}: {readonly lines: ReadonlyArray<readonly Span[]>}) {
	// biome-ignore lint/suspicious/noArrayIndexKey: see above
	return lines.map((spans, index) => <Line key={index} spans={spans} />);
}
