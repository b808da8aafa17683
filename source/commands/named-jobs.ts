import type {JobUrl} from '../gp/job-url.ts';
import type {WatchedJob} from '../monitor/job.ts';
import type {Listed} from '../monitor/monitor.ts';
import {type Engine, startEngine} from '../session/engine.ts';
import {listed, type OpenedStorage, openStorage} from '../session/opened-storage.ts';
import {type SafeText, safe} from '../text/safe-text.ts';
import {type ExitCode, exitCodes} from './exit-code.ts';
import {type FoundJob, isUrl} from './find-job.ts';
import type {Invocation} from './invocation.ts';
import {say} from './print.ts';
import {oneJobOnly, selectJobs, withInputWords} from './select-jobs.ts';
import {withoutList} from './without-storage.ts';

/** The jobs that the user named, in an engine that watches only them. */
export type NamedJobs = {
	readonly opened: OpenedStorage;
	readonly engine: Engine;
	/** The URLs of the jobs, without repetitions, in the order of the command line. */
	readonly urls: readonly JobUrl[];
	/** Whether a job is on the saved list. gpjobs does not write records of other jobs. */
	readonly isSaved: (url: string) => boolean;
	/** Whether a filter or `--all` selected some of the jobs, so that the user may not know which jobs they are. */
	readonly isByFilter: boolean;
	/** Whether a job is still selected in its present state; `undefined` if the selection does not depend on states. */
	readonly isStillSelected?: ((job: WatchedJob) => boolean) | undefined;
};

/**
 * Finds the jobs that the words name and calls `act` with them and an {@link Engine}, which is closed afterwards.
 *
 * @param named the words of the command line; `-` means the lines of standard input
 * @param polling `live`: the engine polls the jobs by itself; `asked`: only when `act` requests it
 * @param isAll whether to take all saved jobs
 * @param only the name of the command if it accepts only one job
 * @returns the exit code of `act`; 2 if a word does not name a job, after an error for each such word; 6 if the list
 * cannot be read
 */
export async function withNamedJobs(
	invocation: Invocation,
	named: readonly string[],
	polling: 'asked' | 'live',
	act: (named: NamedJobs) => Promise<ExitCode>,
	{isAll = false, only}: {readonly isAll?: boolean; readonly only?: string} = {},
): Promise<ExitCode> {
	if (named.length === 0 && !isAll) {
		say(whichJob);
		return exitCodes.usage;
	}
	const words = await withInputWords(named);
	const opened = await openStorage(invocation, 'reading');
	for (const notice of opened.notices) say(notice);
	// Without the list, only a URL can name a job.
	if (opened.listFault !== undefined && (isAll || !words.every(isUrl))) return withoutList(opened);
	const selection = await selectJobs(words, opened, isAll);
	if (!selection.ok) {
		for (const sentence of selection.sentences) say(sentence);
		return exitCodes.usage;
	}
	const {found, isByFilter, isStillSelected} = selection;
	if (found.length === 0) {
		say(whichJob);
		return exitCodes.usage;
	}
	if (only !== undefined && found.length > 1) {
		say(oneJobOnly(only, found.length));
		return exitCodes.usage;
	}
	for (const job of found) if (job.notice !== undefined) say(job.notice);
	const saved = new Set(found.flatMap(job => job.saved?.url ?? []));
	const engine = await startEngine(invocation, opened);
	for (const notice of engine.access.notices) say(notice);
	try {
		engine.monitor.setPaused(polling === 'asked');
		for (const job of found) if (job.token !== undefined) engine.showToken(job.address.server, job.token);
		engine.monitor.watch(await asListed(found, opened));
		const urls = found.map(({address}) => address.url);
		return await act({opened, engine, urls, isSaved: url => saved.has(url), isByFilter, isStillSelected});
	} finally {
		engine.monitor.close();
	}
}

/**
 * Returns the jobs in the form that the monitor accepts, with their records. A record may exist although its job is no
 * longer on the list.
 */
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

/** The error for a command that was called without a job. */
export const whichJob: SafeText = safe`Which job? Give its URL, label or id. gpjobs list shows the saved jobs.`;
