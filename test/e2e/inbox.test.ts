/** The list as an inbox: what needs a person comes first, says why, and stays unread until somebody has looked at it. */
import {describe, expect, test} from 'vitest';
import {alreadyOnList} from '../../source/session/list-edits.ts';
import {openSavedList} from '../../source/store/saved-list.ts';
import {safe, safeText} from '../../source/text/safe-text.ts';
import {nothingNeedsALook} from '../../source/ui/actions/list.ts';
import {cancelTitle} from '../../source/ui/dialogs/cancel.ts';
import {cancelMarkedTitle} from '../../source/ui/dialogs/cancel-marked.ts';
import {plannedWords} from '../../source/ui/dialogs/quit.ts';
import {elsewhere} from '../../source/ui/header/job-header.tsx';
import {groupTitles} from '../../source/ui/panes/list/groups.ts';
import {columnTitles, orderWords} from '../../source/ui/panes/list/heading.ts';
import {refusalOf} from '../field/parsed-url.ts';
import {toldOfCancel} from '../monitor/told-cancel.ts';
import {saying} from '../saying.ts';
import {gpjobs} from './built-program.ts';
import {temporaryFolder} from './environment.ts';
import {listHeading, openMonitor, pass, rowOf, selectedRow, twoMorePolls} from './monitor-screen.ts';
import {openScreen, type Screen, type ScreenOptions} from './screen.ts';
import {addTitle, paletteTitle} from './screen-words.ts';
import {type HandServer, startHandServer} from './servers.ts';

const running = 'esriJobExecuting';
const failed = 'esriJobFailed';
const why = 'ERROR 000258: Output parcels_2026 already exists';

/** Jobs in the order in which they were added: those that need a look are among the last. */
async function county(): Promise<HandServer> {
	const server = await startHandServer({
		flood: running,
		towers: 'esriJobSubmitted',
		roads: 'esriJobSucceeded',
		parcels: failed,
		locator: 'esriJobTimedOut',
	});
	server.job('parcels').messages = [
		{type: 'esriJobMessageTypeInformative', description: 'Start Time: Monday, November 23, 2026 1:02:11 PM'},
		{type: 'esriJobMessageTypeError', description: 'Traceback (most recent call last):'},
		{type: 'esriJobMessageTypeError', description: '  File "report.pyt", line 212, in execute'},
		{type: 'esriJobMessageTypeError', description: `arcgisscripting.ExecuteError: ${why}`},
		...Array.from({length: 40}, (_, index) => ({
			type: 'esriJobMessageTypeInformative' as const,
			description: `cleaned up ${index}`,
		})),
		{
			type: 'esriJobMessageTypeInformative',
			description: 'Failed at Monday, November 23, 2026 1:12:09 PM (Elapsed Time: 3 minutes 12 seconds)',
		},
		{type: 'esriJobMessageTypeError', description: 'Failed to execute (ParcelReport).'},
	];
	return server;
}

/** A home with these jobs on its list, which is in its default order. */
async function homeWithList(jobs: readonly {readonly url: string; readonly label?: string}[]): Promise<string> {
	const home = temporaryFolder();
	const saved = jobs.map(({url, label}, index) => ({
		url,
		...(label === undefined ? {} : {label}),
		tags: [],
		addedAt: Date.now() + index,
	}));
	const change = await openSavedList(home).add(saved);
	if (!change.ok) throw new Error(change.sentence);
	return home;
}

/** Opens the monitor on a list in its default order, and waits until it has heard of each job. */
async function openInbox({jobs}: HandServer, options: ScreenOptions = {}): Promise<Screen> {
	const home = options.home ?? (await homeWithList(jobs));
	const screen = openScreen(gpjobs(), {columns: 80, rows: 24, ...options, home});
	await screen.shows(listHeading);
	for (const {label} of jobs)
		await screen.until(() => /^ [ ▌][ *•][●○✔✖!] /.test(rowOf(screen, label)), `an answer for ${label}`);
	return screen;
}

const isUnread = (screen: Screen, label: string) => /^ .•/.test(rowOf(screen, label));
const onJob = (screen: Screen, label: string) =>
	screen.until(() => selectedRow(screen).includes(` ${label} `), `the cursor on ${label}`);

