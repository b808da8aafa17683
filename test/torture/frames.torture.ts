/** Five hours of frames, one a second and with every key: the heap is what it was. */
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {expect, test} from 'vitest';
import {openWorld} from '../ui/screen/screen-world.ts';
import {drawOnNothing} from './drawn.ts';

const frames = 18_000;
/** Until then code is compiled, and what is bounded fills. */
const warmUp = 4000;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

test(`${frames} frames leave at most 2 MiB behind`, async () => {
	const world = await openWorld(Array.from({length: 30}, (_, index) => `job${index}`));
	const drawing = drawOnNothing(world.screen);
	const draw = async (count: number) => {
		const end = drawing.frames() + count;
		for (let turn = 0; drawing.frames() < end; turn++) {
			await world.press(turn % 40 < 20 ? 'j' : 'k');
			await world.clock.move(120);
			// Ink draws when its own timer says so.
			await sleep(4);
		}
		for (let pass = 0; pass < 3; pass++) collectGarbage();
		return process.memoryUsage().heapUsed / 2 ** 20;
	};
	const before = await draw(warmUp);
	const after = await draw(frames);
	console.log(`${frames} frames: heap ${before.toFixed(2)} MiB before, ${after.toFixed(2)} after`);
	drawing.close();
	world.close();
	expect(after - before).toBeLessThanOrEqual(2);
});
