import {expect} from 'vitest';
import {columnTitles} from '../../source/ui/panes/list/heading.ts';
import {gpjobs} from './built-program.ts';
import {homeWith, listHeading} from './monitor-screen.ts';
import {needs} from './needs.ts';
import {executing} from './scripts.ts';
import {startGpServer} from './servers.ts';
import {openTmux} from './tmux.ts';

needs('tmux')('the monitor draws in tmux, at two sizes, and leaves a clean screen', async () => {
	const server = await startGpServer({cast: [executing('flood'), executing('roads')]});
	const home = await homeWith(server);
	await using tmux = await openTmux(gpjobs(), {columns: 120, rows: 36, home});
	await tmux.shows(/gpjobs +● 2 running/);
	await tmux.shows(/▌ ● Executing +flood/);
	expect(await tmux.isAlternate()).toBe(true);
	const rows = async () => (await tmux.text()).replace(/\n$/, '').split('\n');
	await tmux.shows(/q quit$/m);
	await tmux.press('j');
	await tmux.shows(/▌ ● Executing +roads/);
	await tmux.press('Enter');
	await tmux.shows('1 Messages');
	await tmux.press('Escape');
	await tmux.shows(listHeading);
	await tmux.resize(80, 24);
	await tmux.shows(new RegExp(`${listHeading.source} *${columnTitles.elapsed} ${columnTitles.message}`, 'm'));
	await tmux.shows(/q quit$/m);
	await expect.poll(async () => (await rows()).at(-1)).toMatch(/q quit$/);
	const small = await rows();
	expect(small).toHaveLength(24);
	expect(small[0]).toMatch(/^ gpjobs +● 2 running .*\d\d:\d\d:\d\d$/);
	expect(
		small.filter(line => /● Executing +(flood|roads)\b/.test(line)),
		small.join('\n'),
	).toHaveLength(2);
	await tmux.press('q');
	expect(await tmux.exited()).toEqual({code: 0});
	expect(await tmux.isAlternate()).toBe(false);
	expect(await tmux.text()).not.toMatch(listHeading);
});
