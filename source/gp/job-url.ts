import {type SafeText, safeText} from '../text/safe-text.ts';

/** A job as its URL names it. The job resource itself says neither its task nor its service nor its server. */
export type JobAddress = {
	/** The identity of the job: normalised, without query, token or fragment. */
	readonly url: string;
	/** The origin: scheme, host and port. */
	readonly server: string;
	/** Where `rest/info` of that server is: the part of the URL before `/services`. */
	readonly restUrl: string;
	readonly serviceUrl: string;
	readonly taskUrl: string;
	/** The host, with the port where it is not the usual one, as a person says it. */
	readonly serverName: SafeText;
	/** `Folder/Service`, decoded. */
	readonly service: SafeText;
	readonly task: SafeText;
	/** Opaque: `j` and hex, a UUID, upper case, a number, `…_et` have all been seen. */
	readonly jobId: SafeText;
};

export type ParsedJobUrl =
	| {readonly ok: true; readonly job: JobAddress; readonly token?: string}
	| {readonly ok: false; readonly sentence: SafeText};

const expected = 'A job URL looks like https://host/arcgis/rest/services/folder/service/GPServer/task/jobs/j123.';
const longestUrl = 2048;
/** Characters that may stand around a URL, quotes and blanks. */
const mostBlanks = 2048;

/**
 * Reads what a person pasted as the URL of a GP job.
 *
 * Taken: any context path, portal proxies, spaces or `%20`, a query, a trailing slash, and what lies below a job
 * (`/results/X`, `/inputs/X`, `/cancel`). The identity keeps the case of the path, which folder and service names
 * depend on ("Get started with the Services Directory"), and of the host nothing but its lower case.
 *
 * @returns the job, with the token that the URL carried taken off; or a sentence that says what is missing
 */
export function parseJobUrl(pasted: string): ParsedJobUrl {
	if (pasted.length > mostBlanks + longestUrl) return refused(tooLong(pasted));
	const text = unwrapped(pasted);
	if (text === '') return refused(`There is no URL here. ${expected}`);
	if (text.length > longestUrl) return refused(tooLong(text));
	if (/[\t\r\n]/.test(text)) return refused('The URL holds a line break or a tab. Give one URL, in one piece.');
	if (!/^https?:/i.test(text)) {
		return refused(
			looksLikePath(text)
				? `${quoted(text)} lacks its beginning, https:// or http://.`
				: `${quoted(text)} is not a URL. ${expected}`,
		);
	}
	const url = URL.parse(text);
	if (!url || !/^https?:\/\//i.test(text)) return refused(`${quoted(text)} is not a valid URL. ${expected}`);
	if (url.username !== '' || url.password !== '') {
		return refused('The URL holds a user name or a password. Leave them out: gpjobs never keeps secrets in its list.');
	}
	const segments = decodedSegments(url.pathname);
	if (!segments) return refused('The URL holds a broken % sequence. Copy it again from the browser.');
	const parts = partsOf(segments);
	if ('missing' in parts) return refused(parts.missing);
	const job = addressOf(url, segments, parts.at);
	// Encoded it can be longer than it was pasted, and it must be readable again.
	if (job.url.length > longestUrl) return refused(tooLong(job.url));
	const token = tokenOf(url);
	return {ok: true, job, ...(token === undefined ? {} : {token})};
}

/** Read before, by identity: the list, its records and the monitor each ask for the same thousand. */
const addresses = new Map<string, JobAddress>();
const mostAddresses = 20_000;

/** The address of a job whose identity is known to be one, from the saved list for example; `undefined` where it is not. */
export function jobAddress(identity: string): JobAddress | undefined {
	const known = addresses.get(identity);
	if (known) return known;
	const address = usualAddress(identity) ?? parsedAddress(identity);
	if (!address) return undefined;
	if (addresses.size >= mostAddresses) addresses.clear();
	addresses.set(identity, address);
	return address;
}

function parsedAddress(identity: string): JobAddress | undefined {
	const parsed = parseJobUrl(identity);
	return parsed.ok ? parsed.job : undefined;
}

/** A name or an IPv4 address as a URL spells it, and a port that no scheme takes for granted. */
const usualHost =
	'(?:(?!.*--)(?:[a-z0-9-]+\\.)*[a-z][a-z0-9]*|(?:(?:\\d|[1-9]\\d|1\\d\\d|2[0-4]\\d|25[0-5])\\.){3}(?:\\d|[1-9]\\d|1\\d\\d|2[0-4]\\d|25[0-5]))';
const usualPort = '(?::(?!80/|443/)(?:[1-9]\\d{0,3}|[1-5]\\d{4}))?';
const usualSegment = '/(?!\\.{1,2}/)(?:[\\w.~-]|%20)+';
const usual = new RegExp(
	`^(https?://(${usualHost}${usualPort}))((?:${usualSegment})+/GPServer${usualSegment}/jobs/\\w[\\w-]*)$`,
);

/** As {@link parseJobUrl}, of identities as nearly all are, in a tenth of the time: a start reads thousands of them. */
function usualAddress(identity: string): JobAddress | undefined {
	if (identity.length > longestUrl) return undefined;
	const [, origin = '', host = '', path = ''] = usual.exec(identity) ?? [];
	if (path === '') return undefined;
	const segments = path.slice(1).replaceAll('%20', ' ').split('/');
	const at = segments.length - 4;
	const isAlone = segments.findIndex(segment => segment.toLowerCase() === 'gpserver') === at;
	return isAlone ? addressOf({origin, host}, segments, at) : undefined;
}

/**
 * All job URLs in a piece of text, as a paste may hold several with words between them, or a list with commas.
 *
 * Where a URL ends is a guess: at a space, if what stands before it is a job URL, else only behind its job id, since
 * task names hold spaces.
 */
export function findJobUrls(text: string): readonly (ParsedJobUrl & {ok: true})[] {
	const found = new Map<string, ParsedJobUrl & {ok: true}>();
	for (const line of text.split(/[\r\n\t]+/)) {
		const inLine = [...line.matchAll(urlBeginnings)].flatMap(([beginning]) => firstJobUrl(endsOf(beginning)));
		for (const each of inLine.length > 0 ? inLine : firstJobUrl([line])) {
			if (!found.has(each.job.url)) found.set(each.job.url, each);
		}
	}
	return [...found.values()];
}

/** From `http://` to what ends a URL in most texts, or to the next one. */
const urlBeginnings = /https?:\/\/(?:(?!https?:\/\/)[^"'<>`]){1,2048}/gi;

/** Where a URL in the midst of a text may end, the likelier first; without the punctuation of the text around it. */
function endsOf(beginning: string): readonly string[] {
	return [/^\S+/, /^.*?\/jobs\/[^\s/]+\S*/i].flatMap(form => {
		const [candidate] = form.exec(beginning) ?? [];
		return candidate === undefined ? [] : [candidate.replace(/[.,;:!)\]}]{1,9}$/, '')];
	});
}

