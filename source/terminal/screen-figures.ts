/** What a screen has cost, and how quick it has been, since it opened. Times in milliseconds. */
export type ScreenFigures = {
	/** From the start of the process to the first frame; `null` before that. */
	readonly firstFrame: number | null;
	/** Milliseconds from a key to the frame that it changed, as median and 95th percentile; `null` where no key changed one. */
	readonly keyToPaint: {readonly median: number; readonly p95: number} | null;
	/** How many keys that was. */
	readonly keys: number;
	/** Bytes that were written to the terminal. */
	readonly bytes: number;
	/** How long that was. */
	readonly lasted: number;
};

/**
 * Milliseconds after which a frame does not count as the answer to a key: the key changed nothing, and the frame is that
 * of the next second.
 */
const longestDelay = 250;
/** How many of the latest keys are remembered. */
const mostKeys = 1000;

/** Watches the keys and frames of one screen. @param now milliseconds since the process began, which never jump */
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

	/** A frame was asked for. @param lastKey when the last key was pressed, by the same clock */
	asked(lastKey: number): void {
		if (lastKey <= this.#lastKey) return;
		this.#lastKey = lastKey;
		this.#waitsSince = lastKey;
	}

	/** A frame, or what changed of it, was written. */
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
