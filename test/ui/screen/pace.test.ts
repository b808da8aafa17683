import {expect, test} from 'vitest';
import {Pace, Rest} from '../../../source/ui/screen/pace.ts';
import {handClock} from './screen-world.ts';

test('a rest is begun anew by each call, and done once', async () => {
	const clock = handClock();
	const done: number[] = [];
	const rest = new Rest(clock, 80, () => done.push(clock.now().mono));
	for (let turn = 0; turn < 5; turn++) {
		rest.begin();
		await clock.move(50);
	}
	expect(rest.isAwaited).toBe(true);
	await clock.move(1000);
	expect(done).toEqual([280]);
	expect(rest.isAwaited).toBe(false);
	rest.begin();
	rest.end();
	await clock.move(1000);
	expect(done).toEqual([280]);
});

test('a pace does the first at once, and the others together', async () => {
	const clock = handClock();
	const done: number[] = [];
	const pace = new Pace(clock, 100, () => done.push(clock.now().mono));
	for (let turn = 0; turn < 5; turn++) {
		pace.call();
		await clock.move(30);
	}
	expect(done).toEqual([0, 100]);
	await clock.move(1000);
	// The one at 120 belonged to none of them.
	expect(done).toEqual([0, 100, 200]);
	pace.call();
	pace.call();
	pace.close();
	await clock.move(1000);
	expect(done).toEqual([0, 100, 200, 1150]);
});