function firstJobUrl(candidates: readonly string[]): readonly (ParsedJobUrl & {ok: true})[] {
	for (const candidate of candidates) {
		const parsed = parseJobUrl(candidate);
		if (parsed.ok) return [parsed];
	}
	return [];
}

function addressOf(url: Pick<URL, 'origin' | 'host'>, segments: readonly string[], gpServer: number): JobAddress {
	const encoded = segments.slice(0, gpServer + 4).map(encodedSegment);
	const path = (end: number) => [url.origin, ...encoded.slice(0, end)].join('/');
	const services = segments.slice(0, gpServer).lastIndexOf('services');
	return {
		url: path(gpServer + 4),
		server: url.origin,
		restUrl: path(services < 0 ? Math.max(0, gpServer - 1) : services),
		serviceUrl: path(gpServer + 1),
		taskUrl: path(gpServer + 2),
		serverName: safeText(url.host),
		service: safeText(segments.slice(services < 0 ? gpServer - 1 : services + 1, gpServer).join('/')),
		task: safeText(segments[gpServer + 1] ?? ''),
		jobId: safeText(segments[gpServer + 3] ?? ''),
	};
}

/** Where `GPServer` stands among the segments, or what keeps this from being the URL of a job. */
function partsOf(segments: readonly string[]): {readonly at: number} | {readonly missing: string} {
	const is = (segment: string | undefined, word: string) => segment?.toLowerCase() === word;
	const named = segments.flatMap((segment, index) => (is(segment, 'gpserver') ? [index] : []));
	// A folder, a service or a task may bear the name too: the one with the jobs behind its task is meant.
	const at = named.find(index => is(segments[index + 2], 'jobs')) ?? named[0] ?? -1;
	if (at < 0) return {missing: withoutGpServer(segments)};
	if (at === 0) return {missing: `The name of the service is missing before /GPServer. ${expected}`};
	const [task, jobs, jobId, below] = segments.slice(at + 1);
	if (task === undefined) {
		return {missing: 'This is the URL of a GP service: the task and /jobs/<job id> are missing after /GPServer.'};
	}
	if (is(task, 'jobs') && !is(jobs, 'jobs')) {
		return {missing: 'The name of the task is missing between /GPServer and /jobs.'};
	}
	if (jobs === undefined) {
		return {missing: `This is the URL of the task "${clipped(task)}": /jobs/<job id> is missing at its end.`};
	}
	if (is(jobs, 'submitjob')) {
		return {
			missing: 'This is a submitJob URL, which starts a new job. The URL of the job is in its answer: …/jobs/<job id>.',
		};
	}
	if (is(jobs, 'execute')) {
		return {missing: 'This is an execute URL: the server answers it at once and keeps no job that could be watched.'};
	}
	if (!is(jobs, 'jobs')) return {missing: `After the task comes /jobs/<job id>, not /${clipped(jobs)}.`};
	if (jobId === undefined) return {missing: 'The job id is missing after /jobs.'};
	if (/\s/.test(jobId)) return {missing: 'The job id holds a space: is there more here than the URL?'};
	if (below !== undefined && !['results', 'inputs', 'cancel'].some(word => is(below, word))) {
		return {missing: `After the job id only /results, /inputs or /cancel may follow, not /${clipped(below)}.`};
	}
	return {at};
}

