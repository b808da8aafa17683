import {type AdminJob, type AdminPlace, adminJobsUrl, adminJobUrl, publicJob, readAdminJob} from '../gp/admin-jobs.ts';
import type {JobUrl} from '../gp/job-url.ts';
import {statusWord} from '../gp/status.ts';
import {type Engine, startEngine} from '../session/engine.ts';
import {type OpenedStorage, openStorage} from '../session/opened-storage.ts';
import {alignedLines} from '../text/aligned-lines.ts';
import {isoTime} from '../text/date.ts';
import {toJson} from '../text/json-escape.ts';
import {counted} from '../text/number-words.ts';
import {joinSafe, type SafeText, safe, safeText, sentText} from '../text/safe-text.ts';
import {localDateText} from '../ui/panes/records/date-text.ts';
import {addToList, printAdded} from './added-jobs.ts';
import {type AdminJobList, listAdminJobs, mostJobs} from './admin-job-list.ts';
import {type ExitCode, exitCodeOf, exitCodes} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {parseTime} from './options.ts';
import {print, say} from './print.ts';
import {withoutHome} from './without-storage.ts';

/** How far back jobs are listed by default, in milliseconds: a day. */
const defaultSince = 86_400_000;

type Listed =
	| (AdminJobList & {readonly ok: true})
	| {readonly ok: false; readonly code: ExitCode; readonly sentence: SafeText};

/**
 * Runs `gpjobs import SERVICE-URL [JOB-ID…]`: lists the jobs of a service through the administrator API, or adds some
 * of them to the saved list.
 */
export async function importJobs(invocation: Invocation): Promise<ExitCode> {
	const {operands, flags} = invocation;
	const [pasted, ...ids] = operands;
	const place = pasted === undefined ? undefined : adminJobsUrl(pasted);
	if (!place) {
		say(importUsage);
		return exitCodes.usage;
	}
	if (flags.all && ids.length > 0) {
		say(allOrNamed);
		return exitCodes.usage;
	}
	if (flags.tag !== undefined && ids.length === 0 && !flags.all) {
		say(nothingToTag);
		return exitCodes.usage;
	}
	const since = parseTime('since', flags.since);
	if (!since.ok) {
		say(since.sentence);
		return exitCodes.usage;
	}
	const opened = await openStorage(invocation, ids.length > 0 || flags.all ? 'writing' : 'reading');
	const engine = await startEngine(invocation, opened);
	for (const notice of [...opened.notices, ...engine.access.notices]) say(notice);
	if (place.token !== undefined) engine.showToken(place.server, place.token);
	try {
		const found = await jobsOf(engine, place, Date.now() - (since.ms ?? defaultSince));
		if (!found.ok) {
			say(found.sentence);
			return found.code;
		}
		if (found.isCut) say(listCut(mostJobs));
		if (found.leftOut > 0) {
			say(entriesLeftOut(found.leftOut));
		}
		if (ids.length === 0 && !flags.all) return await show(found.jobs, place, flags.json === true);
		const unknown = ids.filter(id => !found.jobs.some(({jobId}) => jobId === id));
		for (const id of unknown) say(noJobInTime(id));
		const chosen = flags.all ? found.jobs : found.jobs.filter(({jobId}) => ids.includes(jobId));
		const code = await addJobs(engine, opened, chosen, place, invocation);
		return unknown.length > 0 ? exitCodes.usage : code;
	} finally {
		engine.monitor.close();
	}
}

/** The error for `--all` together with job ids. */
export const allOrNamed: SafeText = safe`Give job ids or --all, not both.`;

/** The error for `--tag` when no job is added. */
export const nothingToTag: SafeText = safe`--tag tags the jobs that are added. Give their ids, or --all.`;

async function jobsOf({client}: Engine, place: AdminPlace, since: number): Promise<Listed> {
	const list = await listAdminJobs(client, place, since);
	if (list.ok) return list;
	const {fault} = list;
	if (fault === 'no-list') return {ok: false, code: exitCodes.fault, sentence: noAdminList};
	const hint = fault.kind === 'sign-in' || fault.kind === 'forbidden' ? administratorHint : safe``;
	return {ok: false, code: exitCodeOf(fault.kind), sentence: safe`${fault.sentence}${hint}`};
}

async function show(jobs: readonly AdminJob[], place: AdminPlace, isJson: boolean): Promise<ExitCode> {
	if (isJson) {
		const wire = jobs.map(({jobId, status, user, submitted, ended, url}) => ({
			jobId,
			status: sentText(status),
			user: sentText(user),
			submitted: isoTime(submitted),
			ended: isoTime(ended),
			url: url === null ? null : (publicJob(url, jobId, place)?.url ?? null),
		}));
		await print(`${toJson({jobs: wire})}\n`);
		return exitCodes.fine;
	}
	if (jobs.length === 0) {
		say(noJobsInTime);
		return exitCodes.fine;
	}
	const rows = jobs.map(({jobId, status, user, submitted, ended}) => [
		safeText(jobId),
		statusWord(status.safe),
		localTime(submitted),
		localTime(ended),
		user.safe,
	]);
	await print(
		alignedLines([heads, ...rows])
			.map(line => `${line}\n`)
			.join(''),
	);
	say(nameTheirIds(jobs.length));
	return exitCodes.fine;
}

