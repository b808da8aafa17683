/** What holds for every kind of dialog. A new kind does not compile until it stands here too. */
import {describe, expect, onTestFinished, test} from 'vitest';
import {readParameter} from '../../../source/gp/parameter.ts';
import {safe, serverText} from '../../../source/text/safe-text.ts';
import {actions} from '../../../source/ui/actions/actions.ts';
import type {Dialog} from '../../../source/ui/dialogs/dialog.ts';
import {dialogFields, dialogs, dialogText, lastLineOf} from '../../../source/ui/dialogs/dialogs.ts';
import {openSignIn} from '../../../source/ui/dialogs/sign-in.ts';
import {openWorld, urlOf} from '../screen/screen-world.ts';

type World = Awaited<ReturnType<typeof dialogWorld>>;

/** A world of two jobs with one result, in which everything that a dialog could do is written down. */
async function dialogWorld() {
	const name = serverText('P');
	const read = readParameter({paramName: 'P', dataType: 'GPLong', value: 1}, name);
	const world = await openWorld(['a', 'b'], {values: [{link: {name, paramUrl: 'results/P'}, read}]});
	onTestFinished(world.close);
	const {edits} = world;
	Object.assign(world.screen.world.edits, {
		async rerun(url: string) {
			edits.push(`rerun ${url}`);
			return {ok: true, notice: safe`begun`};
		},
	});
	return world;
}

const pasted = urlOf('c');

async function openHost({screen, press, clock}: World) {
	Object.assign(screen.world.saver, {save: async () => ({kind: 'confirm', notice: safe`It lies elsewhere.`})});
	await press('2');
	await clock.move(1000);
	await press('S', 'j');
}

/** How each is opened, by keys or by what happens. */
const openings: Readonly<Record<Dialog['kind'], readonly string[] | ((world: World) => unknown)>> = {
	cancel: ['x'],
	'cancel-marked': ['Space', 'x'],
	async quit({statuses, clock, press}) {
		statuses.set(urlOf('a'), 'esriJobSubmitted');
		await clock.move(10_000);
		await press('x');
		await clock.move(400);
		await press('w');
		await clock.move(5000);
		await press('q');
	},
	rerun: [':', ...actions.rerun.label, 'Enter'],
	paste: ({screen}) => screen.paste(pasted),
	copy: ['y'],
	'save-job': ['S'],
	columns: ['C'],
	palette: [':'],
	async save({press, clock}) {
		await press('2');
		await clock.move(1000);
		await press('S');
	},
	'save-host': openHost,
	label: ['L'],
	'tag-marked': ['Space', 'L'],
	'sign-in': ({screen}) => openSignIn(screen, urlOf('a')),
	async hex({says, clock, press}) {
		says.set(urlOf('a'), ['red \u001B[31m']);
		await clock.move(10_000);
		await press('X');
	},
	async away({statuses, clock, press}) {
		statuses.set(urlOf('b'), 'esriJobSucceeded');
		await clock.move(10 * 60_000);
		await press('j');
	},
	add: ['a'],
	filter: ['/'],
	search: ['Tab', '/'],
};

async function opened(kind: Dialog['kind']): Promise<World> {
	const world = await dialogWorld();
	const how = openings[kind];
	if (typeof how === 'function') await how(world);
	else await world.press(...how);
	await world.clock.move(10);
	expect(world.screen.state.dialog?.kind).toBe(kind);
	return world;
}

describe.each(Object.keys(openings) as Dialog['kind'][])('%s', kind => {
	test('is closed with Esc, without any effect', async () => {
		const {screen, press, clock, edits, posts, copied} = await opened(kind);
		await clock.move(400);
		const before = [...edits];
		await press('Esc');
		await clock.move(5000);
		expect(screen.state.dialog).toBeNull();
		// Which columns are shown is seen at once, and kept however the dialog is left.
		expect([edits.slice(before.length), posts, copied]).toEqual([
			kind === 'columns' ? [`hide ${screen.state.hiddenColumns.join()}`] : [],
			[],
			[],
		]);
	});

	test('ignores keys and pastes for as long as it declares', async () => {
		const {screen, press, clock, edits, posts} = await opened(kind);
		const {deafFor} = dialogs[kind];
		if (deafFor === 0) return expect(screen.state.dialog).not.toHaveProperty('openedAt');
		await clock.move(deafFor - 20);
		const before = [screen.state.dialog, edits.length];
		await press('y', 'Enter', 'Esc');
		screen.paste('y');
		await clock.move(0);
		expect([screen.state.dialog, edits.length]).toEqual(before);
		await clock.move(20);
		await press('Esc');
		expect([screen.state.dialog, posts]).toEqual([null, []]);
	});

	test('shows its title and its keys, in its place on the screen', async () => {
		const {screen} = await opened(kind);
		const {dialog} = screen.state;
		if (!dialog) throw new Error('nothing is open');
		const text = dialogText(dialog, screen);
		const lastLine = lastLineOf(dialog);
		expect(text === undefined).toBe(lastLine !== undefined);
		expect(text?.title ?? lastLine?.prompt).not.toBe('');
		if (text) expect(text.keys.length).toBeGreaterThan(0);
		const fields = dialogFields(dialog);
		expect(fields.filter(({isFocused}) => isFocused)).toHaveLength(fields.length === 0 ? 0 : 1);
	});

	test('a paste only inserts text', async () => {
		const {screen, clock, edits, posts, copied} = await opened(kind);
		await clock.move(400);
		const before = edits.length;
		screen.paste('y\nn\n');
		await clock.move(5000);
		expect([edits.length, posts, copied]).toEqual([before, [], []]);
		if (kind !== 'away') expect(screen.state.dialog?.kind).toBe(kind);
	});

	test('closes when its job is removed', async () => {
		const {screen, monitor, clock} = await opened(kind);
		const {dialog} = screen.state;
		monitor.forget([urlOf('a')]);
		await clock.move(1000);
		const isAboutJob = dialog !== null && 'url' in dialog;
		expect(screen.state.dialog === null).toBe(isAboutJob);
	});
});
