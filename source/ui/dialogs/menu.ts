/** The keys that close a menu without doing anything. */
export const leaving: ReadonlySet<string | undefined> = new Set(['Esc', 'q', 'n', 'N']);

/** Limits an index to the entries of a list with the given length. */
export function within(index: number, length: number): number {
	return Math.max(0, Math.min(index, length - 1));
}

/** Returns by how many lines a key moves the cursor of a menu: 1, −1, or 0 for other keys. */
export function lineStep(name: string | undefined): number {
	if (name === '↑' || name === 'k') return -1;
	return name === '↓' || name === 'j' ? 1 : 0;
}
