import process from 'node:process';
import {setTimeout as pause} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {describe, expect, test} from 'vitest';
import {openScreen, type ScreenOptions} from './screen.ts';

const drawing = fileURLToPath(new URL('fixtures/drawing.ts', import.meta.url));
const open = (options?: ScreenOptions) => openScreen([process.execPath, drawing], options);

const isAlive = (pid: number) => {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
};

describe('a screen', () => {
	test('shows what the program draws', async () => {
		await using screen = open({columns: 60, rows: 10});
		await screen.shows('size 60x10');
		await screen.shows(/漢字\s+wide/);
		expect(screen.line(0)).toBe('size 60x10');
		expect(screen.line(-1)).toBe('q quit');
		await expect.poll(() => screen.row(/wide/)).toBe('漢字 wide');
		await expect.poll(() => screen.row(/nowhere/)).toBeUndefined();
		expect(screen.isAlternate()).toBe(true);
		expect(screen.cursorVisible).toBe(false);
		expect(screen.text().split('\n')).toHaveLength(10);
	});

	test('is a plain terminal: no CI, 256 colours, UTF-8, a home of its own', async () => {
		await using screen = open({env: {EXTRA: 'given'}});
		await screen.shows('CI false TERM xterm-256color LANG C.UTF-8 home set extra given');
	});

	test('passes keys on by their names', async () => {
		await using screen = open();
		await screen.shows('keys');
		await screen.press('x', 'Up', 'F5', 'Escape');
		await screen.shows('keys "x" "\\u001b[A" "\\u001b[15~" "\\u001b"');
		await screen.type('jé');
		await screen.press('Ctrl-L');
		await screen.shows('"j" "é" "\\f"');
	});

	test('sends cursor keys in the mode that the program asked for', async () => {
		await using screen = open();
		await screen.shows('keys');
		await screen.press('k');
		await screen.until(() => screen.modes.applicationCursorKeysMode, 'application cursor keys');
		await screen.press('Up');
		await screen.shows('"\\u001bOA"');
	});

	test('pastes between brackets, as the program asked for them', async () => {
		await using screen = open();
		await screen.shows('keys');
		screen.paste('https://gis.acme.com/one\nq');
		await screen.shows('pasted "https://gis.acme.com/one\\rq"');
	});

	test('resizes', async () => {
		await using screen = open();
		await screen.shows('size 80x24');
		screen.resize(41, 12);
		await screen.shows('size 41x12');
		expect(screen.line(-1)).toBe('q quit');
	});

	test('notes titles, bells, the clipboard and other commands, and answers questions', async () => {
		await using screen = open();
		await screen.shows('keys');
		await screen.press('t', 'r');
		await screen.shows(/reply ".*R"/);
		expect(screen.events).toEqual([
			{kind: 'title', text: 'a title'},
			{kind: 'bell'},
			{kind: 'clipboard', selection: 'c', text: 'hello'},
			{kind: 'command', code: 9, data: 'done'},
			{kind: 'reply', bytes: expect.stringMatching(/R$/)},
		]);
	});

	test('tells how the program ended, and shows what it left behind', async () => {
		await using screen = open();
		await screen.shows('keys');
		await expect(screen.ends(100)).rejects.toThrow('waiting for the program to end');
		await screen.press('q');
		expect(await screen.ends()).toEqual({code: 7, signal: null});
		expect(await screen.exited).toEqual({code: 7, signal: null});
		expect(screen.isAlternate()).toBe(false);
		expect(screen.cursorVisible).toBe(true);
		expect(screen.modes.bracketedPasteMode).toBe(false);
	});

	test('tells which signal ended the program', async () => {
		await using screen = open();
		await screen.shows('keys');
		screen.kill('SIGTERM');
		expect(await screen.exited).toEqual({code: 143, signal: null});
		await using other = open();
		await other.shows('keys');
		await other.press('!');
		expect(await other.exited).toEqual({code: null, signal: 'SIGKILL'});
	});

	test('loses nothing of what was written while it was stalled', async () => {
		await using screen = open();
		await screen.shows('keys');
		screen.stall();
		await screen.press('a', 'b');
		screen.unstall();
		await screen.shows('keys "a" "b"');
	});
});

test('the last output of a program arrives however late it is read', async () => {
	const last = [process.execPath, '-e', 'require("node:fs").writeSync(1, "x".repeat(10_000))'];
	await using screen = openScreen(last);
	screen.stall();
	await expect.poll(() => isAlive(screen.pid)).toBe(false);
	// As long as some would read on for, and more.
	await pause(500);
	screen.unstall();
	await screen.exited;
	expect(screen.output).toHaveLength(10_000);
});

test('a program that leaves another one behind on its terminal has ended all the same', async () => {
	await using screen = openScreen(['sh', '-c', 'trap "" HUP; sleep 60 & echo left']);
	expect(await screen.exited).toEqual({code: 0, signal: null});
	await expect.poll(() => screen.text()).toContain('left');
});

test('a terminal can be taken away from the program', async () => {
	await using screen = open();
	await screen.shows('keys');
	screen.hangUp();
	await screen.exited;
	expect(isAlive(screen.pid)).toBe(false);
});

describe('waiting', () => {
	test('ends with the screen in the message, and where the test waited', async () => {
		await using screen = open({columns: 80, rows: 8});
		await screen.shows('quit');
		await expect(screen.shows('never', 100)).rejects.toThrow(
			/^After 100 ms still waiting for the screen to show "never"\.\n┌ 80×8, alternate screen, cursor hidden, pid \d+ ─+┐\n│size 80x8\n/,
		);
		const error = await screen.hides('keys', 100).catch((reason: Error) => reason);
		expect((error as Error).stack).toContain('screen.test.ts');
	});

	test('does not outlast the program', async () => {
		await using screen = open();
		await screen.shows('keys');
		const waiting = expect(screen.shows('never')).rejects.toThrow('The program ended while the test was waiting');
		await screen.press('q');
		await waiting;
		await expect(screen.shows('never')).rejects.toThrow('ended with code 7');
	});

	test('sees what changes outside the screen', async () => {
		await using screen = open();
		let arrived = false;
		setTimeout(() => {
			arrived = true;
		}, 50);
		await screen.until(() => arrived, 'something elsewhere');
	});
});

describe('what a test leaves open', () => {
	let left = 0;

	test('is not closed by the test itself', async () => {
		const screen = open();
		await screen.shows('keys');
		left = screen.pid;
		expect(isAlive(left)).toBe(true);
	});

	test('has ended before the next test', () => {
		expect(left).toBeGreaterThan(0);
		expect(isAlive(left)).toBe(false);
	});
});
