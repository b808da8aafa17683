import {percentDecoded} from './percent-decoding.ts';
import {type SafeText, safe, safeText} from './safe-text.ts';

/**
 * The longest file name in bytes of UTF-8. File systems allow 255: the rest is room for `-12`, `.part` and other
 * endings of temporary files.
 */
const longestName = 200;
/** The longest extension, in bytes, that is kept when a name is cut. A longer ending does not count as an extension. */
const longestExtension = 32;

/**
 * Makes a safe file name from a name that a server sent. The rules for Windows are those of filenamify 7 and
 * sanitize-filename 1.6. Neither library is used, because both turn `../../x` and `..\..\x` into one long name instead
 * of taking the last component, and both keep `.bashrc` and `-rf`. filenamify limits the length in UTF-16 units, and
 * sanitize-filename cuts off the extension. Their remaining rules are two patterns.
 *
 * @param offered a URL path or its last part, a `Content-Disposition` name, or the name of a result; `%XX` is decoded
 * once
 * @param fallback used if all characters of `offered` are removed; it is cleaned in the same way, and if it becomes
 * empty too, the name is `download`
 * @returns one path component of at most 200 bytes of UTF-8 that means the same on Linux, macOS and Windows. It is not
 * a dot file, a command option or a Windows device, and it contains no invisible characters. Applying the function
 * again changes nothing.
 */
export function safeFileName(offered: string, fallback: string): SafeText {
	return settled(decoded(offered)) ?? settled(decoded(fallback)) ?? safe`download`;
}

/**
 * Adds a number to a file name that is already taken: `numberedName('a.tar.gz', 2)` is `a-2.tar.gz`.
 *
 * @param name a name made by {@link safeFileName}
 * @param n 0 gives the name itself
 */
export function numberedName(name: SafeText, n: number): SafeText {
	if (n === 0) return name;
	const {stem, extension} = partsOf(name);
	const room = longestName - `-${n}`.length - Buffer.byteLength(extension);
	// Each part is made safe by itself: in one piece, `token=-1` would be masked as a secret.
	return safe`${safeText(cut(stem, room))}-${n}${safeText(extension)}`;
}

/**
 * Returns the extension of a name in lower case and without its dot: `zip`. It is empty for a name without an
 * extension.
 */
export function extensionOf(name: string): string {
	return (/[^.]\.([^.\s/\\]{1,32})$/.exec(name)?.[1] ?? '').toLowerCase();
}

/**
 * The largest number of times that a name is cleaned. A name that would still change after that is rejected; no such
 * name is known.
 */
const mostRounds = 8;

/**
 * Cleans a name until it no longer changes: cutting, composing and masking can create something that must be cleaned.
 */
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

/**
 * Matches control and bidi characters, joiners, variation selectors, tags, half surrogates, and other characters
 * without a visible shape.
 */
const hidden =
	/[\p{Control}\p{Format}\p{Surrogate}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800\uFFFC]+/gu;

function withoutHidden(name: string): string {
	return name.replace(hidden, '');
}

/**
 * Matches device names of Windows, whose rules are the strictest ("Naming Files, Paths, and Namespaces"). Only the part
 * before the first dot counts: `CON.txt` is the console, too.
 */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|com[\d¹²³]|lpt[\d¹²³]) *(?:\.|$)/i;

function cleaned(name: string): string {
	const plain = name
		.normalize('NFC')
		.replace(/\p{Zs}+/gu, ' ')
		.replace(/[/\\:*?"<>|]/g, '_')
		// This would be decoded if a program took the name from a URL.
		.replace(/%(?=[0-9a-f]{2})/gi, '_')
		// This would be masked again the next time, which would make the name longer after it was cut.
		.replace(/[= ]+(?=•••)/g, '_')
		// A dot file, a command option, a home directory (`~`), or an accent that would combine with the preceding text.
		.replace(/^[.\-~ \p{Mark}]+/u, '');
	const whole = withoutEnd(plain);
	return device.test(whole) ? `_${whole}` : whole;
}

/** Removes dots and blanks at the end, as Windows does. It uses a loop, because `/[. ]+$/` takes quadratic time. */
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

/** Returns the longest beginning of a text that fits into `bytes` bytes of UTF-8. */
function cut(text: string, bytes: number): string {
	// A character takes at least one byte, so the characters after these cannot fit.
	const characters = [...text.slice(0, bytes)];
	while (Buffer.byteLength(characters.join('')) > bytes) characters.pop();
	// Removes half of a surrogate pair that was cut.
	return characters.join('').replace(/\p{Surrogate}$/u, '');
}

/**
 * Splits a name into stem and extension. Two endings count as one extension if they belong together: `roads.gdb.zip`,
 * `tiles.tar.gz`, `roads.shp.xml`.
 */
function partsOf(name: string): {readonly stem: string; readonly extension: string} {
	const extension = /(?<=.)(?:\.(?:tar|gdb|shp|aux|tif))?\.[^.\s]+$/i.exec(name)?.[0] ?? '';
	if (Buffer.byteLength(extension) > longestExtension) return {stem: name, extension: ''};
	return {stem: name.slice(0, name.length - extension.length), extension};
}
