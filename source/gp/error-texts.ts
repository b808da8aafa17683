import * as z from 'zod/mini';
import {cutText} from '../text/cut.ts';
import {isJsonObject} from './json.ts';
import {readableText} from './message-text.ts';

const mostDetails = 20;
const deepestDetails = 3;

/**
 * Finds the texts in the `error` field of an answer. The field may be a text, a list, or an object with `message` and
 * `details`. Some of these forms are undocumented, but all of them occur.
 */
export function errorTexts(field: unknown, depth = 0): readonly string[] {
	if (typeof field === 'string') return field.trim() === '' ? [] : [readableText(cutText(field))];
	if (depth === deepestDetails) return [];
	if (Array.isArray(field)) return field.slice(0, mostDetails).flatMap(entry => errorTexts(entry, depth + 1));
	if (!isJsonObject(field)) return [];
	const {message, description, error_description: oauthDescription, reason, details, messages} = field;
	return [message ?? description ?? oauthDescription ?? reason, details, messages].flatMap(part =>
		errorTexts(part, depth + 1),
	);
}

const number = z.union([z.int(), z.pipe(z.string().check(z.regex(/^\d{1,6}$/)), z.transform(Number))]);

/** Returns the code of an error, which may be sent as a number or as a string of digits. */
export function sentErrorCode(wire: unknown): number | null {
	return number.safeParse(wire).data ?? null;
}

/** Whether a field named `error` reports an error. `null`, `false`, and empty texts, lists and objects do not. */
export function isError(field: unknown): boolean {
	if (field === undefined || field === null || field === false || field === '' || field === 0) return false;
	return !(Array.isArray(field) && field.length === 0);
}

/** Joins texts to one sentence without a full stop, and omits repetitions. */
export function joinedTexts(texts: readonly string[]): string {
	const sentences = texts.map(text => text.slice(0, longestPart).trim().replace(/\.$/, '')).filter(Boolean);
	return [...new Set(sentences)].join(': ');
}

/** The number of characters of each text that are used. */
const longestPart = 500;

/**
 * Matches words about a server's own problems: its connections, its databases, its processes. ArcGIS also sends such
 * texts in error envelopes with code 400, and in the language of the server.
 */
const serverProblems: readonly RegExp[] = [
	/\bconn?e[cx]t|\bconn?e[xs]+(?:ion|ión|ão|ione)|\bconecta|\bverbind|\bverbunden|\bdisconnect/i,
	/\bregistry\b|\bconfig(?:uration)?[ -]?stores?\b|\b(?:data)?stores?\b|\bdatabases?\b|\bdatenbank|\bbase (?:de )?(?:datos|données|dados|dati)\b|\bsql\b|\bjdbc\b|\bora-\d/i,
	/\btim(?:ed?|ing)[ -]?out|\bzeitüberschreitung|\btiempo de espera|\bdélai|\bwait time\b|\bdeadline\b/i,
	/\bnot (?:yet )?(?:been )?(?:started|running|ready|available|responding|reachable|initiali[sz]ed)\b|\bunavailable\b|\bunreachable\b|\b(?:cannot|could not|unable to|failed to) (?:be )?(?:reach|access|contact)|\bcommunicat/i,
	/\b(?:re)?start(?:ing|s up)\b|\bstopp(?:ed|ing)\b|\bshut(?:ting)? ?down\b|\binitiali[sz]ing\b|\bmaintenance\b|\bbusy\b|\boverload/i,
	/\bmachines\b|\bcluster\b|\bgateway\b|\bupstream\b|\bsocket\b|\bnetwork\b|\bout of memory\b|\blicen[cs]e/i,
	/\btry (?:it )?again\b|\btemporarily\b|\binternal (?:server )?error\b/i,
];

/**
 * Whether an error message is about a problem of the server itself. Such a message says nothing about whether the job
 * exists.
 *
 * @param words the message of the server, without the server's name
 */
export function isServerProblem(words: string): boolean {
	return serverProblems.some(pattern => pattern.test(words));
}
