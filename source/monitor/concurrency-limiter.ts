/** A client of the shared concurrency limit. */
export type SlotHolder = {
	/** Requests under way that count; a server that did not answer last time has a slot of its own outside the limit. */
	readonly slotsInUse: () => number;
	/** Makes the requests that wait: a slot may have become free. */
	readonly pump: () => void;
};

/** Requests that may be under way at once, over all servers (design §6). */
export const mostSlots = 32;

/** Limits the requests under way over all servers, so that a list of many servers does not open hundreds of connections. */
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

	/** Calls `pump` of a holder when a slot may be free; the one that has waited longest comes first. */
	waitForSlot(holder: SlotHolder): void {
		this.#waiting.add(holder);
	}

	/** Called when a slot may have become free. */
	release(): void {
		for (const holder of [...this.#waiting]) {
			if (!this.hasFreeSlot()) return;
			this.#waiting.delete(holder);
			holder.pump();
		}
	}
}
