/**
 * Recognises every setting that is meant to turn read-only mode on. The mode protects other people's work, so it fails
 * closed: only a clear no turns it off. A value that gpjobs does not understand counts as yes, and so does a misspelt
 * name.
 */

const yes = /^(true|yes|on|1)$/i;
const no = /^(false|no|off|0)$/i;

/**
 * Returns the meaning of a word for yes or no, in any case and surrounded by blanks; `undefined` for any other word.
 */
export function booleanOf(text: string): boolean | undefined {
	const word = text.trim();
	if (yes.test(word)) return true;
	return no.test(word) ? false : undefined;
}

/** Like {@link booleanOf}, for a value from a file: `true`, `"yes"` and `1` mean the same. */
export function booleanIn(value: unknown): boolean | undefined {
	if (typeof value === 'boolean') return value;
	return typeof value === 'string' || typeof value === 'number' ? booleanOf(String(value)) : undefined;
}

/** The largest number of letters of `readOnly` that may be wrong, missing, added or swapped. */
const slips = 2;

/**
 * Whether the name of a setting can only have been meant for `readOnly`: `readonly`, `read_only`, `READ-ONLY`,
 * `raedOnly`, `isReadOnly`, `GPJOBS_READ_ONLY`.
 */
export function isLikeReadOnly(name: string): boolean {
	const letters = lettersOf(name);
	return distance(letters, 'readonly') <= slips || letters.endsWith('readonly') || letters.startsWith('readonly');
}

/**
 * Like {@link isLikeReadOnly}, for an environment variable whose name begins with `GPJOBS` or something close to it.
 */
export function isLikeReadOnlyVariable(name: string): boolean {
	const letters = lettersOf(name);
	const own = /^gpjobs?/.exec(letters)?.[0];
	if (own !== undefined) return isLikeReadOnly(letters.slice(own.length));
	return distance(letters, 'gpjobsreadonly') <= slips;
}

/** How many levels of a file are searched for a misplaced setting. */
const deepest = 5;

/**
 * Finds a name that means read-only in the wrong place, for example beside `settings` instead of inside, with a value
 * that is not a clear no.
 *
 * @param value the part of the file to search, down to {@link deepest} levels
 * @returns the name as the file spells it; `undefined` if none is misplaced
 */
export function strayReadOnly(value: unknown, level = 1): string | undefined {
	if (typeof value !== 'object' || value === null || level > deepest) return undefined;
	for (const [name, inner] of Object.entries(value)) {
		if (!Array.isArray(value) && isLikeReadOnly(name) && booleanIn(inner) !== false) return name;
		const within = strayReadOnly(inner, level + 1);
		if (within !== undefined) return within;
	}
	return undefined;
}

/**
 * Whether a JSON text sets read-only in a member that its parsed value does not contain: if a name occurs twice in
 * one object, the parser keeps only the last value, and the protection may have been in the other.
 *
 * @param text valid JSON
 * @param value the parsed text
 */
export function hidesReadOnly(text: string, value: unknown): boolean {
	return protectingIn(text) > protectingNames(value);
}

/** Counts the members of a JSON text that have a name which means read-only and a value that is not a clear no. */
function protectingIn(text: string): number {
	const isMeant = rememberedLikeness();
	let count = 0;
	for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at)) {
		const end = endOfString(text, at);
		const name = text.slice(at, end);
		at = end;
		colon.lastIndex = end;
		if (!colon.test(text) || !isMeant(JSON.parse(name) as string)) continue;
		const begin = colon.lastIndex;
		word.lastIndex = begin;
		const value = text[begin] === '"' ? text.slice(begin, endOfString(text, begin)) : word.exec(text)?.[0];
		if (!value || booleanIn(JSON.parse(value)) !== false) count++;
	}
	return count;
}

const colon = /\s*:\s*/y;
/** Matches a JSON number, `true`, `false` or `null`. */
const word = /[\w.+-]*/y;

/** Returns the position after the JSON string that begins at `begin`. */
function endOfString(text: string, begin: number): number {
	let end = begin + 1;
	while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
	return end + 1;
}

/** Like {@link protectingIn}, for a parsed value. */
function protectingNames(value: unknown): number {
	const isMeant = rememberedLikeness();
	const left: unknown[] = [value];
	let count = 0;
	while (left.length > 0) {
		const next = left.pop();
		if (typeof next !== 'object' || next === null) continue;
		for (const [name, inner] of Object.entries(next)) {
			if (!Array.isArray(next) && isMeant(name) && booleanIn(inner) !== false) count++;
			left.push(inner);
		}
	}
	return count;
}

/** Returns {@link isLikeReadOnly} with a cache, because ten thousand jobs have the same few names. */
function rememberedLikeness(): (name: string) => boolean {
	const known = new Map<string, boolean>();
	return name => {
		const before = known.get(name);
		if (before !== undefined) return before;
		const isMeant = isLikeReadOnly(name);
		known.set(name, isMeant);
		return isMeant;
	};
}

function lettersOf(name: string): string {
	return name
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[^\p{L}]/gu, '');
}

/**
 * Returns the edit distance of two words: how many letters have to be changed, added, removed or swapped with their
 * neighbour (optimal string alignment).
 */
function distance(one: string, other: string): number {
	// A word whose length differs by more letters than this is another name.
	if (Math.abs(one.length - other.length) > slips) return slips + 1;
	let beforeLast: readonly number[] = [];
	let last: readonly number[] = Array.from({length: other.length + 1}, (_, column) => column);
	for (let row = 1; row <= one.length; row++) {
		const next = [row];
		for (let column = 1; column <= other.length; column++) {
			const isSame = one[row - 1] === other[column - 1];
			const isSwapped =
				row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
			const ways = [
				(last[column] ?? 0) + 1,
				(next[column - 1] ?? 0) + 1,
				(last[column - 1] ?? 0) + (isSame ? 0 : 1),
				...(isSwapped ? [(beforeLast[column - 2] ?? 0) + 1] : []),
			];
			next.push(Math.min(...ways));
		}
		beforeLast = last;
		last = next;
	}
	return last[other.length] ?? 0;
}
