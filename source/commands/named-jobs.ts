import type {Listed} from '../monitor/monitor.ts';
import {type Engine, startEngine} from '../session/engine.ts';
import {listed, type OpenedStorage, openStorage} from '../session/opened-storage.ts';
import {type SafeText, safe} from '../text/safe-text.ts';
import {type ExitCode, exitCodes} from './exit-code.ts';
import {type FoundJob, findJob, isUrl} from './find-job.ts';
import type {Invocation} from './invocation.ts';
import {say} from './print.ts';
import {withoutList} from './unreadable-list.ts';

/** The jobs that a command names, in an engine of their own. */
export type NamedJobs = {
	readonly opened: OpenedStorage;
	readonly engine: Engine;
	/** Their URLs, each once, in the order in which they were named. */
	readonly urls: readonly string[];
	/** Whether a job is in the saved list: what is learnt of others is not kept. */
	readonly isSaved: (url: string) => boolean;
};

/**
 * Finds the jobs that the words name, and does something with them in an engine that is closed afterwards.
 *
 * @param polling `asked`: the monitor asks only what it is told to ask; `live`: it polls by itself
 * @returns what `act` gives; 2 where a word names no job, with a sentence for each; 6 where the list cannot be read
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
	// Of a list that cannot be read nobody knows which job a word names. A URL names one by itself.
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

/** As the monitor takes them, with what an earlier run knew of them; a record outlives its job's place in the list. */
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

/** The sentence about a command that works on jobs and was given none. */
export const whichJob: SafeText = safe`Which job? Give its URL, its label or its id; gpjobs list shows the saved ones.`;
