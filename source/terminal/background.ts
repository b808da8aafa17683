/** A colour as its relative luminance is computed from it: red, green and blue from 0 to 1. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** Asks the terminal for its background colour (xterm, "OSC Ps ; Pt ST", Ps = 11). */
export const backgroundQuestion = '\x1B]11;?\x1B\\';

const answer =
	/^\x1B\]11;(?:rgba?:(?<parts>[\da-f]{1,4}(?:\/[\da-f]{1,4}){2,3})|#(?<digits>(?:[\da-f]{3}){1,4}))(?:\x07|\x1B\\)$/i;

/**
 * Reads the answer to {@link backgroundQuestion}: `rgb:RRRR/GGGG/BBBB`, or `#RRGGBB`, with 1 to 4 digits a channel
 * (XParseColor(3)).
 *
 * @returns `undefined` if the report is not that answer
 */
export function parseBackground(report: string): Rgb | undefined {
	const {parts, digits} = answer.exec(report)?.groups ?? {};
	const channels = parts?.split('/') ?? digits?.match(new RegExp(`.{${digits.length / 3}}`, 'g'));
	const [red, green, blue] = channels?.map(hex => Number.parseInt(hex, 16) / (16 ** hex.length - 1)) ?? [];
	return red === undefined || green === undefined || blue === undefined ? undefined : [red, green, blue];
}

/** Computes the relative luminance, from 0 for black to 1 for white (WCAG 2.2, "relative luminance"). */
function luminance(colour: Rgb): number {
	const [red = 0, green = 0, blue = 0] = colour.map(value =>
		value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
	);
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Computes the contrast between two colours, from 1 for none to 21 for black on white (WCAG 2.2, "contrast ratio"). */
export function contrast(one: Rgb, other: Rgb): number {
	const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
	return (lighter + 0.05) / (darker + 0.05);
}

/** Returns the colours that are readable on a background. */
export function schemeFor(background: Rgb): 'dark' | 'light' {
	return isLight(background) ? 'light' : 'dark';
}

/** Whether black text is easier to read on a background than white text. */
function isLight(background: Rgb): boolean {
	return contrast(background, [0, 0, 0]) > contrast(background, [1, 1, 1]);
}

/**
 * Whether the background is light according to `COLORFGBG`, which rxvt and Konsole set: the numbers of the colours of
 * text and background, `15;0` or `0;default;15`.
 *
 * @returns `undefined` if the variable does not say
 */
export function isLightByVariable(value: string | undefined): boolean | undefined {
	const [, background] = /;(\d{1,2})$/.exec(value ?? '') ?? [];
	if (background === undefined || Number(background) > 15) return undefined;
	// Of the 16 colours of a terminal, 7 is light grey, 8 is dark grey, and the colours above 8 are bright.
	return Number(background) === 7 || Number(background) > 8;
}
