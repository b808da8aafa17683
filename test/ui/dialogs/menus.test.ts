import {afterEach, describe, expect, test} from 'vitest';
import {safe} from '../../../source/text/safe-text.ts';
import {isReadOnlyNow} from '../../../source/ui/actions/action.ts';
import {actions, notNow} from '../../../source/ui/actions/actions.ts';
import {nothingRemoved} from '../../../source/ui/actions/list.ts';
import {columnsText} from '../../../source/ui/dialogs/columns.ts';
import {copyText} from '../../../source/ui/dialogs/copy.ts';
import {dialogText} from '../../../source/ui/dialogs/dialogs.ts';
import {nothingCleaned} from '../../../source/ui/dialogs/hex.ts';
import {filterOffer, noSuchAction} from '../../../source/ui/dialogs/palette.ts';
import {savedOf} from '../../../source/ui/dialogs/save-job.ts';
import {columnNames, columnsFor, hiddenByDefault} from '../../../source/ui/panes/list/columns.ts';
import {openWorld, urlOf} from '../screen/screen-world.ts';

type World = Awaited<ReturnType<typeof openWorld>>;
let world: World;
afterEach(() => world.close());

/** Types a text into the field that is open. */
const typed = (text: string) => [...text].map(character => (character === ' ' ? 'Space' : character));

/** Status and name are always shown. */
const optionalColumns = columnNames.filter(name => name !== 'status' && name !== 'job');

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
		expect(world.copied.map(text => text.toLowerCase())).toEqual([copied.toLowerCase()]);
		expect(world.screen.state.dialog).toBeNull();
	});

	test('it copies one line for each marked job', async () => {
		world = await openWorld(['a', 'b', 'c']);
		await world.press('Space', 'Space', 'y', 'u');
		expect(world.copied).toEqual([`${urlOf('a')}\n${urlOf('b')}`]);
	});

	test.each(['Esc', 'q', 'n'])('%s copies nothing, and another key means nothing', async key => {
		world = await openWorld(['a']);
		await world.press('y', 'x');
		expect(world.screen.state.dialog).toMatchObject({kind: 'copy'});
		await world.press(key);
		expect(world.screen.state.dialog).toBeNull();
		expect(world.copied).toEqual([]);
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

	test('it saves each marked job, and says how many', async () => {
		world = await openWorld(['a', 'b', 'c']);
		await world.press('*', 'S', 'r');
		await world.clock.move(100);
		expect(world.edits).toEqual(['a', 'b', 'c'].map(name => `save report of ${urlOf(name)}`));
		expect(world.screen.state.notices[0]?.text).toBe(savedOf(3, 3));
	});
});

describe('the palette', () => {
	test('finds an action by words of its name, and runs it', async () => {
		world = await openWorld(['a']);
		await world.press(':', ...typed(actions.pause.label.split(' ').toReversed().join(' ')), 'Enter');
		expect(world.monitor.isPaused).toBe(true);
		expect(world.screen.state.dialog).toBeNull();
	});

	test('opens the same dialog as the key', async () => {
		world = await openWorld(['a', 'b']);
		await world.press('↓', ':', ...typed(actions.cancel.label), 'Enter');
		expect(world.screen.state.dialog).toMatchObject({kind: 'cancel', url: urlOf('b')});
		await world.press('y');
		await world.clock.move(100);
		expect(world.posts).toEqual([]);
	});

	test('says why the chosen action is not possible', async () => {
		world = await openWorld(['a'], {isReadOnly: true});
		await world.press(':', ...typed(actions.cancel.label), 'Enter');
		expect(world.screen.state.notices[0]?.text).toBe(notNow(isReadOnlyNow));
		expect(world.posts).toEqual([]);
	});

	test('arrows select an entry, and Enter without a match does nothing', async () => {
		world = await openWorld(['a']);
		await world.press(':', ...typed('tab'), '↓', 'Enter');
		expect(world.screen.state.view).toMatchObject({kind: 'job', tab: 'results'});
		await world.press(':', ...typed('zzzz'), 'Enter');
		expect(world.screen.state.dialog).toBeNull();
	});
});

test('C hides columns, and saves the choice', async () => {
	world = await openWorld(['a']);
	await world.press('C', '↓', 'Space', '↓', '↓', 'Space', 'Space', 'Enter');
	const hidden = [...hiddenByDefault, 'server'];
	expect(world.screen.state.hiddenColumns).toEqual(hidden);
	expect(world.edits).toEqual([`hide ${hidden.join()}`]);
});

