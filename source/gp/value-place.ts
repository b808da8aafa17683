import * as z from 'zod/mini';
import {type ServerText, serverName, serverText} from '../text/safe-text.ts';
import {isJsonObject} from './json.ts';

/** The kind and place of what a value names. */
export type ValuePlace = {
	/**
	 * A file can be saved; a service and an image are looked at elsewhere; an item is known to its portal alone; `nowhere` where
	 * the server has the form of a place and names none.
	 */
	readonly kind: 'file' | 'service' | 'image' | 'item' | 'nowhere';
	/** The URL as sent, to be checked before it is followed. `null` for items, and for `nowhere`. */
	readonly url: string | null;
	/** `tif` for example. */
	readonly format: ServerText | null;
	readonly words: ServerText;
};

/** How `url` looks where a job made no file: empty, or a language's word for nothing. */
const nothing = /^(?:[\s#?./\\-]*|null|none|undefined|nan|n\/?a|nil|about:blank)$/i;

/** Shown for a value that has the form of a file but names none. */
export const namesNoFile = serverText('names no file');

/** Layers and queries may follow; a GPServer has files of its jobs below it and is not named here. */
const serviceUrl = /\/(?:Feature|Image|Map|Scene|Stream|VectorTile)Server\s*(?:[/?#]|$)/i;

/** The sentence about an item that was sent to the server. */
export function uploadedItem(id: string): string {
	return `uploaded item ${id}`;
}

/** The sentence about an item that the portal of the server keeps. */
export function portalItem(id: string): string {
	return `portal item ${id}`;
}

/** The sentence about a picture of a map. */
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
 * Reads the values that say where something lies ("GP data types", GPDataFile, GPRasterDataLayer, and a
 * GPFeatureRecordSetLayer whose result is a service or a map image).
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

/** Whether a URL is empty. A missing member is not: then the value is of another kind. */
function isNothing(url: unknown): boolean {
	return url === null || (typeof url === 'string' && nothing.test(url.trim()));
}
