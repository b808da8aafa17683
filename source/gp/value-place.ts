import * as z from 'zod/mini';
import {type ServerText, serverName, serverText} from '../text/safe-text.ts';
import {isJsonObject} from './json.ts';

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
 * @returns `undefined` for any other value
 */
export function readPlace(json: unknown): ValuePlace | undefined {
	const drawn = image.safeParse(json);
	if (drawn.success) {
		const {href, width, height} = drawn.data.mapImage;
		const size = width !== undefined && height !== undefined ? {width, height} : undefined;
		return {kind: 'image', url: href, format: null, words: serverText(mapImageAt(href, size))};
	}
	if (isJsonObject(json) && isNothing(json.url) && !item.safeParse(json).success) {
		return {kind: 'nowhere', url: null, format: null, words: namesNoFile};
	}
	const lying = file.safeParse(json);
	if (lying.success) {
		const {url, format, type} = lying.data;
		const isService = type !== undefined || serviceUrl.test(url);
		const named = isService ? `${type ?? 'service'} at ` : format === undefined ? '' : `${format} `;
		return {
			kind: isService ? 'service' : 'file',
			url,
			format: format === undefined ? null : serverName(format),
			words: serverText(`${named}${url}`),
		};
	}
	const known = item.safeParse(json);
	return known.success ? {kind: 'item', url: null, format: null, words: serverText(known.data)} : undefined;
}

/** Whether a `url` property is empty. If the property is missing, the value is not a file. */
function isNothing(url: unknown): boolean {
	return url === null || (typeof url === 'string' && nothing.test(url.trim()));
}