const heads: readonly SafeText[] = [safe`JOB`, safe`STATUS`, safe`SUBMITTED`, safe`ENDED`, safe`USER`];

/** Formats a time to the second in the time zone of this machine, with the offset from UTC. */
function localTime(epoch: number | null): SafeText {
	const text = epoch === null ? undefined : localDateText(Math.floor(epoch / 1000) * 1000);
	return safeText(text ?? '–');
}

async function addJobs(
	engine: Engine,
	{storage, home}: OpenedStorage,
	chosen: readonly AdminJob[],
	place: AdminPlace,
	{flags}: Invocation,
): Promise<ExitCode> {
	const urls: JobUrl[] = [];
	const untold: AdminJob[] = [];
	const foreign: AdminJob[] = [];
	for (const job of chosen) {
		const told = job.url ?? (await urlFromResource(engine, job, place));
		const address = told === null ? undefined : publicJob(told, job.jobId, place);
		if (address) urls.push(address.url);
		else (told === null ? untold : foreign).push(job);
	}
	sayLeftOut(untold, urlNotTold);
	sayLeftOut(foreign, urlOfAnother);
	const tags = flags.tag ?? [];
	if (!storage) {
		return withoutHome({home});
	}
	const now = Date.now();
	const added = await addToList(
		storage,
		urls.map(url => ({url, tags, addedAt: now})),
	);
	if (!added.ok) {
		say(added.sentence);
		return exitCodes.notSaved;
	}
	await printAdded(added.outcomes, flags);
	return urls.length === chosen.length ? exitCodes.fine : exitCodes.failed;
}

/** Prints which jobs are not added, and why. If there are many, only the first few ids are printed. */
function sayLeftOut(jobs: readonly AdminJob[], why: SafeText): void {
	if (jobs.length === 0) return;
	const some = joinSafe(
		jobs.slice(0, mostNamed).map(({jobId}) => safeText(jobId)),
		safe`, `,
	);
	const more = jobs.length > mostNamed ? safe` and ${jobs.length - mostNamed} more` : safe``;
	say(jobsNotAdded(jobs.length, why, safe`${some}${more}`));
}

const mostNamed = 3;

/**
 * Reads the URL of a job from the job's own resource, because older servers leave it out of the list ("Job", ArcGIS Server
 * administrator API).
 */
async function urlFromResource({client}: Engine, {jobId}: AdminJob, place: AdminPlace): Promise<string | null> {
	const url = adminJobUrl(place, jobId);
	const answer = url && (await client.read(url, {}));
	return answer?.ok ? (readAdminJob(answer.value)?.url ?? null) : null;
}

/** The error for a missing or wrong service URL. */
export const importUsage: SafeText = safe`Give the URL of a GP service, like https://host/arcgis/rest/services/folder/service/GPServer, or its administrator URL (…/admin/services/….GPServer).`;

/** The notice about entries of the answer that cannot be used. */
export function entriesLeftOut(count: number): SafeText {
	return safe`Left out ${counted(count, 'entry', 'entries')} of the answer: no readable job, or an id that is not allowed in a URL.`;
}

/** The hint after a fault of the administrator API that a sign-in may solve. */
export const administratorHint: SafeText = safe` The administrator API needs an administrator or publisher. Sign in with gpjobs login.`;

/** The notice if the service had no jobs in the requested time. */
export const noJobsInTime: SafeText = safe`The service had no jobs in that time. --since 7d looks further back.`;

/** The error for an id that is not on the service's list. */
export function noJobInTime(id: string): SafeText {
	return safe`The service had no job ${safeText(id)} in that time. --since 7d looks further back.`;
}

/** The notice for a list that is not complete. */
export function listCut(jobs: number): SafeText {
	return safe`There are more jobs; these are the first ${jobs}. A shorter time, like --since 2h, lists fewer.`;
}

/** The error for an answer that is not a list of jobs. */
export const noAdminList: SafeText = safe`The server did not answer with a list of jobs. Does it have an administrator API at this address (ArcGIS Server 10.6.1 or newer)?`;

/** The hint below the list of a service's jobs: how to add them. */
export function nameTheirIds(jobs: number): SafeText {
	return safe`${counted(jobs, 'job')}. To add jobs, give their ids, or --all.`;
}

/** The reason in `jobsNotAdded` if the answer does not contain a URL. */
export const urlNotTold: SafeText = safe`the server did not send the URL`;

/** The reason in `jobsNotAdded` if the URL in the answer is that of another service or job. */
export const urlOfAnother: SafeText = safe`the server sent the URL of another service or job`;

/** The error for jobs that cannot be added. */
export function jobsNotAdded(jobs: number, why: SafeText, ids: SafeText): SafeText {
	return safe`Not added: ${counted(jobs, 'job')}, because ${why}: ${ids}.`;
}
