import {percentDecoded} from '../text/percent-decoding.ts';

/** A URL found in a text. */
type UrlInText = {
	/**
	 * The possible URLs, the most likely first. There may be several, because it is not certain where a URL in a text
	 * ends.
	 */
	readonly candidates: readonly string[];
	/** The host of the URL that contains this one in its query, such as `proxy.ashx?`. */
	readonly via?: string;
};

/**
 * Removes blanks, invisible characters, quotes and brackets around a pasted text. A URL that was percent-encoded as a
 * whole is decoded.
 */
export function unwrapped(pasted: string): string {
	const text = pasted
		.replace(/^[\s\u200B-\u200D\u2060]+|[\s\u200B-\u200D\u2060]+$/g, '')
		.replace(/^["'<(“„«「](.*?)[>"')”“»」]?[,;]?$/s, '$1')
		.trim();
	return /^https?(?::\\\/|:?%)/i.test(text) ? spelledOut(text) : text;
}

/**
 * Finds the URLs in a text: in chats, command lines, HTML, JSON and webhooks. A URL ends at a blank if the part before
 * the blank is a job URL. Otherwise it ends after the job id, because task names may contain blanks.
 */
export function urlsInText(text: string): readonly UrlInText[] {
	return spelledOut(text)
		.split(/[\r\n\t]+/)
		.flatMap(line => {
			const found = [...line.matchAll(beginnings)];
			return found.map(([beginning], index) => {
				const before = found[index - 1];
				const isBehind = before !== undefined && before.index + before[0].length === found[index]?.index;
				const host = isBehind ? outerHost.exec(before[0])?.[1] : undefined;
				if (host === undefined) return {candidates: endsOf(beginning)};
				// In `proxy?url=https://…&token=X` the token belongs to the proxy.
				const isValue = /[=&]$/.test(before?.[0] ?? '');
				return {candidates: endsOf(isValue ? beginning.replace(/&.*$/s, '') : beginning), via: host};
			});
		});
}

/** Matches text from `http://` or `https://` to a character that usually ends a URL, or to the next URL. */
const beginnings = /https?:\/\/(?:(?!https?:\/\/)[^"'<>`|“”„«»「」『』]){1,2048}/gi;

/** Matches a URL that contains the next one in its query: only `?`, `=`, `&` or `/` separates them. */
const outerHost = /^https?:\/\/([^/?#\s@]+)[^\s]*[?=&/]$/i;

/**
 * Returns the possible URLs at the beginning of a text, without punctuation at the end. A name that was shortened with
 * dots keeps its dots.
 */
function endsOf(beginning: string): readonly string[] {
	return [/^\S+/, /^.*?\/jobs\/[^\s/]+\S*/i].flatMap(form => {
		const [candidate] = form.exec(beginning) ?? [];
		if (candidate === undefined) return [];
		// Chinese and Japanese text continues after a URL without a blank.
		const url = candidate.replace(/(\/jobs\/[^\s/]*?)[。，、；！）】].*$/iu, '$1');
		return [url.replace(/[.,;:!)\]}’：]{1,9}$/u, end => (end.includes('..') ? end : ''))];
	});
}

/** Decodes `https:\/\/` and `\u0026`, as JSON writes them, and `https%3A%2F%2F…`, as a query contains a URL. */
function spelledOut(text: string): string {
	const ofJson = text.includes('\\')
		? text
				.replaceAll('\\/', '/')
				.replace(/\\u00([2-7][\da-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
		: text;
	return ofJson.replace(encodedWhole, run => {
		let url = run;
		for (let round = 0; round < 3 && encodedBeginning.test(url); round++) url = percentDecoded(url);
		return url;
	});
}

const encodedBeginning = /^https?(?:%(?:25)*3a(?:%(?:25)*2f|\/){2}|:%(?:25)*2f(?:%(?:25)*2f|\/)|:\/%(?:25)*2f)/i;
/**
 * Matches a percent-encoded URL up to the end of the word, or up to the next parameter of the query that contains it.
 */
const encodedWhole = new RegExp(`${encodedBeginning.source.slice(1)}[^\\s"'<>\`&]*`, 'gi');
