/** Who takes part in the places that all servers share. */
export type Guest = {
	/** Requests under way that count; a server that did not answer last time has a place of its own outside. */
	readonly takenPlaces: () => number;
	/** A place may have become free. */
	readonly pump: () => void;
};

/** Requests that may be under way at once, over all servers (design §5). */
export const mostInFlight = 32;

/** The places that all servers share, so that a list of many servers does not open hundreds of connections. */
export class CommonPlaces {
	readonly #guests = new Set<Guest>();
	readonly #waiting = new Set<Guest>();

	join(guest: Guest): void {
		this.#guests.add(guest);
	}

	leave(guest: Guest): void {
		this.#guests.delete(guest);
		this.#waiting.delete(guest);
		this.release();
	}

	hasFree(): boolean {
		let taken = 0;
		for (const guest of this.#guests) taken += guest.takenPlaces();
		return taken < mostInFlight;
	}

	/** The guest is called when a place may be free; who waits longest comes first. */
	waitFor(guest: Guest): void {
		this.#waiting.add(guest);
	}

	/** Called when a place may have become free. */
	release(): void {
		for (const guest of [...this.#waiting]) {
			if (!this.hasFree()) return;
			this.#waiting.delete(guest);
			guest.pump();
		}
	}
}
