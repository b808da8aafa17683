import type {Clock} from './clock.ts';
import {Listeners, type OnError} from './listeners.ts';

/** How closely the operator watches a job. */
export type FocusLevel = 'selected' | 'on-screen' | 'none';

/** What the operator looks at. */
export type Focus = {
	/** The job under the cursor. */
	readonly selected: string | null;
	/** The jobs on the screen, top to bottom. */
	readonly shown: readonly string[];
	/** The job whose messages are on the screen. */
	readonly open: string | null;
	/**
	 * Other jobs whose messages are fetched with every poll, because a command prints them. They have the same priority
	 * as jobs on the screen.
	 */
	readonly followed?: readonly string[];
};

/**
 * How long the cursor must stay on a job before it counts as focused, in milliseconds, so that scrolling through a list
 * sends no requests.
 */
const debounceFor = 250;

/** The operator's focus, debounced. `set` starts a timer; the next `set` or `close` cancels it. */
export class FocusTracker {
	readonly #clock: Clock;
	readonly #listeners: Listeners<Iterable<string>>;
	#focus: Focus = {selected: null, shown: [], open: null};
	#shown: ReadonlySet<string> = new Set();
	#followed: ReadonlySet<string> = new Set();
	#stop: (() => void) | undefined;

	/** @param onError called with the exception of a listener */
	constructor(clock: Clock, onError?: OnError) {
		this.#clock = clock;
		this.#listeners = new Listeners(onError);
	}

	/** Sets the focus. It takes effect after a short debounce, unless it is set again before. */
	set(focus: Focus): void {
		this.#stop?.();
		this.#stop = this.#clock.after(debounceFor, () => {
			this.#focus = focus;
			this.#followed = new Set(focus.followed);
			this.#shown = new Set([...focus.shown, ...this.#followed]);
			this.#listeners.notify(this.inOrder());
		});
	}

	/**
	 * Calls the listener with the focused jobs, most important first, after each change.
	 *
	 * @returns a function that removes the listener
	 */
	listen(listener: (urls: Iterable<string>) => void): () => void {
		return this.#listeners.add(listener);
	}

	levelOf(url: string): FocusLevel {
		if (url === this.#focus.selected || url === this.#focus.open) return 'selected';
		return this.#shown.has(url) ? 'on-screen' : 'none';
	}

	/** Whether the messages of a job are on the screen, or a command prints them. */
	isOpen(url: string): boolean {
		return url === this.#focus.open || this.#followed.has(url);
	}

	/**
	 * Returns the URLs of the focused jobs: first the selected job, then the open one, then the others on the screen.
	 */
	inOrder(): Iterable<string> {
		const {selected, open} = this.#focus;
		return new Set([selected, open, ...this.#shown].filter(url => url !== null));
	}

	close(): void {
		this.#stop?.();
	}
}
