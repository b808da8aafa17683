import {writeLastView} from '../../source/store/last-view.ts';
import {openSavedList} from '../../source/store/saved-list.ts';
import {columnTitles} from '../../source/ui/panes/list/heading.ts';
import {gpjobs} from './built-program.ts';
import {temporaryFolder} from './environment.ts';
import {openScreen, type Screen, type ScreenOptions} from './screen.ts';

/** Jobs that somebody wants to watch, wherever they are. */
export type WithJobs = {readonly jobs: readonly {readonly url: string; readonly label: string}[]};

/**
 * A home whose list holds the jobs with their labels. They are written without starting gpjobs for each of them: what
 * `gpjobs add` does is tested elsewhere.
 */
export async function homeWith({jobs}: WithJobs, home: string = temporaryFolder()): Promise<string> {
	const saved = jobs.map(({url, label}, index) => ({url, label, tags: [], addedAt: Date.now() + index}));
	const change = await openSavedList(home).add(saved);
	if (!change.ok) throw new Error(change.sentence);
	// Rows stay in the order in which a test names them, whatever becomes of the jobs.
	await writeLastView(home, {sortBy: 'added', isInverted: false, filter: '', wraps: false});
	return home;
}

/** Opens the monitor on a list that holds all jobs of a server, and waits until it has heard of each. */
export async function openMonitor(
	server: WithJobs,
	{args = [], isAscii = false, ...options}: ScreenOptions & {args?: readonly string[]; isAscii?: boolean} = {},
): Promise<Screen> {
	const home = options.home ?? (await homeWith(server));
	const screen = openScreen(gpjobs(...args), {columns: 120, rows: 30, ...options, home});
	await screen.shows(listHeading);
	const isAnswered = isAscii ? /^ [ >][ *.][@o+x] / : /^ [ ▌][ *•][●○✔✖] /;
	for (const {label} of server.jobs.slice(0, (options.rows ?? 30) - 16))
		await screen.until(() => isAnswered.test(rowOf(screen, label)), `an answer for ${label}`);
	return screen;
}

/** The line of column names of the list, from the first name on. */
export const listHeading = new RegExp(`${columnTitles.status} +${columnTitles.job} `);

/** The row of a job in the list. */
export function rowOf(screen: Screen, label: string): string {
	return screen.lines().find(line => `${line} `.slice(0, 60).includes(` ${label} `)) ?? '';
}

/** The label of the job that the cursor is on. */
export function selectedRow(screen: Screen): string {
	return screen.row(/^ [▌>]/) ?? '';
}

/** A server that tells what it was asked. */
type Asked = {readonly requests: readonly {readonly method: string}[]};

/**
 * Waits until the server has been asked about its jobs twice more: what the program had decided to do before, it has done by
 * then, since cancels go before polls. Shows that something does not happen, however slow the machine.
 */
export async function twoMorePolls(screen: Screen, {requests}: Asked): Promise<void> {
	const polls = () => requests.filter(({method}) => method === 'GET').length;
	const before = polls();
	await screen.until(() => polls() >= before + 2, 'two more polls');
}

/** Waits for a while, where nothing can be waited for: that something does not happen. It fails if the program ends. */
export async function pass(screen: Screen, milliseconds: number): Promise<void> {
	const begun = performance.now();
	await screen.until(() => performance.now() - begun > milliseconds, 'time to pass', milliseconds + 60_000);
}
