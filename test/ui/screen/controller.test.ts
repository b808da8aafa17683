import {afterEach, describe, expect, onTestFinished, test} from 'vitest';
import {safe} from '../../../source/text/safe-text.ts';
import {isReadOnlyNow} from '../../../source/ui/actions/action.ts';
import {notNow} from '../../../source/ui/actions/actions.ts';
import {alreadyEnded} from '../../../source/ui/actions/job.ts';
import {notSentReadOnly} from '../../../source/ui/dialogs/cancel.ts';
import {aboutList} from '../../../source/ui/list-edits.ts';
import {foreignKey, ScreenController} from '../../../source/ui/screen/controller.ts';
import {refusalOf} from '../../field/parsed-url.ts';
import {openWorld, urlOf} from './screen-world.ts';

type World = Awaited<ReturnType<typeof openWorld>>;
let world: World;
afterEach(() => world.close());

describe('cancelling by key', () => {
	test('x, and y after the delay, send one POST to the job of the dialog', async () => {
		world = await openWorld(['a', 'b', 'c']);
		await world.press('↓', 'x');
		expect(world.screen.state.dialog).toMatchObject({kind: 'cancel', url: urlOf('b')});
		await world.clock.move(400);
		await world.press('y');
		await world.clock.move(5000);
		expect(world.posts).toEqual([urlOf('b')]);
		expect(world.monitor.jobs.get(urlOf('b'))?.cancel?.step).toBe('accepted');
	});

	test('keys in the first 300 ms of the dialog are ignored', async () => {
		world = await openWorld(['a']);
		await world.press('x', 'y');
		await world.clock.move(299);
		await world.press('y');
		expect(world.screen.state.dialog).toMatchObject({kind: 'cancel'});
		await world.clock.move(5000);
		expect(world.posts).toEqual([]);
	});

	test.each(['Enter', 'Esc', 'n', 'q'])('%s means no', async key => {
		world = await openWorld(['a']);
		await world.press('x');
		await world.clock.move(400);
		await world.press(key);
		await world.clock.move(5000);
		expect(world.screen.state.dialog).toBeNull();
		expect(world.posts).toEqual([]);
		expect(world.hasQuit()).toBe(false);
	});

	test.each(['j', 'x', 'w', 'Space', 'Tab'])('%s means nothing in the dialog of a job that executes', async key => {
		world = await openWorld(['a', 'b']);
		await world.press('x');
		await world.clock.move(400);
		await world.press(key);
		expect(world.screen.state.dialog).toMatchObject({kind: 'cancel', url: urlOf('a')});
		expect(world.screen.state.selection.selected).toBe(urlOf('a'));
	});

	test('a dialog whose job leaves the list closes, and its y goes nowhere', async () => {
		world = await openWorld(['a', 'b']);
		await world.press('x');
		world.monitor.forget([urlOf('a')]);
		await world.clock.move(400);
		expect(world.screen.state.dialog).toBeNull();
		await world.press('y');
		await world.clock.move(5000);
		expect(world.posts).toEqual([]);
	});

	test('the cancel of a Submitted job can wait until the job executes', async () => {
		world = await openWorld(['a']);
		world.statuses.set(urlOf('a'), 'esriJobSubmitted');
		await world.clock.move(5000);
		await world.press('x');
		await world.clock.move(400);
		await world.press('w');
		await world.clock.move(10_000);
		expect(world.posts).toEqual([]);
		world.statuses.set(urlOf('a'), 'esriJobExecuting');
		await world.clock.move(10_000);
		expect(world.posts).toEqual([urlOf('a')]);
	});

	test('a second x withdraws a cancel that waits', async () => {
		world = await openWorld(['a']);
		world.statuses.set(urlOf('a'), 'esriJobSubmitted');
		await world.clock.move(5000);
		await world.press('x');
		await world.clock.move(400);
		await world.press('w');
		await world.press('x');
		world.statuses.set(urlOf('a'), 'esriJobExecuting');
		await world.clock.move(10_000);
		expect(world.posts).toEqual([]);
		expect(world.monitor.jobs.get(urlOf('a'))?.cancel).toBeNull();
	});

	test('read-only: x says so and opens nothing', async () => {
		world = await openWorld(['a'], {isReadOnly: true});
		await world.press('x');
		expect(world.screen.state.dialog).toBeNull();
		expect(world.screen.state.notices[0]?.text).toBe(notNow(isReadOnlyNow));
	});

	test('read-only since the dialog was opened: y sends nothing and says so', async () => {
		world = await openWorld(['a']);
		await world.press('x');
		await world.clock.move(400);
		world.screen.change({isHeld: true});
		await world.press('y');
		expect(world.screen.state.notices[0]?.text).toBe(notSentReadOnly);
		await world.clock.move(10_000);
		expect(world.posts).toEqual([]);
		await world.press('x');
		expect(world.screen.state.dialog).toBeNull();
		world.screen.change({isHeld: false});
		await world.press('x');
		await world.clock.move(400);
		await world.press('y');
		await world.clock.move(1000);
		expect(world.posts).toHaveLength(1);
	});

	test('a job that has ended is not offered to be cancelled', async () => {
		world = await openWorld(['a']);
		world.statuses.set(urlOf('a'), 'esriJobSucceeded');
		await world.clock.move(5000);
		await world.press('x');
		expect(world.screen.state.dialog).toBeNull();
		expect(world.screen.state.notices[0]?.text).toBe(notNow(alreadyEnded('succeeded')));
	});
});

