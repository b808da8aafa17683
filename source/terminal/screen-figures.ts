/** How much a screen has written and how quickly it has reacted to keys. Times are in milliseconds. */
export type ScreenFigures = {
	/** The time from the start of the process to the first frame; `null` before that. */
	readonly firstFrame: number | null;
	/**
	 * The time from a key press to the frame that shows its effect: median and 95th percentile. `null` if no key press
	 * had an effect.
	 */
	readonly keyToPaint: {readonly median: number; readonly p95: number} | null;
	/** How many key presses were measured. */
	readonly keys: number;
	/** How many bytes were written to the terminal. */
	readonly bytes: number;
	/** How long the screen has been open. */
	readonly lasted: number;
};

/**
 * The longest delay that is measured, in milliseconds. If no frame follows a key within this time, the key changed
 * nothing, and the next frame is the one that is drawn every second.
 */
const longestDelay = 250;
/** How many of the latest key presses are kept. */
const mostKeys = 1000;

/** Measures how quickly one screen reacts to keys, and how much it writes. */
export class ScreenWatch {
	readonly #now: () => number;
	readonly #begun: number;
	readonly #delays: number[] = [];
	#firstFrame: number | null = null;
	#bytes = 0;
	#lastKey = 0;
	#waitsSince: number | undefined;

	constructor(now: () => number = () => performance.now()) {
		this.#now = now;
		this.#begun = now();
	}

	/**
	 * Records that a frame was rendered.
	 *
	 * @param lastKey when the last key was pressed, by the same clock
	 */
	asked(lastKey: number): void {
		if (lastKey <= this.#lastKey) return;
		this.#lastKey = lastKey;
		this.#waitsSince = lastKey;
	}

	/** Records that a frame, or the changed part of one, was written. */
	wrote(bytes: number): void {
		const now = this.#now();
		this.#firstFrame ??= now;
		this.#bytes += bytes;
		if (this.#waitsSince === undefined) return;
		const delay = now - this.#waitsSince;
		this.#waitsSince = undefined;
		if (delay > longestDelay) return;
		this.#delays.push(delay);
		if (this.#delays.length > mostKeys) this.#delays.shift();
	}

	figures(): ScreenFigures {
		const sorted = this.#delays.toSorted((a, b) => a - b);
		const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
		return {
			firstFrame: this.#firstFrame,
			keyToPaint: sorted.length === 0 ? null : {median: at(0.5), p95: at(0.95)},
			keys: sorted.length,
			bytes: this.#bytes,
			lasted: this.#now() - this.#begun,
		};
	}
}
