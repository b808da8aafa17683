import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {jobPathOf} from './job-path.ts';
import {
	brokenEscape,
	brokenLine,
	notAUrl,
	notAValidUrl,
	noUrlInText,
	severalJobUrls,
	spaceInJobId,
	tooLongForJobUrl,
	withoutScheme,
	withPassword,
} from './not-a-job-url.ts';
import {decodedSegments, encodedSegment, type SegmentFault, segmentFault, segmentSentence} from './path-segment.ts';
import {tokenAmong, withoutParameters} from './url-parameters.ts';
import {unwrapped, urlsInText} from './urls-in-text.ts';

declare const brand: unique symbol;

/**
 * The URL of a job, each segment of which stays in its place. Only this file makes it, and the client takes nothing else: a
 * request that could be read as another one cannot be built.
 */
export type JobUrl = string & {readonly [brand]: 'job'};

/** The URL of a task, likewise. */
export type TaskUrl = string & {readonly [brand]: 'task'};

/** A job as its URL names it. The job resource itself says neither its task nor its service nor its server. */
export type JobAddress = {
	/** The identity of the job: normalised, without query, token or fragment. */
	readonly url: JobUrl;
	/** The origin: scheme, host and port. */
	readonly server: string;
	/** Where `rest/info` of that server is: the part of the URL before `/services`. */
	readonly restUrl: string;
	readonly serviceUrl: string;
	readonly taskUrl: TaskUrl;
	/** The host, with the port where it is not the usual one, as a person says it. */
	readonly serverName: SafeText;
	/** `Folder/Service`, decoded. */
	readonly service: SafeText;
	readonly task: SafeText;
	/** Opaque: `j` and hex, a UUID, upper case, a number, `…_et` have all been seen. */
	readonly jobId: SafeText;
};

type ParsedJobUrl =
	| {
			readonly ok: true;
			readonly job: JobAddress;
			readonly token?: string;
			/** The host of the URL in whose query the job's URL stood: gpjobs does not go by way of it. */
			readonly via?: SafeText;
			/** What a person should know of how it was read. */
			readonly notice?: SafeText;
	  }
	| {readonly ok: false; readonly sentence: SafeText};

const longestUrl = 2048;
/** Characters that may stand around a URL, quotes and blanks. */
const mostBlanks = 2048;
/** A text that holds a URL somewhere: the body of a webhook, a command line. */
const longestText = 65_536;

/**
 * Reads what a person pasted as the URL of a GP job.
 *
 * Taken: any context path, portal proxies, spaces or `%20`, a query or what was glued on in its place, a trailing slash, what
 * lies below a job (`/results/X`, `/inputs/X`, `/cancel`), a URL that is encoded whole, and one that stands in the query of
 * another or in a text. The identity keeps the case of the path, which folder and service names depend on ("Get started
 * with the Services Directory"); of the host nothing but its lower case, and `GPServer` and `jobs` as the pages spell them.
 *
 * Refused: a segment that could lead out of its place, however it is decoded ({@link segmentFault}).
 *
 * @returns the job, with the token that the URL carried taken off; or a sentence that says what is missing
 */
export function parseJobUrl(pasted: string): ParsedJobUrl {
	const text = pasted.length > longestText ? '' : unwrapped(pasted);
	if (pasted.length > mostBlanks + longestUrl && (text === '' || /^https?:/i.test(text)))
		return refused(tooLongForJobUrl(pasted));
	if (text === '') return refused(noUrlInText);
	const read = readJobUrl(text);
	if (read.ok || (namesGpServer(text) && !/\shttps?:/i.test(text))) return read;
	const found = findJobUrls(text);
	const [only] = found;
	if (only === undefined) return refusedInText(text) ?? read;
	return found.length === 1 ? only : refused(severalJobUrls(found.length));
}

