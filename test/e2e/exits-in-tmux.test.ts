import {execFileSync} from 'node:child_process';
import {expect} from 'vitest';
import {columnTitles} from '../../source/ui/panes/list/heading.ts';
import {accident} from './accident.ts';
import {gpjobs} from './built-program.ts';
import {needs} from './needs.ts';
import {addTitle, anyPane} from './screen-words.ts';
import {isAlive} from './stalled.ts';
import {openTmux, type Tmux} from './tmux.ts';

type Way = readonly [what: string, code: number, leave: (tmux: Tmux) => Promise<unknown>, accident?: string];

/** The pane runs a shell, which runs the program. */
async function shellIn(tmux: Tmux): Promise<string> {
	const [pid = ''] = (await tmux.tmux('list-panes', '-F', '#{pane_pid}')).trim().split('\n');
	return pid;
}

const signal = (name: string) => async (tmux: Tmux) => {
	await tmux.tmux('run-shell', `pkill -${name} -P ${await shellIn(tmux)}`);
};

const keyError = "process.stdin.prependOnceListener('readable', () => { throw new Error('boom'); })";
const errorAtKey = async (tmux: Tmux) => {
	const pid = Number(execFileSync('pgrep', ['-P', await shellIn(tmux)]));
	await signal('USR2')(tmux);
	// The signal and the keys come on ways of their own, and a key that is read before the signal is an ordinary one.
	while (isAlive(pid)) {
		await tmux.press('j');
		await new Promise(resolve => setTimeout(resolve, 300));
	}
};

const ways: readonly Way[] = [
	['q', 0, tmux => tmux.press('q')],
	['Ctrl-C', 0, tmux => tmux.press('C-c')],
	[
		'Ctrl-C in a dialog',
		0,
		async tmux => {
			await tmux.press('x');
			await tmux.press('C-c');
		},
	],
	[
		'Ctrl-C in the help',
		0,
		async tmux => {
			await tmux.press('?');
			await tmux.press('C-c');
		},
	],
	[
		'q after the detail was open',
		0,
		async tmux => {
			await tmux.press('Enter');
			await tmux.shows('1 Messages');
			await tmux.press('Escape');
			await tmux.shows(columnTitles.status);
			await tmux.press('q');
		},
	],
	[
		'SIGTERM in a dialog',
		143,
		async tmux => {
			await tmux.press('a');
			await tmux.shows(addTitle);
			await signal('TERM')(tmux);
		},
	],
	[
		'SIGTERM twice',
		143,
		async tmux => {
			const pid = await shellIn(tmux);
			// The second may find that it has ended already.
			await tmux.tmux('run-shell', `pkill -TERM -P ${pid}; pkill -TERM -P ${pid} || true`);
		},
	],
	['SIGTERM', 143, signal('TERM')],
	['SIGINT', 130, signal('INT')],
	['SIGHUP', 129, signal('HUP')],
	['SIGQUIT', 131, signal('QUIT')],
	['an error that nobody caught', 5, signal('USR2'), "throw new Error('boom')"],
	['a promise that nobody heard', 5, signal('USR2'), "Promise.reject(new Error('boom'))"],
	['an error while a key is handled', 5, errorAtKey, keyError],
	['an error while drawing', 5, signal('USR2'), "Date.prototype.getHours = () => { throw new Error('boom'); }"],
];

for (const [what, code, leave, made] of ways) {
	needs('tmux')(`in tmux the screen is as it was after ${what}`, async () => {
		const env = made === undefined ? {} : accident(made);
		await using tmux = await openTmux(gpjobs('demo', '--jobs', '3'), {columns: 100, rows: 24, env, patience: 150_000});
		await tmux.shows(anyPane);
		await leave(tmux);
		expect(await tmux.exited()).toEqual({code});
		expect(await tmux.isAlternate()).toBe(false);
		expect(await tmux.text()).not.toContain(columnTitles.status);
	});
}

needs('tmux')('a pane that is closed ends the program', async () => {
	await using tmux = await openTmux(gpjobs('demo', '--jobs', '3'), {columns: 100, rows: 24, patience: 150_000});
	await tmux.shows(anyPane);
	const pid = Number(execFileSync('pgrep', ['-P', await shellIn(tmux)]));
	expect(isAlive(pid)).toBe(true);
	await tmux.tmux('split-window');
	await tmux.tmux('kill-pane', '-t', '.0');
	await expect.poll(() => isAlive(pid)).toBe(false);
});
