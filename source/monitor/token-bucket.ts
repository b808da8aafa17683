/** Limits requests per second, with a small burst after a pause. */
export class TokenBucket {
	readonly #perSecond: number;
	readonly #burst: number;
	#tokens: number;
	#at: number;

	/** @param now monotonic milliseconds */
	constructor(perSecond: number, now: number) {
		this.#perSecond = perSecond;
		this.#burst = Math.max(1, perSecond / 4);
		this.#tokens = this.#burst;
		this.#at = now;
	}

	/** Takes one token. Returns 0, or the milliseconds to wait before the next try. */
	take(now: number): number {
		this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#at) * this.#perSecond) / 1000);
		this.#at = now;
		if (this.#tokens >= 1) {
			this.#tokens -= 1;
			return 0;
		}
		// Rounded up: a wait shorter than the resolution of the timer would be repeated many times.
		return Math.ceil(((1 - this.#tokens) * 1000) / this.#perSecond);
	}
}
