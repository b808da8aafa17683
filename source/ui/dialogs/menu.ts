/** The keys that close a menu without doing anything. */
export const leaving: ReadonlySet<string | undefined> = new Set(['Esc', 'q', 'n', 'N']);

/** An index limited to a list of that length. */
export function within(index: number, length: number): number {
	return Math.max(0, Math.min(index, length - 1));
}

/** The step of a key that moves the cursor of a menu by one line; 0 for other keys. */
export function lineStep(name: string | undefined): number {
	if (name === '↑' || name === 'k') return -1;
	return name === '↓' || name === 'j' ? 1 : 0;
}
