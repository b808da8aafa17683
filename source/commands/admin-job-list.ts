import {
	type AdminJob,
	type AdminPlace,
	adminRootUrl,
	isArcGisServerRoot,
	jobsQueryUrl,
	readAdminPage,
} from '../gp/admin-jobs.ts';
import type {Fault} from '../gp/fault.ts';
import type {Engine} from '../session/engine.ts';

/** The largest number of jobs that are listed. Nobody reads a longer list. */
export const mostJobs = 2000;

/** The jobs of a service, or why they cannot be listed; `no-list`: the answer is not a list of jobs. */
export type AdminJobList =
	| {
			readonly ok: true;
			readonly jobs: readonly AdminJob[];
			/** How many entries of the answer were not jobs. */
			readonly leftOut: number;
			/** Whether the server has more jobs. */
			readonly isCut: boolean;
	  }
	| {readonly ok: false; readonly fault: Fault | 'no-list'};

type Query = Readonly<Record<string, string>>;

/** The statuses that a query on Kubernetes knows ("Query (GP Service Jobs)"). It has none for jobs that timed out. */
const statusesOfKubernetes = [
	'esriJobNew',
	'esriJobSubmitted',
	'esriJobWaiting',
	'esriJobExecuting',
	'esriJobCancelling',
	'esriJobSucceeded',
	'esriJobFailed',
	'esriJobCancelled',
];

/**
 * Lists the jobs of a service that were submitted since a time.
 *
 * ArcGIS Server counts `startTime` in milliseconds, Enterprise on Kubernetes in seconds, and an early edition of the
 * latter wants a `jobStatus` ("Query jobs", "Query (GP Service Jobs)"). The query with milliseconds goes first: on
 * Kubernetes such a time is far in the future, so the answer is empty.
 *
 * @param since epoch milliseconds
 */
export async function listAdminJobs(client: Engine['client'], place: AdminPlace, since: number): Promise<AdminJobList> {
	const first = await pagesOf(client, place, {startTime: String(since), number: '100'});
	const mayBeKubernetes = first.ok ? first.jobs.length + first.leftOut === 0 : isOfQuery(first.fault);
	if (!mayBeKubernetes || (await isArcGisServer(client, place))) return first;
	const query = {startTime: String(Math.floor(since / 1000)), number: String(mostJobs)};
	const whole = await pagesOf(client, place, query);
	const second = whole.ok || !isOfQuery(whole.fault) ? whole : await byStatus(client, place, query);
	if (!second.ok) return first.ok && isOfQuery(second.fault) ? first : second;
	// Milliseconds were right after all: the second list has jobs of any age.
	return {...second, jobs: second.jobs.filter(({submitted}) => submitted === null || submitted >= since)};
}

/** Whether a fault is about the query, not about the server, the network or the sign-in. */
function isOfQuery(fault: Fault | 'no-list'): boolean {
	return fault !== 'no-list' && (fault.kind === 'server' || fault.kind === 'http' || fault.kind === 'not-found');
}

async function isArcGisServer(client: Engine['client'], place: AdminPlace): Promise<boolean> {
	const answer = await client.read(adminRootUrl(place), {});
	return answer.ok && isArcGisServerRoot(answer.value);
}

async function byStatus(client: Engine['client'], place: AdminPlace, query: Query): Promise<AdminJobList> {
	const lists: (AdminJobList & {readonly ok: true})[] = [];
	for (const jobStatus of statusesOfKubernetes) {
		const list = await pagesOf(client, place, {...query, jobStatus});
		if (!list.ok) return list;
		lists.push(list);
	}
	const jobs = lists.flatMap(list => list.jobs).toSorted((a, b) => (a.submitted ?? 0) - (b.submitted ?? 0));
	return {
		ok: true,
		jobs: distinct(jobs).slice(0, mostJobs),
		leftOut: lists.reduce((sum, {leftOut}) => sum + leftOut, 0),
		isCut: jobs.length > mostJobs || lists.some(({isCut}) => isCut),
	};
}

async function pagesOf(client: Engine['client'], place: AdminPlace, query: Query): Promise<AdminJobList> {
	let jobs: readonly AdminJob[] = [];
	let leftOut = 0;
	for (let start = 1; ; ) {
		const answer = await client.read(jobsQueryUrl(place), {...query, start: String(start)});
		if (!answer.ok) return {ok: false, fault: answer.fault};
		const page = readAdminPage(answer.value);
		if (!page) return {ok: false, fault: 'no-list'};
		const known = jobs.length;
		jobs = distinct([...jobs, ...page.jobs]);
		leftOut += page.leftOut;
		// A server may keep announcing a next page although its pages are empty or repeat the first one.
		const isNothingNew = jobs.length === known && page.leftOut === 0;
		const isLast = page.next === null || page.next <= start || isNothingNew;
		if (isLast || jobs.length + leftOut >= mostJobs) {
			const isCut = !isLast || (page.total ?? 0) > jobs.length + leftOut;
			return {ok: true, jobs: jobs.slice(0, mostJobs), leftOut, isCut};
		}
		start = page.next ?? start;
	}
}

function distinct(jobs: readonly AdminJob[]): readonly AdminJob[] {
	return [...new Map(jobs.map(job => [job.jobId, job])).values()];
}
