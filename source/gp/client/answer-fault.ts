/**
 * The faults of an answer that came and is of no use, each with its sentence. Which of them it is, `body.ts` says.
 *
 * `host` is the server as a person says it, and `heard` what it said itself; empty where it said nothing.
 */
import {type Fault, fault} from '../fault.ts';
import {deepestNesting, type UnreadableJson} from '../json-text.ts';

/** The reason where a server says that something went wrong and gives none. */
export const noReason = 'no reason given';

/** The fault of an answer without a body. */
export function saidNothing(host: string): Fault {
	return fault('not-json', `${host} answered nothing at all.`);
}

/** The fault of an answer that is nested deeper than gpjobs reads. */
export function tooDeep(host: string): Fault {
	const sentence = `The answer of ${host} is nested deeper than ${deepestNesting} levels, the most that gpjobs reads.`;
	return fault('too-large', sentence);
}

/** The fault of a page where JSON was asked for; `title` is empty where it has none. */
export function webPage(host: string, title: string): Fault {
	const named = title === '' ? '' : ` ("${title}")`;
	const sentence = `${host} answered a web page${named}, not JSON: a sign-in page, or a proxy on the way?`;
	return fault('not-json', sentence);
}

type Place = Pick<UnreadableJson, 'line' | 'column'>;
const placed = (at: Place | undefined) => (at === undefined ? '' : ` at line ${at.line}, column ${at.column}`);

/** The fault of an answer that ends too early. */
export function cutJson(host: string, at?: Place): Fault {
	return fault('not-json', `The answer of ${host} broke off${placed(at)}: it is not JSON to its end.`);
}

/** The fault of an answer that is something else than JSON. */
export function strangeJson(host: string, at?: Place): Fault {
	return fault('not-json', `The answer of ${host} is not JSON${placed(at)}.`);
}

/** The fault of a TLS port that answers plain HTTP with an explanation. */
export function wantsHttps(host: string): Fault {
	return fault('http', `${host} wants https:// on this port (400).`, 400);
}

/** The web server turned the request away before it came to ArcGIS: what it asked for has not begun. */
export function certificateWanted(host: string, status: number): Fault {
	const sentence = `${host} wants a certificate of yours (HTTP ${status}): gpjobs trust --cert-file and --key-file name it.`;
	return {...fault('tls', sentence, status), isUnsent: true};
}

/** The fault of an error that ArcGIS describes. */
export function serverSays(host: string, heard: string, code: number | null): Fault {
	return fault('server', ended(`${host} says: ${heard}${code === null ? '' : ` (${code})`}`), code);
}

/** The fault of a server that wants to know who asks. */
export function wantsSignIn(host: string, code: 401 | 499, heard: string): Fault {
	return fault('sign-in', `${host} asks for a sign-in (${code}${behindColon(heard)}): gpjobs login.`, code);
}

/** The fault of a token that does not count, or no longer. */
export function refusesToken(host: string, heard: string): Fault {
	const sentence = `${host} does not accept the token, or not any more (498${behindColon(heard)}): gpjobs login.`;
	return fault('sign-in', sentence, 498);
}

/** The "forbidden" of ArcGIS: it knows the user, who does not have permission. */
export function forbids(host: string, heard: string): Fault {
	const sentence = `${host} does not allow this (403${behindColon(heard)}). gpjobs login signs in as somebody who may.`;
	return fault('forbidden', sentence, 403);
}

/** The fault of an address that the server has nothing at. */
export function doesNotKnow(host: string, code: 404 | 410, heard: string): Fault {
	const sentence = `${host} does not know this URL (${code}${behindColon(heard)}): it is misspelt, or what it names was deleted.`;
	return fault('not-found', sentence, code);
}

/**
 * A firewall or a proxy on the way blocks requests with 403, often for a while: it is not the "forbidden" of ArcGIS, which
 * comes as JSON, and no sign-in helps.
 *
 * @param title of the page that came with it, empty where it has none; `undefined` where no page came
 */
export function turnedAway(host: string, title: string | undefined): Fault {
	const named = title ? ` ("${title}")` : '';
	const page = title === undefined ? '' : ` and a web page${named}`;
	const sentence = `${host} answered HTTP 403${page}, not an answer of ArcGIS: the web server, a firewall or a proxy on the way turns the request away.`;
	return fault('http', sentence, 403);
}

/** The fault of a web server that signs in the users of Windows: no token helps there. */
export function wantsWindowsSignIn(host: string): Fault {
	const sentence = `${host} asks for a Windows sign-in (IWA, Kerberos or NTLM), which gpjobs cannot do. Is there an address of the server that takes tokens, port 6443 for example?`;
	return fault('sign-in', sentence, 401);
}

/** The fault of a web server that wants user and password before ArcGIS is asked. */
export function wantsBasicSignIn(host: string): Fault {
	const sentence = `${host} asks for user and password at its web server (HTTP Basic): gpjobs login --basic.`;
	return fault('sign-in', sentence, 401);
}

/** The fault of a status that says all that is known. */
export function answeredStatus(host: string, status: number, heard: string): Fault {
	const words = `${host} answered HTTP ${status}${statusWords(status)}${behindColon(heard)}`;
	return fault('http', ended(words), status);
}

const behindColon = (heard: string) => (heard === '' ? '' : `: ${heard}`);

/** Adds a full stop where the text does not end in a punctuation mark. */
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
