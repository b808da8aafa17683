import * as z from 'zod/mini';
import {knownTime} from '../text/date.ts';
import {type ServerText, serverName} from '../text/safe-text.ts';
import {type JobAddress, jobAddress} from './job-url.ts';
import {isJsonObject} from './json.ts';
import {decodedSegments, encodedSegment, segmentFault} from './path-segment.ts';
import {tokenAmong, withoutParameters} from './url-parameters.ts';
import {unwrapped} from './urls-in-text.ts';

/** A job as the administrator API of ArcGIS Server lists it ("Jobs", ArcGIS Server administrator API). */
export type AdminJob = {
	readonly jobId: string;
	readonly status: ServerText;
	readonly user: ServerText;
	/** When the job was submitted, in epoch milliseconds. */
	readonly submitted: number | null;
	readonly ended: number | null;
	/** The public URL of the job as the server sent it, not checked yet. {@link publicJob} checks it. */
	readonly url: string | null;
};

type AdminPage = {
	readonly jobs: readonly AdminJob[];
	/** How many entries were left out because they are not jobs or their ids cannot be part of a URL. */
	readonly leftOut: number;
	readonly total: number | null;
	readonly next: number | null;
};

const time = z.pipe(
	z.catch(z.nullish(z.union([z.number(), z.pipe(z.string().check(z.regex(/^\d{1,16}$/)), z.transform(Number))])), null),
	z.transform(value => knownTime(value || null)),
);
const text = z.pipe(
	z.catch(z.nullish(z.union([z.string(), z.number()])), null),
	z.transform(value => serverName(value === null || value === undefined ? '' : String(value))),
);
const wireJob = z.pipe(
	z.pipe(
		z.record(z.string(), z.unknown()),
		// Enterprise on Kubernetes writes the names in lower case, some of them with underscores.
		z.transform(job => Object.fromEntries(Object.entries(job).map(([name, value]) => [plainName(name), value]))),
	),
	z.object({
		jobid: z.pipe(z.union([z.string(), z.number()]), z.transform(String)),
		status: text,
		username: text,
		submittedtime: time,
		endtime: time,
		url: z.catch(z.nullish(z.string()), null),
	}),
);

function plainName(name: string): string {
	const plain = name.toLowerCase().replaceAll('_', '');
	return plain === 'joburl' ? 'url' : plain;
}

/** Reads the answer to `jobs/query`; returns `undefined` if it is not a list of jobs. */
export function readAdminPage(body: unknown): AdminPage | undefined {
	if (!isJsonObject(body)) return undefined;
	const list = body.results ?? body.jobs;
	if (!Array.isArray(list)) return undefined;
	const next = typeof body.nextStart === 'number' && body.nextStart > 0 ? body.nextStart : null;
	const jobs = list.flatMap(entry => readAdminJob(entry) ?? []);
	return {
		jobs,
		leftOut: list.length - jobs.length,
		total: typeof body.total === 'number' ? body.total : null,
		next,
	};
}

/**
 * Reads one entry of a list of jobs.
 *
 * @returns `undefined` if the entry is not a job, or if its id cannot be part of a URL
 */
export function readAdminJob(entry: unknown): AdminJob | undefined {
	const parsed = wireJob.safeParse(entry);
	if (!parsed.success) return undefined;
	const {jobid, status, username, submittedtime, endtime, url} = parsed.data;
	if (segmentFault(jobid) !== undefined) return undefined;
	return {jobId: jobid, status, user: username, submitted: submittedtime, ended: endtime, url: url ?? null};
}

declare const brand: unique symbol;

/** A URL of the administrator API that only reads jobs. Only this file creates values of this type. */
export type AdminUrl = string & {readonly [brand]: 'admin'};

/** Returns the URL that lists the jobs of a service. */
export function jobsQueryUrl({jobsUrl}: AdminPlace): AdminUrl {
	return `${jobsUrl}/query` as AdminUrl;
}

/** Returns the URL of the root of the administrator API. */
export function adminRootUrl({jobsUrl}: AdminPlace): AdminUrl {
	return jobsUrl.slice(0, jobsUrl.indexOf('/admin/services/') + '/admin'.length) as AdminUrl;
}

/**
 * Returns whether the root of an administrator API is that of ArcGIS Server. Enterprise on Kubernetes has no machines
 * ("Enterprise Administration Root").
 */
export function isArcGisServerRoot(body: unknown): boolean {
	return isJsonObject(body) && Array.isArray(body.resources) && body.resources.includes('machines');
}

/**
 * Returns the URL of one job in the administrator API.
 *
 * @returns `undefined` if the id could lead to another resource
 */
