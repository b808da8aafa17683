import * as z from 'zod/mini';
import {knownTime} from '../text/date.ts';
import {type ServerText, serverText} from '../text/safe-text.ts';
import {isJsonObject} from './json.ts';

/** A job as the administrator API of ArcGIS Server lists it ("Jobs", ArcGIS Server administrator API). */
export type AdminJob = {
	readonly jobId: string;
	readonly status: ServerText;
	readonly user: ServerText;
	/** Epoch milliseconds. */
	readonly submitted: number | null;
	readonly ended: number | null;
	/** Its public URL, where the server tells it. */
	readonly url: string | null;
};

export type AdminPage = {
	readonly jobs: readonly AdminJob[];
	readonly total: number | null;
	readonly next: number | null;
};

const time = z.pipe(
	z.catch(z.nullish(z.union([z.number(), z.pipe(z.string().check(z.regex(/^\d{1,16}$/)), z.transform(Number))])), null),
	z.transform(value => knownTime(value || null)),
);
const text = z.pipe(
	z.catch(z.nullish(z.union([z.string(), z.number()])), null),
	z.transform(value => serverText(value === null || value === undefined ? '' : String(value))),
);
const wireJob = z.pipe(
	z.pipe(
		z.record(z.string(), z.unknown()),
		// Enterprise on Kubernetes writes the names small.
		z.transform(job => Object.fromEntries(Object.entries(job).map(([name, value]) => [name.toLowerCase(), value]))),
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

/** Reads the answer of `jobs/query`; what is no job in it is left out. `undefined` where it is no such answer. */
export function readAdminPage(body: unknown): AdminPage | undefined {
	if (!isJsonObject(body)) return undefined;
	const list = body.results ?? body.jobs;
	if (!Array.isArray(list)) return undefined;
	const next = typeof body.nextStart === 'number' && body.nextStart > 0 ? body.nextStart : null;
	return {
		jobs: list.flatMap(entry => readAdminJob(entry) ?? []),
		total: typeof body.total === 'number' ? body.total : null,
		next,
	};
}

export function readAdminJob(entry: unknown): AdminJob | undefined {
	const parsed = wireJob.safeParse(entry);
	if (!parsed.success) return undefined;
	const {jobid, status, username, submittedtime, endtime, url} = parsed.data;
	return {jobId: jobid, status, user: username, submitted: submittedtime, ended: endtime, url: url ?? null};
}

/**
 * The `…/jobs` of a service in the administrator API.
 *
 * @param pasted the URL of the service, of a task or job in it, or the administrator's own of the service
 * @returns `undefined` where it names no GP service
 */
export function adminJobsUrl(pasted: string): {readonly jobsUrl: string; readonly serviceUrl: string} | undefined {
	const url = URL.parse(pasted.trim());
	if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return undefined;
	const path = url.pathname.replace(/\/+$/, '');
	const own = /^(.*)\/admin\/services\/(.+)\.GPServer(\/.*)?$/i.exec(path);
	const open = /^(.*)\/rest\/services\/(.+?)\/GPServer(\/.*)?$/i.exec(path);
	const [, context, service] = own ?? open ?? [];
	if (context === undefined || service === undefined) return undefined;
	return {
		jobsUrl: `${url.origin}${context}/admin/services/${service}.GPServer/jobs`,
		serviceUrl: `${url.origin}${context}/rest/services/${service}/GPServer`,
	};
}
