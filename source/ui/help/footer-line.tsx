import type {Context, Situation} from '../actions/actions.ts';
import {Line} from '../line.tsx';
import {footerSpans} from './footer.ts';

type FooterLineProps = {
	readonly context: Context;
	readonly situation: Situation;
	readonly width: number;
	readonly ascii: boolean;
};

/** The last line of the screen. */
export function FooterLine({context, situation, width, ascii}: FooterLineProps) {
	return <Line spans={footerSpans(context, situation, width, ascii)} />;
}
