import {expect, test} from 'vitest';
import {Debounce, Throttle} from '../../../source/ui/screen/throttle.ts';
import {handClock} from './screen-world.ts';

test('debounced calls wait for the last one, and lead to one call', async () => {
	const clock = handClock();
	const done: number[] = [];
	const debounce = new Debounce(clock, 80, () => done.push(clock.now().mono));
	for (let turn = 0; turn < 5; turn++) {
		debounce.call();
		await clock.move(50);
	}
	expect(debounce.isPending).toBe(true);
	await clock.move(1000);
	expect(done).toEqual([280]);
	expect(debounce.isPending).toBe(false);
	debounce.call();
	debounce.cancel();
	await clock.move(1000);
	expect(done).toEqual([280]);
});

test('throttled calls: the first runs at once, the others together', async () => {
	const clock = handClock();
	const done: number[] = [];
	const throttle = new Throttle(clock, 100, () => done.push(clock.now().mono));
	for (let turn = 0; turn < 5; turn++) {
		throttle.call();
		await clock.move(30);
	}
	expect(done).toEqual([0, 100]);
	await clock.move(1000);
	// The one at 120 belonged to none of them.
	expect(done).toEqual([0, 100, 200]);
	throttle.call();
	throttle.call();
	throttle.cancel();
	await clock.move(1000);
	expect(done).toEqual([0, 100, 200, 1150]);
});
