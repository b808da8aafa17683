import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {jobAddress} from '../job-url.ts';
import {decodedAsServersDo, mayActOnJobs, segmentsAsServersRead} from '../path-segment.ts';
import {hostKind} from './download-host-kind.ts';

/** What to tell and to ask the user before a file is fetched from the place that a server names. */
type HostNotice =
	/** On the job's own server: its token goes along. */
	| {readonly kind: 'own'; readonly url: string}
	/** On another server: to be confirmed by a person. `onJobsHost` where the file is probably on the job's own too. */
	| {
			readonly kind: 'other';
			readonly url: string;
			readonly host: SafeText;
			readonly sentence: SafeText;
			readonly onJobsHost?: string;
	  }
	/** The file is on a server with a name or address inside some network: offer `onJobsHost` first. */
	| {
			readonly kind: 'internal';
			readonly url: string;
			readonly host: SafeText;
			readonly sentence: SafeText;
			readonly onJobsHost: string;
	  }
	/** The file must not be fetched from there; `onJobsHost`, where present, may be offered instead. */
	| {readonly kind: 'refused'; readonly sentence: SafeText; readonly onJobsHost?: string};

/**
 * Judges the place that a server names for a file, without sending anything or looking up a name.
 *
 * @param jobUrl the job's URL; its origin alone does too, but then the context path of the server is not known
 * @param offered `url` of a GPDataFile or a raster, as the server sent it; relative to the job where it is relative
 * @returns with `url` the address that was judged: fetch this one, not what was offered
 *
 * A download is a GET, and the cancel operation of ArcGIS takes one: so no URL below the services is taken for a file,
 * on any host, except what is below this job. A query must not name such a URL either: a proxy would ask for it.
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
 * The same file at the address of the job, for a server that names itself by a name of its internal network:
 * `https://10.1.2.3:6443/arcgis/rest/directories/…` for a job at `https://gis.acme.com/server/…` is
 * `https://gis.acme.com/server/rest/directories/…`.
 *
 * @param fileUrl absolute
 * @returns the URL; `undefined` where one of the two is not a URL, or the path is that of an operation
 */
export function onJobsHost(fileUrl: string, jobUrl: string): string | undefined {
	const file = URL.parse(fileUrl);
	const origin = URL.parse(jobUrl)?.origin;
	if (!file || origin === undefined) return undefined;
	const below = /\/rest(\/directories\/.*)$/i.exec(file.pathname)?.[1];
	const restUrl = jobAddress(jobUrl)?.restUrl;
	const moved = (below !== undefined && restUrl !== undefined ? restUrl + below : origin + file.pathname) + file.search;
	// What is a file on another host can be an operation on this one.
	const url = URL.parse(moved);
	return url && isFile(url, new URL(jobUrl)) ? moved : undefined;
}

/** The sentence about a file at an address that means this machine or its cable. */
export function placeOfNobody(host: SafeText, own: SafeText): SafeText {
	return safe`The server says that the file is at ${host}, which is never a place that ${own} can name.`;
}

/** The sentence about a file at a name that only the server's own network knows. */
export function insideItsNetwork(host: SafeText, own: SafeText): SafeText {
	return safe`The server says that the file is at ${host}, a name of its own network. It is probably on ${own} too.`;
}

/** The sentence about a file on a server that is not the job's. */
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
 * Whether a URL may be that of a file and not of an operation. It is read as the most forgiving server, or a proxy in
 * front of it, would read it.
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
 * Whether a query names something that a server does when it is asked, as the resource proxies of ArcGIS take it:
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

/** What begins, ends or removes a job. Only these count in a query: other words there may be part of a signature. */
const jobOperation = /^(?:cancel|submitjob|execute|delete)$/;

/** Names of operations of ArcGIS servers and portals that change something; a file would have an extension. */
const operation =
	/^(?:cancel|submitjob|execute|delete\w*|remove\w*|add\w*|update\w*|apply\w*|create\w*|publish|unpublish|start|stop|restart|register|unregister|share|unshare|move|purge\w*|clean\w*|calculate|append|truncate|signout|logout|revoketoken)$/;

/** `<context>/rest/directories/…`, where ArcGIS Server keeps files and does nothing else. */
function isOfDirectories(path: readonly string[]): boolean {
	const rest = path.indexOf('rest');
	return rest >= 0 && rest <= 2 && path[rest + 1] === 'directories' && !path.slice(0, rest).includes('sharing');
}

/** Whether a path decodes as UTF-8 and, decoded any number of times, holds no control characters. */
function isDecodable(pathname: string): boolean {
	try {
		decodeURIComponent(pathname);
	} catch {
		return false;
	}
	return !/%(?:25)*(?:[01][\da-f]|7f)/i.test(pathname);
}
