import {jobAddress, parseJobUrl} from '../gp/job-url.ts';
import {decodedSegments, segmentFault} from '../gp/path-segment.ts';
import type {SavedJob} from '../store/saved-job.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';

/** A server as somebody named it. */
export type NamedServer = {
	readonly ok: true;
	readonly origin: string;
	/** Its `…/rest`. */
	readonly restUrl: string;
	/** As a person says it. */
	readonly name: SafeText;
};

/**
 * The server that a word names: its address with or without a path, the URL of a job or service on it, or its host alone.
 *
 * Where the address says nothing of the context path, that of a saved job on the server is taken, else the usual one.
 */
export function serverNamed(
	word: string,
	saved: readonly SavedJob[],
): NamedServer | {readonly ok: false; readonly sentence: SafeText} {
	const job = parseJobUrl(word);
	if (job.ok) return named(job.job.server, job.job.restUrl);
	const url = URL.parse(/^https?:\/\//i.test(word) ? word : `https://${word}`);
	if (!url || url.hostname === '' || /\s/.test(word)) {
		const named = word.includes('@') ? safe`This` : safe`"${safeText(word)}"`;
		return {ok: false, sentence: noServer(named)};
	}
	if (url.username !== '' || url.password !== '') {
		return {ok: false, sentence: leaveSecretsOut};
	}
	if ((decodedSegments(url.pathname) ?? ['/']).some(segment => segmentFault(segment) !== undefined)) {
		return {
			ok: false,
			sentence: safe`The path of this address could be read as another one. Give the server's address alone, like https://gis.acme.com.`,
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

/** The sentence about a word that is no address. */
export function noServer(quoted: SafeText): SafeText {
	return safe`${quoted} is no server. Give its address, like https://gis.acme.com.`;
}

/** The sentence about an address with a user and a password in it. */
export const leaveSecretsOut: SafeText = safe`Leave user and password out of the address: gpjobs asks for them.`;
