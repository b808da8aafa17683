/**
 * At most so many requests a second, evenly, with a small burst after a pause: a token bucket.
 */
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

	/** Takes leave for one request. @returns 0, or the milliseconds to wait before asking again */
	take(now: number): number {
		this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#at) * this.#perSecond) / 1000);
		this.#at = now;
		if (this.#tokens >= 1) {
			this.#tokens -= 1;
			return 0;
		}
		// Whole milliseconds: less than a clock can tell would be waited for again and again.
		return Math.ceil(((1 - this.#tokens) * 1000) / this.#perSecond);
	}
}
