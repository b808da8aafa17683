import {jobAddress, parseJobUrl} from '../gp/job-url.ts';
import {decodedSegments, segmentFault} from '../gp/path-segment.ts';
import type {SavedJob} from '../store/saved-job.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';

/** A server that the user named. */
export type NamedServer = {
	readonly ok: true;
	readonly origin: string;
	/** The root of the server's REST API: `https://host/arcgis/rest`. */
	readonly restUrl: string;
	/** The name of the server in sentences: its host and port. */
	readonly name: SafeText;
};

/**
 * Finds the server that a word names: by its address, by the URL of a job or service on it, or by its host alone. If
 * the word has no path, the root of the REST API is that of a saved job on the server or, if there is no such job,
 * `/arcgis/rest`.
 */
export function serverNamed(
	word: string,
	saved: readonly SavedJob[],
): NamedServer | {readonly ok: false; readonly sentence: SafeText} {
	const job = parseJobUrl(word);
	if (job.ok) return named(job.job.server, job.job.restUrl);
	const url = URL.parse(/^https?:\/\//i.test(word) ? word : `https://${word}`);
	if (!url || url.hostname === '' || /\s/.test(word)) {
		const named = word.includes('@') ? thisText : safe`"${safeText(word)}"`;
		return {ok: false, sentence: noServer(named)};
	}
	if (url.username !== '' || url.password !== '') {
		return {ok: false, sentence: leaveSecretsOut};
	}
	if ((decodedSegments(url.pathname) ?? ['/']).some(segment => segmentFault(segment) !== undefined)) {
		return {
			ok: false,
			sentence: ambiguousPath,
		};
	}
	const rest = /^(.*?\/rest)(\/|$)/i.exec(url.pathname)?.[1];
	if (rest !== undefined) return named(url.origin, url.origin + rest);
	const context = url.pathname.replace(/\/+$/, '');
	if (context !== '') return named(url.origin, `${url.origin}${context}/rest`);
	const known = saved.map(({url}) => jobAddress(url)).find(address => address?.server === url.origin);
	return named(url.origin, known?.restUrl ?? `${url.origin}/arcgis/rest`);
}

function named(origin: string, restUrl: string): NamedServer {
	return {ok: true, origin, restUrl, name: safeText(new URL(origin).host)};
}

/** The error for an address whose path can be read in two ways, for example one with `..`. */
export const ambiguousPath: SafeText = safe`The path of this address is ambiguous. Give only the server's address, like https://gis.acme.com.`;

/** The error for a word that is not an address. */
export function noServer(quoted: SafeText): SafeText {
	return safe`${quoted} is not a server. Give its address, like https://gis.acme.com.`;
}

/** Used in an error instead of a word that may contain a password. */
const thisText: SafeText = safe`This text`;

/** The error for an address that contains a user name or password. */
export const leaveSecretsOut: SafeText = safe`Leave user and password out of the address: gpjobs asks for them.`;
