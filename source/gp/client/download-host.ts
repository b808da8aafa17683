import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {jobAddress} from '../job-url.ts';
import {decodedAsServersDo, mayActOnJobs, segmentsAsServersRead} from '../path-segment.ts';
import {hostKind} from './download-host-kind.ts';

/** What to tell the user, and whether to ask, before gpjobs downloads a file from the URL that a server sent. */
type HostNotice =
	/** The file is on the job's server. The request contains the token for that server. */
	| {readonly kind: 'own'; readonly url: string}
	/**
	 * The file is on another server, and the user must confirm. `onJobsHost` is present if the same file is probably on
	 * the job's server, too.
	 */
	| {
			readonly kind: 'other';
			readonly url: string;
			readonly host: SafeText;
			readonly sentence: SafeText;
			readonly onJobsHost?: string;
	  }
	/** The file is on a host with an internal name or address. Offer `onJobsHost` first. */
	| {
			readonly kind: 'internal';
			readonly url: string;
			readonly host: SafeText;
			readonly sentence: SafeText;
			readonly onJobsHost: string;
	  }
	/** The file must not be downloaded from this URL. `onJobsHost`, if present, may be offered instead. */
	| {readonly kind: 'refused'; readonly sentence: SafeText; readonly onJobsHost?: string};

/**
 * Decides whether a file may be downloaded from a URL. It sends nothing and resolves no names. A download is a GET, and
 * ArcGIS also cancels a job on a GET. So a URL below the services is never accepted as a file, on any host, except
 * below this job. A query must not contain such a URL either, because a proxy would request it.
 *
 * @param jobUrl the job's URL; its origin is enough, but then the context path of the server is not known
 * @param offered `url` of a GPDataFile or a raster as the server sent it; may be relative to the job
 * @returns `url` is the URL that was checked. Request this one, not `offered`
 */
export function hostNotice(jobUrl: string, offered: string): HostNotice {
	const job = new URL(jobUrl);
	const url = URL.parse(offered.trim(), `${jobUrl.replace(/\/+$/, '')}/`);
	if (!url) return {kind: 'refused', sentence: safe`The place of the file is no valid URL.`};
	if (url.protocol !== 'https:' && url.protocol !== 'http:') {
		const scheme = safeText(url.protocol.slice(0, 20));
		return {kind: 'refused', sentence: safe`The file is at a ${scheme} address. gpjobs fetches http and https only.`};
	}
	if (url.username !== '' || url.password !== '') {
		return {
			kind: 'refused',
			sentence: safe`The address of the file holds a user name or a password. gpjobs does not use it.`,
		};
	}
	if (!isFile(url, job)) {
		return {
			kind: 'refused',
			sentence: safe`The address is not that of a file but of an operation of a server. gpjobs does not call it.`,
		};
	}
	url.hash = '';
	if (url.origin === job.origin) return {kind: 'own', url: url.href};
	return elsewhere(url, job, jobUrl);
}

/**
 * Returns the URL of the same file on the host of the job, for a server that sends an internal host name:
 * `https://10.1.2.3:6443/arcgis/rest/directories/…` becomes `https://gis.acme.com/server/rest/directories/…` for a job
 * at `https://gis.acme.com/server/…`.
 *
 * @param fileUrl absolute
 * @returns `undefined` if one of them is not a URL, or if the path is that of an operation
 */
export function onJobsHost(fileUrl: string, jobUrl: string): string | undefined {
	const file = URL.parse(fileUrl);
	const origin = URL.parse(jobUrl)?.origin;
	if (!file || origin === undefined) return undefined;
	const below = /\/rest(\/directories\/.*)$/i.exec(file.pathname)?.[1];
	const restUrl = jobAddress(jobUrl)?.restUrl;
	const moved = (below !== undefined && restUrl !== undefined ? restUrl + below : origin + file.pathname) + file.search;
	// A path that is a file on another host may be an operation on the job's host.
	const url = URL.parse(moved);
	return url && isFile(url, new URL(jobUrl)) ? moved : undefined;
}

/** The message about a file at a loopback or link-local address. */
export function placeOfNobody(host: SafeText, own: SafeText): SafeText {
	return safe`The server says that the file is at ${host}, which is never a place that ${own} can name.`;
}

/** The message about a file on a host that is known only in the server's network. */
export function insideItsNetwork(host: SafeText, own: SafeText): SafeText {
	return safe`The server says that the file is at ${host}, a name of its own network. It is probably on ${own} too.`;
}

/** The message about a file on another server than the job's. */
export function onOtherServer(host: SafeText, own: SafeText): SafeText {
	return safe`The file is on ${host}, not on ${own}. The token of ${own} is not sent there.`;
}

