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
 * The URL of a job, checked so that every server reads each segment of its path in the same way. Only this file creates
 * values of this type, and the client accepts no other URL, so that a request cannot reach another resource.
 */
export type JobUrl = string & {readonly [brand]: 'job'};

/** The URL of a task, with the same guarantee as {@link JobUrl}. */
export type TaskUrl = string & {readonly [brand]: 'task'};

/** Server, service, task and id of a job, read from its URL, because the job resource contains only the id. */
export type JobAddress = {
	/** The identity of the job: its URL, normalised, without query, token and fragment. */
	readonly url: JobUrl;
	/** The origin of the server: scheme, host and port. */
	readonly server: string;
	/** The part of the URL before `/services`, which is where the server has its `info` resource. */
	readonly restUrl: string;
	readonly serviceUrl: string;
	readonly taskUrl: TaskUrl;
	/** The host for display, with the port unless it is the default one. */
	readonly serverName: SafeText;
	/** `Folder/Service`, decoded. */
	readonly service: SafeText;
	readonly task: SafeText;
	/**
	 * The id of the job. It may be any text: servers use `j` and hexadecimal digits, a UUID, capitals, a number, or an
	 * id that ends in `_et`.
	 */
	readonly jobId: SafeText;
};

type ParsedJobUrl =
	| {
			readonly ok: true;
			readonly job: JobAddress;
			readonly token?: string;
			/**
			 * The host of a URL that contained the job URL in its query, such as a proxy page. gpjobs sends nothing to
			 * that host.
			 */
			readonly via?: SafeText;
			/** What the user should know about how the text was read. */
			readonly notice?: SafeText;
	  }
	| {readonly ok: false; readonly sentence: SafeText};

const longestUrl = 2048;
/** The largest number of quotes and blanks around a URL. */
const mostBlanks = 2048;
/** The longest text, in characters, in which URLs are searched for, such as the body of a webhook or a command line. */
const longestText = 65_536;

/**
 * Reads a text that a user pasted as the URL of a GP job. It accepts any context path, portal proxies, blanks or `%20`,
 * a query or parameters appended without `?`, a trailing slash, resources below a job (`/results/X`, `/inputs/X`,
 * `/cancel`), a percent-encoded URL, and a URL in the query of another one or in a text. The normalised URL keeps the
 * case of the path, because folder and service names are case-sensitive ("Get started with the Services Directory").
 * The host is converted to lower case, and `GPServer` and `jobs` to their usual spelling. A path with a segment that a
 * server could read as several segments or as another one is rejected ({@link segmentFault}).
 *
 * @returns the job, and the token if the URL contained one; or a sentence that says what is wrong
 */
export function parseJobUrl(pasted: string): ParsedJobUrl {
	const text = pasted.length > longestText ? '' : unwrapped(pasted);
	if (pasted.length > mostBlanks + longestUrl && (text === '' || /^https?:/i.test(text)))
		return refused(tooLongForJobUrl(pasted));
	if (text === '') return refused(noUrlInText);
	const read = readJobUrl(text);
	// Two URLs with a blank between them can look like one job whose task has a blank in its name.
	const isOneUrl = !/\shttps?:/i.test(text);
	if (isOneUrl && (read.ok || namesGpServer(text))) return read;
	const found = findJobUrls(text);
	const [only] = found;
	if (only === undefined) return refusedInText(text) ?? read;
	return found.length === 1 ? only : refused(severalJobUrls(found.length));
}

