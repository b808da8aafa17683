import {describe, expect, onTestFinished, test} from 'vitest';
import {safe} from '../../../source/text/safe-text.ts';
import {awayTitle} from '../../../source/ui/dialogs/away.ts';
import {dialogText} from '../../../source/ui/dialogs/dialogs.ts';
import {lookOf} from '../../../source/ui/symbols.ts';
import {openWorld, urlOf} from '../screen/screen-world.ts';

async function worldAfter(minutes: number) {
	const world = await openWorld(['a', 'b', 'c']);
	onTestFinished(world.close);
	await world.press('j');
	world.statuses.set(urlOf('b'), 'esriJobSucceeded');
	await world.clock.move(minutes * 60_000);
	return world;
}

test('an operator who returns is told once what ended; that key has no other effect', async () => {
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

test('an operator who was present, or missed nothing, is told nothing', async () => {
	const there = await worldAfter(2);
	await there.press('j');
	expect(there.screen.state.dialog).toBeNull();
	await there.clock.move(10 * 60_000);
	await there.press('j');
	expect(there.screen.state.dialog).toBeNull();
});

test('five minutes without a key count as away, and the job that ended last comes first', async () => {
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

describe('the list of what ended', () => {
	/** Somebody comes back to six jobs, of which a failed, b, c and d succeeded, and e was cancelled. */
	async function back(width = 100) {
		const world = await openWorld(['a', 'b', 'c', 'd', 'e', 'f']);
		onTestFinished(world.close);
		world.screen.resize({width, height: 30});
		await world.press('g');
		const ends = {b: 'Succeeded', a: 'Failed', c: 'Succeeded', e: 'Cancelled', d: 'Succeeded'};
		for (const [name, status] of Object.entries(ends)) {
			world.says.set(urlOf(name), [`what ${name} says`]);
			world.statuses.set(urlOf(name), `esriJob${status}`);
			await world.clock.move(2 * 60_000);
		}
		await world.press('j');
		await world.clock.move(400);
		const text = () => {
			const {dialog} = world.screen.state;
			const said = dialog && dialogText(dialog, world.screen);
			if (!said?.list) throw new Error('no list is open');
			return {title: said.title, ...said.list};
		};
		return {...world, text};
	}

	test('begins with jobs that failed, says why and when, and combines jobs that succeeded', async () => {
		const {text} = await back();
		expect(text().title).toBe(awayTitle(5, 10 * 60_000));
		const [first, ...others] = text().lines;
		expect(first).toMatch(/^Failed +a +\d\d:\d\d +what a says/);
		expect(others).toHaveLength(2);
		expect(others.find(line => line.startsWith('3 '))).toMatch(/d, c, b$/);
		expect(text().leads?.[0]).toEqual({text: lookOf('failed', false).symbol, colour: 'red'});
	});

	test('leads to its jobs: Enter moves the cursor there, even if a filter hides the job', async () => {
		const {press, screen} = await back();
		await press('Enter');
		expect([screen.state.dialog, screen.state.selection.selected]).toEqual([null, urlOf('a')]);
		const other = await back();
		other.screen.change({filter: safe`zzz`});
		await other.clock.move(1000);
		const group = other.text().lines.findIndex(line => line.startsWith('3 '));
		await other.press(...Array.from({length: group}, () => '↓'), 'Enter');
		await other.clock.move(1000);
		expect(other.screen.state).toMatchObject({dialog: null, filter: '', selection: {selected: urlOf('d')}});
	});

	test('arrows stop at its ends, and Esc leaves the cursor where it was', async () => {
		const {press, screen, text} = await back();
		await press('k');
		expect(text().selected).toBe(0);
		await press('j', 'j', 'j', 'j');
		expect(text().selected).toBe(2);
		await press('Esc');
		expect([screen.state.dialog, screen.state.selection.selected]).toEqual([null, urlOf('a')]);
	});
});
