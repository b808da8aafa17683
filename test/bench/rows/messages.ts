import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import type {Message} from '../../../source/gp/message.ts';
import {safeText, serverText} from '../../../source/text/safe-text.ts';
import {
	initialMessages,
	isCounting,
	type MessagesAction,
	updateMessages,
} from '../../../source/ui/panes/messages/state.ts';
import {messagePaneLines} from '../../../source/ui/panes/messages/window.ts';
import {gpjobs} from '../../e2e/built-program.ts';
import {homeWith} from '../../e2e/monitor-screen.ts';
import {openScreen} from '../../e2e/screen.ts';
import {startSmallServer} from '../../e2e/servers.ts';
import {installedPeers} from '../debian-peers.ts';
import {type Figures, figuresOf} from '../measure.ts';
import {atMost, type Row, type RowGroup, row} from '../row.ts';
import type {World} from '../world.ts';
import {residentSize} from './memory.ts';

const lineOf = (index: number) => `Step ${index} of the night: interpolated reading ${(index * 7919) % 99_991}`;
const needle = 'reading 99990';

/** Very long logs: a search, a jump, and what they cost in memory while the screen stays awake. */
export const messages: RowGroup = {
	name: 'messages',
	isInShort: false,
	async measure(world): Promise<readonly Row[]> {
		return [...(await searches(world)), ...(await overHttp(world))];
	},
};

async function searches(world: World): Promise<readonly Row[]> {
	const list = Array.from(
		{length: 1_000_000},
		(_, index): Message => ({
			level: 'info',
			type: safeText('esriJobMessageTypeInformative'),
			text: serverText(lineOf(index)),
		}),
	);
	const look = {isAscii: false, placeholder: safeText('')};
	const timed = (...actions: readonly MessagesAction[]) => {
		let state = updateMessages(initialMessages, {type: 'resize', size: {width: 200, height: 58}});
		state = updateMessages(state, {type: 'messages', messages: list});
		state = updateMessages(state, {type: 'go', to: 'top'});
		const begun = performance.now();
		for (const action of actions) state = updateMessages(state, action);
		while (isCounting(state)) state = updateMessages(state, {type: 'count'});
		messagePaneLines(state, look);
		return performance.now() - begun;
	};
	const runs = Array.from({length: world.runs});
	const search = new Map([['gpjobs', figuresOf(runs.map(() => timed({type: 'search', query: safeText(needle)})))]]);
	const jump = new Map([['gpjobs', figuresOf(runs.map(() => timed({type: 'go', to: 'bottom'})))]]);
	const less = await searchedInLess(world, list.length);
	if (less) {
		search.set('less', less.search);
		jump.set('less', less.jump);
	}
	return [
		row('search for a word in 1,000,000 messages, all counted', 'ms', search, mine => atMost(mine, {median: 150})),
		row('jump to the end of 1,000,000 messages', 'ms', jump, mine => atMost(mine, {median: 20})),
	];
}

async function searchedInLess(
	world: World,
	lines: number,
): Promise<{readonly search: Figures; readonly jump: Figures} | undefined> {
	if (!installedPeers(words => world.say(words)).has('less')) return undefined;
	const file = join(world.folder, 'messages.log');
	writeFileSync(file, Array.from({length: lines}, (_, index) => lineOf(index)).join('\n'));
	const found = Array.from({length: lines}, (_, index) => lineOf(index)).find(line => line.includes(needle)) ?? '';
	const search: number[] = [];
	const jump: number[] = [];
	for (let run = 0; run < world.runs; run++) {
		await using screen = openScreen(['less', file], {columns: 200, rows: 58});
		await screen.shows(lineOf(0));
		let begun = performance.now();
		screen.send(`/${needle}\r`);
		await screen.shows(found);
		search.push(performance.now() - begun);
		begun = performance.now();
		screen.send('G');
		await screen.shows(lineOf(lines - 1));
		jump.push(performance.now() - begun);
	}
	return {search: figuresOf(search), jump: figuresOf(jump)};
}

/** One job that has said 200,000 messages, opened: what that takes, and for how long it holds everything else. */
async function overHttp(world: World): Promise<readonly Row[]> {
	const whole = JSON.stringify({
		jobId: 'j1',
		jobStatus: 'esriJobExecuting',
		messages: Array.from({length: 200_000}, (_, index) => ({
			type: 'esriJobMessageTypeInformative',
			description: lineOf(index),
		})),
	});
	const short = JSON.stringify({jobId: 'j1', jobStatus: 'esriJobExecuting'});
	const server = await startSmallServer(({path}) => ({body: path.includes('returnMessages=true') ? whole : short}));
	const home = await homeWith(
		{jobs: [{url: `${server.origin}/arcgis/rest/services/S/GPServer/T/jobs/j1`, label: 'flood'}]},
		world.emptyHome('flood'),
	);
	const told = join(world.folder, 'longest-hold');
	const watch = `import {monitorEventLoopDelay} from 'node:perf_hooks';
		import {isMainThread} from 'node:worker_threads';
		import {writeFileSync} from 'node:fs';
		if (isMainThread) {
			const delay = monitorEventLoopDelay({resolution: 5});
			process.on('SIGUSR2', () => { delay.reset(); delay.enable(); });
			process.on('exit', () => writeFileSync(${JSON.stringify(told)}, String(delay.max / 1e6)));
		}`;
	const env = {NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(watch)}`};
	await using screen = openScreen(gpjobs('--interval', '2s', '--home', home), {columns: 120, rows: 36, env});
	await screen.shows('200,000 lines', 60_000);
	// The start is measured elsewhere: here it is how the messages that come again and again are taken.
	process.kill(screen.pid, 'SIGUSR2');
	const polls = server.requests.length;
	await screen.until(() => server.requests.length > polls + 8, 'more answers', 60_000);
	const size = residentSize(screen.pid);
	await screen.press('q');
	await screen.ends();
	await server.stop();
	const held = Number(readFileSync(told, 'utf8'));
	return [
		row('RSS, a job with 200,000 messages', 'MiB', new Map([['gpjobs', figuresOf([size])]]), mine =>
			atMost(mine, {median: 220}),
		),
		row('longest hold of the event loop while they come again', 'ms', new Map([['gpjobs', figuresOf([held])]]), mine =>
			atMost(mine, {median: 150}),
		),
	];
}
