import {percentDecoded} from '../text/percent-decoding.ts';

/** A URL found in a text. */
type UrlInText = {
	/** What the URL may be, likeliest first, because its end is a guess. */
	readonly candidates: readonly string[];
	/** The host of the URL in whose query it stands, as behind `proxy.ashx?`. */
	readonly via?: string;
};

/** Without blanks, invisible characters and the quotes or brackets around it; spelled out where it was encoded whole. */
export function unwrapped(pasted: string): string {
	const text = pasted
		.replace(/^[\s\u200B-\u200D\u2060]+|[\s\u200B-\u200D\u2060]+$/g, '')
		.replace(/^["'<(“„«「](.*?)[>"')”“»」]?[,;]?$/s, '$1')
		.trim();
	return /^https?(?::\\\/|:?%)/i.test(text) ? spelledOut(text) : text;
}

/**
 * The URLs in a text, as chats, command lines, HTML, JSON and webhooks hold them.
 *
 * A URL ends at a space if what stands before the space is a job URL; otherwise only behind its job id, since task names
 * hold spaces.
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
				// In `proxy?url=https://…&token=X` the token is not the one of the URL.
				const isValue = /[=&]$/.test(before?.[0] ?? '');
				return {candidates: endsOf(isValue ? beginning.replace(/&.*$/s, '') : beginning), via: host};
			});
		});
}

/** A stretch from `http://` to what ends a URL in most texts, or to the next URL. */
const beginnings = /https?:\/\/(?:(?!https?:\/\/)[^"'<>`|“”„«»「」『』]){1,2048}/gi;

/** A URL that another one is handed to: nothing but `?`, `=`, `&` or `/` stands between them. */
const outerHost = /^https?:\/\/([^/?#\s@]+)[^\s]*[?=&/]$/i;

/** The possible ends of a URL inside a text, without the punctuation around it. Dots of a shortened name stay. */
function endsOf(beginning: string): readonly string[] {
	return [/^\S+/, /^.*?\/jobs\/[^\s/]+\S*/i].flatMap(form => {
		const [candidate] = form.exec(beginning) ?? [];
		if (candidate === undefined) return [];
		// Chinese and Japanese sentences go on without a space.
		const url = candidate.replace(/(\/jobs\/[^\s/]*?)[。，、；！）】].*$/iu, '$1');
		return [url.replace(/[.,;:!)\]}’：]{1,9}$/u, end => (end.includes('..') ? end : ''))];
	});
}

/** `https:\/\/` and `\u0026` as JSON writes them, and `https%3A%2F%2F…` as a query holds a URL. */
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
/** An encoded URL up to the end of the text around it, or to the next parameter of the query that holds it. */
const encodedWhole = new RegExp(`${encodedBeginning.source.slice(1)}[^\\s"'<>\`&]*`, 'gi');
