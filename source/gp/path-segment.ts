import {type SafeText, safe} from '../text/safe-text.ts';

/** Why a server could read a segment of a path as several segments or as another one. */
export type SegmentFault =
	| 'separator'
	| 'dots'
	| 'control'
	| 'encoded twice'
	| 'parameter'
	| 'secret'
	| 'trailing'
	| 'placeholder'
	| 'cut short';

/** Matches harmless segments. Nearly all segments match, and need no further checks. */
const plain = /^(?!(?:undefined|null|None|NaN)$)[\w~-]+(?:[ .][\w~-]+)*$/;
/** Matches characters that some servers convert to a slash or a backslash when they change the character set. */
const lookalikes = /[\u2044\u2215\u2216\u29F5\u29F8\u29F9]/;
const control = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\uFFFD]/u;
const encoded = /%(?:[\da-f]{2}|u[\da-f]{4})/i;
/**
 * Matches `name=` or `name:` for parameters whose values are secret. They must never be part of a name that gpjobs
 * shows.
 */
const secretName =
	/(?:token|api_?-?key|passw(?:or)?d|\bpwd|secret|session_?id|authorization|bearer|signature|\bsig)\s*[=:]/i;
const placeholder = /^(?:undefined|null|None|NaN|\[object \w*\])$|[{}<>]|^\$\w+$/;

/**
 * Returns why a server or a proxy could read a segment of a path as several segments or as another one. Some proxies
 * decode a path before they pass it on (nginx with `proxy_pass http://backend/path/`). Others decode it twice, cut it
 * at NUL, or drop `;…` or dots and blanks at the end. On such a server, a GET of `…/jobs/j1%2Fcancel` would cancel a
 * job ("Cancel GP Job" accepts GET), so no name is worth the risk.
 *
 * @param segment decoded once
 * @returns `undefined` if the segment is one name no matter how many times it is decoded
 */