function withoutGpServer(segments: readonly string[]): string {
	const other = segments.find(segment => /^[A-Z]\w*Server$/.test(segment)) ?? '';
	if (segments.includes('admin') || segments.some(segment => /\.GPServer$/i.test(segment))) {
		return `This is a URL of the server's admin API. gpjobs reads the public one. ${expected}`;
	}
	if (/^(Feature|UtilityNetwork|VersionManagement|ParcelFabric|Topographic\w*|NetworkDiagram)Server$/.test(other)) {
		return `Jobs of a ${other} belong to another API: this is not a GP job. ${expected}`;
	}
	if (/^(Map|Image|VectorTile)Server$/.test(other)) {
		return (
			`Jobs of a ${other} make tiles, or hold the map of a GP job's result: this is not a GP job itself. ` +
			'The GP job has /GPServer/<task> in its place.'
		);
	}
	return `There is no /GPServer in this URL, so it names no GP job. ${expected}`;
}

/** Without blanks, invisible characters and the quotes or brackets around it. */
function unwrapped(pasted: string): string {
	return pasted
		.replace(/^[\s\u200B-\u200D\u2060]+|[\s\u200B-\u200D\u2060]+$/g, '')
		.replace(/^["'<(](.*?)[>"')]?[,;]?$/s, '$1')
		.trim();
}

/** What may be shown of a text that was refused: neither its query nor anything where a password may stand. */
function quoted(text: string): string {
	return text.includes('@') ? 'This' : `"${clipped(text.replace(/[?#].*$/s, ''))}"`;
}

function clipped(text: string): string {
	return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

function tooLong(text: string): string {
	return `This is too long for a job URL (${text.length} characters).`;
}

function looksLikePath(text: string): boolean {
	return /^(?!\w+:\/\/).*\/(GPServer|rest\/services)\//i.test(text) || /^[\w.-]+(:\d+)?\//.test(text);
}

/** Each segment decoded; empty ones left out; `undefined` where a segment cannot be decoded. */
function decodedSegments(pathname: string): readonly string[] | undefined {
	try {
		return pathname.split('/').filter(Boolean).map(decodeURIComponent);
	} catch {
		return undefined;
	}
}

/**
 * One spelling for a segment: everything encoded but what RFC 3986 §3.3 allows there as it is. Quotes and brackets are
 * encoded too, as the texts that a URL is pasted from end it there.
 */
function encodedSegment(segment: string): string {
	if (/^[\w.~-]*$/.test(segment)) return segment;
	return encodeURIComponent(segment)
		.replace(/%(3A|40|26|3D|2B|24|2C|3B)/g, decodeURIComponent)
		.replace(/['()]/g, character => `%${character.charCodeAt(0).toString(16)}`);
}

function tokenOf(url: URL): string | undefined {
	if (url.search === '' && url.hash === '') return undefined;
	for (const parameters of [url.searchParams, new URLSearchParams(url.hash.slice(1))]) {
		for (const [name, value] of parameters) {
			if (/^(access_)?token$/i.test(name) && value !== '') return value;
		}
	}
	return undefined;
}

function refused(sentence: string): ParsedJobUrl {
	return {ok: false, sentence: safeText(sentence)};
}