describe('at 80x24 in the default order', () => {
	test('the cursor begins on a job that needs a look, its row says why, and n and N go to the next one', async () => {
		const screen = await openInbox(await county());
		await onJob(screen, 'parcels');
		expect(rowOf(screen, 'parcels')).toContain(why.slice(0, 20));
		expect(isUnread(screen, 'parcels')).toBe(true);
		expect(isUnread(screen, 'locator')).toBe(true);
		expect(isUnread(screen, 'roads')).toBe(false);
		await screen.press('n');
		await onJob(screen, 'locator');
		await screen.until(() => !isUnread(screen, 'parcels'), 'parcels to be read');
		await screen.press('n');
		await onJob(screen, 'parcels');
		await screen.press('N');
		await onJob(screen, 'locator');
		await screen.until(() => !isUnread(screen, 'locator'), 'locator to be read');
	});

	test('! leaves what needs a look, and again shows all; a job that was read stays read in the next run', async () => {
		const server = await county();
		const screen = await openInbox(server);
		await screen.press('!');
		await screen.until(() => rowOf(screen, 'flood') === '', 'only problems');
		for (const label of ['parcels', 'locator']) expect(rowOf(screen, label)).not.toBe('');
		await screen.press('!');
		await screen.until(() => rowOf(screen, 'flood') !== '', 'all jobs');
		await screen.until(() => !isUnread(screen, 'parcels'), 'parcels to be read');
		await screen.press('q');
		await screen.exited;

		const again = await openInbox(server, {home: screen.home});
		expect(isUnread(again, 'parcels')).toBe(false);
		expect(isUnread(again, 'locator')).toBe(true);
		// How long it took is known although no key has gone to its row.
		expect(rowOf(again, 'parcels')).toContain(' 3:12 ');
		for (const label of ['parcels', 'locator']) server.job(label).status = running;
	});

	test('a job that fails while somebody watches comes to the top, unread; where nothing is wrong, n says so', async () => {
		const server = await startHandServer({flood: running, roads: running});
		const screen = await openInbox(server);
		await screen.press('n');
		await screen.shows(nothingNeedsALook);
		server.job('roads').status = failed;
		await screen.until(() => isUnread(screen, 'roads'), 'roads to be unread');
		const rows = () => screen.lines().findIndex(line => line.includes(' roads '));
		await screen.until(() => rows() === 2, 'roads in the first row');
		await onJob(screen, 'flood');
	});
});

test('a failed job opens at its error, with its state in the heading; J and K go to other jobs', async () => {
	const screen = await openInbox(await county());
	await onJob(screen, 'parcels');
	await screen.press('Enter');
	await screen.until(() => /parcels {2}✖ Failed {2}after 3:12 /.test(screen.line(0)), 'the open job');
	await screen.shows('Traceback (most recent call last):');
	await screen.shows(why.slice(0, 33));
	expect(screen.line(0)).toContain(` !1 ${elsewhere}`);
	await screen.press('J');
	await screen.until(() => /locator {2}! TimedOut/.test(screen.line(0)), 'the next job');
	expect(screen.line(0)).not.toContain(elsewhere);
	await screen.press('K');
	await screen.until(() => /parcels {2}✖ Failed/.test(screen.line(0)), 'the job before');
	await screen.press('/');
	await screen.type('cleaned');
	await screen.press('Enter');
	await screen.shows(/"cleaned" \d+ of 40/);
	await screen.press('Escape');
	await screen.hides(/"cleaned" \d+ of 40/);
	expect(screen.line(0)).toMatch(/parcels {2}✖ Failed/);
	await screen.press('Escape');
	await screen.shows(listHeading);
});

test('from 30 rows on groups have headings, and keys skip them', async () => {
	const screen = await openInbox(await county(), {columns: 120, rows: 30});
	for (const group of ['running', 'queued', 'ended'] as const)
		await screen.shows(new RegExp(`^ {3}${groupTitles[group]} *$`, 'm'));
	for (const label of ['parcels', 'locator', 'flood', 'towers', 'roads']) {
		await onJob(screen, label);
		await screen.press('j');
	}
	screen.resize(120, 24);
	await screen.hides(new RegExp(`^ {3}${groupTitles.queued} *$`, 'm'));
	for (const {label} of [{label: 'flood'}, {label: 'roads'}]) expect(rowOf(screen, label)).not.toBe('');
});

test('s goes through the columns that are shown, and the line of headings names the order', async () => {
	const screen = await openInbox(await county());
	await screen.shows(orderWords({by: 'attention', isInverted: false}, safe`▲`));
	const heading = () => screen.line(1);
	await screen.press('s');
	await screen.until(() => heading().includes(orderWords({by: 'added', isInverted: false}, safe`▲`)), 'the order');
	for (const title of ['status', 'job', 'elapsed', 'message'] as const) {
		await screen.press('s');
		await screen.until(() => new RegExp(`${columnTitles[title]}[▲▼]`).test(heading()), `the order by ${title}`);
	}
	await screen.press('s');
	await screen.shows(orderWords({by: 'attention', isInverted: false}, safe`▲`));
});

