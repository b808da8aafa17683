import type {Clock} from './clock.ts';
import type {FocusLevel} from './schedule.ts';

/** What the operator looks at. */
export type Focus = {
	/** The job under the cursor. */
	readonly selected: string | null;
	/** The jobs on the screen, top to bottom. */
	readonly shown: readonly string[];
	/** The job whose messages are on the screen. */
	readonly open: string | null;
};

/** A cursor that has rested for so long is meant: one that runs through a list asks nothing of the servers. */
const debounceFor = 250;

/** Remembers what the operator looks at, as of when the cursor last came to rest. */
export class FocusTracker {
	readonly #clock: Clock;
	readonly #onChange: (urls: Iterable<string>) => void;
	#focus: Focus = {selected: null, shown: [], open: null};
	#shown: ReadonlySet<string> = new Set();
	#stop: (() => void) | undefined;

	/** @param onChange gets the jobs that are attended to now */
	constructor(clock: Clock, onChange: (urls: Iterable<string>) => void) {
		this.#clock = clock;
		this.#onChange = onChange;
	}

	set(focus: Focus): void {
		this.#stop?.();
		this.#stop = this.#clock.after(debounceFor, () => {
			this.#focus = focus;
			this.#shown = new Set(focus.shown);
			this.#onChange(this.inOrder());
		});
	}

	levelOf(url: string): FocusLevel {
		if (url === this.#focus.selected || url === this.#focus.open) return 'selected';
		return this.#shown.has(url) ? 'on-screen' : 'none';
	}

	isOpen(url: string): boolean {
		return url === this.#focus.open;
	}

	/** What is selected, then what is on the screen. */
	inOrder(): Iterable<string> {
		const {selected, open} = this.#focus;
		return new Set([selected, open, ...this.#shown].filter(url => url !== null));
	}

	close(): void {
		this.#stop?.();
	}
}