export function segmentFault(segment: string): SegmentFault | undefined {
	if (plain.test(segment)) return undefined;
	if (control.test(segment)) return 'control';
	const folded = segment.normalize('NFKC');
	if (segment.includes('…') || /\w\.{3}$/.test(segment)) return 'cut short';
	if (/[/\\]/.test(folded) || lookalikes.test(segment)) return 'separator';
	if (encoded.test(folded)) return 'encoded twice';
	if (folded.includes('..') || folded === '.' || folded === '') return 'dots';
	if (secretName.test(folded)) return 'secret';
	if (placeholder.test(segment)) return 'placeholder';
	if (/[?#;]/.test(segment) || folded.includes(';')) return 'parameter';
	if (/^\s|[\s.]$/u.test(segment) || /^\s|[\s.]$/u.test(folded)) return 'trailing';
	return undefined;
}

/** The part of a job URL to which a segment belongs; `path` if that is not known. */
type SegmentRole = 'job id' | 'task' | 'service' | 'path';

const roles: Readonly<Record<SegmentRole, SafeText>> = {
	'job id': safe`job id`,
	task: safe`name of the task`,
	service: safe`path of the service`,
	path: safe`path`,
};

/** The error message for a rejected segment. It does not quote the segment, which may contain a secret. */
export function segmentSentence(role: SegmentRole, fault: SegmentFault): SafeText {
	const name = roles[role];
	switch (fault) {
		case 'separator':
			return safe`The ${name} holds a slash or a backslash, as it is or encoded (%2F, %5C). Servers could take the URL for another one, so gpjobs does not use it.`;
		case 'dots':
			return safe`The ${name} holds dots that lead to another place (.., %2e%2e). gpjobs does not use such a URL.`;
		case 'control':
			return safe`The ${name} holds a control character. Copy the URL again from where it is shown.`;
		case 'encoded twice':
			return safe`The ${name} is percent-encoded twice (like %252F or %2520). Give the URL as the browser shows it.`;
		case 'parameter':
			return safe`The ${name} holds a "?", "#", "&", ";" or "|", and what follows cannot be told from the name. Leave it out.`;
		case 'secret':
			return safe`The ${name} seems to hold a token or a password, which cannot be told from the name. Leave it out.`;
		case 'trailing':
			return safe`The ${name} begins or ends with a blank, a dot or punctuation, which is not part of it. Leave that out.`;
		case 'placeholder':
			return safe`The ${name} is a placeholder, like {jobId} or undefined: nobody has put the real one in its place.`;
		case 'cut short':
			return safe`The ${name} is cut short: it holds "…". Give the whole URL.`;
		default:
			return fault satisfies never;
	}
}

/**
 * Splits a path into segments, each decoded once, without empty ones.
 *
 * @returns `undefined` if one of them is not valid percent-encoded UTF-8
 */
export function decodedSegments(pathname: string): readonly string[] | undefined {
	try {
		return pathname.split('/').filter(Boolean).map(decodeURIComponent);
	} catch {
		return undefined;
	}
}

/**
 * Encodes a segment in one fixed way, so that equal segments have equal URLs: every character is encoded except those
 * that RFC 3986 §3.3 allows. Quotes and brackets are encoded too, because they would end the URL when it is pasted as
 * part of a text.
 */
export function encodedSegment(segment: string): string {
	if (/^[\w.~-]*$/.test(segment)) return segment;
	return encodeURIComponent(segment)
		.replace(/%(3A|40|26|3D|2B|24|2C|3B)/g, decodeURIComponent)
		.replace(/['()]/g, character => `%${character.charCodeAt(0).toString(16)}`);
}

/**
 * Returns the segments of a path as the most lenient server would read them: decoded until nothing is left to decode,
 * full-width characters replaced, `;…` and everything after NUL removed, blanks and dots at the end of a segment
 * removed, in lower case.
 *
 * @returns `undefined` if the path leads out of its own folder, or if decoding does not end
 */
export function segmentsAsServersRead(pathname: string): readonly string[] | undefined {
	const segments = decodedAsServersDo(pathname)
		?.replace(new RegExp(lookalikes.source, 'g'), '/')
		.split(/[/\\]+/)
		.map(segment => segment.replace(/[;\0].*$/s, '').replace(/[\p{Cc}\p{Cf}]/gu, ''))
		.map(segment => (/^\s*\.+\s*$/.test(segment) ? segment.trim() : segment.replace(/^\s+|[\s.]+$/gu, '')))
		.filter(segment => segment !== '' && segment !== '.');
	return segments?.some(segment => /^\.+$/.test(segment)) ? undefined : segments;
}

/**
 * Decodes a part of a URL until nothing is left to decode, replaces full-width characters, and converts it to lower
 * case.
 *
 * @returns `undefined` if decoding does not end
 */
export function decodedAsServersDo(part: string): string | undefined {
	let text = part;
	for (let round = 0; ; round++) {
		const next = decodedOnce(text).normalize('NFKC');
		if (next === text) return text.toLowerCase();
		if (round === 6) return undefined;
		text = next;
	}
}

/**
 * Decodes all valid percent sequences once. Any other `%` is kept, and bytes that are not UTF-8 become one character
 * each.
 */
function decodedOnce(path: string): string {
	return path
		.replace(/%u([\da-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
		.replace(/(?:%[\da-f]{2})+/gi, run => {
			try {
				return decodeURIComponent(run);
			} catch {
				return overlongDecoded(run);
			}
		});
}

/** Decodes overlong UTF-8 (CVE-2000-0884), because old servers read `%C0%AF` as a slash. */
function overlongDecoded(run: string): string {
	return run
		.replace(/%c([01])%([89ab][\da-f])/gi, (_, high: string, low: string) =>
			String.fromCharCode(((Number(high) & 1) << 6) | (Number.parseInt(low, 16) & 0x3f)),
		)
		.replace(/%e0%80%([89ab][\da-f])/gi, (_, low: string) => String.fromCharCode(Number.parseInt(low, 16) & 0x3f))
		.replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** The message for a URL that was not requested because it could change a job. */
export const notAnOperation =
	'The address could be that of an operation, like cancel or submitJob. gpjobs does not ask for it.';

/** Whether a GET of this path could cancel, submit or delete a job on a GP server. */
export function mayActOnJobs(pathname: string): boolean {
	if (!/cancel|delete|submitjob|execute|[%;\\]/i.test(pathname)) return false;
	const segments = segmentsAsServersRead(pathname);
	if (segments === undefined) return true;
	const [last, , place] = segments.toReversed();
	if (last === 'cancel' || last === 'delete') return place === 'jobs';
	return (last === 'submitjob' || last === 'execute') && place === 'gpserver';
}
