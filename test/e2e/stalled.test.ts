import {expect, test} from 'vitest';
import {playStalled} from './stalled.ts';

test('a terminal that takes nothing stops neither polls nor the end', async () => {
	const {polls, before, exit} = await playStalled(6000);
	expect(before).toBeGreaterThan(20);
	// What the jitter and a busy machine make of six seconds; the long run holds 99 %.
	expect(polls / before).toBeGreaterThan(0.8);
	expect(exit).toEqual({code: 143, signal: null});
});
