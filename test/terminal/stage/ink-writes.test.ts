import {expect, test} from 'vitest';
import {readInkWrite} from '../../../source/terminal/stage/ink-writes.ts';

const esc = '\u001B[';

test.each([
	['nothing', '', {kind: 'nothing'}],
	['the begin of a batch', `${esc}?2026h`, {kind: 'begin'}],
	['the end of a batch', `${esc}?2026l`, {kind: 'end'}],
	['a switch of the terminal', `${esc}?25l`, {kind: 'modes', bytes: `${esc}?25l`}],
	['several', `${esc}?1049h${esc}?1000;1006h`, {kind: 'modes', bytes: `${esc}?1049h${esc}?1000;1006h`}],
	['the keyboard protocol, on', `${esc}>1u`, {kind: 'modes', bytes: `${esc}>1u`}],
	['the keyboard protocol, off', `${esc}<u`, {kind: 'modes', bytes: `${esc}<u`}],
	['the last frame being erased', `${esc}2K${esc}1A${esc}2K${esc}G`, {kind: 'clear'}],
	['the screen being erased', `${esc}2J${esc}1;1H`, {kind: 'clear'}],
	['a first frame', 'one\ntwo', {kind: 'frame', lines: ['one', 'two']}],
	['a frame that ends with a line break', 'one\ntwo\n', {kind: 'frame', lines: ['one', 'two']}],
	['a frame whose last row is empty', 'one\n\n', {kind: 'frame', lines: ['one', '']}],
	['a frame over the last one', `${esc}2K${esc}1A${esc}2K${esc}Gone\ntwo`, {kind: 'frame', lines: ['one', 'two']}],
	['a frame from the corner on', `${esc}H${esc}J${esc}?25lone`, {kind: 'frame', lines: ['one']}],
	[
		'a frame that begins with a colour',
		`${esc}G${esc}31mone${esc}39m`,
		{kind: 'frame', lines: [`${esc}31mone${esc}39m`]},
	],
	['a frame with a switch in it, which is no switch alone', `${esc}?25lone`, {kind: 'frame', lines: ['one']}],
])('Ink writes %s', (_, written, read) => {
	expect(readInkWrite(written)).toEqual(read);
});
