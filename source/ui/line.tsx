import {Chalk} from 'chalk';
import {Text} from 'ink';
import {createContext, memo, useContext, useInsertionEffect, useMemo} from 'react';
import type {SafeText} from '../text/safe-text.ts';
import {unmarked, WholeLines} from './line-marks.ts';

/** The colours of the terminal's palette. Users may have changed the palette. */
export type Colour = 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'grey';

/** A piece of a line with one style. Its text is safe and has its final width, so it is not cut or wrapped later. */
export type Span = {
	readonly text: SafeText;
	readonly colour?: Colour | undefined;
	readonly isBold?: boolean | undefined;
	readonly isDim?: boolean | undefined;
	readonly isInverse?: boolean | undefined;
};

/**
 * Whether lines have colours. Without colours, reverse, bold and dim are still used, because they are not colours
 * (no-color.org).
 */
export const HasColour = createContext(true);

// A separate instance with 16 colours: the code elsewhere decides whether to use colours, not chalk.
const chalk = new Chalk({level: 1});

/**
 * Joins the spans of a line with their styles to one string. Ink then lays out one node for each line instead of one
 * for each span, which halves the cost of a frame.
 */
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

/** Draws one line of the screen. The line does not wrap, because its spans already fit the width. */
export const Line = memo(
	function Line({spans}: LineProps) {
		const text = painted(spans, useContext(HasColour));
		const marks = useContext(WholeLines);
		const mark = useMemo(() => marks?.mark(text), [marks, text]);
		// An insertion effect runs before Ink draws the change and before other effects.
		useInsertionEffect(() => () => (mark === undefined ? undefined : marks?.release(mark)), [marks, mark]);
		return <Text wrap="truncate">{mark ?? (text === '' ? ' ' : unmarked(text))}</Text>;
	},
	({spans: a}: LineProps, {spans: b}: LineProps) => a === b || painted(a, true) === painted(b, true),
);

/**
 * Draws lines one below the other. Their index is their React key, because a line of the screen has no other identity.
 */
export function Lines({lines}: {readonly lines: ReadonlyArray<readonly Span[]>}) {
	// biome-ignore lint/suspicious/noArrayIndexKey: see above
	return lines.map((spans, index) => <Line key={index} spans={spans} />);
}
