import {expect, test} from 'vitest';
import {gpjobs} from '../e2e/built-program.ts';
import {homeWith} from '../e2e/monitor-screen.ts';
import {openScreen} from '../e2e/screen.ts';
import {executing} from '../e2e/scripts.ts';
import {startGpServer} from '../e2e/servers.ts';

const keys = [
	'x',
	'y',
	'w',
	'n',
	'Enter',
	'Escape',
	'j',
	'k',
	'g',
	'G',
	's',
	'I',
	'Space',
	'*',
	'U',
	'r',
	'R',
	'P',
	'z',
	'v',
	'f',
	'1',
	'2',
	'3',
	'4',
	'Tab',
	'X',
	'?',
	':',
	'i',
	'PageDown',
];

test('1,000 random keys through a pseudo-terminal, read-only: nothing but GET is asked', async () => {
	const server = await startGpServer({cast: ['a', 'b', 'c'].map(label => executing(label))});
	const screen = openScreen(gpjobs('--read-only'), {home: await homeWith(server), columns: 100, rows: 30});
	await screen.shows('LAST MESSAGE');
	let seed = 42;
	for (let turn = 0; turn < 1000; turn++) {
		seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
		const key = keys[seed % keys.length] ?? 'j';
		await screen.press(key);
	}
	await screen.press('Escape', 'Escape', 'Ctrl-C');
	expect((await screen.ends()).code).toBe(0);
	expect(server.requests.filter(({method}) => method !== 'GET')).toEqual([]);
	expect(server.counts().cancels).toBe(0);
});
