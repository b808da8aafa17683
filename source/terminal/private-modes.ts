/** The private modes of a terminal that programs switch on and off, and the sequence that restores them. */

const switches = /\u001B\[\?([\d;]+)([hl])/g;

const wrapping = 7;
const cursor = 25;
const alternateScreen = 1049;
const synchronized = 2026;

/** Whether a mode is on by default: only the cursor and the wrapping of long lines are. */
const isOnAtFirst = (mode: number) => mode === cursor || mode === wrapping;

/**
 * Tracks which private modes (DECSET) gpjobs has changed: alternate screen, hidden cursor, bracketed paste, mouse,
 * synchronized output and any other. Each text that is passed in must consist of whole sequences, as Ink writes them.
 */
export class PrivateModes {
	private readonly changed = new Set<number>();

	/** Records the modes that a written text switches on or off. */
	note(written: string): void {
		for (const {mode, isOn} of switchesIn(written)) {
			if (isOn === isOnAtFirst(mode)) this.changed.delete(mode);
			else this.changed.add(mode);
		}
	}

	/** Records the modes in a text that was only partly written. All of them count as changed. */
	noteDoubtful(written: string): void {
		for (const {mode} of switchesIn(written)) this.changed.add(mode);
	}

	/**
	 * Returns the sequence that restores the terminal; empty if nothing has changed. It leaves the alternate screen at
	 * the end and only once, because leaving it twice would move the cursor to its position before the start.
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