/** Whether the text is itself a URL of a GP service, whatever stands in its query. */
function namesGpServer(text: string): boolean {
	return /^https?:[^?#]*\/gpserver(?:[/?#]|$)/i.test(text);
}

/** Why the one URL of a GP service in a text is refused. */
function refusedInText(text: string): ParsedJobUrl | undefined {
	const [one] = urlsInText(text).flatMap(({candidates}) => candidates.filter(namesGpServer));
	return one === undefined ? undefined : readJobUrl(one);
}

/** Reads a text that is a URL and nothing else. */
function readJobUrl(text: string): ParsedJobUrl {
	if (text.length > longestUrl) return refused(tooLongForJobUrl(text));
	if (!/^https?:/i.test(text)) return refused(looksLikePath(text) ? withoutScheme(text) : notAUrl(text));
	if (/[\t\r\n]/.test(text)) return refused(brokenLine);
	const url = URL.parse(text);
	if (!url || !/^https?:\/\//i.test(text)) return refused(notAValidUrl(text));
	if (url.username !== '' || url.password !== '') return refused(withPassword);
	// A parser resolves encoded dots, and a server in front may not: only those that everybody sees are resolved.
	if (/[/\\](?:\.?%2e\.?|%2e%2e)(?=[/\\?#]|$)/i.test(text.replace(/[?#].*$/s, ''))) {
		return {ok: false, sentence: segmentSentence('path', 'dots')};
	}
	// Who writes all slashes so means slashes; one behind the job alone could be part of its name to those on the way.
	if (/\/jobs\/[^?#\\]*\\/i.test(text)) return {ok: false, sentence: segmentSentence('path', 'separator')};
	const decoded = decodedSegments(url.pathname);
	if (!decoded) return refused(brokenEscape);
	const {segments, parameters} = separated(decoded);
	const path = jobPathOf(url.host, segments);
	if ('missing' in path) return refused(path.missing);
	const fault = faultOf(segments, path.at);
	if (fault) return {ok: false, sentence: fault};
	const job = addressOf(hostOf(url), segments, path.at);
	// Encoded it can be longer than it was pasted, and it must be readable again.
	if (job.url.length > longestUrl) return refused(tooLongForJobUrl(job.url));
	const token = tokenAmong(`${parameters}&${url.search.slice(1)}&${url.hash.slice(1)}`);
	const notice = isFormEncoded.test(segments[path.at + 1] ?? '') ? plusNotice : undefined;
	return {ok: true, job, ...(token === undefined ? {} : {token}), ...(notice === undefined ? {} : {notice})};
}

/** `Export+Web+Map+Task`: what a form makes of spaces. */
const isFormEncoded = /^[A-Za-z]{2,}(?:\+[A-Za-z]{2,})+$/;

/** Shown where the name of a task holds a plus sign. */
export const plusNotice = safe`The name of the task has "+" where there may have been spaces. In a path + is no space: if the server does not know the job, write %20.`;

/** Takes off what was glued to the job id and to the last segment. */
function separated(decoded: readonly string[]): {readonly segments: readonly string[]; readonly parameters: string} {
	const jobs = decoded.findLastIndex((segment, index) => index >= 3 && segment.toLowerCase() === 'jobs');
	const cut: string[] = [];
	const segments = decoded.flatMap((segment, index) => {
		if (index !== decoded.length - 1 && (jobs < 0 || index !== jobs + 1)) return [segment];
		const {segment: rest, parameters} = withoutParameters(segment);
		cut.push(parameters);
		return rest === '' ? [] : [rest];
	});
	return {segments, parameters: cut.filter(Boolean).join('&')};
}

/** What is wrong with one of the segments that lead to a job, in a sentence; `undefined` where each stays in its place. */
function faultOf(segments: readonly string[], at: number): SafeText | undefined {
	for (const [index, segment] of segments.slice(0, at + 4).entries()) {
		const isJobId = index === at + 3;
		if (isJobId && /^\S.*\s.*\S$/.test(segment)) return spaceInJobId;
		const fault = segmentFault(segment) ?? (isJobId ? jobIdFault(segment) : undefined);
		const name = isJobId ? 'job id' : index === at + 1 ? 'task' : 'service';
		if (fault) return segmentSentence(name, fault);
		// `/token/SECRET/arcgis/rest/…`, as some gateways have it.
		const isContext = index < segments.findIndex(one => /^(?:rest|services)$/i.test(one));
		if (isContext && /^(?:(?:access_?)?token|api_?key)$/i.test(segment)) return segmentSentence('path', 'secret');
	}
	return undefined;
}

/** Why a segment cannot be a job id: it is the placeholder of a manual, or an id with punctuation behind it. */
function jobIdFault(segment: string): SegmentFault | undefined {
	if (/^:?(?:job)?[_-]?id$|^(?:null|undefined|nan|none|nil)$/i.test(segment)) return 'placeholder';
	// `<https://…/jobs/j1|the job>`, as a chat writes a link.
	if (segment.includes('|')) return 'parameter';
	return /[\p{Ps}\p{Pe}\p{Pi}\p{Pf},:!'"。，、！：]$/u.test(segment) ? 'trailing' : undefined;
}

/** Without the dot at the end of a full name, which names the same host. */
function hostOf({protocol, host, hostname, port}: URL): {readonly origin: string; readonly host: string} {
	const isDotted = hostname.endsWith('.') && (hostname.slice(0, -1).includes('.') || hostname === 'localhost.');
	const usual = isDotted ? hostname.slice(0, -1) + (port === '' ? '' : `:${port}`) : host;
	return {origin: `${protocol}//${usual}`, host: usual};
}

/** Addresses that were read before, by identity: the list, its records and the monitor each need the same thousand. */
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
	const parsed = readJobUrl(unwrapped(identity));
	return parsed.ok ? parsed.job : undefined;
}

/** A name or an IPv4 address as a URL spells it, and a port that no scheme takes for granted. */
const usualHost =
	'(?:(?!.*--)(?:[a-z0-9-]+\\.)*[a-z][a-z0-9]*|(?:(?:\\d|[1-9]\\d|1\\d\\d|2[0-4]\\d|25[0-5])\\.){3}(?:\\d|[1-9]\\d|1\\d\\d|2[0-4]\\d|25[0-5]))';
const usualPort = '(?::(?!80/|443/)(?:[1-9]\\d{0,3}|[1-5]\\d{4}))?';
const usualSegment = '/(?:[\\w~-]|%20(?=[\\w~-]))(?:[\\w~-]|[.](?=[\\w~-])|%20(?=[\\w~-]))*';
const usual = new RegExp(
	`^(https?://(${usualHost}${usualPort}))((?:${usualSegment})+/GPServer${usualSegment}/jobs/\\w[\\w-]*)$`,
);
/** Names that are looked at more closely: placeholders, operations, and what some gateways keep secrets in. */
const unusualName =
	/\/(?:undefined|null|None|NaN|nil|cancel|submitjob|execute|delete|(?:access_?)?token|api_?key|(?:job)?[_-]?id)(?=\/|$)|\/%20/i;

/** A fast {@link readJobUrl} for the usual form of an identity, in a tenth of the time: a start reads thousands of them. */
function usualAddress(identity: string): JobAddress | undefined {
	if (identity.length > longestUrl || !identity.includes('/rest/services/')) return undefined;
	const [, origin = '', host = '', path = ''] = usual.exec(identity) ?? [];
	if (path === '' || unusualName.test(path)) return undefined;
	const segments = path.slice(1).replaceAll('%20', ' ').split('/');
	const at = segments.length - 4;
	const isAlone = segments.findIndex(segment => segment.toLowerCase() === 'gpserver') === at;
	return isAlone ? addressOf({origin, host}, segments, at) : undefined;
}

/**
 * The job of a task that a server names by its id alone, as in the answer of `submitJob`.
 *
 * @returns `undefined` where the id is not a plain segment. Parameters make it unusable too, as no person pasted it
 */
export function jobOfTask(taskUrl: TaskUrl, jobId: string): JobAddress | undefined {
	const segment = encodedSegment(jobId.replace(/\p{Surrogate}/gu, '\uFFFD'));
	const address = segmentFault(jobId) === undefined ? jobAddress(`${taskUrl}/jobs/${segment}`) : undefined;
	return address?.url === `${taskUrl}/jobs/${segment}` ? address : undefined;
}

/**
 * All job URLs in a piece of text, each job once, as a paste may hold several with words between them, or a list with
 * commas, or the JSON of a webhook.
 */
export function findJobUrls(text: string): readonly (ParsedJobUrl & {ok: true})[] {
	const found = new Map<string, ParsedJobUrl & {ok: true}>();
	for (const line of text.split(/[\r\n\t]+/)) {
		const inLine = urlsInText(line).flatMap(({candidates, via}) =>
			firstJobUrl(candidates).map(one => (via === undefined ? one : behind(one, safeText(via)))),
		);
		for (const each of inLine.length > 0 ? inLine : firstJobUrl([unwrapped(line)])) {
			if (!found.has(each.job.url)) found.set(each.job.url, each);
		}
	}
	return [...found.values()];
}

/** Why URLs in a text are not taken, a sentence for each; a gateway in whose query a URL stands does not count. */
export function refusedUrls(text: string): readonly SafeText[] {
	const urls = text.split(/[\r\n\t]+/).flatMap(line => urlsInText(line));
	return urls.flatMap(({candidates}, index) => {
		if (urls[index + 1]?.via !== undefined) return [];
		const reads = candidates.map(readJobUrl);
		const [first] = reads;
		return first === undefined || first.ok || reads.some(({ok}) => ok) ? [] : [first.sentence];
	});
}

function behind(found: ParsedJobUrl & {ok: true}, via: SafeText): ParsedJobUrl & {ok: true} {
	const said = safe`The URL goes by way of ${via}. gpjobs asks ${found.job.serverName} itself.`;
	return {...found, via, notice: found.notice === undefined ? said : safe`${said} ${found.notice}`};
}

function firstJobUrl(candidates: readonly string[]): readonly (ParsedJobUrl & {ok: true})[] {
	for (const candidate of candidates) {
		const read = readJobUrl(candidate);
		if (read.ok) return [read];
	}
	return [];
}

/** @param segments decoded; each was found to stay in its place */
function addressOf(url: Pick<URL, 'origin' | 'host'>, segments: readonly string[], gpServer: number): JobAddress {
	const encoded = segments.slice(0, gpServer + 4).map(encodedSegment);
	encoded[gpServer] = 'GPServer';
	encoded[gpServer + 2] = 'jobs';
	const path = (end: number) => [url.origin, ...encoded.slice(0, end)].join('/');
	const services = segments.slice(0, gpServer).lastIndexOf('services');
	return {
		url: path(gpServer + 4) as JobUrl,
		server: url.origin,
		restUrl: path(services < 0 ? Math.max(0, gpServer - 1) : services),
		serviceUrl: path(gpServer + 1),
		taskUrl: path(gpServer + 2) as TaskUrl,
		serverName: safeText(url.host),
		service: safeText(segments.slice(services < 0 ? gpServer - 1 : services + 1, gpServer).join('/')),
		task: safeText(segments[gpServer + 1] ?? ''),
		jobId: safeText(segments[gpServer + 3] ?? ''),
	};
}

function looksLikePath(text: string): boolean {
	return /^(?!\w+:\/\/).*\/(GPServer|rest\/services)\//i.test(text) || /^[\w.-]+(:\d+)?\//.test(text);
}

function refused(sentence: string): ParsedJobUrl {
	return {ok: false, sentence: safeText(sentence)};
}
