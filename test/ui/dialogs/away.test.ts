import {expect, onTestFinished, test} from 'vitest';
import {openWorld, urlOf} from '../screen/screen-world.ts';

async function worldAfter(minutes: number) {
	const world = await openWorld(['a', 'b', 'c']);
	onTestFinished(world.close);
	await world.press('j');
	world.statuses.set(urlOf('b'), 'esriJobSucceeded');
	await world.clock.move(minutes * 60_000);
	return world;
}

test('who comes back after a while is told what ended, once; that key does nothing else, and any key goes on', async () => {
	const world = await worldAfter(10);
	await world.press('x');
	expect(world.screen.state.dialog).toMatchObject({kind: 'away', urls: [urlOf('b')]});
	await world.press('x');
	expect(world.screen.state.dialog?.kind, 'a key that was on its way').toBe('away');
	await world.clock.move(400);
	await world.press('y');
	expect(world.screen.state.dialog).toBeNull();
	await world.press('j');
	expect(world.screen.state.dialog).toBeNull();
	expect(world.posts).toEqual([]);
});

test('who was there, or missed nothing, is told nothing', async () => {
	const there = await worldAfter(2);
	await there.press('j');
	expect(there.screen.state.dialog).toBeNull();
	await there.clock.move(10 * 60_000);
	await there.press('j');
	expect(there.screen.state.dialog).toBeNull();
});

test('five minutes without a key count as away, and the last that ended stands first', async () => {
	const world = await openWorld(['a', 'b', 'c']);
	onTestFinished(world.close);
	await world.press('j');
	world.statuses.set(urlOf('b'), 'esriJobSucceeded');
	await world.clock.move(2 * 60_000);
	world.statuses.set(urlOf('a'), 'esriJobFailed');
	await world.clock.move(3 * 60_000 - 1);
	await world.press('Home');
	expect(world.screen.state.dialog).toBeNull();
	world.statuses.set(urlOf('c'), 'esriJobSucceeded');
	await world.clock.move(5 * 60_000);
	await world.press('j');
	expect(world.screen.state.dialog).toMatchObject({kind: 'away', urls: [urlOf('c')]});
	await world.clock.move(400);
});
