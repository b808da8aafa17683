import {type Fault, fault} from '../fault.ts';

/**
 * Identifies a version of a file, so that gpjobs can tell whether a partial download still belongs to the file on the
 * server.
 */
export type FileVersion = {
	/** The ETag as sent, with quotes and `W/`. */
	readonly etag?: string | undefined;
	/** The `Last-Modified` header as sent; present only if it is a strong validator. */
	readonly lastModified?: string | undefined;
	/** The size of the whole file in bytes; `null` if the server does not send it. */
	readonly total: number | null;
};

/** The part of a file that an earlier download has saved. */
export type Resumption = {readonly version: FileVersion; readonly from: number};

/** The status and the headers of an answer. */
export type AnswerHead = {
	readonly status: number;
	readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
};

type Judged =
	/**
	 * The body must be saved. `at` is the position of its first byte in the file; `length` is its length, `null` if the
	 * server does not send it.
	 */
	| {readonly kind: 'take'; readonly at: number; readonly length: number | null; readonly version: FileVersion}
	/** The earlier part cannot be continued. The whole file must be requested again. */
	| {readonly kind: 'start-over'}
	/** The answer is not a file. Its body may say why. */
	| {readonly kind: 'error'}
	| {readonly kind: 'refuse'; readonly fault: Fault};

/**
 * Returns the request headers for the rest of a file; empty if gpjobs cannot verify that it is still the same file.
 * `If-Range` does not accept a weak ETag (RFC 9110 §13.1.5), and Tomcat, in which ArcGIS Server runs, sends only weak
 * ones; the date is then used. If the whole file has already been saved, its last byte is requested again, because a
 * 416 would not say whether the file is still the same.
 */
export function rangeHeaders(resume: Resumption | undefined): Readonly<Record<string, string>> {
	const validator = resume && validatorOf(resume.version);
	if (!resume || validator === undefined) return {};
	const from = firstByteOf(resume);
	return from > 0 ? {range: `bytes=${from}-`, 'if-range': validator} : {};
}

/** Whether a download of this version can be continued after an interruption. */
export function canBeResumed(version: FileVersion): boolean {
	return validatorOf(version) !== undefined;
}

/**
 * Decides what to do with an answer by its status and headers.
 *
 * @param resume the earlier part that the request asked to continue, if any
 * @param keepsEncoding whether a compressed body is saved as it is, because the file is a `.gz` that the server
 * declares as encoded
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

/** The fault if an answer reports no error but contains no file. */
export function withoutFile(host: string, status: number): Fault {
	return fault('unexpected', `${host} answered HTTP ${status} and no file.`, status);
}

/** The fault if a server sends the file compressed although gpjobs asked for no compression. */
export function compressedFile(host: string, encoding: string): Fault {
	const sentence = `${host} sends the file compressed (${encoding}), which gpjobs asked it not to do.`;
	return fault('unexpected', sentence);
}

/** The fault if a server sends a part of the file although gpjobs requested the whole file. */
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
	// A server that supports `If-Range` sends the version with the part. A server that does not may send a part of
	// another version.
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

/** Whether two values agree. A missing value agrees with every other. */
function agree(one: string | number | null | undefined, other: string | number | null | undefined): boolean {
	return one === other || (one ?? undefined) === undefined || (other ?? undefined) === undefined;
}

const longestValidator = 512;

function versionOf(head: AnswerHead, total: number | null): FileVersion {
	const etag = text(head, 'etag');
	const isEtag = etag !== undefined && etag.length < longestValidator && /^(W\/)?"[\x21\x23-\x7e]*"$/.test(etag);
	return {etag: isEtag ? etag : undefined, lastModified: strongDate(head), total};
}

/**
 * The `Last-Modified` date if it is a strong validator. A file that was changed in the second in which it was read may
 * be changed once more in the same second (RFC 9110 §8.8.2.2).
 */
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
