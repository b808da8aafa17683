import {findJobUrls, refusedUrls} from '../../gp/job-url.ts';
import {counted} from '../../text/number-words.ts';
import {joinSafe, type SafeText, safe} from '../../text/safe-text.ts';
import type {ScreenPort} from '../screen/port.ts';
import {type DialogDefinition, keysOnTheirWay} from './dialog.ts';
import {type DialogText, saysNo} from './dialog-lines.ts';

/** The dialog that asks for confirmation before pasted job URLs are added. */
export type PasteDialog = {readonly kind: 'paste'; readonly openedAt: number} & Pasted;

/** The text and the keys of the dialog for pasted job URLs. */
export const pasteDialog: DialogDefinition<PasteDialog> = {
	deafFor: keysOnTheirWay,
	press,
	text: pasteText,
};

function press(screen: ScreenPort, {text}: PasteDialog, name: string | undefined): void {
	if (name === 'y' || name === 'Enter') {
		screen.change({dialog: null});
		screen.edit(screen.world.edits.add(text));
	} else if (name === 'n' || name === 'Esc' || name === 'q') {
		screen.change({dialog: null});
	}
}

/** Opens the dialog for pasted job URLs. */
export function offerPasted(screen: ScreenPort, pasted: Pasted): void {
	screen.change({dialog: {kind: 'paste', ...pasted, openedAt: screen.world.clock.now().mono}});
}

/** Applies {@link pastedIn} to a text, with the jobs in the list of this screen. */
export function pastedHere({world}: ScreenPort, text: string): Pasted {
	return pastedIn(text, url => world.monitor.jobs.get(url) !== undefined);
}

/** The contents of a pasted or typed text. The dialog shows them before any job is added. */
type Pasted = {
	readonly text: string;
	/** The number of job URLs, without duplicates. */
	readonly count: number;
	/** The servers to which gpjobs would send requests, with the tasks and the number of jobs on each. */
	readonly places: readonly {readonly server: SafeText; readonly tasks: readonly SafeText[]; readonly jobs: number}[];
	/** How many of the jobs are already in the list. */
	readonly known: number;
	/** How many of the jobs came with a token in their URL. */
	readonly tokens: number;
	/** The reasons why some URLs cannot be added. */
	readonly refused: readonly SafeText[];
	/** The gateways in the text: URLs whose query contains the URL of a job. */
	readonly gateways: readonly SafeText[];
	/** Other notices about how the URLs were read. */
	readonly notices: readonly SafeText[];
};

/**
 * Finds the job URLs in a pasted or typed text.
 *
 * @param isKnown returns whether a job is already in the list
 */
export function pastedIn(text: string, isKnown: (url: string) => boolean): Pasted {
	const found = findJobUrls(text);
	const servers = new Map<SafeText, SafeText[]>();
	for (const {job} of found) servers.set(job.serverName, [...(servers.get(job.serverName) ?? []), job.task]);
	return {
		text,
		count: found.length,
		places: [...servers].map(([server, tasks]) => ({server, tasks: [...new Set(tasks)], jobs: tasks.length})),
		known: found.filter(({job}) => isKnown(job.url)).length,
		tokens: found.filter(({token}) => token !== undefined).length,
		refused: refusedUrls(text),
		gateways: [...new Set(found.flatMap(({via}) => via ?? []))],
		notices: [
			...new Set(found.flatMap(({via, notice}) => (via === undefined && notice !== undefined ? [notice] : []))),
		],
	};
}

/** The notice that a pasted text contains no job URL. */
export const nothingPasted = safe`There is no job URL in the pasted text.`;

/**
 * The notice about a text that contains no job that can be added. If the text contains a URL, it says what is wrong
 * with the first one.
 */
export function nothingIn({refused}: Pasted): SafeText {
	const [first] = refused;
	return first === undefined ? nothingPasted : safe`${nothingPasted} ${first}`;
}

/** Says how many servers the dialog does not list. */
export function moreServers(count: number): SafeText {
	return safe`and ${counted(count, 'more server')}`;
}

/** Says how many job URLs the text contains. */
export function pasteHolds(count: number): SafeText {
	return count === 1 ? safe`The text has one job URL.` : safe`The text has ${count} job URLs.`;
}

/** Says how many of the jobs are already in the list. */
export function alreadyListed(known: number, of: number): SafeText {
	return known === of
		? safe`${of === 1 ? safe`It is` : safe`All of them are`} on the list already.`
		: safe`${known} of them ${known === 1 ? safe`is` : safe`are`} on the list already.`;
}

/** Says that there are tokens in the text, and how gpjobs uses them. */
export function tokensFound(tokens: number): SafeText {
	return safe`${counted(tokens, 'token')} found. gpjobs uses ${tokens === 1 ? safe`it` : safe`them`} in this run only.`;
}

/** Says that the job URL was in the query of a gateway, to which gpjobs sends no requests. */
export function reachedThrough(gateway: SafeText): SafeText {
	return safe`The URL goes through ${gateway}. gpjobs asks the server above directly.`;
}

/**
 * Says that some URLs cannot be added.
 *
 * @param first what is wrong with the first of them
 */
export function urlsNotAdded(count: number, first: SafeText): SafeText {
	return safe`${counted(count, 'other URL')} will not be added. ${first}`;
}

const mostServers = 3;
const mostTasks = 4;

/** Makes the text of the dialog for pasted job URLs. */
export function pasteText({count, places, known, tokens, refused, gateways, notices}: Pasted): DialogText {
	// A line that says that there is one more server would take as much room as that server.
	const shown = places
		.slice(0, places.length === mostServers + 1 ? places.length : mostServers)
		.map(({server, tasks, jobs}) => {
			const named = joinSafe(tasks.slice(0, mostTasks), safe`, `);
			const more = tasks.length > mostTasks ? safe` and ${tasks.length - mostTasks} more` : safe``;
			return [safe`server`, safe`${server}  ${counted(jobs, 'job')}: ${named}${more}`] as const;
		});
	const others = places.length - shown.length;
	const [first] = refused;
	return {
		title: safe`Add to the list?`,
		facts: [...shown, ...(others > 0 ? [[safe``, moreServers(others)] as const] : [])],
		notes: [
			pasteHolds(count),
			...(known === 0 ? [] : [alreadyListed(known, count)]),
			...(tokens === 0 ? [] : [tokensFound(tokens)]),
			...gateways.map(reachedThrough),
			...(first === undefined ? [] : [urlsNotAdded(refused.length, first)]),
			...notices,
		],
		keys: [
			[safe`y Enter`, safe`add`],
			[safe`n Esc`, saysNo],
		],
	};
}
