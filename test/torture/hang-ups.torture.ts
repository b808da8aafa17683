import {expect, test} from 'vitest';
import {gpjobs} from '../e2e/built-program.ts';
import {temporaryFolder} from '../e2e/environment.ts';
import {openScreen} from '../e2e/screen.ts';
import {isAlive} from '../e2e/stalled.ts';

test('100 terminals that are closed: each program is gone within a second, and leaves nobody behind', async () => {
	const took: number[] = [];
	for (let turn = 0; turn < 100; turn++) {
		await using screen = openScreen(gpjobs('demo', '--jobs', '3'), {home: temporaryFolder(), patience: 30_000});
		await screen.shows(/3 jobs[\s\S]*\? help/);
		const begun = performance.now();
		screen.hangUp();
		while (isAlive(screen.pid) && performance.now() - begun < 10_000)
			await new Promise(resolve => setTimeout(resolve, 5));
		took.push(performance.now() - begun);
		expect(isAlive(screen.pid)).toBe(false);
	}
	const sorted = took.toSorted((a, b) => a - b);
	console.log(`100 hang-ups: median ${sorted[50]?.toFixed(0)} ms, longest ${sorted.at(-1)?.toFixed(0)} ms, 0 orphans`);
	expect(sorted.at(-1)).toBeLessThan(1000);
});
