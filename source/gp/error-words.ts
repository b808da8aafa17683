import * as z from 'zod/mini';
import {cutText} from '../text/cut.ts';
import {isJsonObject} from './json.ts';
import {plainWords} from './message-words.ts';

const mostDetails = 20;
const deepestDetails = 3;

/**
 * The texts in a field that reports an error, whatever its shape: a text, a list, an object with `message` and
 * `details`. Not all of them are documented; each was seen.
 */
export function errorWords(field: unknown, depth = 0): readonly string[] {
	if (typeof field === 'string') return field.trim() === '' ? [] : [plainWords(cutText(field))];
	if (depth === deepestDetails) return [];
	if (Array.isArray(field)) return field.slice(0, mostDetails).flatMap(entry => errorWords(entry, depth + 1));
	if (!isJsonObject(field)) return [];
	const {message, description, error_description: told, reason, details, messages} = field;
	return [message ?? description ?? told ?? reason, details, messages].flatMap(part => errorWords(part, depth + 1));
}

const number = z.union([z.int(), z.pipe(z.string().check(z.regex(/^\d{1,6}$/)), z.transform(Number))]);

/** The code of an error, as a number or as its digits. */
export function sentErrorCode(wire: unknown): number | null {
	return number.safeParse(wire).data ?? null;
}

/** Whether a field called `error` reports one: `"error": null`, `false` and the empty forms of it do not. */
export function isError(field: unknown): boolean {
	if (field === undefined || field === null || field === false || field === '' || field === 0) return false;
	return !(Array.isArray(field) && field.length === 0);
}

/** Texts as one sentence without its full stop, each said once. */
export function joinedWords(said: readonly string[]): string {
	const sentences = said.map(text => text.slice(0, longestWords).trim().replace(/\.$/, '')).filter(Boolean);
	return [...new Set(sentences)].join(': ');
}

/** Characters that are read of each text. */
const longestWords = 500;

/**
 * What a server speaks of when an error is about itself and not about what was asked for: its connections, its stores,
 * its processes. ArcGIS puts such texts into envelopes of code 400 too, and in the language of the server.
 */
const ownTrouble: readonly RegExp[] = [
	/\bconn?e[cx]t|\bconn?e[xs]+(?:ion|ión|ão|ione)|\bconecta|\bverbind|\bverbunden|\bdisconnect/i,
	/\bregistry\b|\bconfig(?:uration)?[ -]?stores?\b|\b(?:data)?stores?\b|\bdatabases?\b|\bdatenbank|\bbase (?:de )?(?:datos|données|dados|dati)\b|\bsql\b|\bjdbc\b|\bora-\d/i,
	/\btim(?:ed?|ing)[ -]?out|\bzeitüberschreitung|\btiempo de espera|\bdélai|\bwait time\b|\bdeadline\b/i,
	/\bnot (?:yet )?(?:been )?(?:started|running|ready|available|responding|reachable|initiali[sz]ed)\b|\bunavailable\b|\bunreachable\b|\b(?:cannot|could not|unable to|failed to) (?:be )?(?:reach|access|contact)|\bcommunicat/i,
	/\b(?:re)?start(?:ing|s up)\b|\bstopp(?:ed|ing)\b|\bshut(?:ting)? ?down\b|\binitiali[sz]ing\b|\bmaintenance\b|\bbusy\b|\boverload/i,
	/\bmachines\b|\bcluster\b|\bgateway\b|\bupstream\b|\bsocket\b|\bnetwork\b|\bout of memory\b|\blicen[cs]e/i,
	/\btry (?:it )?again\b|\btemporarily\b|\binternal (?:server )?error\b/i,
];

/**
 * Whether the words of an error speak of the server's own trouble: then they say nothing of whether the job is there.
 *
 * @param words what the server says, without its name
 */
export function isOwnTrouble(words: string): boolean {
	return ownTrouble.some(pattern => pattern.test(words));
}
