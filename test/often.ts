import process from 'node:process';

/** In `npm run torture` everything is tried as often as it can be waited for, and what takes minutes too. */
export const isThorough = process.env.GPJOBS_THOROUGH === '1';

/**
 * How often a property is tried: `times` in `npm run torture`, `inShort` in `npm test`.
 *
 * @param inShort a tenth of `times`, unless one try takes so long that `npm test` can afford fewer
 */
export function often(times: number, inShort = Math.max(Math.min(times, 20), Math.ceil(times / 10))): number {
	return isThorough ? times : inShort;
}
