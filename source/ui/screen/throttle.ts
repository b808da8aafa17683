import type {Clock} from '../../monitor/clock.ts';

/** Calls a function once a certain time has passed since the last request, so that many requests lead to one call. */
export class Debounce {
	readonly #clock: Clock;
	readonly #milliseconds: number;
	readonly #run: () => void;
	#stop: (() => void) | undefined;

	constructor(clock: Clock, milliseconds: number, run: () => void) {
		this.#clock = clock;
		this.#milliseconds = milliseconds;
		this.#run = run;
	}

	/** Whether a call is pending. */
	get isPending(): boolean {
		return this.#stop !== undefined;
	}

	call(): void {
		this.#stop?.();
		this.#stop = this.#clock.after(this.#milliseconds, () => {
			this.#stop = undefined;
			this.#run();
		});
	}

	/** Cancels a pending call. */
	cancel(): void {
		this.#stop?.();
		this.#stop = undefined;
	}
}

/**
 * Calls a function at once, then at most once in each interval. Requests within an interval are combined into one call
 * at its end.
 */
export class Throttle {
	readonly #clock: Clock;
	readonly #milliseconds: number;
	readonly #run: () => void;
	#last = Number.NEGATIVE_INFINITY;
	#stop: (() => void) | undefined;

	constructor(clock: Clock, milliseconds: number, run: () => void) {
		this.#clock = clock;
		this.#milliseconds = milliseconds;
		this.#run = run;
	}

	call(): void {
		if (this.#stop) return;
		const wait = this.#last + this.#milliseconds - this.#clock.now().mono;
		if (wait <= 0) this.#runNow();
		else this.#stop = this.#clock.after(wait, () => this.#runNow());
	}

	cancel(): void {
		this.#stop?.();
	}

	#runNow(): void {
		this.#stop = undefined;
		this.#last = this.#clock.now().mono;
		this.#run();
	}
}