describe('pasting', () => {
	test('a paste outside a text field does not act as keys', async () => {
		world = await openWorld(['a', 'b']);
		world.screen.paste('xyqDjR');
		await world.clock.move(5000);
		expect(world.screen.state.dialog).toBeNull();
		expect(world.posts).toEqual([]);
		expect(world.edits).toEqual([]);
		expect(world.hasQuit()).toBe(false);
		expect(world.screen.state.selection.selected).toBe(urlOf('a'));
	});

	test('a paste that holds job URLs offers to add them', async () => {
		world = await openWorld(['a']);
		const text = `see ${urlOf('n1')} and\n${urlOf('n2')}`;
		world.screen.paste(text);
		expect(world.screen.state.dialog).toMatchObject({kind: 'paste', count: 2});
		await world.clock.move(400);
		await world.press('y');
		expect(world.edits).toEqual([`add ${text}`]);
	});

	test('a text without a job URL stays in the dialog, with the reason', async () => {
		world = await openWorld(['a']);
		await world.press('a');
		world.screen.paste(`${urlOf('n1')}%2Fcancel`);
		await world.press('Enter');
		expect(world.screen.state.dialog).toMatchObject({
			kind: 'add',
			problem: expect.stringContaining(refusalOf(`${urlOf('n1')}%2Fcancel`)),
		});
		expect(world.edits).toEqual([]);
		world.screen.paste('x');
		expect(world.screen.state.dialog).not.toHaveProperty('problem');
		await world.press('Esc');
		expect(world.screen.state.dialog).toBeNull();
	});

	test('a job URL in the query of a gateway is shown before it is added, also if it was typed', async () => {
		world = await openWorld(['a']);
		await world.press('a');
		world.screen.paste(`https://app.acme.com/proxy.ashx?${urlOf('n1')}`);
		await world.press('Enter');
		expect(world.screen.state.dialog).toMatchObject({kind: 'paste', count: 1, gateways: ['app.acme.com']});
		expect(world.edits).toEqual([]);
		await world.clock.move(400);
		await world.press('y');
		expect(world.edits).toHaveLength(1);
	});

	test('a paste while the cancel dialog is open confirms nothing', async () => {
		world = await openWorld(['a']);
		await world.press('x');
		await world.clock.move(400);
		world.screen.paste('y');
		await world.clock.move(5000);
		expect(world.posts).toEqual([]);
		expect(world.screen.state.dialog).toMatchObject({kind: 'cancel'});
	});
});

describe('the list', () => {
	test('the list is filtered while the filter is typed; Esc restores the one before', async () => {
		world = await openWorld(['alpha', 'beta', 'gamma']);
		await world.press('/', 'b', 'e');
		expect(world.screen.state.selection.shown).toEqual([urlOf('beta')]);
		await world.press('Esc');
		expect(world.screen.state.selection.shown).toHaveLength(3);
		await world.press('/', 'g', 'a', 'Enter');
		expect(world.screen.state.selection.selected).toBe(urlOf('gamma'));
		await world.press('Esc');
		expect(world.screen.state.selection.shown).toHaveLength(3);
		expect(world.screen.state.selection.selected).toBe(urlOf('gamma'));
	});

	test('rows do not move within a second of a cursor key', async () => {
		world = await openWorld(['a', 'b', 'c']);
		await world.press('s');
		expect(world.screen.state.sort.by).toBe('status');
		await world.press('↓');
		const before = world.screen.state.selection.shown;
		world.statuses.set(urlOf('c'), 'esriJobFailed');
		await world.monitor.refresh([urlOf('c')]);
		await world.clock.move(500);
		expect(world.screen.state.selection.shown).toEqual(before);
		await world.clock.move(2500);
		expect(world.screen.state.selection.shown[0]).toBe(urlOf('c'));
	});

	test('D removes the marked jobs, u undoes that', async () => {
		world = await openWorld(['a', 'b', 'c']);
		await world.press('Space', 'Space', 'D');
		await world.clock.move(0);
		expect(world.edits).toEqual([`remove ${urlOf('a')} ${urlOf('b')}`]);
		expect(world.screen.state.selection.shown).toEqual([urlOf('c')]);
		await world.press('u');
		expect(world.edits.at(-1)).toBe('undo');
	});

	test('L labels the selected job', async () => {
		world = await openWorld(['a']);
		await world.press('L', 'Ctrl-U', 'f', '1', 'Enter');
		expect(world.edits).toEqual([`label ${urlOf('a')} f1 []`]);
	});

	test('Y copies the URL of the selected job', async () => {
		world = await openWorld(['a', 'b']);
		await world.press('↓', 'Y');
		expect(world.copied).toEqual([urlOf('b')]);
	});

	test('P pauses and resumes polling', async () => {
		world = await openWorld(['a']);
		await world.press('P');
		const before = world.polls.length;
		await world.clock.move(60_000);
		expect(world.polls.length).toBe(before);
		await world.press('P');
		await world.clock.move(5000);
		expect(world.polls.length).toBeGreaterThan(before);
	});
});

