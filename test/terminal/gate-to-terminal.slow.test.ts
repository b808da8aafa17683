/** The output gate before a real terminal that is slow, stalled, gone, or not the controlling one. */
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {setTimeout as pause} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import {run} from '../e2e/run-cli.ts';
import {openScreen, type Screen} from '../e2e/screen.ts';
import {frame} from './fixtures/frame.ts';
import {withoutControllingTerminal} from './without-controlling-terminal.ts';

const gated = (...args: string[]) => [
	process.execPath,
	fileURLToPath(new URL('fixtures/gated.ts', import.meta.url)),
	...args,
];

const reportOf = (screen: Screen): {drawn: number; skipped: number; hungUp: string; isFinished: boolean} =>
	JSON.parse(readFileSync(join(screen.home, 'report.json'), 'utf8'));

const skippedSoFar = (screen: Screen) => {
	const file = join(screen.home, 'skipped');
	return existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
};

const framesDrawn = (screen: Screen) => Number([...screen.output.matchAll(/<frame (\d+)/g)].at(-1)?.[1] ?? -1);

test.each([
	['the controlling terminal', gated('flood', '60')],
	['a terminal that is not the controlling one', withoutControllingTerminal(gated('flood', '60'))],
])('400 KB reach %s in order, each byte once, through a reader that stops and goes', async (_, command) => {
	await using screen = openScreen(command);
	await screen.until(() => screen.output.length > 0, 'the first bytes');
	while (!screen.output.endsWith('END')) {
		screen.stall();
		await pause(30);
		screen.unstall();
		const before = screen.output.length;
		await screen.until(() => screen.output.length > before, 'more bytes');
	}
	expect(screen.output).toBe(`${Array.from({length: 60}, (_, n) => frame(n)).join('')}END`);
	screen.send('q');
	expect(await screen.exited).toEqual({code: 0, signal: null});
});

test('while the terminal stalls, the program does not', async () => {
	await using screen = openScreen(gated('frames'));
	await screen.shows('<frame');
	screen.stall();
	// It says so while nobody reads: a program that a write holds would say nothing.
	await expect.poll(() => skippedSoFar(screen)).toBeGreaterThan(40);
	screen.unstall();
	const before = framesDrawn(screen);
	await screen.until(() => framesDrawn(screen) > before + 10, 'frames after the stall');
	await screen.press('q');
	expect(await screen.exited).toEqual({code: 0, signal: null});
	expect(reportOf(screen).isFinished).toBe(true);
	expect([screen.isAlternate(), screen.cursorVisible]).toEqual([false, true]);
});

test('a signal ends the program although nobody reads its output', async () => {
	await using screen = openScreen(gated('flood', '60'));
	screen.stall();
	// Frames that the kernel and the reader have room for would all be taken, and the gate would finish.
	await screen.until(() => screen.isFull(), 'the reader to take nothing more');
	screen.kill('SIGTERM');
	await screen.until(() => existsSync(join(screen.home, 'report.json')), 'the report');
	expect(reportOf(screen).isFinished).toBe(false);
	screen.unstall();
	expect(await screen.exited).toEqual({code: 143, signal: null});
});

test('a terminal that continues within the deadline is restored', async () => {
	await using screen = openScreen(gated('frames', '60000'));
	await screen.shows('<frame');
	screen.stall();
	await expect.poll(() => skippedSoFar(screen)).toBeGreaterThan(0);
	screen.kill('SIGTERM');
	await expect.poll(() => existsSync(join(screen.home, 'ending'))).toBe(true);
	screen.unstall();
	expect(await screen.exited).toEqual({code: 143, signal: null});
	expect(reportOf(screen).isFinished).toBe(true);
	expect([screen.isAlternate(), screen.cursorVisible]).toEqual([false, true]);
});

test('the loss of the terminal is reported', async () => {
	await using screen = openScreen(gated('frames'));
	await screen.shows('<frame');
	screen.hangUp();
	await screen.exited;
	await expect.poll(() => existsSync(join(screen.home, 'report.json'))).toBe(true);
	expect(reportOf(screen).hungUp).toMatch(/EIO|EPIPE|ENXIO/);
});

test('the size and its changes come from the terminal', async () => {
	await using screen = openScreen(gated('flood', '0'), {columns: 50, rows: 12});
	await screen.shows('END');
	await screen.press('s');
	await screen.shows('size 50x12');
	screen.resize(70, 20);
	await screen.shows('resized 70x20');
});

test('output that is not a terminal is written nevertheless', async () => {
	const module = new URL('../../source/terminal/output-gate.ts', import.meta.url);
	const write = `
		import {openOutputGate} from ${JSON.stringify(module.href)};
		const gate = openOutputGate();
		gate.on('hangup', error => {
			console.error(error.code);
			process.exit(5);
		});
		gate.write('one line\\n');
		setInterval(() => gate.write('another line\\n'), 1);
		setTimeout(() => process.exit(0), Number(process.argv[1]));`;
	const command = [process.execPath, '--input-type=module', '-e', write];
	expect((await run([...command, '50'])).stdout).toMatch(/^one line\n(?:another line\n)+$/);
	const {stdout, stderr} = await run(['sh', '-c', '"$@" | head -n 1', 'sh', ...command, '10000']);
	expect({stdout, stderr}).toEqual({stdout: 'one line\n', stderr: 'EPIPE\n'});
});
