/**
 * Read-only protects other people's work, so it fails closed: only a clear no leaves it off. A value that gpjobs does not
 * understand counts as yes, and so does a name that is nearly right.
 */

const yes = /^(true|yes|on|1)$/i;
const no = /^(false|no|off|0)$/i;

/** What a word means that stands for yes or no, in any case and with blanks around it; `undefined` for any other. */
export function booleanOf(text: string): boolean | undefined {
	const word = text.trim();
	if (yes.test(word)) return true;
	return no.test(word) ? false : undefined;
}

/** As {@link booleanOf}, of a value in a file: `true`, `"yes"` and `1` are the same. */
export function booleanIn(value: unknown): boolean | undefined {
	if (typeof value === 'boolean') return value;
	return typeof value === 'string' || typeof value === 'number' ? booleanOf(String(value)) : undefined;
}

/** Letters that may be wrong, missing, too many or in the wrong order. */
const slips = 2;

/**
 * Whether the name of a setting can only have been meant for `readOnly`: `readonly`, `read_only`, `READ-ONLY`,
 * `raedOnly`, `isReadOnly`, `GPJOBS_READ_ONLY`.
 */
export function isLikeReadOnly(name: string): boolean {
	const letters = lettersOf(name);
	return distance(letters, 'readonly') <= slips || letters.endsWith('readonly') || letters.startsWith('readonly');
}

/** As {@link isLikeReadOnly}, of an environment variable, whose name begins with `GPJOBS`, or nearly so. */
export function isLikeReadOnlyVariable(name: string): boolean {
	const letters = lettersOf(name);
	const own = /^gpjobs?/.exec(letters)?.[0];
	if (own !== undefined) return isLikeReadOnly(letters.slice(own.length));
	return distance(letters, 'gpjobsreadonly') <= slips;
}

/** Levels of a file in which the setting is looked for where it does not belong. */
const deepest = 5;

/**
 * A name for read-only that stands where no setting does, with a value that is not a clear no: `readOnly` beside `settings`
 * in place of in it.
 *
 * @param value what may hold it, at any level
 * @returns the name as it stands there; `undefined` where there is none
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

function lettersOf(name: string): string {
	return name
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[^\p{L}]/gu, '');
}

/** How many letters have to be changed, added, left out or swapped with their neighbour (optimal string alignment). */
function distance(one: string, other: string): number {
	// Longer by that much, it is another name whatever its letters are.
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
