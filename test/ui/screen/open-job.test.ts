/** What keys do in the messages of a job, below the list and opened. */
import {expect, test} from 'vitest';
import {visibleRows} from '../../../source/ui/panes/messages/visible-rows.ts';
import {openWorld, urlOf} from './screen-world.ts';

type World = Awaited<ReturnType<typeof openWorld>>;

/** A job with three messages after the one that names it; the last one is looked for as an error would be. */
async function withMessages(): Promise<World> {
	const world = await openWorld(['a', 'b', 'c']);
	world.says.set(
		urlOf('a'),
		Array.from({length: 60}, (_, index) => (index === 5 ? 'needle' : `line ${index}`)),
	);
	await world.press('Enter');
	await world.clock.move(5000);
	return world;
}

const shown = ({screen}: World) => visibleRows(screen.state.messages).map(({message}) => message.text.safe);

test('Esc ends a search first, then leaves the job', async () => {
	const world = await withMessages();
	const {screen, press, close} = world;
	await press('/', ...'needle', 'Enter');
	expect(screen.state.messages.search).not.toBeNull();
	await press('Esc');
	expect(screen.state.messages.search).toBeNull();
	expect(screen.state.view.kind).toBe('job');
	await press('Esc');
	expect(screen.state.view.kind).toBe('list');
	close();
});

test('& shows only matching messages, for a text or a regular expression between slashes', async () => {
	const world = await withMessages();
	await world.press('/', '/', ...'line 1.$', '/', 'Enter', '&');
	expect(shown(world)).toEqual(Array.from({length: 10}, (_, index) => `line ${10 + index}`));
	world.close();
});

test('y e copies the complete message that was jumped to', async () => {
	const world = await withMessages();
	await world.press('/', ...'needle', 'Enter', 'y', 'e');
	expect(world.copied.at(-1)).toBe('needle');
	world.close();
});

test('J and K go to the next and the previous job on the same tab', async () => {
	const {screen, press, close} = await withMessages();
	await press('4', 'J');
	expect(screen.state.view).toEqual({kind: 'job', url: urlOf('b'), tab: 'about'});
	await press('J', 'J', 'K');
	expect(screen.state.view).toMatchObject({url: urlOf('b')});
	await press('Esc');
	expect(screen.state.selection.selected).toBe(urlOf('b'));
	close();
});

test('Space, b, d and u move in the messages as in less', async () => {
	const world = await withMessages();
	await world.press('g', 'Space');
	const [page] = shown(world);
	await world.press('b');
	expect(shown(world)[0]).toBe(`of ${urlOf('a')}`);
	expect(page).not.toBe(shown(world)[0]);
	await world.press('d', 'u');
	expect(shown(world)[0]).toBe(`of ${urlOf('a')}`);
	await world.press('F');
	expect(world.screen.state.messages.follows).toBe(true);
	world.close();
});
