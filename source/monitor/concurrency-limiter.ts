/** Who takes part in the places that all servers share. */
export type SlotHolder = {
	/** Requests under way that count; a server that did not answer last time has a place of its own outside. */
	readonly slotsInUse: () => number;
	/** A place may have become free. */
	readonly pump: () => void;
};

/** Requests that may be under way at once, over all servers (design §6). */
export const mostSlots = 32;

/** The places that all servers share, so that a list of many servers does not open hundreds of connections. */
export class ConcurrencyLimiter {
	readonly #holders = new Set<SlotHolder>();
	readonly #waiting = new Set<SlotHolder>();

	add(holder: SlotHolder): void {
		this.#holders.add(holder);
	}

	remove(holder: SlotHolder): void {
		this.#holders.delete(holder);
		this.#waiting.delete(holder);
		this.release();
	}

	hasFreeSlot(): boolean {
		let taken = 0;
		for (const holder of this.#holders) taken += holder.slotsInUse();
		return taken < mostSlots;
	}

	/** The holder is called when a place may be free; who waits longest comes first. */
	waitForSlot(holder: SlotHolder): void {
		this.#waiting.add(holder);
	}

	/** Called when a place may have become free. */
	release(): void {
		for (const holder of [...this.#waiting]) {
			if (!this.hasFreeSlot()) return;
			this.#waiting.delete(holder);
			holder.pump();
		}
	}
}
