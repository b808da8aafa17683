import type {Listed} from '../monitor/monitor.ts';
import {type Engine, startEngine} from '../session/engine.ts';
import {listed, type OpenedStorage, openStorage} from '../session/opened-storage.ts';
import {type SafeText, safe} from '../text/safe-text.ts';
import {type ExitCode, exitCodes} from './exit-code.ts';
import {type FoundJob, findJob, isUrl} from './find-job.ts';
import type {Invocation} from './invocation.ts';
import {say} from './print.ts';
import {withoutList} from './without-storage.ts';

/** The jobs that the user named, in an engine that watches only them. */
export type NamedJobs = {
	readonly opened: OpenedStorage;
	readonly engine: Engine;
	/** The URLs of the jobs, without repetitions, in the order of the command line. */
	readonly urls: readonly string[];
	/** Whether a job is on the saved list. gpjobs writes no records of other jobs. */
	readonly isSaved: (url: string) => boolean;
};

/**
 * Finds the jobs that the words name and calls `act` with them, in an engine that is closed afterwards.
 *
 * @param polling `live`: the engine polls the jobs by itself; `asked`: only when `act` asks for it
 * @returns the exit code of `act`; 2 after an error for each word that names no job; 6 if the list cannot be read
 */
export async function withNamedJobs(
	invocation: Invocation,
	words: readonly string[],
	polling: 'asked' | 'live',
	act: (named: NamedJobs) => Promise<ExitCode>,
): Promise<ExitCode> {
	if (words.length === 0) {
		say(whichJob);
		return exitCodes.usage;
	}
	const opened = await openStorage(invocation, 'reading');
	for (const notice of opened.notices) say(notice);
	// Only a URL names a job without the list.
	if (opened.listFault !== undefined && !words.every(isUrl)) return withoutList(opened);
	const searches = words.map(word => findJob(word, opened.saved));
	for (const search of searches) if (!search.ok) say(search.sentence);
	if (!searches.every(search => search.ok)) return exitCodes.usage;
	for (const {found: job} of searches) if (job.notice !== undefined) say(job.notice);
	const found = new Map<string, FoundJob>(searches.map(search => [search.found.address.url, search.found]));
	const engine = await startEngine(invocation, opened);
	for (const notice of engine.access.notices) say(notice);
	try {
		engine.monitor.setPaused(polling === 'asked');
		for (const {found: job} of searches) if (job.token !== undefined) engine.showToken(job.address.server, job.token);
		engine.monitor.watch(await asListed([...found.values()], opened));
		return await act({opened, engine, urls: [...found.keys()], isSaved: url => found.get(url)?.saved !== undefined});
	} finally {
		engine.monitor.close();
	}
}

/** Returns the jobs as the engine takes them, with their records. A record may exist although its job is no longer on the list. */
async function asListed(
	found: readonly FoundJob[],
	{storage}: Pick<OpenedStorage, 'storage'>,
): Promise<readonly Listed[]> {
	const known = await listed(
		found.flatMap(({saved}) => saved ?? []),
		storage,
	);
	for (const notice of known.notices) say(notice);
	const byUrl = new Map(known.listed.map(one => [one.address.url, one]));
	const others = found.filter(({address}) => !byUrl.has(address.url)).map(({address}) => address.url);
	const {records = []} = (await storage?.readRecords(others)) ?? {};
	const recordOf = new Map(records.map(record => [record.url, record]));
	return found.map(
		({address}) => byUrl.get(address.url) ?? {address, label: null, tags: [], record: recordOf.get(address.url)},
	);
}

/** The error for a command without a job. */
export const whichJob: SafeText = safe`Which job? Give its URL, label or id. gpjobs list shows the saved jobs.`;
