import {type AdminJob, adminJobsUrl, readAdminJob, readAdminPage} from '../gp/admin-jobs.ts';
import {jobAddress} from '../gp/job-url.ts';
import {statusWord} from '../gp/status.ts';
import {isoTime} from '../text/date.ts';
import {displayWidth} from '../text/display-width.ts';
import {toJson} from '../text/json-escape.ts';
import {counted} from '../text/number-words.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {type Engine, startEngine} from './engine.ts';
import {type ExitCode, exitCodeOf, exitCodes} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {parseTime} from './options.ts';
import {print, say} from './print.ts';
import {openShelf, type Shelf} from './shelf.ts';

/** Jobs of the last day, where nobody says otherwise. */
const usualSince = 86_400_000;
const pageSize = 100;
/** More is no list that anybody reads. */
const mostJobs = 2000;

type Listed =
	| {readonly ok: true; readonly jobs: readonly AdminJob[]; readonly isCut: boolean}
	| {readonly ok: false; readonly code: ExitCode; readonly sentence: SafeText};

/** `gpjobs import SERVICE-URL [JOB-ID…]`: lists the jobs of a service by the administrator API, and adds the chosen ones. */
export async function importJobs(invocation: Invocation): Promise<ExitCode> {
	const {operands, flags} = invocation;
	const [pasted, ...ids] = operands;
	const place = pasted === undefined ? undefined : adminJobsUrl(pasted);
	if (!place) {
		say(
			safe`Say gpjobs import SERVICE-URL, like https://host/arcgis/rest/services/folder/service/GPServer, or its URL in …/admin/services/….GPServer.`,
		);
		return exitCodes.usage;
	}
	const since = parseTime('since', flags.since);
	if (!since.ok) {
		say(since.sentence);
		return exitCodes.usage;
	}
	const shelf = await openShelf(invocation, ids.length > 0 || flags.all ? 'writing' : 'reading');
	const engine = await startEngine(invocation, shelf);
	for (const notice of [...shelf.notices, ...engine.access.notices]) say(notice);
	try {
		const found = await jobsOf(engine, place.jobsUrl, Date.now() - (since.ms ?? usualSince));
		if (!found.ok) {
			say(found.sentence);
			return found.code;
		}
		if (found.isCut) say(safe`There are more; these are the first ${mostJobs}. --since 2h looks at fewer.`);
		if (ids.length === 0 && !flags.all) return await show(found.jobs, flags.json === true);
		const unknown = ids.filter(id => !found.jobs.some(({jobId}) => jobId === id));
		for (const id of unknown) say(safe`The service has no job ${safeText(id)} in that time.`);
		const chosen = flags.all ? found.jobs : found.jobs.filter(({jobId}) => ids.includes(jobId));
		const code = await addJobs(engine, shelf, chosen, place, invocation);
		return unknown.length > 0 ? exitCodes.usage : code;
	} finally {
		engine.monitor.close();
	}
}

async function jobsOf({client}: Engine, jobsUrl: string, startTime: number): Promise<Listed> {
	const jobs: AdminJob[] = [];
	for (let start = 1; ; ) {
		const parameters = {startTime: String(startTime), start: String(start), number: String(pageSize)};
		const answer = await client.read(`${jobsUrl}/query`, parameters);
		if (!answer.ok) {
			const hint =
				answer.fault.kind === 'sign-in' || answer.fault.kind === 'forbidden'
					? safe` The administrator API wants an administrator or publisher: gpjobs login.`
					: safe``;
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
		if (page.next === null || page.next <= start || jobs.length >= mostJobs) {
			return {ok: true, jobs: jobs.slice(0, mostJobs), isCut: page.next !== null && page.next > start};
		}
		start = page.next;
	}
}

async function show(jobs: readonly AdminJob[], isJson: boolean): Promise<ExitCode> {
	if (isJson) {
		const wire = jobs.map(({jobId, status, user, submitted, ended, url}) => ({
			jobId,
			status: status.raw ?? status.safe,
			user: user.raw ?? user.safe,
			submitted: isoTime(submitted),
			ended: isoTime(ended),
			url,
		}));
		await print(`${toJson({jobs: wire})}\n`);
		return exitCodes.fine;
	}
	if (jobs.length === 0) say(safe`The service has had no jobs in that time. --since 7d looks further back.`);
	const widest = Math.max(0, ...jobs.map(({status}) => displayWidth(statusWord(status.safe))));
	const lines = jobs.map(({jobId, status, user, submitted, ended}) => {
		const time = (epoch: number | null) => safeText(isoTime(epoch)?.slice(0, 19).replace('T', ' ') ?? '–');
		const word = statusWord(status.safe);
		return safe`${safeText(jobId)}  ${word}${safeText(' '.repeat(widest - displayWidth(word)))}  ${time(submitted)}  ${time(ended)}  ${user.safe}\n`;
	});
	await print(lines.join(''));
	if (jobs.length > 0) say(safe`${counted(jobs.length, 'job')}. Name their ids to add them, or --all.`);
	return exitCodes.fine;
}

async function addJobs(
	engine: Engine,
	{list, home}: Shelf,
	chosen: readonly AdminJob[],
	place: {readonly jobsUrl: string; readonly serviceUrl: string},
	{flags}: Invocation,
): Promise<ExitCode> {
	const urls: string[] = [];
	for (const job of chosen) {
		const url = await publicUrl(engine, job, place);
		if (url === undefined)
			say(safe`The server does not tell the URL of job ${safeText(job.jobId)}, so it cannot be added.`);
		else urls.push(url);
	}
	const tags = flags.tag ?? [];
	const change = await list?.add(urls.map(url => ({url, tags, addedAt: Date.now()})));
	if (!change?.ok) {
		say(change ? change.sentence : home.ok ? safe`The list cannot be kept.` : home.sentence);
		return exitCodes.notSaved;
	}
	if (flags.json) await print(`${toJson({jobs: urls.map(url => ({url, outcome: 'added'}))})}\n`);
	else await print(urls.map(url => `added  ${safeText(url)}\n`).join(''));
	return urls.length === chosen.length ? exitCodes.fine : exitCodes.failed;
}

/** The job's own resource tells its URL, often with a host that only its own network knows: of it the path counts. */
async function publicUrl(
	{client}: Engine,
	job: AdminJob,
	{jobsUrl, serviceUrl}: {readonly jobsUrl: string; readonly serviceUrl: string},
): Promise<string | undefined> {
	let told = job.url;
	if (told === null) {
		const answer = await client.read(`${jobsUrl}/${encodeURIComponent(job.jobId)}`, {});
		told = answer.ok ? (readAdminJob(answer.value)?.url ?? null) : null;
	}
	if (told === null) return undefined;
	const below = /\/GPServer\/(.+)$/i.exec(told)?.[1];
	return (below === undefined ? undefined : jobAddress(`${serviceUrl}/${below}`))?.url ?? jobAddress(told)?.url;
}