export function adminJobUrl({jobsUrl}: AdminPlace, jobId: string): AdminUrl | undefined {
	return segmentFault(jobId) === undefined ? (`${jobsUrl}/${encodedSegment(jobId)}` as AdminUrl) : undefined;
}

/** Where a GP service is in the public API and in the administrator API of its server. */
export type AdminPlace = {
	readonly server: string;
	/** The URL of the service's jobs in the administrator API: `…/admin/services/<service>.GPServer/jobs`. */
	readonly jobsUrl: string;
	/** The public URL of the service: `…/rest/services/<service>/GPServer`. */
	readonly serviceUrl: string;
	/** The token in the pasted URL, if there was one. */
	readonly token?: string;
};

/**
 * Finds the `…/jobs` resource of a service in the administrator API.
 *
 * @param pasted the URL of the service, of one of its tasks or jobs, or of the service in the administrator API
 * @returns `undefined` if it is not a URL of a GP service, or if its path could be read as another one
 */
export function adminJobsUrl(pasted: string): AdminPlace | undefined {
	const url = URL.parse(unwrapped(pasted));
	if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return undefined;
	if (/%(?:25)*2e/i.test(pasted.replace(/[?#].*$/s, ''))) return undefined;
	const decoded = decodedSegments(url.pathname);
	if (!decoded) return undefined;
	const {segment: last, parameters} = withoutParameters(decoded.at(-1) ?? '');
	const segments = [...decoded.slice(0, -1), last];
	const found = adminPath(segments) ?? publicPath(segments);
	if (!found) return undefined;
	const {context, service} = found;
	if ([...context, ...service].some(segment => segmentFault(segment) !== undefined)) return undefined;
	const base = [url.origin, ...context.map(encodedSegment)].join('/');
	const path = service.map(encodedSegment).join('/');
	const token = tokenAmong(`${parameters}&${url.search.slice(1)}&${url.hash.slice(1)}`);
	return {
		server: url.origin,
		jobsUrl: `${base}/admin/services/${path}.GPServer/jobs`,
		serviceUrl: `${base}/rest/services/${path}/GPServer`,
		...(token === undefined ? {} : {token}),
	};
}

type ServicePath = {readonly context: readonly string[]; readonly service: readonly string[]};

/** Parses `<context>/admin/services/<folder>/<service>.GPServer`; returns `undefined` for any other path. */
function adminPath(segments: readonly string[]): ServicePath | undefined {
	const at = segments.findIndex((segment, index) => is(segment, 'admin') && is(segments[index + 1], 'services'));
	const end = segments.findIndex((segment, index) => index > at + 1 && /.\.GPServer$/i.test(segment));
	if (at < 0 || end < 0) return undefined;
	const name = (segments[end] ?? '').replace(/\.GPServer$/i, '');
	return {context: segments.slice(0, at), service: [...segments.slice(at + 2, end), name]};
}

/** Parses `<context>/rest/services/<folder>/<service>/GPServer`; returns `undefined` for any other path. */
function publicPath(segments: readonly string[]): ServicePath | undefined {
	const at = segments.findIndex((segment, index) => is(segment, 'rest') && is(segments[index + 1], 'services'));
	const end = segments.findIndex((segment, index) => index > at + 2 && is(segment, 'GPServer'));
	return at < 0 || end < 0 ? undefined : {context: segments.slice(0, at), service: segments.slice(at + 2, end)};
}

function is(segment: string | undefined, word: string): boolean {
	return segment?.toLowerCase() === word.toLowerCase();
}

/**
 * Returns the public URL of a job from the administrator API. The job must be of the service that was asked: a URL of
 * another job or service is rejected, because an answer must not add other people's jobs to the list.
 *
 * @param sent the URL from the API. Its host may be known only in the server's network, so only the path below
 * `/services` counts
 * @returns `undefined` if it is the URL of another job or service
 */
export function publicJob(sent: string, jobId: string, {serviceUrl}: AdminPlace): JobAddress | undefined {
	const named = jobAddress(URL.parse(sent.trim(), serviceUrl)?.href ?? '');
	if (!named || decodeURIComponent(named.url.slice(named.url.lastIndexOf('/') + 1)) !== jobId) return undefined;
	if (named.serviceUrl.slice(named.restUrl.length) !== belowRest(serviceUrl)) return undefined;
	return jobAddress(serviceUrl + named.url.slice(named.serviceUrl.length));
}

function belowRest(serviceUrl: string): string {
	return serviceUrl.slice(serviceUrl.indexOf('/rest/services/') + '/rest'.length);
}