test('o opens the page of the job, and of the result that is selected', async () => {
	world = await openWorld(['a']);
	await world.press('o');
	expect(world.edits).toEqual([`browse ${urlOf('a')}`]);
	expect(world.screen.state.notices[0]?.text).toBe('opened');
});

test('L asks for the label and, with Tab, for tags', async () => {
	world = await openWorld(['a']);
	await world.press('L', 'Ctrl-U', ...typed('flood 1'), 'Tab', ...typed('nightly, dem,,dem'), 'Enter');
	expect(world.edits).toEqual([`label ${urlOf('a')} flood 1 [nightly,dem]`]);
});

test('L with marks changes the tags of all of them, and no label', async () => {
	world = await openWorld(['a', 'b', 'c']);
	await world.press('Space', 'Space', 'L', ...typed('nightly, -old, +dem, -, nightly'), 'Enter');
	expect(world.edits).toEqual([`tag ${urlOf('a')} ${urlOf('b')} +nightly,dem -old`]);
	await world.press('L', 'Enter');
	expect([world.screen.state.dialog, world.edits.length]).toEqual([null, 1]);
	// In an open job the marks do not count.
	await world.press('Enter', 'L');
	expect(world.screen.state.dialog).toMatchObject({kind: 'label', url: urlOf('c')});
});

test('a paste in the palette is inserted, not executed', async () => {
	world = await openWorld(['a']);
	await world.press(':');
	world.screen.paste('cancel\n');
	await world.clock.move(1000);
	expect(world.screen.state.dialog).toMatchObject({kind: 'palette'});
	expect(world.posts).toEqual([]);
});

describe('the list of columns', () => {
	test.each<[readonly string[], number]>([
		[['j', 'j', 'k'], 1],
		[['↓', '↑'], 0],
		[['k'], 0],
		[Array.from({length: 30}, () => 'j'), optionalColumns.length - 1],
	])('%j brings the cursor to line %i', async (keys, line) => {
		world = await openWorld(['a']);
		await world.press('C', ...keys);
		expect(world.screen.state.dialog).toMatchObject({kind: 'columns', selected: line});
		expect(columnsText([], line).list?.lines).toHaveLength(optionalColumns.length);
	});

	test('shows which columns are hidden, and shows one again', async () => {
		const [first, second] = columnsText(optionalColumns.slice(0, 1), 0).list?.lines ?? [];
		expect([first?.slice(0, 3), second?.slice(0, 3)]).toEqual(['[ ]', '[x]']);
		world = await openWorld(['a']);
		await world.press('C', 'Space', 'q');
		// The first one is the task, which is hidden by default.
		const hidden = hiddenByDefault.filter(name => name !== 'task');
		expect([world.screen.state.hiddenColumns, world.edits]).toEqual([hidden, [`hide ${hidden.join()}`]]);
		expect(columnsFor(160, {hidden}).shown.map(({name}) => name)).toContain('task');
	});
});

