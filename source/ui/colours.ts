import {Chalk, type ChalkInstance} from 'chalk';
import type {ColourScheme} from '../terminal/capabilities.ts';
import type {SafeText} from '../text/safe-text.ts';

/** The colours of text, by their names on a dark background. They are colours of the terminal's palette. */
export type Colour = 'red' | 'green' | 'yellow' | 'magenta' | 'cyan';

/** The style of a text. */
export type TextStyle = {
	readonly colour?: Colour | undefined;
	readonly isBold?: boolean | undefined;
	/** Dim text without a colour. With a colour, dim would take up to half of the contrast. */
	readonly isDim?: boolean | undefined;
	readonly isInverse?: boolean | undefined;
};

/** What is drawn for a {@link Colour}: one of the terminal's 16 colours, or its normal colour if that is absent. */
type Drawn = {
	readonly colour?: 'red' | 'redBright' | 'green' | 'yellow' | 'blue' | 'magenta' | 'magentaBright' | 'cyan';
	/**
	 * Whether the text is never bold. Many terminals draw bold text in the bright colour, which is hard to read on a
	 * light background.
	 */
	readonly isNeverBold?: true;
};

/**
 * Only colours that are readable in the palettes of all usual terminals: blue is too dark on black nearly everywhere,
 * and green, yellow and cyan are too light on white. The test of this file has the palettes and the contrasts.
 */
const drawn = {
	dark: {
		red: {colour: 'redBright'},
		green: {colour: 'green'},
		yellow: {colour: 'yellow'},
		magenta: {colour: 'magentaBright'},
		cyan: {colour: 'cyan'},
	},
	light: {
		red: {colour: 'red'},
		green: {},
		yellow: {colour: 'magenta', isNeverBold: true},
		magenta: {colour: 'magenta', isNeverBold: true},
		cyan: {colour: 'blue', isNeverBold: true},
	},
} as const satisfies Record<'dark' | 'light', Record<Colour, Drawn>>;

// A separate instance with 16 colours: whether to use colours is decided elsewhere, not by chalk.
const chalk = new Chalk({level: 1});

/**
 * A text with the escape sequences of its style. Without colours, bold, dim and reverse are still used, because they
 * are not colours (no-color.org).
 */
export function paint(text: SafeText, {colour, isBold, isDim, isInverse}: TextStyle, scheme: ColourScheme): string {
	const {colour: name, isNeverBold}: Drawn = colour === undefined || scheme === 'none' ? {} : drawn[scheme][colour];
	let brush: ChalkInstance = chalk;
	if (name !== undefined) brush = brush[name];
	if (isBold && !isNeverBold) brush = brush.bold;
	if (isDim && colour === undefined) brush = brush.dim;
	if (isInverse) brush = brush.inverse;
	return brush === chalk ? text : brush(text);
}
