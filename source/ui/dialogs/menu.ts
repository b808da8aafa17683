/** Keys by which a menu is left without anything done. */
export const leaving: ReadonlySet<string | undefined> = new Set(['Esc', 'q', 'n', 'N']);

/** An index held within a list of that length. */
export function within(index: number, length: number): number {
	return Math.max(0, Math.min(index, length - 1));
}

/** One line up or down, by the keys that list and menus share; 0 for others. */
export function lineStep(name: string | undefined): number {
	if (name === '↑' || name === 'k') return -1;
	return name === '↓' || name === 'j' ? 1 : 0;
}
