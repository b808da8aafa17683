/** Receives an exception from one part of the program, while the other parts continue. */
export type OnError = (error: unknown) => void;

/**
 * The default {@link OnError}: rethrows in a microtask, so that the exception is uncaught but does not interrupt the
 * current call.
 */
export function throwApart(error: unknown): void {
	queueMicrotask(() => {
		throw error;
	});
}

/**
 * The listeners of one kind of event. An exception in one of them affects neither the caller nor the other listeners.
 */
export class Listeners<Event = void> {
	readonly #listeners = new Set<(event: Event) => void>();
	readonly #onError: OnError;

	/** @param onError called with the exception of a listener */
	constructor(onError: OnError = throwApart) {
		this.#onError = onError;
	}

	/**
	 * Adds a listener.
	 *
	 * @returns a function that removes it
	 */
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
