/** A source of numbers in [0, 1) that gives the same ones for the same seed. */
export type Random = () => number;

/**
 * Numbers for one thing of a seeded world, independent of how many others were drawn before (mulberry32).
 *
 * @param seed of the whole world
 * @param index which thing of it, so that the ten-thousandth job can be made without the others
 */
export function randomFor(seed: number, index: number): Random {
	let state = Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b);
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** A whole number from `low` to `high`, both included. */
export function between(random: Random, low: number, high: number): number {
	return low + Math.floor(random() * (high - low + 1));
}

export function pick<T>(random: Random, from: readonly [T, ...T[]]): T {
	return from[between(random, 0, from.length - 1)] ?? from[0];
}
