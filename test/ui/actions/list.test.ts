import {expect, onTestFinished, test} from 'vitest';
import {safe} from '../../../source/text/safe-text.ts';
import {notNow} from '../../../source/ui/actions/actions.ts';
import {nothingMarked} from '../../../source/ui/actions/list.ts';
import {openWorld, urlOf} from '../screen/screen-world.ts';

const names = Array.from({length: 60}, (_, index) => `j${String(index).padStart(2, '0')}`);

async function longList() {
	const world = await openWorld(names);
	onTestFinished(world.close);
	const {screen} = world;
	const selected = () => screen.state.selection.index;
	return {...world, selected, rows: screen.state.selection.height};
}

test('keys move the cursor by lines, half pages and pages, and the pane follows after a delay', async () => {
	const {press, clock, screen, selected, rows} = await longList();
	const half = Math.floor(rows / 2);
	const places: readonly (readonly [string, number])[] = [
		['j', 1],
		['↓', 2],
		['k', 1],
		['↑', 0],
		['PgDn', rows],
		['PgUp', 0],
		['Ctrl-D', half],
		['Ctrl-U', 0],
		['G', 59],
		['g', 0],
		['End', 59],
		['Home', 0],
		['Space', 1],
	];
	for (const [key, index] of places) {
		await clock.move(1000);
		const shown = screen.state.messagesUrl;
		await press(key);
		expect([key, selected()]).toEqual([key, index]);
		expect(screen.state.messagesUrl, key).toBe(shown);
		await clock.move(100);
		expect(screen.state.messagesUrl, key).toBe(urlOf(names[index] ?? ''));
	}
});

test('Space marks, * marks all, U clears; without marks U says why not', async () => {
	const {press, screen} = await longList();
	await press('U');
	expect(screen.state.notices[0]?.text).toBe(notNow(nothingMarked));
	await press('Space');
	expect([...screen.state.selection.marks]).toEqual([urlOf('j00')]);
	await press('U');
	expect(screen.state.selection.marks.size).toBe(0);
	await press('*');
	expect(screen.state.selection.marks.size).toBe(60);
	await press('Esc');
	expect(screen.state.selection.marks.size).toBe(0);
});

test('Esc removes the filter first, then the marks', async () => {
	const {press, clock, screen} = await longList();
	await press('Space', '/', 'j', '0', '5', 'Enter');
	await clock.move(2000);
	expect(screen.state.selection.shown).toEqual([urlOf('j05')]);
	await press('Esc');
	expect([screen.state.filter, screen.state.selection.marks.size]).toEqual(['', 1]);
	await press('Esc');
	expect(screen.state.selection.marks.size).toBe(0);
});

test('s and > step through the sort keys, < steps back, I inverts the order', async () => {
	const {press, screen} = await longList();
	const first = screen.state.sort;
	await press('s');
	const second = screen.state.sort;
	await press('>');
	expect(screen.state.sort.by).not.toBe(second.by);
	await press('<');
	expect(screen.state.sort).toEqual(second);
	await press('I');
	expect(screen.state.sort).toEqual({...second, isInverted: !second.isInverted});
	await press('I', '<');
	expect(screen.state.sort).toEqual(first);
});

test('z enlarges the pane over the list and back; in an open job it has no effect', async () => {
	const {press, screen} = await longList();
	await press('z');
	expect(screen.state.isPaneFull).toBe(true);
	await press('z');
	expect(screen.state.isPaneFull).toBe(false);
	await press('Enter', 'z');
	expect([screen.state.isPaneFull, screen.state.view.kind]).toEqual([false, 'job']);
});

test('in the messages keys scroll by lines, halves and pages', async () => {
	const {press, clock, says, screen} = await longList();
	says.set(
		urlOf('j00'),
		Array.from({length: 200}, (_, index) => `line ${index}`),
	);
	await clock.move(10_000);
	await press('Enter', 'g');
	const {height} = screen.state.messages.size;
	const top = () => screen.state.messages.place.message;
	const tops: number[] = [];
	for (const key of ['j', 'k', 'Ctrl-D', 'Ctrl-U', 'PgDn', 'PgUp', 'G', 'g']) {
		await press(key);
		tops.push(screen.state.messages.follows ? Number.POSITIVE_INFINITY : top());
	}
	const half = Math.floor(height / 2);
	expect(tops).toEqual([1, 0, half, 0, height - 1, 0, Number.POSITIVE_INFINITY, 0]);
});

test('the help scrolls with the same keys, and not beyond its end', async () => {
	const {press, screen} = await longList();
	await press('?', 'j', 'j', 'k');
	expect(screen.state.helpTop).toBe(1);
	await press('G');
	const end = screen.state.helpTop ?? 0;
	expect(end).toBe(screen.helpLines - (screen.state.size.height - 1));
	await press('PgDn');
	expect(screen.state.helpTop).toBe(end);
	await press('g');
	expect(screen.state.helpTop).toBe(0);
});

test('undo restores the marks and the cursor of the removed jobs', async () => {
	const world = await openWorld(['a', 'b', 'c', 'd']);
	onTestFinished(world.close);
	const {screen, press, watch} = world;
	Object.assign(screen.world.edits, {
		async undo() {
			watch(['a', 'b'], ['a', 'b', 'c', 'd'].map(urlOf));
			return {ok: true, notice: safe`back`};
		},
	});
	await press('Space', 'Space', 'g', 'D');
	expect(screen.state.selection).toMatchObject({shown: [urlOf('c'), urlOf('d')], selected: urlOf('c')});
	expect(screen.state.selection.marks.size).toBe(0);
	await press('j', 'u');
	await world.clock.move(1000);
	expect(screen.state.selection).toMatchObject({
		shown: ['a', 'b', 'c', 'd'].map(urlOf),
		selected: urlOf('a'),
		marks: new Set([urlOf('a'), urlOf('b')]),
	});
	await press('U', 'j', 'D', 'u');
	await world.clock.move(1000);
	expect([...screen.state.selection.marks]).toEqual([]);
});
