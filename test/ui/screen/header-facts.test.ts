import {expect, test} from 'vitest';
import {headerFacts} from '../../../source/ui/screen/header-facts.ts';
import {openWorld} from './screen-world.ts';

test('with very many jobs, a key counts none of them, and the next second all', async () => {
	const world = await openWorld(Array.from({length: 600}, (_, index) => `job${index}`));
	await world.clock.move(90_000);
	const running = () =>
		headerFacts(world.screen, {isAscii: false, scheme: 'dark', interval: undefined}).tally.counts.running;
	expect(running()).toBe(600);
	const {list} = world.monitor.jobs;
	let looks = 0;
	const watched = new Proxy(list, {
		get(target, key, receiver) {
			if (typeof key === 'string' && /^\d+$/.test(key)) looks++;
			return Reflect.get(target, key, receiver);
		},
	});
	Object.defineProperty(world.monitor.jobs, 'list', {get: () => watched, configurable: true});
	await world.press('j');
	expect(running()).toBe(600);
	expect(looks).toBe(0);
	await world.clock.move(1100);
	expect(running()).toBe(600);
	expect(looks).toBeGreaterThan(0);
	world.close();
});
