/**
 * The faults of answers that arrived but cannot be used, each with its error message. `body.ts` decides which one
 * applies. `host` is the server's name for display; `heard` is the server's own message, which may be empty.
 */
import {type Fault, fault} from '../fault.ts';
import {deepestNesting, type UnreadableJson} from '../json-text.ts';

/** Shown as the reason if a server reports an error without one. */
export const noReason = 'no reason given';

/** The fault if an answer has no body. */
export function saidNothing(host: string): Fault {
	return fault('not-json', `${host} answered nothing at all.`);
}

/** The fault if an answer is nested more deeply than gpjobs reads. */
export function tooDeep(host: string): Fault {
	const sentence = `The answer of ${host} is nested deeper than ${deepestNesting} levels, the most that gpjobs reads.`;
	return fault('too-large', sentence);
}

/**
 * The fault if the answer is a web page instead of JSON.
 *
 * @param title the title of the page; empty if it has none
 */
export function webPage(host: string, title: string): Fault {
	const named = title === '' ? '' : ` ("${title}")`;
	const sentence = `${host} answered a web page${named}, not JSON: a sign-in page, or a proxy on the way?`;
	return fault('not-json', sentence);
}

type Place = Pick<UnreadableJson, 'line' | 'column'>;
const placed = (at: Place | undefined) => (at === undefined ? '' : ` at line ${at.line}, column ${at.column}`);

/** The fault if the JSON of an answer is incomplete. */
export function cutJson(host: string, at?: Place): Fault {
	return fault('not-json', `The answer of ${host} broke off${placed(at)}: it is not JSON to its end.`);
}

/** The fault if an answer is neither valid JSON nor a web page. */
export function strangeJson(host: string, at?: Place): Fault {
	return fault('not-json', `The answer of ${host} is not JSON${placed(at)}.`);
}

/** The fault if gpjobs sent plain HTTP to a TLS port and the answer says so. */
export function wantsHttps(host: string): Fault {
	return fault('http', `${host} wants https:// on this port (400).`, 400);
}

/**
 * The fault if a web server requires a client certificate. It rejected the request before ArcGIS saw it, so ArcGIS has
 * not acted on it.
 */
export function certificateWanted(host: string, status: number): Fault {
	const sentence = `${host} wants a certificate of yours (HTTP ${status}): gpjobs trust --cert-file and --key-file name it.`;
	return {...fault('tls', sentence, status), isUnsent: true};
}

/** The fault if ArcGIS reports an error with its own message. */
export function serverSays(host: string, heard: string, code: number | null): Fault {
	return fault('server', ended(`${host} says: ${heard}${code === null ? '' : ` (${code})`}`), code);
}

/** The fault if a server requires a sign-in. */
export function wantsSignIn(host: string, code: 401 | 499, heard: string): Fault {
	return fault('sign-in', `${host} asks for a sign-in (${code}${behindColon(heard)}): gpjobs login.`, code);
}

/** The fault if a token is invalid or has expired. */
export function refusesToken(host: string, heard: string): Fault {
	const sentence = `${host} does not accept the token, or not any more (498${behindColon(heard)}): gpjobs login.`;
	return fault('sign-in', sentence, 498);
}

/** The fault if ArcGIS knows the user but denies permission ("forbidden"). */
export function forbids(host: string, heard: string): Fault {
	const sentence = `${host} does not allow this (403${behindColon(heard)}). gpjobs login signs in as somebody who may.`;
	return fault('forbidden', sentence, 403);
}

/** The fault if there is nothing at a URL. */
export function doesNotKnow(host: string, code: 404 | 410, heard: string): Fault {
	const sentence = `${host} does not know this URL (${code}${behindColon(heard)}): it is misspelt, or what it names was deleted.`;
	return fault('not-found', sentence, code);
}

/**
 * The fault if a firewall or a proxy blocks a request with status 403, often only for a while. ArcGIS itself answers
 * with JSON when it forbids a request, so this answer is not from ArcGIS, and signing in does not help.
 *
 * @param title the title of the page that was sent, empty if it has none; `undefined` if no page was sent
 */
export function turnedAway(host: string, title: string | undefined): Fault {
	const named = title ? ` ("${title}")` : '';
	const page = title === undefined ? '' : ` and a web page${named}`;
	const sentence = `${host} answered HTTP 403${page}, not an answer of ArcGIS: the web server, a firewall or a proxy on the way turns the request away.`;
	return fault('http', sentence, 403);
}

/** The fault if a web server requires Windows authentication, for which a token does not help. */
export function wantsWindowsSignIn(host: string): Fault {
	const sentence = `${host} asks for a Windows sign-in (IWA, Kerberos or NTLM), which gpjobs cannot do. Is there an address of the server that takes tokens, port 6443 for example?`;
	return fault('sign-in', sentence, 401);
}

/** The fault if a web server requires a user name and a password before it passes requests to ArcGIS. */
export function wantsBasicSignIn(host: string): Fault {
	const sentence = `${host} asks for user and password at its web server (HTTP Basic): gpjobs login --basic.`;
	return fault('sign-in', sentence, 401);
}

/** The fault if nothing but the HTTP status is known. */
export function answeredStatus(host: string, status: number, heard: string): Fault {
	const words = `${host} answered HTTP ${status}${statusWords(status)}${behindColon(heard)}`;
	return fault('http', ended(words), status);
}

const behindColon = (heard: string) => (heard === '' ? '' : `: ${heard}`);

/** Adds a full stop unless the text already ends in a punctuation mark. */
function ended(words: string): string {
	return /[.!?…]$/.test(words) ? words : `${words}.`;
}

const wordsOfStatus: ReadonlyMap<number, string> = new Map([
	[400, ': it does not understand the request. Is the URL right?'],
	[405, ': it does not take requests of this kind'],
	[407, ': the proxy on the way wants a sign-in, which belongs into HTTP_PROXY or HTTPS_PROXY'],
	[408, ': it gave up waiting for the request'],
	[413, ': something on the way finds the request too large'],
	[414, ': something on the way finds the URL too long'],
	[429, ', too many requests'],
	[431, ': something on the way finds the headers too long, as with a very long token'],
	[500, ': an error inside the server, of which its log tells more'],
	[502, ': the web server gets no answer from ArcGIS Server behind it'],
	[503, ', not available at present'],
	[504, ': the web server gets no answer from ArcGIS Server behind it'],
]);

function statusWords(status: number): string {
	if (status >= 520 && status < 530) return ': a proxy on the way gets no good answer from the server';
	return wordsOfStatus.get(status) ?? '';
}
