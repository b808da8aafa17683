import {Text} from 'ink';
import {createContext, memo, useContext, useInsertionEffect, useMemo} from 'react';
import type {ColourScheme} from '../terminal/capabilities.ts';
import type {SafeText} from '../text/safe-text.ts';
import {paint, type TextStyle} from './colours.ts';
import {unmarked, WholeLines} from './line-marks.ts';

/** A piece of a line with one style. Its text is safe and has its final width, so it is not cut or wrapped later. */
export type Span = TextStyle & {readonly text: SafeText};

/** The colours in which lines are drawn. */
export const Colours = createContext<ColourScheme>('dark');

/**
 * Joins the spans of a line with their styles to one string. Ink then lays out one node for each line instead of one
 * for each span, which halves the cost of a frame.
 */
function painted(spans: readonly Span[], scheme: ColourScheme): string {
	return spans.map(span => paint(span.text, span, scheme)).join('');
}

type LineProps = {readonly spans: readonly Span[]};

/** Draws one line of the screen. The line does not wrap, because its spans already fit the width. */
export const Line = memo(
	function Line({spans}: LineProps) {
		const text = painted(spans, useContext(Colours));
		const marks = useContext(WholeLines);
		const mark = useMemo(() => marks?.mark(text), [marks, text]);
		// An insertion effect runs before Ink draws the change and before other effects.
		useInsertionEffect(() => () => (mark === undefined ? undefined : marks?.release(mark)), [marks, mark]);
		return <Text wrap="truncate">{mark ?? (text === '' ? ' ' : unmarked(text))}</Text>;
	},
	({spans: a}: LineProps, {spans: b}: LineProps) => a === b || painted(a, 'dark') === painted(b, 'dark'),
);

/**
 * Draws lines one below the other. Their index is their React key, because a line of the screen has no other identity.
 */
export function Lines({lines}: {readonly lines: ReadonlyArray<readonly Span[]>}) {
	// biome-ignore lint/suspicious/noArrayIndexKey: see above
	return lines.map((spans, index) => <Line key={index} spans={spans} />);
}
