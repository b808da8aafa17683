import {afterEach, expect, test} from 'vitest';
import {openWorld, urlOf} from './screen-world.ts';

type World = Awaited<ReturnType<typeof openWorld>>;
let world: World;
afterEach(() => world.close());

/** The job that the pane names and the one whose messages it shows. */
function pane() {
	const {paneJob, state} = world.screen;
	return {names: paneJob?.address.url, shows: state.messages.list.messages.map(({text}) => text.safe)};
}
const paneOf = (name: string) => ({names: urlOf(name), shows: [`of ${urlOf(name)}`]});

test('the cursor moves at once; the pane follows when the cursor rests, and never names another job than it shows', async () => {
	world = await openWorld(['a', 'b', 'c', 'd']);
	// All of them have been looked at, so that their messages are known.
	for (const key of ['↓', '↓', '↓', 'g']) {
		await world.press(key);
		await world.clock.move(3000);
	}
	expect(pane()).toEqual(paneOf('a'));
	for (const [index, name] of ['b', 'c', 'd'].entries()) {
		await world.press('↓');
		expect(world.screen.state.selection.index).toBe(index + 1);
		expect(world.screen.job?.address.url).toBe(urlOf(name));
		expect(pane()).toEqual(paneOf('a'));
		await world.clock.move(40);
	}
	await world.clock.move(40);
	expect(pane()).toEqual(paneOf('d'));
});

test('a key that acts on messages acts on those of the selected job', async () => {
	world = await openWorld(['a', 'b']);
	await world.press('↓', 'v');
	expect(world.screen.paneJob?.address.url).toBe(urlOf('b'));
	expect(world.screen.state.messages.level).toBe('warning');
	await world.press('↑', 'z', '↓');
	expect(world.screen.paneJob?.address.url).toBe(urlOf('a'));
});

test('the pane stops showing a removed job, even while the cursor moves', async () => {
	world = await openWorld(['a', 'b', 'c']);
	await world.press('↓');
	expect(world.screen.paneJob?.address.url).toBe(urlOf('a'));
	world.monitor.forget([urlOf('a')]);
	await world.clock.move(0);
	expect(world.screen.paneJob?.address.url).toBe(urlOf('b'));
});
