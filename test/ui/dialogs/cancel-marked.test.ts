import {describe, expect, onTestFinished, test} from 'vitest';
import {cancelsWithdrawn, noMarkedCancellable} from '../../../source/ui/actions/job.ts';
import {notSentReadOnly} from '../../../source/ui/dialogs/cancel.ts';
import {
	cancelMarkedTitle,
	leftAloneWords,
	notBegunWords,
	notTheNumber,
} from '../../../source/ui/dialogs/cancel-marked.ts';
import {dialogText} from '../../../source/ui/dialogs/dialogs.ts';
import {openWorld, urlOf} from '../screen/screen-world.ts';

const names = ['a', 'b', 'c', 'd'];

/** A world of four jobs with these statuses, in which some are marked; the cursor is on the last one. */
async function markedWorld(marked: readonly string[], statuses: Readonly<Record<string, string>> = {}) {
	const world = await openWorld(names);
	onTestFinished(world.close);
	for (const [name, status] of Object.entries(statuses)) world.statuses.set(urlOf(name), `esriJob${status}`);
	await world.clock.move(30_000);
	for (const name of names) await world.press(marked.includes(name) ? 'Space' : 'j');
	await world.clock.move(1000);
	return {
		...world,
		/** Opens the dialog and waits until it takes keys. */
		async ask() {
			await world.press('x');
			await world.clock.move(400);
		},
		text() {
			const {dialog} = world.screen.state;
			const text = dialog && dialogText(dialog, world.screen);
			if (!text) throw new Error('no dialog is open');
			return text;
		},
		/** The jobs that the server was asked to cancel, a while later. */
		async posted() {
			await world.clock.move(5000);
			return world.posts.toSorted();
		},
	};
}

test('x with marks lists the marked jobs, and not the one below the cursor', async () => {
	const {ask, text, press, posted, screen} = await markedWorld(['a', 'b']);
	await ask();
	expect(screen.state.dialog).toMatchObject({kind: 'cancel-marked', urls: [urlOf('a'), urlOf('b')]});
	expect(text().title).toBe(cancelMarkedTitle(2));
	const lines = text().list?.lines ?? [];
	expect(lines.map(line => line.split(/\s/)[0])).toEqual(['a', 'b']);
	for (const line of lines) for (const fact of ['Executing', 'gis.acme', 'T']) expect(line).toContain(fact);
	await press('2', 'Enter');
	expect(await posted()).toEqual([urlOf('a'), urlOf('b')]);
});

test('without marks, and in an open job, x is about a single job', async () => {
	const world = await markedWorld([]);
	await world.ask();
	expect(world.screen.state.dialog).toMatchObject({kind: 'cancel', url: urlOf('d')});
	const other = await markedWorld(['a', 'b']);
	await other.press('Enter');
	await other.ask();
	expect(other.screen.state.dialog).toMatchObject({kind: 'cancel', url: urlOf('d')});
});

describe('nothing is sent', () => {
	test.each([
		['Enter alone', ['Enter'], true],
		['y', ['y', 'Enter'], true],
		['n behind the number', ['2', 'n'], true],
		['Esc behind the number', ['2', 'Esc'], true],
		['another number', ['3', 'Enter'], false],
		['a number that begins alike', ['2', '2', 'Enter'], false],
	])('after %s', async (_, keys, closes) => {
		const {ask, press, posted, screen} = await markedWorld(['a', 'b']);
		await ask();
		await press(...keys);
		expect(screen.state.dialog === null).toBe(closes);
		expect(await posted()).toEqual([]);
	});

	test('by a number that was pasted, or typed too early', async () => {
		const {ask, press, posted, screen, clock} = await markedWorld(['a', 'b']);
		await press('x', '2', 'Enter');
		await clock.move(400);
		screen.paste('2');
		await press('Enter');
		expect(await posted()).toEqual([]);
		await ask();
		expect(screen.state.dialog).toMatchObject({kind: 'cancel-marked'});
	});

	test('if gpjobs became read-only while the dialog was open', async () => {
		const {ask, press, posted, screen} = await markedWorld(['a', 'b']);
		await ask();
		screen.change({isHeld: true});
		await press('2', 'Enter');
		expect(screen.state.notices[0]?.text).toBe(notSentReadOnly);
		expect(await posted()).toEqual([]);
	});
});

