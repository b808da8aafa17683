/** The modes of a terminal that programs switch for themselves, and what switches them back. */

const switches = /\u001B\[\?([\d;]+)([hl])/g;

const wrapping = 7;
const cursor = 25;
const alternateScreen = 1049;
const synchronized = 2026;

/** Whether a mode is on by default: only the cursor and the wrapping of long lines are. */
const isOnAtFirst = (mode: number) => mode === cursor || mode === wrapping;

/**
 * Tracks which private modes (DECSET) differ from how they were found: alternate screen, hidden cursor, bracketed paste,
 * mouse, synchronized output and any other.
 *
 * The sequences must be whole: Ink writes them so.
 */
export class PrivateModes {
	private readonly changed = new Set<number>();

	/** Notes what was written. */
	note(written: string): void {
		for (const {mode, isOn} of switchesIn(written)) {
			if (isOn === isOnAtFirst(mode)) this.changed.delete(mode);
			else this.changed.add(mode);
		}
	}

	/** Notes a chunk that was written in part: any of its switches may have happened. */
	noteDoubtful(written: string): void {
		for (const {mode} of switchesIn(written)) this.changed.add(mode);
	}

	/**
	 * The sequence that restores the terminal; empty where nothing changed. It leaves the alternate screen last and once:
	 * leaving it twice would move the cursor to where it was on entry.
	 */
	restore(): string {
		const last = [cursor, alternateScreen];
		const order = [
			...[...this.changed]
				.filter(mode => !last.includes(mode))
				.sort((a, b) => Number(b === synchronized) - Number(a === synchronized)),
			...last.filter(mode => this.changed.has(mode)),
		];
		if (order.length === 0) return '';
		const reset = order.map(mode => `\u001B[?${mode}${isOnAtFirst(mode) ? 'h' : 'l'}`);
		return `\u001B[m${reset.join('')}`;
	}
}

function switchesIn(text: string): {mode: number; isOn: boolean}[] {
	return [...text.matchAll(switches)].flatMap(([, modes = '', final]) =>
		modes.split(';').map(mode => ({mode: Number(mode), isOn: final === 'h'})),
	);
}