describe('levels', () => {
	test('Esc goes back one level and never quits; q quits only at the top level', async () => {
		world = await openWorld(['a']);
		await world.press('Enter');
		expect(world.screen.state.view).toMatchObject({kind: 'job', tab: 'messages'});
		await world.press('?');
		expect(world.screen.state.helpTop).toBe(0);
		await world.press('Esc');
		expect(world.screen.state.helpTop).toBeNull();
		await world.press('q');
		expect(world.screen.state.view).toEqual({kind: 'list'});
		await world.press('Esc', 'Esc');
		expect(world.hasQuit()).toBe(false);
		await world.press('q');
		expect(world.hasQuit()).toBe(true);
	});

	test('Ctrl-C quits from every context, even from a dialog that ignores keys', async () => {
		world = await openWorld(['a']);
		await world.press('x', 'Ctrl-C');
		expect(world.hasQuit()).toBe(true);
		expect(world.posts).toEqual([]);
	});

	test('Tab goes through the tabs of a job, digits go to one', async () => {
		world = await openWorld(['a']);
		await world.press('Enter', 'Tab');
		expect(world.screen.state.view).toMatchObject({tab: 'results'});
		await world.press('Shift-Tab', 'Shift-Tab');
		expect(world.screen.state.view).toMatchObject({tab: 'about'});
		await world.press('3');
		expect(world.screen.state.view).toMatchObject({tab: 'inputs'});
	});

	test('a screen that is too low for the pane gives all keys to the list', async () => {
		world = await openWorld(['a', 'b']);
		await world.press('Tab');
		world.screen.resize({width: 40, height: 10});
		await world.clock.move(0);
		await world.press('↓');
		expect(world.screen.state.selection.selected).toBe(urlOf('b'));
	});
});

test('changes that are not urgent are drawn together, once a second', async () => {
	world = await openWorld(['a', 'b', 'c']);
	await world.clock.move(3000);
	let draws = 0;
	world.screen.subscribe(() => draws++);
	await world.clock.move(10_000);
	expect(draws).toBeLessThanOrEqual(11);
	world.statuses.set(urlOf('a'), 'esriJobSucceeded');
	draws = 0;
	await world.monitor.refresh([urlOf('a')]);
	await world.clock.move(0);
	expect(draws).toBeGreaterThan(0);
});

test('the first state contains the known jobs, before any notice', async () => {
	world = await openWorld(['a', 'b']);
	const second = new ScreenController(world.screen.world, {width: 100, height: 30});
	expect(second.seenJobs).toHaveLength(2);
	second.close();
});

test('a cursor key does not arrange the list: only sort and filter do', async () => {
	world = await openWorld(['a', 'b', 'c']);
	const {shown} = world.screen.state.selection;
	await world.press('j', 'k', 'j', 'Space');
	expect(world.screen.state.selection.shown).toBe(shown);
	await world.press('I');
	expect(world.screen.state.selection.shown).toEqual(shown.toReversed());
});

test('the notice that an edit is not saved yet is not repeated after all are saved', async () => {
	world = await openWorld(['a']);
	const {screen, clock} = world;
	screen.edit(Promise.resolve({ok: false, notice: safe`NOT SAVED YET`, isPending: true}));
	screen.edit(Promise.resolve({ok: true, notice: safe`Opened.`}));
	await clock.move(0);
	screen.notify({ok: true, notice: safe`Saved.`}, aboutList);
	const seen: string[] = [];
	const saidNow = () => {
		const {text} = screen.state.notices[0] ?? {};
		if (text !== undefined && seen.at(-1) !== text) seen.push(text);
	};
	for (let second = 0; second < 40; second++) {
		saidNow();
		await clock.move(1000);
	}
	expect(seen).toEqual(['Saved.']);
});

test('the first letter of another alphabet gets a hint; other keys without effect do not', async () => {
	const world = await openWorld(['a']);
	onTestFinished(world.close);
	const told = () => world.screen.state.notices.map(({text}) => text);
	await world.press('b', '%', 'é'.normalize('NFD').slice(1), 'Ctrl-B');
	expect(told()).toEqual([]);
	await world.press('Ж');
	expect(told()).toEqual([foreignKey('Ж')]);
	await world.clock.move(20_000);
	await world.press('ц', '漢');
	expect(told()).toEqual([]);
	expect(world.posts).toEqual([]);
});
