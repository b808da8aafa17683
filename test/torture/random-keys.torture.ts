import {expect, test} from 'vitest';
import {wentWrong} from '../../source/commands/uncaught-errors.ts';
import {actionList} from '../../source/ui/actions/actions.ts';
import {columnTitles} from '../../source/ui/panes/list/heading.ts';
import {gpjobs} from '../e2e/built-program.ts';
import {temporaryFolder} from '../e2e/environment.ts';
import {otherNames} from '../e2e/keys.ts';
import {homeWith, pass} from '../e2e/monitor-screen.ts';
import {openScreen} from '../e2e/screen.ts';
import {startGpServer} from '../e2e/servers.ts';
import {seeded} from '../gp/fuzzed-answers.ts';

/** They end the program, stop it, open another, or confirm in a dialog. */
const leftOut: ReadonlySet<string> = new Set(['q', 'o', 'Ctrl-C', 'Ctrl-Z', 'y', 'w']);
const keys = [
	...actionList.flatMap(([, action]) => action.keys).filter(key => !leftOut.has(key)),
	...['Enter', 'Enter', 'Escape', 'Escape', 'Tab', 'Backspace', 'u', 'u', 'u', 'x', 'n', '7', '漢', 'é'],
].map(key => otherNames[key] ?? key);

/** Presses so many keys, one by one, as a quick hand does; then the program shall be there, and as it was. */
async function play(count: number, options: readonly string[], more: readonly string[]) {
	const server = await startGpServer({jobs: 12});
	const folder = temporaryFolder();
	const screen = openScreen(gpjobs(...options), {home: await homeWith(server), folder, columns: 100, rows: 30});
	await screen.shows(columnTitles.status);
	const random = seeded(count);
	const all = [...keys, ...more];
	for (let turn = 0; turn < count; turn++) {
		await screen.press(all[Math.floor(random() * all.length)] ?? 'j');
		// Keys that come together are a paste.
		await pass(screen, 2);
		if (random() < 0.005) screen.resize(40 + Math.floor(random() * 160), 10 + Math.floor(random() * 50));
	}
	for (let times = 0; times < 4; times++) await screen.press('Escape');
	expect(screen.isAlternate()).toBe(true);
	expect(screen.brokenRows()).toEqual([]);
	await screen.press('Ctrl-C');
	expect(await screen.ends()).toEqual({code: 0, signal: null});
	expect(screen.text()).not.toContain(wentWrong(''));
	return server;
}

test('10,000 keys at random through a pseudo-terminal, but none that confirms: nothing is changed on the server', async () => {
	const server = await play(10_000, [], []);
	expect(server.requests.filter(({method}) => method !== 'GET')).toEqual([]);
	expect(server.counts().cancels).toBe(0);
});

test('1,000 keys at random, read-only, also those that confirm: nothing but GET is asked', async () => {
	const server = await play(1000, ['--read-only'], ['y', 'w', 'y', 'x', 'x']);
	expect(server.requests.filter(({method}) => method !== 'GET')).toEqual([]);
	expect(server.counts().cancels).toBe(0);
});
