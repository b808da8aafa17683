import {gpjobs} from './built-program.ts';
import {temporaryFolder} from './environment.ts';
import {runCli} from './run-cli.ts';
import {openScreen, type Screen, type ScreenOptions} from './screen.ts';

/** Jobs that somebody wants to watch, wherever they are. */
export type WithJobs = {readonly jobs: readonly {readonly url: string; readonly label: string}[]};

/** Adds the jobs of a server with their labels to a list, as a person does it. @returns the home that holds it */
export async function homeWith(server: WithJobs, home: string = temporaryFolder()): Promise<string> {
	for (const {url, label} of server.jobs) {
		const {code, stderr} = await runCli(['add', url, '--label', label], {home});
		if (code !== 0) throw new Error(stderr);
	}
	return home;
}

/** Opens the monitor on a list that holds all jobs of a server, and waits until it has heard of each. */
export async function openMonitor(
	server: WithJobs,
	{args = [], isAscii = false, ...options}: ScreenOptions & {args?: readonly string[]; isAscii?: boolean} = {},
): Promise<Screen> {
	const home = options.home ?? (await homeWith(server));
	const screen = openScreen(gpjobs(...args), {columns: 120, rows: 30, ...options, home});
	await screen.shows('LAST MESSAGE');
	const isAnswered = isAscii ? /^ [ >][ *][@o+x] / : /^ [ ▌][ *][●○✔✖] /;
	for (const {label} of server.jobs.slice(0, (options.rows ?? 30) - 16))
		await screen.until(() => isAnswered.test(rowOf(screen, label)), `an answer for ${label}`);
	return screen;
}

/** The row of a job in the list. */
export function rowOf(screen: Screen, label: string): string {
	return screen.lines().find(line => line.slice(0, 60).includes(` ${label} `)) ?? '';
}

/** The label of the job that the cursor is on. */
export function selectedRow(screen: Screen): string {
	return screen.row(/^ [▌>]/) ?? '';
}
