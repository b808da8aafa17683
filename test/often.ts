import process from 'node:process';

/** In `npm run torture` everything is tried as often as it can be waited for, and what takes minutes too. */
export const isThorough = process.env.GPJOBS_THOROUGH === '1';

/** How often a property is tried: a tenth of `times` in `npm test`, all of it in `npm run torture`. */
export function often(times: number): number {
	return isThorough ? times : Math.max(Math.min(times, 20), Math.ceil(times / 10));
}
