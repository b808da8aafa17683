import {type Fault, fault} from '../fault.ts';

/** What identifies a version of a file, to tell whether a part still belongs to it. */
export type FileVersion = {
	/** The ETag as sent, with quotes and a `W/`. */
	readonly etag?: string | undefined;
	/** The date as sent; present only where it is a strong validator. */
	readonly lastModified?: string | undefined;
	/** Bytes of the whole file; `null` where the server does not say. */
	readonly total: number | null;
};

/** The part of a file that is there from before. */
export type Resumption = {readonly version: FileVersion; readonly from: number};

export type AnswerHead = {
	readonly status: number;
	readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
};

type Judged =
	/** `at`: which byte of the file comes first; `length`: how many come, `null` where the server does not say. */
	| {readonly kind: 'take'; readonly at: number; readonly length: number | null; readonly version: FileVersion}
	/** The part cannot be continued: the whole file must be requested again. */
	| {readonly kind: 'start-over'}
	/** No file: the body may say why. */
	| {readonly kind: 'error'}
	| {readonly kind: 'refuse'; readonly fault: Fault};

/**
 * The headers that ask for the rest of a file; empty where nothing shows that it is still the same file.
 *
 * `If-Range` takes no weak ETag (RFC 9110 §13.1.5), and Tomcat, which ArcGIS Server is built on, sends no other: there
 * the date serves. When the whole file is here already, the last byte is requested again, because a 416 would not say
 * whether the file is still the same.
 */
export function rangeHeaders(resume: Resumption | undefined): Readonly<Record<string, string>> {
	const validator = resume && validatorOf(resume.version);
	if (!resume || validator === undefined) return {};
	const from = firstByteOf(resume);
	return from > 0 ? {range: `bytes=${from}-`, 'if-range': validator} : {};
}

/** Whether a download that is broken off now can be continued later. */
export function canBeResumed(version: FileVersion): boolean {
	return validatorOf(version) !== undefined;
}

/**
 * What an answer is good for, by its head alone.
 *
 * @param resume what the request asked to continue, if it did
 * @param keepsEncoding whether a body that is compressed is wanted as it is: a `.gz` that the server calls encoded
 */
export function judgeAnswer(
	head: AnswerHead,
	resume: Resumption | undefined,
	host: string,
	keepsEncoding: boolean,
): Judged {
	const {status} = head;
	const asked = 'range' in rangeHeaders(resume);
	if (status === 416 && asked) return {kind: 'start-over'};
	if (status >= 300) return {kind: 'error'};
	if (status !== 200 && status !== 203 && status !== 206) {
		return {kind: 'refuse', fault: withoutFile(host, status)};
	}
	const encoding = text(head, 'content-encoding');
	if (encoding !== undefined && !/^\s*(identity)?\s*$/i.test(encoding) && !keepsEncoding) {
		return {kind: 'refuse', fault: compressedFile(host, encoding)};
	}
	if (status !== 206) {
		const length = lengthOf(head);
		return {kind: 'take', at: 0, length, version: versionOf(head, length)};
	}
	if (!asked || !resume) {
		return {kind: 'refuse', fault: unaskedPart(host)};
	}
	return judgePart(head, resume);
}

/** The fault of an answer that is in order and has no file in it. */
export function withoutFile(host: string, status: number): Fault {
	return fault('unexpected', `${host} answered HTTP ${status} and no file.`, status);
}

/** The fault of a file that would have to be unpacked to be what it is called. */
export function compressedFile(host: string, encoding: string): Fault {
	const sentence = `${host} sends the file compressed (${encoding}), which gpjobs asked it not to do.`;
	return fault('unexpected', sentence);
}

/** The fault of a part where the whole was wanted. */
export function unaskedPart(host: string): Fault {
	return fault('unexpected', `${host} answered a part of the file that was not asked for.`);
}

function judgePart(head: AnswerHead, resume: Resumption): Judged {
	const range = /^\s*bytes\s+(\d{1,15})-(\d{1,15})\/(\d{1,15}|\*)\s*$/i.exec(text(head, 'content-range') ?? '');
	if (!range) return {kind: 'start-over'};
	const [first, last] = [Number(range[1]), Number(range[2])];
	const total = range[3] === '*' ? null : Number(range[3]);
	const length = last - first + 1;
	const declared = lengthOf(head);
	const isConsistent = length > 0 && (total === null || last < total) && (declared === null || declared === length);
	if (!isConsistent || first !== firstByteOf(resume)) return {kind: 'start-over'};
	const known = resume.version;
	const version = versionOf(head, total ?? known.total);
	// Whoever looks at `If-Range` says what the part is of; who does not may send a part of another file.
	const isSaid = validatorOf(known) === (known.etag?.startsWith('"') ? version.etag : text(head, 'last-modified'));
	const isSame =
		isSaid &&
		agree(known.total, total) &&
		agree(known.etag, version.etag) &&
		agree(known.lastModified, version.lastModified);
	if (!isSame) return {kind: 'start-over'};
	const etag = version.etag ?? known.etag;
	const lastModified = version.lastModified ?? known.lastModified;
	return {kind: 'take', at: first, length, version: {etag, lastModified, total: version.total}};
}

function firstByteOf({from, version: {total}}: Resumption): number {
	return total === null ? from : Math.min(from, Math.max(0, total - 1));
}

function validatorOf({etag, lastModified}: FileVersion): string | undefined {
	return etag !== undefined && !etag.startsWith('W/') ? etag : lastModified;
}

/** What is not said contradicts nothing. */
function agree(one: string | number | null | undefined, other: string | number | null | undefined): boolean {
	return one === other || (one ?? undefined) === undefined || (other ?? undefined) === undefined;
}

const longestValidator = 512;

function versionOf(head: AnswerHead, total: number | null): FileVersion {
	const etag = text(head, 'etag');
	const isEtag = etag !== undefined && etag.length < longestValidator && /^(W\/)?"[\x21\x23-\x7e]*"$/.test(etag);
	return {etag: isEtag ? etag : undefined, lastModified: strongDate(head), total};
}

/** A file that was changed in the second in which it was read may be changed again in it (RFC 9110 §8.8.2.2). */
function strongDate(head: AnswerHead): string | undefined {
	const sent = text(head, 'last-modified');
	if (sent === undefined || sent.length > longestValidator) return undefined;
	const age = Date.parse(text(head, 'date') ?? '') - Date.parse(sent);
	return age >= 1000 ? sent : undefined;
}

function lengthOf(head: AnswerHead): number | null {
	const sent = text(head, 'content-length');
	return sent !== undefined && /^\d{1,15}$/.test(sent) ? Number(sent) : null;
}

function text({headers}: AnswerHead, name: string): string | undefined {
	const value = headers[name];
	return typeof value === 'string' ? value : value?.[0];
}
