import {percentDecoded} from './percent-decoding.ts';
import {type SafeText, safe, safeText} from './safe-text.ts';

/** Bytes of UTF-8. File systems take 255: the rest is for `-12`, `.part` and what stands beside a file for a while. */
const longestName = 200;
/** The longest extension that is kept when a name is cut, in bytes; anything longer does not count as one. */
const longestExtension = 32;

/**
 * The name under which something may be saved, from what a server offers.
 *
 * @param offered a path of a URL or its last part, a `Content-Disposition` name, the name of a result: `%XX` is decoded once
 * @param fallback where nothing is left of it; treated alike, and where nothing is left of that either: `download`
 * @returns one component of a path, at most 200 bytes of UTF-8, that means the same on Linux, macOS and Windows. It is
 * no dot file, no option of a command, no device of Windows, and holds nothing that is not seen. The same again where it
 * is given to this function again.
 *
 * Not filenamify 7 or sanitize-filename 1.6, whose rules for Windows these are: neither takes the last component of
 * `../../x` or `..\..\x` (they make one name of it all), `.bashrc` and `-rf` stay as they are, and the length is counted
 * in UTF-16 units (filenamify) or cuts the extension off (sanitize-filename). What they hold beyond is two patterns.
 */
export function safeFileName(offered: string, fallback: string): SafeText {
	return settled(decoded(offered)) ?? settled(decoded(fallback)) ?? safe`download`;
}

/**
 * The name with a number, for when its own is taken: `numberedName('a.tar.gz', 2)` is `a-2.tar.gz`.
 *
 * @param name of `safeFileName`
 * @param n 0 for the name itself
 */
export function numberedName(name: SafeText, n: number): SafeText {
	if (n === 0) return name;
	const {stem, extension} = partsOf(name);
	const room = longestName - `-${n}`.length - Buffer.byteLength(extension);
	// Put together of safe parts: as a whole, `token=-1` would be masked.
	return safe`${safeText(cut(stem, room))}-${n}${safeText(extension)}`;
}

/** The extension of a name in lower case, without its dot: `zip`; empty for a name without one. */
export function extensionOf(name: string): string {
	return (/[^.]\.([^.\s/\\]{1,32})$/.exec(name)?.[1] ?? '').toLowerCase();
}

/** Rounds after which a name settles; one that does not (none is known) counts as none. */
const mostRounds = 8;

/** Cleans until cleaning changes nothing more: to cut, to compose or to mask a secret can bring up what is to be cleaned. */
function settled(path: string): SafeText | undefined {
	let name = path.split(/[/\\]/).at(-1) ?? '';
	for (let round = 0; round < mostRounds; round++) {
		const next = shortened(cleaned(safeText(withoutHidden(name))));
		if (next === name) return next === '' ? undefined : safeText(next);
		name = next;
	}
	return undefined;
}

function decoded(text: string): string {
	return text.replace(/(?:%[0-9a-f]{2})+/gi, percentDecoded);
}

/** Controls, bidi controls, joiners, variation selectors, tags, half surrogates, and what has no shape of its own. */
const hidden =
	/[\p{Control}\p{Format}\p{Surrogate}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800\uFFFC]+/gu;

function withoutHidden(name: string): string {
	return name.replace(hidden, '');
}

/**
 * "Naming Files, Paths, and Namespaces" of Windows, whose rules are the strictest. The stem alone counts: `CON.txt` is
 * the console too.
 */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|com[\d¹²³]|lpt[\d¹²³]) *(?:\.|$)/i;

function cleaned(name: string): string {
	const plain = name
		.normalize('NFC')
		.replace(/\p{Zs}+/gu, ' ')
		.replace(/[/\\:*?"<>|]/g, '_')
		// What would be decoded if the name were taken for one of a URL again.
		.replace(/%(?=[0-9a-f]{2})/gi, '_')
		// What would be masked again, and grow, where it is cut.
		.replace(/[= ]+(?=•••)/g, '_')
		// A dot file, an option of a command, the home of somebody, an accent of what stands before.
		.replace(/^[.\-~ \p{Mark}]+/u, '');
	const whole = withoutEnd(plain);
	return device.test(whole) ? `_${whole}` : whole;
}

/** Windows drops dots and blanks at the end. A loop: `/[. ]+$/` takes quadratic time. */
function withoutEnd(name: string): string {
	let end = name.length;
	while (end > 0 && (name[end - 1] === '.' || name[end - 1] === ' ')) end--;
	return name.slice(0, end);
}

function shortened(name: string): string {
	if (Buffer.byteLength(name) <= longestName) return name;
	const {stem, extension} = partsOf(name);
	return withoutEnd(cut(stem, longestName - Buffer.byteLength(extension))) + extension;
}

/** The beginning of a text that fits into `bytes` bytes of UTF-8. */
function cut(text: string, bytes: number): string {
	// A character is a byte at least, so the rest need not be looked at.
	const characters = [...text.slice(0, bytes)];
	while (Buffer.byteLength(characters.join('')) > bytes) characters.pop();
	// A surrogate whose other half was cut off.
	return characters.join('').replace(/\p{Surrogate}$/u, '');
}

/** Two parts are one extension where they say one thing: `roads.gdb.zip`, `tiles.tar.gz`, `roads.shp.xml`. */
function partsOf(name: string): {readonly stem: string; readonly extension: string} {
	const extension = /(?<=.)(?:\.(?:tar|gdb|shp|aux|tif))?\.[^.\s]+$/i.exec(name)?.[0] ?? '';
	if (Buffer.byteLength(extension) > longestExtension) return {stem: name, extension: ''};
	return {stem: name.slice(0, name.length - extension.length), extension};
}
