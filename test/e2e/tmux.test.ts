import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {expect} from 'vitest';
import {needs} from './needs.ts';
import {openTmux} from './tmux.ts';

const drawing = fileURLToPath(new URL('fixtures/drawing.ts', import.meta.url));

needs('tmux')('a program runs in a tmux of its own', async () => {
	await using tmux = await openTmux([process.execPath, drawing], {columns: 70, rows: 12, env: {EXTRA: 'given $HOME'}});
	await tmux.shows('size 70x12');
	await tmux.shows('CI false TERM tmux-256color LANG C.UTF-8 home set extra given $HOME');
	await tmux.shows('漢字 wide');
	expect(await tmux.isAlternate()).toBe(true);
	await tmux.press('x', 'Up', ';', 'C-l');
	await tmux.shows('keys "x" "\\u001b[A" ";" "\\f"');
	await tmux.resize(60, 10);
	await tmux.shows('size 60x10');
	await tmux.press('q');
	expect(await tmux.exited()).toEqual({code: 7});
	expect(await tmux.isAlternate()).toBe(false);
});
