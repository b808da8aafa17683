import {Chalk, type ChalkInstance} from 'chalk';
import type {ColourScheme} from '../terminal/capabilities.ts';
import type {SafeText} from '../text/safe-text.ts';

/** The colours of text. Each is named after what it looks like on a dark background. */
export type Colour = 'red' | 'green' | 'yellow' | 'magenta' | 'cyan';

/** The style of a text. */
export type TextStyle = {
	readonly colour?: Colour | undefined;
	readonly isBold?: boolean | undefined;
	/** Only text without a colour is drawn dim, because dim colours have too little contrast. */
	readonly isDim?: boolean | undefined;
	readonly isInverse?: boolean | undefined;
};

/** How a {@link Colour} is drawn: in one of the terminal's 16 colours or, if `colour` is absent, in its normal colour. */
type Drawn = {
	readonly colour?: 'red' | 'redBright' | 'green' | 'yellow' | 'blue' | 'magenta' | 'magentaBright' | 'cyan';
	/**
	 * Whether the text is never bold. Many terminals draw bold text in the bright colour, which is hard to read on a
	 * light background.
	 */
	readonly isNeverBold?: true;
};

/**
 * How each colour is drawn. The colours are readable in the palettes of all usual terminals, which the test of this file
 * lists. Blue is too dark on black in nearly all of them, and green, yellow and cyan are too light on white.
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
 * Adds the escape sequences of a style to a text. Without colours, bold, dim and reverse are still used, because they
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
