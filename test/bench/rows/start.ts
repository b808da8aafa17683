import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {gpjobs} from '../../e2e/built-program.ts';
import {installedPeers} from '../debian-peers.ts';
import {interleaved} from '../measure.ts';
import {type Row, type RowGroup, row, timesAtMost} from '../row.ts';
import {lasting, untilShown, type World} from '../world.ts';

/** How long it takes until there is something to read. */
export const start: RowGroup = {
	name: 'start',
	isInShort: false,
	measure: async world => [...(await commands(world)), ...(await firstFrames(world))],
};

const floor = 'node -e 0';
const hello = 'bare bundled Ink';

async function commands(world: World): Promise<readonly Row[]> {
	const fresh = await world.homeOffline(1000, false);
	const known = await world.homeOffline(1000, true);
	const ours = new Map([
		['--version', gpjobs('--version')],
		['--help', gpjobs('--help')],
		['list --json, 1,000 new jobs', gpjobs('list', '--json', '--home', fresh)],
		['list --json, 1,000 known jobs', gpjobs('list', '--json', '--home', known)],
	]);
	const figures = await interleaved(
		[...ours, [floor, [process.execPath, '-e', '0']] as const].map(([name, command]) => ({
			name,
			run: () => lasting(command),
		})),
		world.runs,
	);
	return [...ours.keys()].map(name => {
		const two = new Map([...figures].filter(([of]) => of === name || of === floor));
		return row(name, 'ms', two, (mine, other) => timesAtMost(mine, other(floor), 1.6));
	});
}

async function firstFrames(world: World): Promise<readonly Row[]> {
	const fresh = await world.homeOffline(1000, false);
	const known = await world.homeOffline(1000, true);
	const helloInk = await world.peer('ink-hello.tsx');
	const listInk = await world.peer('ink-list.tsx');
	const text = join(world.folder, 'jobs.log');
	writeFileSync(text, Array.from({length: 1000}, (_, job) => `job-${job} esriJobExecuting\n`).join(''));
	const peers = installedPeers(words => world.say(words));
	const beside = [
		{name: hello, run: () => untilShown(helloInk, 'hello')},
		{name: 'bare Ink list', run: () => untilShown(listInk, 'job 19')},
		...(peers.has('htop') ? [{name: 'htop', run: () => untilShown(['htop'], /PID.*USER/)}] : []),
		...(peers.has('btop') ? [{name: 'btop', run: () => untilShown(['btop', '--utf-force'], /cpu/)}] : []),
		...(peers.has('lnav') ? [{name: 'lnav', run: () => untilShown(['lnav', text], /job-999 /)}] : []),
	];
	// Several rows of the list, and the frame whole: the last line of it is the footer.
	const whole = /job-\d+ [\s\S]*job-\d+ [\s\S]*job-\d+ [\s\S]*\? help/;
	const ours = [
		{name: 'first frame, 1,000 new jobs, 80×24, network down', home: fresh},
		{name: 'first frame, 1,000 known jobs, 80×24, network down', home: known},
	].map(({name, home}) => ({name, run: () => untilShown(gpjobs('--home', home), whole)}));
	const figures = await interleaved([...ours, ...beside], world.runs);
	return ours.map(({name}) => {
		const these = new Map([...figures].filter(([of]) => of === name || beside.some(other => other.name === of)));
		return row(name, 'ms', these, (mine, other) => timesAtMost(mine, other(hello), 1.2));
	});
}
