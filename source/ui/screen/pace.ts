import type {Clock} from '../../monitor/clock.ts';

/** Does something when the last call was so long ago: what comes often is done once, at the end. */
export class Rest {
	readonly #clock: Clock;
	readonly #milliseconds: number;
	readonly #onRest: () => void;
	#stop: (() => void) | undefined;

	constructor(clock: Clock, milliseconds: number, onRest: () => void) {
		this.#clock = clock;
		this.#milliseconds = milliseconds;
		this.#onRest = onRest;
	}

	/** Whether it is still to be done. */
	get isAwaited(): boolean {
		return this.#stop !== undefined;
	}

	begin(): void {
		this.#stop?.();
		this.#stop = this.#clock.after(this.#milliseconds, () => {
			this.#stop = undefined;
			this.#onRest();
		});
	}

	/** It is not to be done any more. */
	end(): void {
		this.#stop?.();
		this.#stop = undefined;
	}
}

/** Does something at once, but not again before so many milliseconds: what comes meanwhile is done together then. */
export class Pace {
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

	close(): void {
		this.#stop?.();
	}

	#runNow(): void {
		this.#stop = undefined;
		this.#last = this.#clock.now().mono;
		this.#run();
	}
}