/** Whether the text itself is the URL of a GP service, whatever its query contains. */
function namesGpServer(text: string): boolean {
	return /^https?:[^?#]*\/gpserver(?:[/?#]|$)/i.test(text);
}

/**
 * Reads the first URL of a GP service in a text and returns why it is rejected; `undefined` if there is no such URL.
 */
function refusedInText(text: string): ParsedJobUrl | undefined {
	const [one] = urlsInText(text).flatMap(({candidates}) => candidates.filter(namesGpServer));
	return one === undefined ? undefined : readJobUrl(one);
}

/** Reads a text that consists of one URL. */
function readJobUrl(text: string): ParsedJobUrl {
	if (text.length > longestUrl) return refused(tooLongForJobUrl(text));
	if (!/^https?:/i.test(text)) return refused(looksLikePath(text) ? withoutScheme(text) : notAUrl(text));
	if (/[\t\r\n]/.test(text)) return refused(brokenLine);
	const url = URL.parse(text);
	if (!url || !/^https?:\/\//i.test(text)) return refused(notAValidUrl(text));
	if (url.username !== '' || url.password !== '') return refused(withPassword);
	// A URL parser resolves encoded dots, but a server may not. So a path with encoded dots is rejected.
	if (/[/\\](?:\.?%2e\.?|%2e%2e)(?=[/\\?#]|$)/i.test(text.replace(/[?#].*$/s, ''))) {
		return {ok: false, sentence: segmentSentence('path', 'dots')};
	}
	// In a URL written only with backslashes they mean slashes. A proxy could read a single one after the job id as
	// part of the id.
	if (/\/jobs\/[^?#\\]*\\/i.test(text)) return {ok: false, sentence: segmentSentence('path', 'separator')};
	const decoded = decodedSegments(url.pathname);
	if (!decoded) return refused(brokenEscape);
	const {segments, parameters} = separated(decoded);
	const path = jobPathOf(url.host, segments);
	if ('missing' in path) return refused(path.missing);
	const fault = faultOf(segments, path.at);
	if (fault) return {ok: false, sentence: fault};
	const job = addressOf(hostOf(url), segments, path.at);
	// Encoding can make the URL longer, and gpjobs must still accept it when it reads it again.
	if (job.url.length > longestUrl) return refused(tooLongForJobUrl(job.url));
	const token = tokenAmong(`${parameters}&${url.search.slice(1)}&${url.hash.slice(1)}`);
	const notice = isFormEncoded.test(segments[path.at + 1] ?? '') ? plusNotice : undefined;
	return {ok: true, job, ...(token === undefined ? {} : {token}), ...(notice === undefined ? {} : {notice})};
}

/** Matches `Export+Web+Map+Task`: blanks encoded as in a form. */
const isFormEncoded = /^[A-Za-z]{2,}(?:\+[A-Za-z]{2,})+$/;

/** The notice for a task name that contains a plus sign. */
export const plusNotice = safe`The name of the task has "+" where there may have been spaces. In a path + is no space: if the server does not know the job, write %20.`;

/** Removes parameters that were appended to the job id or to the last segment without `?`. */
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

/**
 * Returns the error message for the first segment that a server could read as several segments or as another one;
 * `undefined` if there is no such segment.
 */
function faultOf(segments: readonly string[], at: number): SafeText | undefined {
	for (const [index, segment] of segments.slice(0, at + 4).entries()) {
		const isJobId = index === at + 3;
		if (isJobId && /^\S.*\s.*\S$/.test(segment)) return spaceInJobId;
		const fault = segmentFault(segment) ?? (isJobId ? jobIdFault(segment) : undefined);
		const name = isJobId ? 'job id' : index === at + 1 ? 'task' : 'service';
		if (fault) return segmentSentence(name, fault);
		// Some gateways write `/token/SECRET/arcgis/rest/…`.
		const isContext = index < segments.findIndex(one => /^(?:rest|services)$/i.test(one));
		if (isContext && /^(?:(?:access_?)?token|api_?key)$/i.test(segment)) return segmentSentence('path', 'secret');
	}
	return undefined;
}

/** Why a segment cannot be a job id: it is a placeholder from a manual, or it ends in punctuation. */
function jobIdFault(segment: string): SegmentFault | undefined {
	if (/^:?(?:job)?[_-]?id$|^(?:null|undefined|nan|none|nil)$/i.test(segment)) return 'placeholder';
	// Chats write links as `<https://…/jobs/j1|the job>`.
	if (segment.includes('|')) return 'parameter';
	return /[\p{Ps}\p{Pe}\p{Pi}\p{Pf},:!'"。，、！：]$/u.test(segment) ? 'trailing' : undefined;
}

/**
 * Returns origin and host of a URL. A dot at the end of a fully qualified name is removed, because it means the same
 * host.
 */
function hostOf({protocol, host, hostname, port}: URL): {readonly origin: string; readonly host: string} {
	const isDotted = hostname.endsWith('.') && (hostname.slice(0, -1).includes('.') || hostname === 'localhost.');
	const usual = isDotted ? hostname.slice(0, -1) + (port === '' ? '' : `:${port}`) : host;
	return {origin: `${protocol}//${usual}`, host: usual};
}

/**
 * A cache of addresses by normalised URL, because the list, the records and the monitor need the same thousands of
 * addresses.
 */
const addresses = new Map<string, JobAddress>();
const mostAddresses = 20_000;

/**
 * Returns the address of a job from its normalised URL, for example from the saved list; `undefined` if the text is not
 * such a URL.
 */
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

/** Matches a host name or IPv4 address in its normal form. `usualPort`: a port other than the default one. */
const usualHost =
	'(?:(?!.*--)(?:[a-z0-9-]+\\.)*[a-z][a-z0-9]*|(?:(?:\\d|[1-9]\\d|1\\d\\d|2[0-4]\\d|25[0-5])\\.){3}(?:\\d|[1-9]\\d|1\\d\\d|2[0-4]\\d|25[0-5]))';
const usualPort = '(?::(?!80/|443/)(?:[1-9]\\d{0,3}|[1-5]\\d{4}))?';
const usualSegment = '/(?:[\\w~-]|%20(?=[\\w~-]))(?:[\\w~-]|[.](?=[\\w~-])|%20(?=[\\w~-]))*';
const usual = new RegExp(
	`^(https?://(${usualHost}${usualPort}))((?:${usualSegment})+/GPServer${usualSegment}/jobs/\\w[\\w-]*)$`,
);
/** Matches names that need the slow parser: placeholders, operations, and segments after which gateways put secrets. */
const unusualName =
	/\/(?:undefined|null|None|NaN|nil|cancel|submitjob|execute|delete|(?:access_?)?token|api_?key|(?:job)?[_-]?id)(?=\/|$)|\/%20/i;

/**
 * A fast version of {@link readJobUrl} for normalised URLs without special cases. It takes a tenth of the time, because
 * at startup thousands of them are read.
 */
function usualAddress(identity: string): JobAddress | undefined {
	if (identity.length > longestUrl || !identity.includes('/rest/services/')) return undefined;
	const [, origin = '', host = '', path = ''] = usual.exec(identity) ?? [];
	if (path === '' || unusualName.test(path)) return undefined;
	const segments = path.slice(1).replaceAll('%20', ' ').split('/');
	const at = segments.length - 4;
	const isAlone = segments.findIndex(segment => segment.toLowerCase() === 'gpserver') === at;
	// `/arcgis/services/rest/services/…` is a SOAP address, which `readJobUrl` rejects.
	const isSoap = segments[1]?.toLowerCase() === 'services' && segments[0] !== 'rest';
	return isAlone && !isSoap ? addressOf({origin, host}, segments, at) : undefined;
}

/**
 * Returns the address of a job if the server sends only its id, as in the answer to `submitJob`. Parameters in the id
 * are not removed, because the id was not pasted.
 *
 * @returns `undefined` if the id is not a plain segment
 */
export function jobOfTask(taskUrl: TaskUrl, jobId: string): JobAddress | undefined {
	const segment = encodedSegment(jobId.replace(/\p{Surrogate}/gu, '\uFFFD'));
	const address = segmentFault(jobId) === undefined ? jobAddress(`${taskUrl}/jobs/${segment}`) : undefined;
	return address?.url === `${taskUrl}/jobs/${segment}` ? address : undefined;
}

/**
 * Finds all job URLs in a text, each job once. The text may contain several URLs with words in between, a list with
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

/**
 * Returns why URLs in a text are not accepted, with one sentence for each. The URL of a gateway that contains another
 * URL in its query is left out.
 */
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
	const ofVia = viaNotice(via, found.job.serverName);
	return {...found, via, notice: found.notice === undefined ? ofVia : safe`${ofVia} ${found.notice}`};
}

/** The notice for a job URL that was in the query of another URL. */
export function viaNotice(via: SafeText, serverName: SafeText): SafeText {
	return safe`The URL goes by way of ${via}. gpjobs asks ${serverName} itself.`;
}

function firstJobUrl(candidates: readonly string[]): readonly (ParsedJobUrl & {ok: true})[] {
	for (const candidate of candidates) {
		const read = readJobUrl(candidate);
		if (read.ok) return [read];
	}
	return [];
}

/**
 * Builds the address of a job from the segments of its path.
 *
 * @param segments decoded and checked by {@link segmentFault}
 * @param gpServer the index of `GPServer`, which is never the first segment
 */
function addressOf(url: Pick<URL, 'origin' | 'host'>, segments: readonly string[], gpServer: number): JobAddress {
	const encoded = segments.slice(0, gpServer + 4).map(encodedSegment);
	encoded[gpServer] = 'GPServer';
	encoded[gpServer + 2] = 'jobs';
	const path = (end: number) => [url.origin, ...encoded.slice(0, end)].join('/');
	const services = segments.slice(0, gpServer).lastIndexOf('services');
	return {
		url: path(gpServer + 4) as JobUrl,
		server: url.origin,
		restUrl: path(services < 0 ? gpServer - 1 : services),
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
