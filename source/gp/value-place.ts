import * as z from 'zod/mini';
import {isoTime} from '../text/date.ts';
import {type ServerText, serverName, serverText} from '../text/safe-text.ts';
import {compactJson, isJsonObject} from './json.ts';

/** Where the data of a value is, and what kind of data it is. */
export type ValuePlace = {
	/**
	 * The kind of the data. A `file` can be saved; a `service` and an `image` can be opened in other programs; an
	 * `item` can be found only through the portal. `nowhere` means that the value has the form of a reference but names
	 * no data.
	 */
	readonly kind: 'file' | 'service' | 'image' | 'item' | 'nowhere';
	/** The URL as sent; it must be checked before it is requested. `null` for an item and for `nowhere`. */
	readonly url: string | null;
	/** The format of the file, for example `tif`. */
	readonly format: ServerText | null;
	readonly words: ServerText;
};

/**
 * Matches a `url` that means "no file": it is empty, or it is what a programming language prints for a missing value.
 */
const nothing = /^(?:[\s#?./\\-]*|null|none|undefined|nan|n\/?a|nil|about:blank)$/i;

/** Shown for a value that has the form of a file but contains no URL. */
export const namesNoFile = serverText('names no file');

/**
 * Matches URLs of services, also with a layer or a query. GPServer is not included, because URLs below it can be files
 * of jobs.
 */
const serviceUrl = /\/(?:Feature|Image|Map|Scene|Stream|VectorTile)Server\s*(?:[/?#]|$)/i;

/** The description of a value that is an item uploaded to the server. */
export function uploadedItem(id: string): string {
	return `uploaded item ${id}`;
}

/** The description of a value that is an item in the server's portal. */
export function portalItem(id: string): string {
	return `portal item ${id}`;
}

/** The description of a value that is a map image. */
export function mapImageAt(url: string, size?: {readonly width: number; readonly height: number}): string {
	return `map image${size ? ` of ${size.width} × ${size.height}` : ''} at ${url}`;
}

/** Matches URLs of the files that the jobs of a server write ("GP data types", GPDataFile). */
const jobFile =
	/^https?:\/\/[^\s?#]+\/(?:rest\/directories|arcgisjobs|arcgisoutput|scratch)\/[^\s?#]*\.\w+(?:[?#]\S*)?$/i;

/** Whether a text is the URL of a file that a job wrote, and nothing else. */
export function isJobFile(text: string): boolean {
	return text.length <= longestUrl && jobFile.test(text.trim());
}

const longestUrl = 8192;

/** Matches the URL of an item of a portal. */
const itemUrl = /\/sharing\/rest\/content\/items\/[^/?#]+\/?(?:[?#]|$)/i;

const words = z.catch(z.optional(z.string()), undefined);

const file = z.union([
	z.pipe(
		z.string().check(z.regex(/^https?:\/\//i)),
		z.transform(url => ({url, format: undefined, type: undefined})),
	),
	z.object({url: z.string(), format: words, type: words}),
]);
const item = z.union([
	z.pipe(
		z.object({itemID: z.string()}),
		z.transform(({itemID}) => uploadedItem(itemID)),
	),
	z.pipe(
		z.object({portalItemID: z.string()}),
		z.transform(({portalItemID}) => portalItem(portalItemID)),
	),
	z.pipe(
		z.object({itemId: z.string()}),
		z.transform(({itemId}) => portalItem(itemId)),
	),
]);
const size = z.catch(z.optional(z.number()), undefined);
const image = z.object({mapImage: z.object({href: z.string(), width: size, height: size})});

/**
 * Reads a value that refers to data elsewhere ("GP data types", GPDataFile, GPRasterDataLayer, and a
 * GPFeatureRecordSetLayer whose result is a service or a map image).
 *
 * @param sent the value as sent, with the URL that must be requested
 * @param shown the value with its secrets masked, for the words about it
 * @returns `undefined` for any other value
 */
export function readPlace(sent: unknown, shown: unknown = sent): ValuePlace | undefined {
	const drawn = image.safeParse(sent);
	if (drawn.success) {
		const {href, width, height} = drawn.data.mapImage;
		const size = width !== undefined && height !== undefined ? {width, height} : undefined;
		return {kind: 'image', url: href, format: null, words: serverText(mapImageAt(href, size))};
	}
	const known = item.safeParse(sent);
	if (isJsonObject(sent) && isNothing(sent.url) && !known.success) {
		return {kind: 'nowhere', url: null, format: null, words: namesNoFile};
	}
	const lying = file.safeParse(sent);
	if (lying.success && !isNothing(lying.data.url)) {
		const {url, format, type} = lying.data;
		const isItem = itemUrl.test(url);
		const isService = !isItem && (type !== undefined || serviceUrl.test(url));
		const named = isService ? `${type ?? 'service'} at ` : format === undefined ? '' : `${format} `;
		const facts = [...(known.success ? [known.data] : []), ...narrowed(shown)];
		return {
			kind: isItem ? 'item' : isService ? 'service' : 'file',
			url,
			format: format === undefined ? null : serverName(format),
			words: serverText([`${named}${url}`, ...facts].join(' · ')),
		};
	}
	if (!known.success) return undefined;
	const facts = [known.data, ...narrowed(shown)];
	return {kind: 'item', url: null, format: null, words: serverText(facts.join(' · '))};
}

/** Members that the words about a place already contain, or that say nothing about its data. */
const notTold: ReadonlySet<string> = new Set(['url', 'format', 'type', 'itemID', 'itemId', 'portalItemID', 'token']);

/** The longest description of one member, in characters. */
const longestMember = 200;

/**
 * Describes the other members of a reference, because some of them select a part of the data: `filter` and `time` of a
 * layer ("GP data types", GPFeatureRecordSetLayer).
 */
function narrowed(shown: unknown): readonly string[] {
	if (!isJsonObject(shown)) return [];
	return Object.entries(shown).flatMap(([name, member]) => {
		if (notTold.has(name) || member === null || member === undefined || member === '') return [];
		const words = compactJson(member);
		const cut = words.length > longestMember ? `${words.slice(0, longestMember)}…` : words;
		const times = name === 'time' ? timesIn(words) : undefined;
		return [`${name} ${cut}${times === undefined ? '' : ` (${times})`}`];
	});
}

/**
 * Formats the times of a time filter, which is one instant or a pair in epoch milliseconds; `null` leaves one end open.
 */
function timesIn(words: string): string | undefined {
	const ends = words.split(',').map(end => (/^-?\d+$/.test(end.trim()) ? isoTime(Number(end)) : 'open'));
	return ends.length <= 2 && ends.every(end => end !== null) ? ends.join(' to ') : undefined;
}

/** Whether a `url` property is empty. If the property is missing, the value is not a file. */
function isNothing(url: unknown): boolean {
	return url === null || (typeof url === 'string' && nothing.test(url.trim()));
}
