import {expect, test} from 'vitest';
import {playStalled} from '../e2e/stalled.ts';

test('60 s of a terminal that takes nothing: the polls are made, memory is flat, TERM is obeyed', async () => {
	// Memory is measured once V8 has as much room for new objects as it takes: that grows for two minutes or three.
	const {polls, before, growth, endedIn, exit} = await playStalled(60_000, 180_000);
	console.log(
		`stalled for 60 s: ${polls} polls against ${before} in the 60 s before (${((100 * polls) / before).toFixed(1)} %), ` +
			`RSS +${growth.toFixed(1)} MiB, TERM obeyed in ${endedIn.toFixed(0)} ms`,
	);
	expect(polls / before).toBeGreaterThanOrEqual(0.99);
	expect(growth).toBeLessThan(8);
	expect(endedIn).toBeLessThan(1000);
	expect(exit).toEqual({code: 143, signal: null});
});
