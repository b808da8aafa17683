import {expect, onTestFinished, test} from 'vitest';
import {openWorld} from '../screen/screen-world.ts';

/** A world that counts what a key asks of the program. */
async function countingWorld(called: 'quit' | 'redraw' | 'suspend') {
	const world = await openWorld(['a', 'b']);
	onTestFinished(world.close);
	let count = 0;
	Object.assign(world.screen.world, {[called]: () => count++});
	return {...world, count: () => count};
}

test.each([
	['Ctrl-C', 'quit'],
	['Ctrl-L', 'redraw'],
	['Ctrl-Z', 'suspend'],
] as const)('%s asks for %s wherever the keyboard is, and changes nothing there', async (key, called) => {
	const {screen, press, clock, statuses, count} = await countingWorld(called);
	/** Presses the key, which must leave everything that is shown as it is. */
	async function pressed() {
		const {dialog, view, helpTop} = screen.state;
		const before = count();
		await press(key);
		expect(count()).toBe(before + 1);
		expect({dialog: screen.state.dialog, view: screen.state.view, helpTop: screen.state.helpTop}).toEqual({
			dialog,
			view,
			helpTop,
		});
	}
	await pressed();
	await press('?');
	await pressed();
	// In a field it types nothing.
	await press('Esc', '/', 'a');
	await pressed();
	// Not deaf as the dialog is.
	await press('Esc', 'x');
	await pressed();
	await press('Esc');
	await clock.move(400);
	await press('Esc', '4');
	await pressed();
	// It is not the key of somebody who comes back: that one is still told what has ended.
	for (const url of statuses.keys()) statuses.set(url, 'esriJobSucceeded');
	await clock.move(10 * 60_000);
	await pressed();
	await press('j');
	expect(screen.state.dialog).toMatchObject({kind: 'away'});
});

test.each(['k', 'Enter'])(
	'a key that works in no dialog, such as %s, is the one that somebody comes back with',
	async key => {
		const {screen, press, clock, statuses} = await countingWorld('quit');
		for (const url of statuses.keys()) statuses.set(url, 'esriJobSucceeded');
		await clock.move(10 * 60_000);
		await press(key);
		expect(screen.state.dialog).toMatchObject({kind: 'away'});
	},
);