test('a removed job comes back to its place with u, and the cursor with it', async () => {
	const screen = await openInbox(await county());
	const order = () => screen.lines().flatMap(line => /^ ..[●○✔✖!] \w+ +(\w+) /.exec(line)?.[1] ?? []);
	const before = order();
	await screen.press('j', 'j', 'D');
	await screen.until(() => rowOf(screen, 'flood') === '', 'flood to be removed');
	await screen.press('u');
	await screen.until(() => order().join() === before.join(), 'the list as it was');
	await onJob(screen, 'flood');
});

test('x with marks cancels the marked jobs after their number was typed, and no other job', async () => {
	const server = await startHandServer({flood: running, roads: running, towers: running});
	const screen = await openMonitor(server, {columns: 120, rows: 36});
	await screen.press('Space', 'Space');
	await screen.shows('2 marked');
	await screen.press('x');
	await screen.shows(cancelMarkedTitle(2));
	await pass(screen, 350);
	await screen.press('3', 'Enter');
	await screen.shows(cancelMarkedTitle(2));
	expect(server.posts()).toEqual([]);
	await screen.press('Backspace', '2', 'Enter');
	for (const label of ['flood', 'roads'])
		await screen.until(() => rowOf(screen, label).includes('Cancelling'), `${label} to be cancelling`);
	await twoMorePolls(screen, server);
	const asked = server.posts().map(({path}) => path.split('/').at(-2));
	expect(asked.toSorted()).toEqual([server.job('flood').id, server.job('roads').id]);
});

test('q asks before a planned cancel is lost; n stays, y leaves the job running', async () => {
	const server = await startHandServer({towers: 'esriJobSubmitted'});
	const screen = await openMonitor(server, {columns: 160});
	await screen.press('x');
	await screen.shows('towers');
	await pass(screen, 350);
	await screen.press('w');
	await screen.shows(toldOfCancel({step: 'waiting', askedAt: null}));
	await screen.press('q');
	await screen.shows(saying(plannedWords([safeText('towers')])));
	await pass(screen, 350);
	await screen.press('n');
	await screen.hides(saying(plannedWords([safeText('towers')])));
	await screen.press('q');
	await screen.shows(saying(plannedWords([safeText('towers')])));
	await pass(screen, 350);
	await screen.press('y');
	expect((await screen.ends()).code).toBe(0);
	expect(server.posts()).toEqual([]);
});

test('a job without a label is named by its task and the end of its id; servers that differ have names that differ', async () => {
	const [one, other] = [await startHandServer({flood: running}), await startHandServer({flood: running})];
	const jobs = [one, other].flatMap(({jobs}) => jobs.map(({url}) => ({url})));
	const narrow = openScreen(gpjobs(), {columns: 80, rows: 24, home: await homeWithList(jobs)});
	await narrow.shows(/● Executing +Task ·0000 /);
	await narrow.press('q');
	await narrow.exited;
	const wide = openScreen(gpjobs(), {columns: 120, rows: 36, home: narrow.home});
	for (const {origin} of [one, other]) await wide.shows(new RegExp(`Task ·0000 .*:${new URL(origin).port}`));
});

test.each([
	[80, 24],
	[60, 20],
])('at %ix%i a dialog leaves its job in sight, and the palette finds actions by other words', async (columns, rows) => {
	const statuses = Object.fromEntries(Array.from({length: 12}, (_, index) => [`job${index + 10}`, running]));
	const screen = await openMonitor(await startHandServer(statuses), {columns, rows});
	await screen.press('G');
	await onJob(screen, 'job21');
	await screen.press(':');
	await screen.shows(paletteTitle);
	await screen.type('kill');
	await screen.press('Enter');
	await screen.shows(cancelTitle);
	await screen.until(() => selectedRow(screen).includes(' job21 '), 'the row of the job above its dialog');
});

test('y e copies the sentence that explains the failure, whole', async () => {
	const screen = await openInbox(await county());
	await onJob(screen, 'parcels');
	await screen.press('y', 'e');
	await screen.until(() => screen.events.some(({kind}) => kind === 'clipboard'), 'the clipboard');
	const [copied] = screen.events.flatMap(event => (event.kind === 'clipboard' ? event.text : []));
	expect(copied).toContain(why);
});

test('a mistake in a job URL is said in the dialog, which keeps the text', async () => {
	const server = await startHandServer({flood: running});
	const screen = await openMonitor(server);
	const task = `${server.origin}/arcgis/rest/services/Folder/Service/GPServer/Task`;
	await screen.press('a');
	await screen.shows(addTitle);
	await screen.type(task);
	// Many characters in one chunk with an Enter are a paste to the program.
	await screen.shows(task);
	await screen.press('Enter');
	await screen.shows(saying(refusalOf(task)));
	expect(screen.text()).toContain(task);
	await screen.type('/jobs/j00000000');
	await screen.shows(`${task}/jobs/j00000000`);
	await screen.press('Enter');
	await screen.hides(addTitle);
	await screen.shows(alreadyOnList);
});