test('a wrong number stays in the dialog with the right one, and can be corrected', async () => {
	const {ask, press, text, posted} = await markedWorld(['a', 'b', 'c']);
	await ask();
	await press('2', 'Enter');
	expect(text().notes).toContain(notTheNumber('2', 3));
	await press('3', 'Enter');
	expect(await posted()).toHaveLength(3);
});

test('marked jobs that have ended are left alone, and the dialog says how many', async () => {
	const {ask, press, text, posted} = await markedWorld(['a', 'b', 'c'], {b: 'Succeeded', c: 'Failed'});
	await ask();
	expect(text().title).toBe(cancelMarkedTitle(1));
	expect(text().notes).toEqual([leftAloneWords(2)]);
	await press('1', 'Enter');
	expect(await posted()).toEqual([urlOf('a')]);
});

test('a job that ends while the dialog is open changes the number', async () => {
	const {ask, press, text, posted, statuses, clock, screen} = await markedWorld(['a', 'b']);
	await ask();
	statuses.set(urlOf('a'), 'esriJobSucceeded');
	await clock.move(20_000);
	expect(text().title).toBe(cancelMarkedTitle(1));
	await press('2', 'Enter');
	expect(screen.state.dialog).not.toBeNull();
	expect(await posted()).toEqual([]);
	await press('1', 'Enter');
	expect(await posted()).toEqual([urlOf('b')]);
});

test('each job is polled first: one that has ended meanwhile gets no request to cancel', async () => {
	const {ask, press, posted, statuses} = await markedWorld(['a', 'b']);
	await ask();
	statuses.set(urlOf('a'), 'esriJobSucceeded');
	await press('2', 'Enter');
	expect(await posted()).toEqual([urlOf('b')]);
});

test('queued jobs are cancelled when they start, or at once after Tab', async () => {
	const world = await markedWorld(['a', 'b'], {a: 'Submitted'});
	await world.ask();
	expect(world.text().notes).toEqual([notBegunWords(1, true)]);
	await world.press('2', 'Enter');
	expect(await world.posted()).toEqual([urlOf('b')]);
	world.statuses.set(urlOf('a'), 'esriJobExecuting');
	await world.clock.move(60_000);
	expect(world.posts.toSorted()).toEqual([urlOf('a'), urlOf('b')]);

	const other = await markedWorld(['a', 'b'], {a: 'Submitted'});
	await other.ask();
	await other.press('Tab');
	expect(other.text().notes).toEqual([notBegunWords(1, false)]);
	await other.press('2', 'Enter');
	expect(await other.posted()).toEqual([urlOf('a'), urlOf('b')]);
});

test('x withdraws the waiting cancels of marked jobs if nothing else can be cancelled', async () => {
	const {ask, press, clock, posted, statuses, screen} = await markedWorld(['a', 'b'], {a: 'Submitted', b: 'Submitted'});
	await ask();
	await press('2', 'Enter');
	await clock.move(2000);
	await press('x');
	expect([screen.state.dialog, screen.state.notices[0]?.text]).toEqual([null, cancelsWithdrawn(2)]);
	for (const name of ['a', 'b']) statuses.set(urlOf(name), 'esriJobExecuting');
	await clock.move(60_000);
	expect(await posted()).toEqual([]);
});

test('if no marked job can be cancelled, no dialog opens', async () => {
	const {ask, screen} = await markedWorld(['a', 'b'], {a: 'Succeeded', b: 'Failed'});
	await ask();
	expect([screen.state.dialog, screen.state.notices[0]?.text]).toEqual([null, noMarkedCancellable(2)]);
});
