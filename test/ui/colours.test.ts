import {describe, expect, test} from 'vitest';
import {contrast, parseBackground, type Rgb} from '../../source/terminal/background.ts';
import {safe} from '../../source/text/safe-text.ts';
import {type Colour, paint, type TextStyle} from '../../source/ui/colours.ts';

type Palette = {
	/** The 16 colours in the order of their numbers. */
	readonly colours: string;
	readonly dark: string;
	readonly light: string;
	/** Whether bold text is drawn in the bright colour, at least by default or in common versions. */
	readonly isBoldBright: boolean;
};

const black = '#000000';
const white = '#ffffff';

/** The colours with which terminals are delivered, from their sources and manuals. */
const palettes: Readonly<Record<string, Palette>> = {
	xterm: {
		colours:
			'000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff',
		dark: black,
		light: white,
		isBoldBright: true,
	},
	'VGA, Linux console': {
		colours:
			'000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff',
		dark: black,
		light: white,
		isBoldBright: true,
	},
	PuTTY: {
		colours:
			'000000 bb0000 00bb00 bbbb00 0000bb bb00bb 00bbbb bbbbbb 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff',
		dark: black,
		light: white,
		isBoldBright: true,
	},
	'Windows Terminal': {
		colours:
			'0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc 767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2',
		dark: '#0c0c0c',
		light: white,
		isBoldBright: true,
	},
	'Windows console': {
		colours:
			'000000 800000 008000 808000 000080 800080 008080 c0c0c0 808080 ff0000 00ff00 ffff00 0000ff ff00ff 00ffff ffffff',
		dark: black,
		light: white,
		isBoldBright: true,
	},
	'macOS Terminal': {
		colours:
			'000000 c23621 25bc24 adad27 492ee1 d338d3 33bbc8 cbcccd 818383 fc391f 31e722 eaec23 5833ff f935f8 14f0f0 e9ebeb',
		dark: black,
		light: white,
		isBoldBright: true,
	},
	GNOME: {
		colours:
			'171421 c01c28 26a269 a2734c 12488b a347ba 2aa1b3 d0cfcc 5e5c64 f66151 33da7a e9ad0c 2a7bde c061cb 33c7de ffffff',
		dark: '#1e1e1e',
		light: white,
		isBoldBright: true,
	},
	Tango: {
		colours:
			'2e3436 cc0000 4e9a06 c4a000 3465a4 75507b 06989a d3d7cf 555753 ef2929 8ae234 fce94f 729fcf ad7fa8 34e2e2 eeeeec',
		dark: '#2e3436',
		light: white,
		isBoldBright: true,
	},
	Solarized: {
		colours:
			'073642 dc322f 859900 b58900 268bd2 d33682 2aa198 eee8d5 002b36 cb4b16 586e75 657b83 839496 6c71c4 93a1a1 fdf6e3',
		dark: '#002b36',
		light: '#fdf6e3',
		// Its manual asks for this to be switched off: its bright colours are greys.
		isBoldBright: false,
	},
};

const colours: readonly Colour[] = ['red', 'green', 'yellow', 'magenta', 'cyan'];

function rgb(hex: string): Rgb {
	const colour = parseBackground(`\x1B]11;${hex}\x07`);
	if (!colour) throw new Error(hex);
	return colour;
}

/** The number of the colour of the palette in which a style is drawn; `undefined` for the normal colour of text. */
function numberOf(style: TextStyle, scheme: 'dark' | 'light', isBoldBright: boolean): number | undefined {
	const codes = [...paint(safe`text`, style, scheme).matchAll(/\x1B\[(\d+)m/g)].map(([, code]) => Number(code));
	const normal = codes.find(code => code >= 30 && code <= 37);
	const bright = codes.find(code => code >= 90 && code <= 97);
	if (bright !== undefined) return bright - 82;
	return normal === undefined ? undefined : normal - 30 + (isBoldBright && codes.includes(1) ? 8 : 0);
}

/** The contrast of a style with the background of a palette; `undefined` for the normal colour of text. */
function contrastIn({colours, isBoldBright, ...backgrounds}: Palette, style: TextStyle, scheme: 'dark' | 'light') {
	const number = numberOf(style, scheme, isBoldBright);
	if (number === undefined) return undefined;
	return contrast(rgb(`#${colours.split(' ')[number]}`), rgb(backgrounds[scheme]));
}

describe.each(Object.entries(palettes))('the palette of %s', (_, palette) => {
	test.each(['dark', 'light'] as const)('is readable on %s: a contrast of 3 at least (WCAG 2.2, 1.4.11)', scheme => {
		const styles = colours.flatMap(colour => [{colour}, {colour, isBold: true}, {colour, isDim: true}]);
		const faint = styles.filter(style => (contrastIn(palette, style, scheme) ?? 21) < 3);
		expect(faint).toEqual([]);
	});
});

test.each(['dark', 'light'] as const)('on %s most palettes give each colour 4.5 (WCAG 2.2, 1.4.3)', scheme => {
	for (const colour of colours) {
		const contrasts = Object.values(palettes).map(palette => contrastIn(palette, {colour}, scheme) ?? 21);
		const sorted = contrasts.sort((a, b) => a - b);
		expect(sorted[Math.floor(sorted.length / 2)], colour).toBeGreaterThanOrEqual(4.5);
	}
});

test('the colours that the schemes avoid are unreadable somewhere', () => {
	const worst = (number: number, scheme: 'dark' | 'light') =>
		Math.min(
			...Object.values(palettes).map(palette =>
				contrast(rgb(`#${palette.colours.split(' ')[number]}`), rgb(palette[scheme])),
			),
		);
	const [red, green, yellow, blue, magenta, cyan, grey] = [1, 2, 3, 4, 5, 6, 8];
	for (const number of [red, blue, magenta, grey]) expect(worst(number, 'dark')).toBeLessThan(3);
	for (const number of [green, yellow, cyan]) expect(worst(number, 'light')).toBeLessThan(3);
});

test('without colours bold, dim and reverse are left', () => {
	const style = {colour: 'red', isBold: true, isInverse: true} as const;
	const codes = [...paint(safe`text`, style, 'none').matchAll(/\x1B\[(\d+)m/g)].map(([, code]) => Number(code));
	expect(codes).toContain(1);
	expect(codes).toContain(7);
	expect(codes.filter(code => code >= 30 && code !== 39)).toEqual([]);
	expect(paint(safe`text`, {colour: 'red'}, 'none')).toBe('text');
});
