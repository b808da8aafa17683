/** Takes an error in one part of the program that the other parts go on without. */
export type OnError = (error: unknown) => void;

/** What takes errors where nobody else does: they become uncaught ones, outside the call in which they happened. */
export function throwApart(error: unknown): void {
	queueMicrotask(() => {
		throw error;
	});
}

/** The listeners to one kind of event. An exception in one of them reaches neither the caller nor the other listeners. */
export class Listeners<Event = void> {
	readonly #listeners = new Set<(event: Event) => void>();
	readonly #onError: OnError;

	/** @param onError gets what a listener throws */
	constructor(onError: OnError = throwApart) {
		this.#onError = onError;
	}

	/** @returns a function that stops listening */
	add(listener: (event: Event) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** Calls every listener, in the order in which they were added. */
	notify(event: Event): void {
		for (const listener of this.#listeners) {
			try {
				listener(event);
			} catch (error) {
				this.#onError(error);
			}
		}
	}
}
