import {Box} from 'ink';
import {blanks} from '../../text/safe-parts.ts';
import {type SafeText, safe} from '../../text/safe-text.ts';
import type {Context, Situation} from '../actions/action.ts';
import {fitSegments} from '../header/segments.ts';
import {Line, Lines, type Span} from '../line.tsx';
import {clampTop} from '../panes/list/window.ts';
import {helpLines} from './help.ts';

type HelpOverlayProps = {
	readonly width: number;
	/** The height in lines, including the title. */
	readonly height: number;
	/** The index of the first visible line. A larger number than that of the last line shows the end of the help. */
	readonly top: number;
	/** The context that the help covers. */
	readonly here: Context;
	readonly situation: Situation;
	readonly ascii: boolean;
};

/** The keys of the help overlay, which are shown in its title. */
export const helpKeys: SafeText = safe`/ search  Esc close`;

/** Draws the help with all keys, which covers the whole screen. */
export function HelpOverlay({width, height, top, here, situation, ascii}: HelpOverlayProps) {
	const lines = helpLines(width, here, situation, ascii);
	const rows = Math.max(0, height - 1);
	const first = clampTop(top, rows, lines.length);
	const seen = lines.slice(first, first + rows);
	const last = first + seen.length;
	const place = seen.length < lines.length ? safe`${first + 1}-${last} of ${lines.length}` : safe``;
	const body = Array.from({length: rows}, (_, index): readonly Span[] => seen[index] ?? [{text: blanks(width)}]);
	return (
		<Box flexDirection="column">
			{height > 0 && <Line spans={titleSpans(place, width)} />}
			<Lines lines={body} />
		</Box>
	);
}

function titleSpans(place: SafeText, width: number): readonly Span[] {
	return fitSegments(
		[
			{side: 'left', forms: [[{text: safe` Keys`, isBold: true}]], yields: []},
			{side: 'right', forms: place === '' ? [[]] : [[{text: place}]], yields: [1]},
			{side: 'right', forms: [[{text: safe`${helpKeys} `}]], yields: [2]},
		],
		width,
	);
}

/** Returns the number of lines of the help, for scrolling. */
export function helpLineCount(width: number, here: Context, situation: Situation): number {
	return helpLines(width, here, situation, true).length;
}
