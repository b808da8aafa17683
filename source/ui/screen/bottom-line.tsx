import {fit} from '../../text/display-width.ts';
import {safe} from '../../text/safe-text.ts';
import {FooterLine} from '../help/footer-line.tsx';
import {inputSpans} from '../input/line.ts';
import {Line} from '../line.tsx';
import {drawingOf, drawn} from '../symbols.ts';
import type {ScreenController} from './controller.ts';
import {contextOf} from './state.ts';

export type BottomLineProps = {readonly screen: ScreenController; readonly width: number; readonly isAscii: boolean};

/** The last line: what is being typed for a filter or a search, else what has to be said, else the keys. */
export function BottomLine({screen, width, isAscii}: BottomLineProps) {
	const {state} = screen;
	const {dialog, notices} = state;
	if (dialog?.kind === 'filter' || dialog?.kind === 'search') {
		const placeholder =
			dialog.kind === 'filter' ? safe`filter: words, column:word, !word` : safe`search in the messages`;
		return (
			<Line
				spans={[
					{text: safe` /`, isBold: true},
					...inputSpans(dialog.field, {width: width - 2, placeholder, isFocused: true}),
				]}
			/>
		);
	}
	const [notice] = notices;
	if (notice) {
		const colour = notice.isBad ? ('yellow' as const) : undefined;
		const text = fit(safe` ${drawn(notice.said, isAscii)}`, width, drawingOf(isAscii));
		return <Line spans={[{text, colour, isBold: notice.isBad}]} />;
	}
	// Not for each row that the cursor passes: the line would flicker, and cost as much as the row.
	const situation = screen.situationOf(screen.restedJob);
	return <FooterLine context={contextOf(state)} situation={situation} width={width} ascii={isAscii} />;
}
