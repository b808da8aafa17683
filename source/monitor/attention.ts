import type {Clock} from './clock.ts';
import type {Attention} from './schedule.ts';

/** What the operator looks at. */
export type Gaze = {
	/** The job under the cursor. */
	readonly selected: string | null;
	/** The jobs on the screen, top to bottom. */
	readonly shown: readonly string[];
	/** The job whose messages are on the screen. */
	readonly open: string | null;
};

/** A cursor that has rested for so long is meant: one that runs through a list asks nothing of the servers. */
const restFor = 250;

/** Remembers what the operator looks at, as of when the cursor last came to rest. */
export class Attentions {
	readonly #clock: Clock;
	readonly #onRest: (urls: Iterable<string>) => void;
	#gaze: Gaze = {selected: null, shown: [], open: null};
	#shown: ReadonlySet<string> = new Set();
	#stop: (() => void) | undefined;

	/** @param onRest gets the jobs that are attended to now */
	constructor(clock: Clock, onRest: (urls: Iterable<string>) => void) {
		this.#clock = clock;
		this.#onRest = onRest;
	}

	set(gaze: Gaze): void {
		this.#stop?.();
		this.#stop = this.#clock.after(restFor, () => {
			this.#gaze = gaze;
			this.#shown = new Set(gaze.shown);
			this.#onRest(this.inOrder());
		});
	}

	of(url: string): Attention {
		if (url === this.#gaze.selected || url === this.#gaze.open) return 'selected';
		return this.#shown.has(url) ? 'on-screen' : 'none';
	}

	isOpen(url: string): boolean {
		return url === this.#gaze.open;
	}

	/** What is selected, then what is on the screen. */
	inOrder(): Iterable<string> {
		const {selected, open} = this.#gaze;
		return new Set([selected, open, ...this.#shown].filter(url => url !== null));
	}

	close(): void {
		this.#stop?.();
	}
}
