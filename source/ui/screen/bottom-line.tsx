import {displayWidth, fit, wrapCells} from '../../text/display-width.ts';
import {type SafeText, safe} from '../../text/safe-text.ts';
import {lastLineOf} from '../dialogs/dialogs.ts';
import {FooterLine, footerSpans} from '../help/footer.tsx';
import {inputSpans} from '../input/line.ts';
import {Line, type Span} from '../line.tsx';
import {drawn} from '../symbols.ts';
import type {ScreenController} from './controller.ts';
import type {Layout} from './layout.ts';
import type {Notice} from './notices.ts';
import type {Appearance, PartProps} from './part-props.ts';
import {contextOf} from './state.ts';

/** The largest number of lines of a notice. */
const mostNoticeLines = 3;
/** The smallest number of cells for the keys beside a notice, which is enough for the keys for help and for leaving. */
const leastForKeys = 18;

/** Returns the lines above the keys for a notice that does not fit beside them; empty if it fits. */
export function noticeBand(
	{state}: ScreenController,
	{isAscii}: Appearance,
	{width}: Layout,
): readonly (readonly Span[])[] {
	const [notice] = state.notices;
	if (!notice || state.dialog || noticeWidth(notice.text, isAscii) + leastForKeys <= width) return [];
	const lines = wrapCells(drawn(notice.text, isAscii), Math.max(1, width - 2)).slice(0, mostNoticeLines);
	return lines.map(line => [{text: fit(safe` ${line}`, width), ...noticeStyle(notice)}]);
}

function noticeWidth(text: SafeText, isAscii: boolean): number {
	return displayWidth(drawn(text, isAscii)) + 3;
}

function noticeStyle({isBad}: Notice): Omit<Span, 'text'> {
	return {colour: isBad ? 'yellow' : undefined, isBold: isBad};
}

/** Draws the last line: a filter or search that is being typed; otherwise a short notice, if any, and the keys. */
export function BottomLine({screen, appearance: {isAscii}, layout: {width}}: PartProps) {
	const {state} = screen;
	const {dialog, notices} = state;
	const lastLine = dialog && lastLineOf(dialog);
	if (lastLine) {
		const {input, ...look} = lastLine.field;
		return <Line spans={[{text: safe` /`, isBold: true}, ...inputSpans(input, {...look, width: width - 2})]} />;
	}
	// The keys are updated only when the cursor rests. Otherwise the line would flicker and take as long to draw as
	// the row.
	const situation = screen.situationOf(screen.restedJob);
	const context = contextOf(state);
	const [notice] = notices;
	const left = notice && !dialog ? noticeWidth(notice.text, isAscii) : width;
	if (!notice || left + leastForKeys > width)
		return <FooterLine context={context} situation={situation} width={width} ascii={isAscii} />;
	const span = {text: fit(safe` ${drawn(notice.text, isAscii)}`, left), ...noticeStyle(notice)};
	return <Line spans={[span, ...footerSpans(context, situation, width - left, isAscii)]} />;
}
