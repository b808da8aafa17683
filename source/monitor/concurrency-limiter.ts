/** Something that shares the limit of concurrent requests, such as a server. */
export type SlotHolder = {
	/**
	 * Returns how many of the holder's requests in progress count towards the limit. A server whose last request was
	 * not answered has one slot outside the limit.
	 */
	readonly slotsInUse: () => number;
	/** Starts waiting requests; called when a slot may be free. */
	readonly pump: () => void;
};

/** How many requests may be in progress at once, over all servers (design §6). */
export const mostSlots = 32;

/**
 * Limits the requests in progress over all servers, so that a list with many servers does not open hundreds of
 * connections.
 */
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

	/** Calls `pump` of a holder when a slot may be free. Holders are called in the order in which they began to wait. */
	waitForSlot(holder: SlotHolder): void {
		this.#waiting.add(holder);
	}

	/** Gives free slots to waiting holders; call it after a request has ended. */
	release(): void {
		for (const holder of [...this.#waiting]) {
			if (!this.hasFreeSlot()) return;
			this.#waiting.delete(holder);
			holder.pump();
		}
	}
}