function elsewhere(url: URL, job: URL, jobUrl: string): HostNotice {
	const host = safeText(url.host);
	const own = safeText(job.host);
	const kind = hostKind(url.hostname);
	const kindOfJob = hostKind(job.hostname);
	const moved = onJobsHost(url.href, jobUrl);
	if (kind !== kindOfJob && (kind === 'loopback' || kind === 'link-local')) {
		return {kind: 'refused', sentence: placeOfNobody(host, own), ...(moved === undefined ? {} : {onJobsHost: moved})};
	}
	if (kind === 'private' && kindOfJob === 'public' && moved !== undefined) {
		return {kind: 'internal', url: url.href, host, sentence: insideItsNetwork(host, own), onJobsHost: moved};
	}
	const isOfArcGis = /\/rest\/directories\//i.test(url.pathname);
	return {
		kind: 'other',
		url: url.href,
		host,
		sentence: onOtherServer(host, own),
		...(isOfArcGis && moved !== undefined ? {onJobsHost: moved} : {}),
	};
}

/**
 * Whether a URL can be that of a file and not of an operation, read as the most lenient server or proxy would read it.
 */
function isFile(url: URL, job: URL): boolean {
	if (!isDecodable(url.pathname) || namesOperation(url.search, job)) return false;
	const path = segmentsAsServersRead(url.pathname);
	if (!path || mayActOnJobs(url.pathname)) return false;
	const isOwnHost = url.hostname === job.hostname;
	const ownJob = segmentsAsServersRead(job.pathname) ?? [];
	if (url.origin === job.origin && ownJob.length > 1 && ownJob.every((segment, index) => segment === path[index])) {
		const [kind, , ...more] = path.slice(ownJob.length);
		if (kind === undefined || ((kind === 'results' || kind === 'inputs') && more.length === 0)) return true;
	}
	if (isOfDirectories(path)) return true;
	const managed = isOwnHost ? path : path.slice(0, 2);
	if (managed.some(segment => /^(?:(?:portal)?admin|manager)$/.test(segment)) || path.includes('generatetoken'))
		return false;
	if (operation.test(path.at(-1) ?? '')) return false;
	if (managed.includes('sharing')) {
		return path.includes('items') && (path.at(-1) === 'data' || path.includes('resources'));
	}
	const services = path.indexOf('services');
	const isOfService =
		path.includes('gpserver') || (services >= 0 && path.slice(services).some(segment => /.server$/.test(segment)));
	const isUpload = path.at(-3) === 'uploads' && path.at(-1) === 'download' && /server$/.test(path.at(-4) ?? '');
	return !isOfService || isUpload;
}

/**
 * Whether a query contains the URL or name of an operation, as proxies for ArcGIS accept it:
 * `/proxy?https://host/…/jobs/j2/cancel`, `?url=…%2FsubmitJob%3F…`, `?url=…&op=cancel`.
 */
function namesOperation(query: string, job: URL): boolean {
	const decoded = decodedAsServersDo(query);
	if (decoded === undefined) return true;
	return decoded.split(/[?&=#|,+<>"'`()[\]{}\s]+/).some(part => {
		const named = /^(?:[a-z][a-z\d+.-]*:)?[/\\]/.test(part) ? URL.parse(part, job.origin) : null;
		if (named) return !isFile(named, job);
		const path = /[/\\]/.test(part) ? segmentsAsServersRead(part) : [part.toLowerCase()];
		return path === undefined || jobOperation.test(path.at(-1) ?? '');
	});
}

/**
 * Matches operations that create, cancel or delete a job. In a query only these count, because other words may be part
 * of a signature.
 */
const jobOperation = /^(?:cancel|submitjob|execute|delete)$/;

/**
 * Matches operations of ArcGIS servers and portals that change something. The name of a file would have an extension.
 */
const operation =
	/^(?:cancel|submitjob|execute|delete\w*|remove\w*|add\w*|update\w*|apply\w*|create\w*|publish|unpublish|start|stop|restart|register|unregister|share|unshare|move|purge\w*|clean\w*|calculate|append|truncate|signout|logout|revoketoken)$/;

/** Whether a path begins with `<context>/rest/directories/`, where ArcGIS Server has files and no operations. */
function isOfDirectories(path: readonly string[]): boolean {
	const rest = path.indexOf('rest');
	return rest >= 0 && rest <= 2 && path[rest + 1] === 'directories' && !path.slice(0, rest).includes('sharing');
}

/** Whether a path is valid UTF-8 and contains no control characters, however many times it is decoded. */
function isDecodable(pathname: string): boolean {
	try {
		decodeURIComponent(pathname);
	} catch {
		return false;
	}
	return !/%(?:25)*(?:[01][\da-f]|7f)/i.test(pathname);
}
