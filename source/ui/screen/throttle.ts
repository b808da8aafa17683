import type {Clock} from '../../monitor/clock.ts';

/** Does something once the last call was some time ago: what comes often is done once, at the end. */
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

	/** Whether it is still to be done. */
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

	/** It is not done any more. */
	cancel(): void {
		this.#stop?.();
		this.#stop = undefined;
	}
}

/** Does something at once, and not again for some time: what comes meanwhile is done together at the end of it. */
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
