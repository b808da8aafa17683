import type {Clock} from './clock.ts';
import {Listeners, type OnError} from './listeners.ts';

/** How closely an operator watches a job. */
export type FocusLevel = 'selected' | 'on-screen' | 'none';

/** What the operator looks at. */
export type Focus = {
	/** The job under the cursor. */
	readonly selected: string | null;
	/** The jobs on the screen, top to bottom. */
	readonly shown: readonly string[];
	/** The job whose messages are on the screen. */
	readonly open: string | null;
};

/** Milliseconds the cursor must rest on a job before it counts as focused: a cursor that runs through a list sends no requests. */
const debounceFor = 250;

/** The operator's focus, debounced. `set` starts a timer, which the next `set` and `close` stop. */
export class FocusTracker {
	readonly #clock: Clock;
	readonly #listeners: Listeners<Iterable<string>>;
	#focus: Focus = {selected: null, shown: [], open: null};
	#shown: ReadonlySet<string> = new Set();
	#stop: (() => void) | undefined;

	/** @param onError gets what a listener throws */
	constructor(clock: Clock, onError?: OnError) {
		this.#clock = clock;
		this.#listeners = new Listeners(onError);
	}

	/** Sets the focus. It counts after a short debounce, unless it is set again before. */
	set(focus: Focus): void {
		this.#stop?.();
		this.#stop = this.#clock.after(debounceFor, () => {
			this.#focus = focus;
			this.#shown = new Set(focus.shown);
			this.#listeners.notify(this.inOrder());
		});
	}

	/** Calls with the focused jobs, most important first, when the focus has changed. @returns a function that stops listening */
	listen(listener: (urls: Iterable<string>) => void): () => void {
		return this.#listeners.add(listener);
	}

	levelOf(url: string): FocusLevel {
		if (url === this.#focus.selected || url === this.#focus.open) return 'selected';
		return this.#shown.has(url) ? 'on-screen' : 'none';
	}

	isOpen(url: string): boolean {
		return url === this.#focus.open;
	}

	/** The selected job, then the open one, then what is on the screen. */
	inOrder(): Iterable<string> {
		const {selected, open} = this.#focus;
		return new Set([selected, open, ...this.#shown].filter(url => url !== null));
	}

	close(): void {
		this.#stop?.();
	}
}
