/** Suspending with a shell, as a person does it; and Ink, the gate and suspending together. */
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {beforeEach, describe, expect, test} from 'vitest';
import {needs} from './needs.ts';
import {openScreen, type Screen} from './screen.ts';

const list = `${process.execPath} ${fileURLToPath(new URL('../terminal/fixtures/ink-list.ts', import.meta.url))}`;
const env = {PS1: 'prompt> ', ENV: undefined, NODE_ENV: 'production'};

const isUp = (screen: Screen) => screen.isAlternate() && !screen.cursorVisible && /▌ 漢字 job/.test(screen.text());
const isBack = (screen: Screen) =>
	!screen.isAlternate() && screen.cursorVisible && screen.text().trimEnd().endsWith('prompt>');

async function start(screen: Screen, command = list): Promise<number> {
	await screen.shows('prompt>');
	await screen.type(`${command}\r`);
	return listens(screen);
}

/** The list listens to keys, and so to signals, a little later than it paints. */
async function listens(screen: Screen): Promise<number> {
	await screen.until(() => isUp(screen), 'the list');
	await screen.press('Down');
	await screen.shows('cursor 1');
	return Number(/pid (\d+)/.exec(screen.text())?.[1]);
}

async function foreground(screen: Screen): Promise<void> {
	await screen.type('fg\r');
	await screen.until(() => isUp(screen), 'the list again');
}

/** The keys reach the program one by one, so it has the terminal in raw mode. */
async function worksAndEnds(screen: Screen, cursor: number): Promise<void> {
	await screen.press('Down');
	await screen.shows(`cursor ${cursor}`);
	await screen.press('q');
	await screen.shows('bye');
	await screen.until(() => isBack(screen), 'the prompt at the end');
}

describe('in a shell', () => {
	let screen: Screen;

	beforeEach(() => {
		screen = openScreen(['sh', '-i'], {env});
	});

	test('Ctrl-Z gives the terminal back, fg brings the screen again', async () => {
		await start(screen);
		await screen.press('Ctrl-Z');
		await screen.until(() => isBack(screen), 'the prompt');
		expect(screen.modes.bracketedPasteMode).toBe(false);
		await screen.type('echo $((6 * 7))\r');
		await screen.shows('42');
		await foreground(screen);
		await screen.shows('cursor 1 continued');
		await worksAndEnds(screen, 2);
	});

	test('a window that was resized meanwhile is drawn in its new size', async () => {
		await start(screen);
		await screen.press('Ctrl-Z');
		await screen.until(() => isBack(screen), 'the prompt');
		screen.resize(50, 12);
		await foreground(screen);
		await screen.shows('size 50x12');
		expect(screen.line(-2)).toContain('job 9');
		await worksAndEnds(screen, 2);
	});

	test('it also works below another program that waits, as under npm start', async () => {
		await start(screen, `sh -c '${list}; true'`);
		await screen.press('Ctrl-Z');
		await screen.until(() => isBack(screen), 'the prompt');
		await foreground(screen);
		await worksAndEnds(screen, 2);
	});

	test('twice', async () => {
		await start(screen);
		for (const said of ['cursor 1 continued', 'continued continued']) {
			await screen.press('Ctrl-Z');
			await screen.until(() => isBack(screen), 'the prompt');
			await foreground(screen);
			await screen.shows(said);
		}
		await worksAndEnds(screen, 2);
	});

	test('kill -TSTP does what Ctrl-Z does', async () => {
		const pid = await start(screen);
		process.kill(pid, 'SIGTSTP');
		await screen.until(() => isBack(screen), 'the prompt');
		await foreground(screen);
		await worksAndEnds(screen, 2);
	});
});

// A plain sh would go on in the raw mode that it finds, and not know Enter.
needs('bash')('after kill -STOP, which no program can prepare for, fg makes keys and screen right', async () => {
	const screen = openScreen(['bash', '--norc', '--noprofile', '-i'], {env});
	const pid = await start(screen);
	process.kill(pid, 'SIGSTOP');
	await screen.shows('prompt>');
	await screen.type('fg\r');
	await screen.until(() => isUp(screen) && !screen.text().includes('prompt>'), 'the list alone');
	await worksAndEnds(screen, 2);
});

test('without a shell nothing stops, and the screen comes back', async () => {
	const screen = openScreen(list.split(' '), {env});
	await listens(screen);
	await screen.press('Ctrl-Z');
	await screen.shows('not stopped');
	await screen.until(() => isUp(screen), 'the list again');
	await screen.press('q');
	expect(await screen.exited).toEqual({code: 0, signal: null});
	expect(screen.text().trim()).toBe('bye');
	expect([screen.isAlternate(), screen.cursorVisible, screen.modes.bracketedPasteMode]).toEqual([false, true, false]);
});
