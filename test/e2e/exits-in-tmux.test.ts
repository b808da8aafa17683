import {expect} from 'vitest';
import {gpjobs} from './built-program.ts';
import {needs} from './needs.ts';
import {openTmux, type Tmux} from './tmux.ts';

/** A program that something happens to from inside, when it gets the signal SIGUSR2. */
function accident(code: string) {
	const source = `import {isMainThread} from 'node:worker_threads'; if (isMainThread) process.on('SIGUSR2', () => { ${code} });`;
	return {NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(source)}`};
}

type Way = readonly [what: string, code: number, leave: (tmux: Tmux) => Promise<unknown>, accident?: string];

const signal = (name: string) => async (tmux: Tmux) => {
	const [pid] = (await tmux.tmux('list-panes', '-F', '#{pane_pid}')).trim().split('\n');
	// The pane runs a shell, which runs the program.
	await tmux.tmux('run-shell', `pkill -${name} -P ${pid}`);
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
	['SIGTERM', 143, signal('TERM')],
	['SIGINT', 130, signal('INT')],
	['SIGHUP', 129, signal('HUP')],
	['SIGQUIT', 131, signal('QUIT')],
	['an error that nobody caught', 5, signal('USR2'), "throw new Error('boom')"],
	['a promise that nobody heard', 5, signal('USR2'), "Promise.reject(new Error('boom'))"],
	['an error while drawing', 5, signal('USR2'), "Date.prototype.getHours = () => { throw new Error('boom'); }"],
];

for (const [what, code, leave, made] of ways) {
	needs('tmux')(`in tmux the screen is as it was after ${what}`, async () => {
		const env = made === undefined ? {} : accident(made);
		await using tmux = await openTmux(gpjobs('demo', '--jobs', '3'), {columns: 100, rows: 24, env, patience: 30_000});
		await tmux.shows('Messages ·');
		await leave(tmux);
		expect(await tmux.exited()).toEqual({code});
		expect(await tmux.isAlternate()).toBe(false);
		expect(await tmux.text()).not.toContain('LAST MESSAGE');
	});
}
