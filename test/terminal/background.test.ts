import {expect, test} from 'vitest';
import {isLightByVariable, parseBackground, schemeFor} from '../../source/terminal/background.ts';

test.each([
	['\x1B]11;rgb:ffff/ffff/ffff\x1B\\', [1, 1, 1]],
	['\x1B]11;rgb:ff/80/00\x07', [1, 128 / 255, 0]],
	['\x1B]11;rgb:f/0/f\x07', [1, 0, 1]],
	['\x1B]11;rgba:0000/0000/0000/ffff\x1B\\', [0, 0, 0]],
	['\x1B]11;#fdf6e3\x07', [253 / 255, 246 / 255, 227 / 255]],
	['\x1B]11;#000\x07', [0, 0, 0]],
	['\x1B]10;rgb:ffff/ffff/ffff\x1B\\', undefined],
	['\x1B]11;black\x07', undefined],
	['\x1B]11;rgb:ffff/ffff\x07', undefined],
	['\x1B]11;#ffff\x07', undefined],
	['\x1B[?64;1c', undefined],
])('the background in %j is %j', (report, colour) => {
	expect(parseBackground(report)).toEqual(colour);
});

test.each([
	['#fdf6e3', true],
	['#ffffff', true],
	['#808080', true],
	['#5f5f5f', false],
	['#002b36', false],
	['#300a24', false],
])('%s is light: %s', (colour, light) => {
	const background = parseBackground(`\x1B]11;${colour}\x07`);
	expect(background && schemeFor(background)).toBe(light ? 'light' : 'dark');
});

test.each([
	[undefined, undefined],
	['', undefined],
	['15', undefined],
	['0;16', undefined],
	['default;default', undefined],
	['0;7', true],
	['7;0', false],
])('COLORFGBG=%s is light: %s', (value, light) => {
	expect(isLightByVariable(value)).toBe(light);
});
