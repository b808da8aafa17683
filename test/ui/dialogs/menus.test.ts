import {afterEach, describe, expect, test} from 'vitest';
import {isReadOnlyNow} from '../../../source/ui/actions/action.ts';
import {actions, notNow} from '../../../source/ui/actions/actions.ts';
import {savedOf} from '../../../source/ui/dialogs/save-job.ts';
import {openWorld, urlOf} from '../screen/screen-world.ts';

type World = Awaited<ReturnType<typeof openWorld>>;
let world: World;
afterEach(() => world.close());

/** Types a text into the field that is open. */
const typed = (text: string) => [...text].map(character => (character === ' ' ? 'Space' : character));

describe('the copy menu', () => {
	test.each([
		['u', urlOf('b')],
		['Enter', urlOf('b')],
		['i', 'b'],
		['l', 'b'],
		['s', `b: Executing, of ${urlOf('b')}`],
		['m', `of ${urlOf('b')}`],
	])('y %s copies %s', async (key, copied) => {
		world = await openWorld(['a', 'b']);
		await world.press('↓', 'y', key);
		expect(world.said.map(said => said.toLowerCase())).toEqual([copied.toLowerCase()]);
		expect(world.screen.state.dialog).toBeNull();
	});

	test('of marked jobs it copies a line each', async () => {
		world = await openWorld(['a', 'b', 'c']);
		await world.press('Space', 'Space', 'y', 'u');
		expect(world.said).toEqual([`${urlOf('a')}\n${urlOf('b')}`]);
	});

	test.each(['Esc', 'q', 'n'])('%s copies nothing, and another key means nothing', async key => {
		world = await openWorld(['a']);
		await world.press('y', 'x');
		expect(world.screen.state.dialog).toMatchObject({kind: 'copy'});
		await world.press(key);
		expect(world.screen.state.dialog).toBeNull();
		expect(world.said).toEqual([]);
	});
});

describe('saving a job', () => {
	test.each([
		['m', 'messages'],
		['Enter', 'messages'],
		['r', 'report'],
		['j', 'json'],
		['k', 'kmz'],
	])('S %s saves %s', async (key, document) => {
		world = await openWorld(['a']);
		await world.press('S', key);
		expect(world.edits).toEqual([`save ${document} of ${urlOf('a')}`]);
	});

	test('of marked jobs it saves each, and says how many', async () => {
		world = await openWorld(['a', 'b', 'c']);
		await world.press('*', 'S', 'r');
		await world.clock.move(100);
		expect(world.edits).toEqual(['a', 'b', 'c'].map(name => `save report of ${urlOf(name)}`));
		expect(world.screen.state.notices[0]?.said).toBe(savedOf(3, 3));
	});
});

describe('the palette', () => {
	test('finds an action by words of its name, and does it', async () => {
		world = await openWorld(['a']);
		await world.press(':', ...typed(actions.pause.label.split(' ').toReversed().join(' ')), 'Enter');
		expect(world.monitor.isPaused).toBe(true);
		expect(world.screen.state.dialog).toBeNull();
	});

	test('goes through the same dialog as the key', async () => {
		world = await openWorld(['a', 'b']);
		await world.press('↓', ':', ...typed(actions.cancel.label), 'Enter');
		expect(world.screen.state.dialog).toMatchObject({kind: 'cancel', url: urlOf('b')});
		await world.press('y');
		await world.clock.move(100);
		expect(world.posts).toEqual([]);
	});

	test('says why what was chosen cannot be done', async () => {
		world = await openWorld(['a'], {isReadOnly: true});
		await world.press(':', ...typed(actions.cancel.label), 'Enter');
		expect(world.screen.state.notices[0]?.said).toBe(notNow(isReadOnlyNow));
		expect(world.posts).toEqual([]);
	});

	test('arrows choose among what is offered, and what nothing is called does nothing', async () => {
		world = await openWorld(['a']);
		await world.press(':', ...typed('tab'), '↓', 'Enter');
		expect(world.screen.state.view).toMatchObject({kind: 'job', tab: 'results'});
		await world.press(':', ...typed('zzzz'), 'Enter');
		expect(world.screen.state.dialog).toBeNull();
	});
});

test('C leaves columns out, and they are kept', async () => {
	world = await openWorld(['a']);
	await world.press('C', '↓', 'Space', '↓', '↓', 'Space', 'Space', 'Enter');
	expect(world.screen.state.hiddenColumns).toEqual(['server']);
	expect(world.edits).toEqual(['hide server']);
});

test('o opens the page of the job, and of the result that is selected', async () => {
	world = await openWorld(['a']);
	await world.press('o');
	expect(world.edits).toEqual([`browse ${urlOf('a')}`]);
	expect(world.screen.state.notices[0]?.said).toBe('opened');
});

test('L asks for the label and, with Tab, for tags', async () => {
	world = await openWorld(['a']);
	await world.press('L', 'Ctrl-U', ...typed('flood 1'), 'Tab', ...typed('nightly, dem,,dem'), 'Enter');
	expect(world.edits).toEqual([`label ${urlOf('a')} flood 1 [nightly,dem]`]);
});

test('a paste in the palette is typed, not done', async () => {
	world = await openWorld(['a']);
	await world.press(':');
	world.screen.paste('cancel\n');
	await world.clock.move(1000);
	expect(world.screen.state.dialog).toMatchObject({kind: 'palette'});
	expect(world.posts).toEqual([]);
});
