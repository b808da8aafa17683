import {
	type AdminJob,
	type AdminPlace,
	adminJobsUrl,
	adminJobUrl,
	jobsQueryUrl,
	publicJob,
	readAdminJob,
	readAdminPage,
} from '../gp/admin-jobs.ts';
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
import {type ExitCode, exitCodeOf, exitCodes} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {parseTime} from './options.ts';
import {print, say} from './print.ts';

/** Milliseconds back to which jobs are listed by default: a day. */
const usualSince = 86_400_000;
const pageSize = 100;
/** More is no list that anybody reads. */
const mostJobs = 2000;

type Listed =
	| {readonly ok: true; readonly jobs: readonly AdminJob[]; readonly leftOut: number; readonly isCut: boolean}
	| {readonly ok: false; readonly code: ExitCode; readonly sentence: SafeText};

/** `gpjobs import SERVICE-URL [JOB-ID…]`: lists the jobs of a service by the administrator API, and adds the chosen ones. */
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
		const found = await jobsOf(engine, place, Date.now() - (since.ms ?? usualSince));
		if (!found.ok) {
			say(found.sentence);
			return found.code;
		}
		if (found.isCut) say(safe`There are more; these are the first ${mostJobs}. --since 2h looks at fewer.`);
		if (found.leftOut > 0) {
			say(entriesLeftOut(found.leftOut));
		}
		if (ids.length === 0 && !flags.all) return await show(found.jobs, place, flags.json === true);
		const unknown = ids.filter(id => !found.jobs.some(({jobId}) => jobId === id));
		for (const id of unknown) say(safe`The service has no job ${safeText(id)} in that time.`);
		const chosen = flags.all ? found.jobs : found.jobs.filter(({jobId}) => ids.includes(jobId));
		const code = await addJobs(engine, opened, chosen, place, invocation);
		return unknown.length > 0 ? exitCodes.usage : code;
	} finally {
		engine.monitor.close();
	}
}

/** `--all` would leave the ids without a meaning. */
export const allOrNamed: SafeText = safe`--all adds every job, and ids name the ones to add; leave one out.`;

export const nothingToTag: SafeText = safe`--tag belongs to jobs that are added: name their ids, or say --all.`;

async function jobsOf({client}: Engine, place: AdminPlace, startTime: number): Promise<Listed> {
	const jobs: AdminJob[] = [];
	let leftOut = 0;
	for (let start = 1; ; ) {
		const parameters = {startTime: String(startTime), start: String(start), number: String(pageSize)};
		const answer = await client.read(jobsQueryUrl(place), parameters);
		if (!answer.ok) {
			const hint = answer.fault.kind === 'sign-in' || answer.fault.kind === 'forbidden' ? administratorHint : safe``;
			return {ok: false, code: exitCodeOf(answer.fault.kind), sentence: safe`${answer.fault.sentence}${hint}`};
		}
		const page = readAdminPage(answer.value);
		if (!page)
			return {
				ok: false,
				code: exitCodes.fault,
				sentence: safe`The server answered no list of jobs. Has it an administrator API here (10.6.1 or newer)?`,
			};
		jobs.push(...page.jobs);
		leftOut += page.leftOut;
		// A server that goes on counting without jobs is not asked for ever.
		const isLast = page.next === null || page.next <= start || page.jobs.length + page.leftOut === 0;
		if (isLast || jobs.length + leftOut >= mostJobs) {
			return {ok: true, jobs: jobs.slice(0, mostJobs), leftOut, isCut: !isLast};
		}
		start = page.next ?? start;
	}
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

/** In the zone of this machine, with its offset; to the second, as an administrator compares it with a clock. */
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
		const told = job.url ?? (await toldUrl(engine, job, place));
		const address = told === null ? undefined : publicJob(told, job.jobId, place);
		if (address) urls.push(address.url);
		else (told === null ? untold : foreign).push(job);
	}
	sayLeftOut(untold, urlNotTold);
	sayLeftOut(foreign, urlOfAnother);
	const tags = flags.tag ?? [];
	if (!storage) {
		say(home.ok ? safe`The list cannot be kept.` : home.sentence);
		return exitCodes.notSaved;
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
	await printAdded(added.outcomes, flags.json === true);
	return urls.length === chosen.length ? exitCodes.fine : exitCodes.failed;
}

/** Names a few of the jobs that are not added, and why. */
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

/** Older servers tell the URL of a job only in its own resource ("Job", ArcGIS Server administrator API). */
async function toldUrl({client}: Engine, {jobId}: AdminJob, place: AdminPlace): Promise<string | null> {
	const url = adminJobUrl(place, jobId);
	const answer = url && (await client.read(url, {}));
	return answer?.ok ? (readAdminJob(answer.value)?.url ?? null) : null;
}

/** How `gpjobs import` is called. */
export const importUsage: SafeText = safe`Say gpjobs import SERVICE-URL, like https://host/arcgis/rest/services/folder/service/GPServer, or its URL in …/admin/services/….GPServer.`;

/** The sentence about rows of the answer that name no job. */
export function entriesLeftOut(count: number): SafeText {
	return safe`${counted(count, 'entry', 'entries')} of the answer cannot be read as a job, or has an id that no URL can hold: left out.`;
}

/** Behind a fault of the administrator API that a sign-in may mend. */
export const administratorHint: SafeText = safe` The administrator API wants an administrator or publisher: gpjobs login.`;

/** The sentence about a service without jobs. */
export const noJobsInTime: SafeText = safe`The service has had no jobs in that time. --since 7d looks further back.`;

/** The sentence below a list of a service's jobs. */
export function nameTheirIds(jobs: number): SafeText {
	return safe`${counted(jobs, 'job')}. Name their ids to add them, or --all.`;
}

/** Why a job of a service is not added. */
export const urlNotTold: SafeText = safe`the server does not tell the URL`;

/** Why a job of a service is not added. */
export const urlOfAnother: SafeText = safe`the server tells the URL of another service or of another job`;

/** The sentence about jobs of a service that stay out of the list. */
export function jobsNotAdded(jobs: number, why: SafeText, ids: SafeText): SafeText {
	return safe`Not added: ${counted(jobs, 'job')}, as ${why}: ${ids}.`;
}
