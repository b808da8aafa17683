import {extensionOf} from '../../text/file-name.ts';
import {type Fault, fault} from '../fault.ts';
import {isJsonObject} from '../json.ts';
import {readJson} from '../json-text.ts';
import {readBody} from './body.ts';
import type {AnswerHead} from './download-answer.ts';
import {headerOf, type Pieces, readUpTo} from './download-pieces.ts';

/** The number of bytes of a body that are examined before it counts as a file. Error messages are shorter. */
export const longestOpening = 65_536;

/**
 * The kind of a body according to its first bytes. `page` and `json` are decided only after up to {@link
 * longestOpening} bytes.
 */
type Opening = 'too-short' | 'file' | 'page' | 'json';

const webPages = /^(x?html?|mht(ml)?|aspx?|php|jsp)$/;
/** Matches extensions of text formats that begin with `<`, as a web page does, or that may contain one. */
const markup = /^(xml|xsl|xslt|xsd|kml|gml|svg|rss|atom|gpx|dae|wsdl|qgs|md|txt|log)$/;
const jsonFormats =
	/^(p?json|geojson|esrijson|topojson|ndjson|jsonl|jsonld|gltf|ipynb|webmanifest|lyrx|mapx|pagx|stylx)$/;
/** Matches extensions of formats that never begin with `{`. */
const binaries =
	/^(zip|gz|tgz|7z|rar|tar|bz2|xz|gdb|gpkg|kmz|pdf|tiff?|png|jpe?g|gif|jp2|img|sid|ecw|nc|hdf5?|grb2?|las|laz|zlas|xlsx?|docx?|pptx?|mdb|accdb|sqlite|db|shp|shx|dbf|tpkx?|vtpk|slpk|mmpk|ppkx|gpkx?|lpkx?|mpkx?|rpkx?|aprx|parquet|bin)$/;

/**
 * Determines the kind of a body by its beginning. A server that requires a sign-in, or a proxy, may send a web page
 * with status 200 instead of the file.
 *
 * A web page counts as the file only if the file name says so (`report.html`), or if neither the name nor the content
 * type contradicts it. JSON must be read further, because it may be an error envelope of ArcGIS. Other JSON counts as
 * the file, unless the name has the extension of a binary format and the content type is JSON.
 *
 * @param opening the first bytes: at least 512, unless the body is shorter
 * @param name the name of the file
 */
function openingOf(opening: Uint8Array, isWhole: boolean, contentType: string, name: string): Opening {
	const text = new TextDecoder('latin1').decode(opening.subarray(0, 512)).replace(/^(?:\u00ef\u00bb\u00bf)?\s*/, '');
	const isEnough = isWhole || opening.length >= 512 || (opening.length > 3 && text !== '' && !text.startsWith('<'));
	if (!isEnough) return 'too-short';
	const extension = extensionOf(name);
	if (text.startsWith('<')) {
		if (webPages.test(extension)) return 'file';
		const isCalledPage = /\bx?html\b/i.test(contentType);
		const isPage = /^<(!doctype\s+html|html|head|title|body|script|meta|link|style|form|div|h\d|p|center)[\s>/]/i.test(
			text,
		);
		if (isCalledPage) return markup.test(extension) && !isPage ? 'file' : 'page';
		return isPage && !markup.test(extension) ? 'page' : 'file';
	}
	return text.startsWith('{') ? 'json' : 'file';
}

/** The fault if the body is a web page instead of the file. */
export function faultOfPage(body: Uint8Array, host: string): Fault {
	return pageForFile(host, /<title[^<>]*>([^<]{1,200})/i.exec(new TextDecoder().decode(body))?.[1]?.trim());
}

/** The fault for a web page with this title instead of a file. */
export function pageForFile(host: string, title?: string): Fault {
	const named = title ? ` ("${title}")` : '';
	const sentence = `${host} answered a web page${named} in place of the file: a sign-in page, or a proxy on the way?`;
	return fault('unexpected', sentence);
}

/** The fault if a server sends the job resource instead of a file. */
export function jobForFile(host: string): Fault {
	return fault('unexpected', `${host} answered how the job stands in place of the file.`);
}

/** The fault for JSON that a server sent instead of a file. */
export function jsonForFile(host: string): Fault {
	return fault('unexpected', `${host} answered JSON in place of the file.`);
}

/**
 * The fault if JSON was sent instead of a file; `undefined` if the JSON is the file. If the file itself should be JSON,
 * only `{"error": {"code": …}}` without other properties counts as an error, because the report of a job may contain
 * `"status": "error"`.
 *
 * @param isWhole whether the body ends after these bytes
 */
function faultOfJson(
	body: Uint8Array,
	isWhole: boolean,
	contentType: string,
	name: string,
	host: string,
): Fault | undefined {
	const extension = extensionOf(name);
	const head = new TextDecoder().decode(body.subarray(0, 2000));
	if (jobItself.test(head)) return jobForFile(host);
	if (isWhole) {
		const text = new TextDecoder().decode(body);
		const read = readBody({...asReceived, body: text, bytes: body.length}, host);
		const isError = !read.ok && read.fault.kind !== 'not-json';
		if (isError && (!jsonFormats.test(extension) || isPlainEnvelope(text))) return read.fault;
	}
	const isCalledJson = /\bjson\b/i.test(contentType);
	if (!binaries.test(extension) || !isCalledJson) return undefined;
	return jsonForFile(host);
}

/**
 * Matches the beginning of a job resource as ArcGIS writes it. A server may send the job resource when it does not find
 * the file.
 */
const jobItself = /^\s*\{\s*"(?:jobId|jobStatus)"\s*:.*"?esriJob[A-Z]/s;

const asReceived = {status: 200, location: undefined, retryAfter: undefined, took: 0};

function isPlainEnvelope(text: string): boolean {
	const json = readJson(text);
	if (!isJsonObject(json) || !isJsonObject(json.error)) return false;
	return Object.keys(json).length === 1 && Number.isInteger(json.error.code);
}

/** Reads as much of a body as is needed to decide whether it is the file. Returns these bytes, or the fault. */
export async function judgeOpening(
	pieces: Pieces,
	head: AnswerHead,
	name: string,
	host: string,
): Promise<{readonly bytes: Uint8Array} | {readonly fault: Fault}> {
	const contentType = headerOf(head, 'content-type') ?? '';
	let read = await readUpTo(pieces, [], 1);
	let opening = openingOf(read.bytes, read.isAll, contentType, name);
	if (opening === 'too-short') {
		read = await readUpTo(pieces, [read.bytes], 512);
		opening = openingOf(read.bytes, true, contentType, name);
	}
	if (opening === 'file') return read;
	if (!read.isAll) read = await readUpTo(pieces, [read.bytes], longestOpening);
	if (opening === 'page') return {fault: faultOfPage(read.bytes, host)};
	const why = faultOfJson(read.bytes, read.isAll, contentType, name, host);
	return why ? {fault: why} : read;
}