describe('bytes', () => {
	/** Thirty lines of bytes are open. */
	async function bytes() {
		world = await openWorld(['a']);
		world.says.set(urlOf('a'), [`\u001B[31m${'x'.repeat(16 * 29)}`]);
		await world.clock.move(10_000);
		await world.press('X');
		const {dialog} = world.screen.state;
		if (dialog?.kind !== 'hex') throw new Error('no bytes are shown');
		return dialog.lines;
	}

	test('are shown as in hexdump, with the characters beside them', async () => {
		const lines = await bytes();
		expect(lines[0]).toMatch(/469 bytes/);
		expect(lines[1]).toMatch(/^000000 {2}1b 5b 33 31 6d 78 .* \.\[31mx+$/);
		expect(lines[2]).toMatch(/^000010 {2}(78 ){16} x{16}$/);
		expect(lines).toHaveLength(31);
	});

	test.each<[readonly string[], number]>([
		[['j', 'k', 'j'], 1],
		[['↓', '↓', '↑'], 1],
		[['PgDn'], 10],
		[['PgDn', 'PgDn', 'PgUp'], 10],
		[['G'], 30],
		[['End'], 30],
		[['G', 'g'], 0],
		[['End', 'Home'], 0],
		[['G', 'j'], 30],
		[['k'], 0],
		[['x'], 0],
	])('%j brings line %i in view', async (keys, line) => {
		await bytes();
		await world.press(...keys);
		expect(world.screen.state.dialog).toMatchObject({kind: 'hex', selected: line});
	});

	test.each(['Enter', 'X', 'q', 'n', 'N'])('%s closes them', async key => {
		await bytes();
		await world.press(key);
		expect(world.screen.state.dialog).toBeNull();
	});

	test('are not offered if no character was replaced, which a notice says', async () => {
		world = await openWorld(['a']);
		await world.press('X');
		expect(world.screen.state.dialog).toBeNull();
		expect(world.screen.state.notices[0]?.text).toBe(nothingCleaned);
	});
});

describe('what the palette offers', () => {
	const offered = () => {
		const {screen} = world;
		const {dialog} = screen.state;
		return (dialog && dialogText(dialog, screen)?.list?.lines) ?? [];
	};
	/** By whole words: `up` must not be found in another label. */
	const labelled = (label: string) => offered().findIndex(line => ` ${line} `.includes(` ${label} `));

	test('is what is possible in this context: first labels that begin with the text, last impossible actions', async () => {
		world = await openWorld(['a']);
		await world.press(':');
		expect(labelled(actions.moveUp.label)).toBe(-1);
		expect(labelled(actions.palette.label)).toBe(-1);
		expect(labelled(actions.fillMap.label)).toBe(-1);
		expect(labelled(actions.undo.label)).toBeGreaterThan(labelled(actions.quit.label));
		await world.press(...typed(actions.label.label.split(' ')[0] ?? ''));
		expect(labelled(actions.label.label)).toBe(0);
		expect(offered()[0]).toMatch(/^L /);
	});

	test('is found by group and key too; an impossible action has its reason', async () => {
		world = await openWorld(['a']);
		await world.press(':', ...typed('u list'));
		expect(offered()[labelled(actions.undo.label)]).toContain(nothingRemoved);
		await world.press('Ctrl-U', ...typed('polling'));
		expect(offered()).toHaveLength(3);
	});

	test('begins with the most used actions, and leaves out keys that everybody knows', async () => {
		world = await openWorld(['a']);
		await world.press(':');
		expect(offered()[0]).toContain(actions.cancel.label);
		for (const name of ['open', 'leave', 'nextPane', 'palette', 'moveDown'] as const)
			expect(
				offered().filter(line => line.slice(10) === actions[name].label),
				name,
			).toEqual([]);
		for (const often of ['cancel', 'filter', 'copy'] as const)
			expect(labelled(actions[often].label)).toBeLessThan(labelled(actions.redraw.label));
	});

	test.each([
		['kill', 'cancel'],
		['stop', 'cancel'],
		['abort', 'cancel'],
		['retry', 'rerun'],
		['delete', 'remove'],
		['export', 'saveJob'],
		['download', 'saveJob'],
		['rename', 'label'],
		['login', 'signIn'],
		['reload', 'refresh'],
		['exit', 'quit'],
		['log', 'showMessages'],
	] as const)('%s finds %s', async (word, name) => {
		world = await openWorld(['a']);
		await world.press(':', ...typed(word));
		expect(labelled(actions[name].label)).toBeGreaterThanOrEqual(0);
	});

	test('words without a matching action are offered as a filter, only in the list', async () => {
		world = await openWorld(['a', 'b']);
		await world.press(':', ...typed('fail'));
		expect(offered()).toEqual([filterOffer(safe`fail`)]);
		await world.press('Enter');
		expect(world.screen.state).toMatchObject({dialog: null, filter: 'fail'});
		await world.press('Esc', 'Enter', ':', ...typed('zzzz'));
		expect(offered()).toEqual([noSuchAction]);
		await world.press('Enter');
		expect(world.screen.state).toMatchObject({dialog: null, filter: ''});
	});

	test('/ in the help searches the actions of the context below it', async () => {
		world = await openWorld(['a']);
		await world.press('?', '/', ...typed('kill'), 'Enter');
		expect(world.screen.state).toMatchObject({helpTop: null, dialog: {kind: 'cancel', url: urlOf('a')}});
	});

	test('starts at the top again after the text has changed', async () => {
		world = await openWorld(['a']);
		await world.press(':', '↓', '↓', '↑');
		expect(world.screen.state.dialog).toMatchObject({selected: 1});
		await world.press('Tab');
		expect(world.screen.state.dialog).toMatchObject({selected: 1});
		await world.press('e');
		expect(world.screen.state.dialog).toMatchObject({selected: 0});
	});
});

test('if jobs are marked, all of them are copied and saved', async () => {
	world = await openWorld(['a', 'b']);
	await world.press('*', 'y');
	const {dialog} = world.screen.state;
	expect(dialog).toMatchObject({kind: 'copy', jobs: 2});
	expect(dialog && dialogText(dialog, world.screen)?.title).toBe(copyText([], 2).title);
	expect(copyText([], 1).title).not.toBe(copyText([], 2).title);
});
