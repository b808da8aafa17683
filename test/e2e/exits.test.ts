import {describe, expect, test} from 'vitest';
import {wentWrong} from '../../source/commands/uncaught-errors.ts';
import {accident, hasHappened} from './accident.ts';
import {gpjobs} from './built-program.ts';
import {type Run, runCli} from './run-cli.ts';
import {openScreen, type Screen} from './screen.ts';
import {addTitle, anyPane} from './screen-words.ts';

const size = {columns: 100, rows: 24};

/** As a terminal is before a program: normal screen, cursor shown, no mode of keys or mice, and nothing typed by itself. */
function expectClean(screen: Screen): void {
	expect(screen.isAlternate()).toBe(false);
	expect(screen.cursorVisible).toBe(true);
	const {bracketedPasteMode, applicationCursorKeysMode, mouseTrackingMode, sendFocusMode} = screen.terminal.modes;
	expect({bracketedPasteMode, applicationCursorKeysMode, mouseTrackingMode, sendFocusMode}).toEqual({
		bracketedPasteMode: false,
		applicationCursorKeysMode: false,
		mouseTrackingMode: 'none',
		sendFocusMode: false,
	});
}

const secret = 'cAnArY';

describe('the terminal is as it was', () => {
	test.each<[string, number, (screen: Screen) => Promise<void> | void]>([
		['q', 0, screen => screen.press('q')],
		['Ctrl-C', 0, screen => screen.press('Ctrl-C')],
		['Esc and Ctrl-C that come as one, as over a slow line', 0, screen => screen.send('\x1B\x03')],
		[
			'Ctrl-C in a dialog',
			0,
			async screen => {
				await screen.press('x');
				await screen.press('Ctrl-C');
			},
		],
		[
			'Ctrl-C in the help',
			0,
			async screen => {
				await screen.press('?');
				await screen.press('Ctrl-C');
			},
		],
		[
			'q after the detail was open',
			0,
			async screen => {
				await screen.press('Enter');
				await screen.shows('1 Messages');
				await screen.press('Escape');
				await screen.hides('1 Messages');
				await screen.press('q');
			},
		],
		[
			'SIGTERM in a dialog',
			143,
			async screen => {
				await screen.press('a');
				await screen.shows(addTitle);
				screen.kill('SIGTERM');
			},
		],
		['SIGTERM', 143, screen => screen.kill('SIGTERM')],
		['SIGINT', 130, screen => screen.kill('SIGINT')],
		['SIGHUP', 129, screen => screen.kill('SIGHUP')],
		['SIGQUIT', 131, screen => screen.kill('SIGQUIT')],
		[
			'SIGTERM twice',
			143,
			screen => {
				screen.kill('SIGTERM');
				screen.kill('SIGTERM');
			},
		],
	])('after %s', async (_, code, leave) => {
		const screen = openScreen(gpjobs('demo'), size);
		await screen.shows(anyPane);
		await leave(screen);
		const exit = await screen.ends();
		expect(exit.signal === null ? exit.code : exit.signal).toBe(code);
		expectClean(screen);
	});

	test.each<[string, string, string?]>([
		['an error that nobody caught', `throw new Error('boom token=${secret} \\u001b]0;x\\u0007')`],
		['a promise that nobody heard', `Promise.reject(new Error('boom token=${secret}'))`],
		['an error while drawing', `Date.prototype.getHours = () => { throw new Error('boom token=${secret}'); }`],
		[
			'an error while a key is handled',
			`process.stdin.prependOnceListener('readable', () => { throw new Error('boom token=${secret}'); })`,
			'j',
		],
	])('after %s, and one line says so, without a trace', async (_, code, key?: string) => {
		const screen = openScreen(gpjobs('demo'), {...size, env: accident(code)});
		await screen.shows(anyPane);
		screen.kill('SIGUSR2');
		if (key !== undefined) {
			await screen.until(() => hasHappened(screen.home), 'the signal to be heard');
			await screen.press(key);
		}
		const {code: exit} = await screen.ends();
		expect(exit).toBe(5);
		expectClean(screen);
		await expect.poll(() => screen.text()).toContain(`gpjobs: ${wentWrong('boom')}`);
		expect(screen.text()).not.toMatch(/ at .*:\d+:\d+/);
		expect(screen.output).not.toContain(secret);
		expect(screen.events.filter(({kind}) => kind !== 'title')).toEqual([]);
	});
});

test('a terminal that is closed ends the program', async () => {
	const screen = openScreen(gpjobs('demo'), size);
	await screen.shows(anyPane);
	await screen.hangUp();
	const {code, signal} = await screen.ends();
	expect(signal ?? code).toBe(129);
});

test.each([
	[['list'], 5],
	[['status', 'https://127.0.0.1:1/arcgis/rest/services/S/GPServer/T/jobs/j1'], 5],
])('an error inside a command is one line and an exit code: %j', async (args, code) => {
	const source = `process.stdout.write = () => { throw new Error('boom token=${secret}'); };`;
	const env = {NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(source)}`};
	const run: Run = await runCli(args, {env});
	expect(run.stderr).not.toContain(secret);
	expect(run.stderr).not.toMatch(/ at .*:\d+:\d+/);
	if (run.code !== 0) expect(run.code).toBe(code);
});
