/** Returns random numbers in [0, 1). The same seed gives the same numbers. */
export type Random = () => number;

/**
 * Makes random numbers for one item of a seeded world (mulberry32). They do not depend on how many numbers were drawn
 * for other items.
 *
 * @param seed the seed of the whole world
 * @param index the number of the item, so that for example the ten-thousandth job can be created without the others
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

/** Returns a random integer from `low` to `high`, both included. */
export function between(random: Random, low: number, high: number): number {
	return low + Math.floor(random() * (high - low + 1));
}

/** Returns a random element of a list. */
export function pick<T>(random: Random, from: readonly [T, ...T[]]): T {
	return from[between(random, 0, from.length - 1)] ?? from[0];
}
