import {expect, onTestFinished, test} from 'vitest';
import {safe} from '../../../source/text/safe-text.ts';
import {plannedWords, quitText, unansweredWords} from '../../../source/ui/dialogs/quit.ts';
import {openWorld, urlOf} from '../screen/screen-world.ts';

/** A world of two jobs, of which `a` has not begun. */
async function queuedWorld() {
	const world = await openWorld(['a', 'b']);
	onTestFinished(world.close);
	world.statuses.set(urlOf('a'), 'esriJobSubmitted');
	await world.clock.move(10_000);
	return world;
}

/** Presses x on the selected job, and the answer once the dialog takes keys. */
async function cancel({press, clock}: Awaited<ReturnType<typeof queuedWorld>>, answer: string) {
	await press('x');
	await clock.move(400);
	await press(answer);
}

test('q quits at once if no cancel is open, even after one was answered', async () => {
	const world = await queuedWorld();
	await world.press('j');
	await cancel(world, 'y');
	await world.clock.move(5000);
	expect(world.posts).toEqual([urlOf('b')]);
	await world.press('q');
	expect(world.hasQuit()).toBe(true);
});

test('q asks while a cancel waits; only y quits gpjobs', async () => {
	const world = await queuedWorld();
	await cancel(world, 'w');
	await world.clock.move(5000);
	for (const no of ['n', 'N', 'Enter', 'Esc', 'q']) {
		await world.press('q');
		expect(world.screen.state.dialog?.kind, no).toBe('quit');
		await world.clock.move(400);
		await world.press('Space', 'j', no);
		expect([world.screen.state.dialog, world.hasQuit()], no).toEqual([null, false]);
	}
	await world.press('q');
	// A key that was on its way is no answer.
	await world.press('y');
	expect(world.hasQuit()).toBe(false);
	await world.clock.move(400);
	await world.press('y');
	expect([world.hasQuit(), world.posts]).toEqual([true, []]);
});

test('q asks while the server has not answered a cancel, and says which of the two cases it is', async () => {
	const world = await queuedWorld();
	await cancel(world, 'w');
	await world.clock.move(5000);
	const {client} = world;
	Object.assign(client, {cancel: () => new Promise(() => {})});
	await world.press('j');
	await cancel(world, 'y');
	await world.clock.move(5000);
	await world.press('q');
	expect(world.screen.state.dialog?.kind).toBe('quit');
	const {notes} = quitText(world.monitor.jobs.list);
	expect(notes).toEqual([plannedWords([safe`a`]), unansweredWords([safe`b`])]);
});

test('Ctrl-C quits at once, whatever is open', async () => {
	const world = await queuedWorld();
	await cancel(world, 'w');
	await world.clock.move(5000);
	await world.press('q', 'Ctrl-C');
	expect(world.hasQuit()).toBe(true);
});

test('after a waiting cancel was withdrawn, q quits at once', async () => {
	const world = await queuedWorld();
	await cancel(world, 'w');
	await world.clock.move(5000);
	await world.press('x', 'q');
	expect(world.hasQuit()).toBe(true);
});
