import {expect, onTestFinished, test, vi} from 'vitest';
import {diskSilent, PendingEdits} from '../../source/session/pending-edits.ts';
import type {Change} from '../../source/store/saved-list.ts';
import {safe} from '../../source/text/safe-text.ts';

const done: Change = {ok: true, jobs: [], changed: [], notices: []};
const refused: Change = {ok: false, sentence: safe`the disk is full.`};

/** A disk that does what the test says, in the order in which it was asked. */
function fakeDisk() {
	const asked: string[] = [];
	const told: boolean[] = [];
	const state = {answer: done as Change | undefined};
	const waiting: Array<(change: Change) => void> = [];
	const edits = new PendingEdits({onUnsaved: isUnsaved => told.push(isUnsaved), patience: 50, retryEvery: 20});
	return {
		asked,
		told,
		state,
		edits,
		/** Answers what it was asked while it was dead. */
		revive() {
			state.answer = done;
			for (const answer of waiting.splice(0)) answer(done);
		},
		/** Answers what it has not answered yet. */
		answer(change: Change) {
			for (const answer of waiting.splice(0)) answer(change);
		},
		put: (name: string) =>
			edits.put(() => {
				asked.push(name);
				const {answer} = state;
				return answer ? Promise.resolve(answer) : new Promise(resolve => waiting.push(resolve));
			}),
	};
}

test('a saved edit is done', async () => {
	const {put, told, edits} = fakeDisk();
	expect(await put('a')).toBe(done);
	expect({told, left: edits.size}).toEqual({told: [], left: 0});
});

test('a refused edit is reported at once, and tried again in the same order until it is saved', async () => {
	const {put, told, asked, state, edits} = fakeDisk();
	state.answer = refused;
	expect(await put('a')).toBe(refused);
	expect(await put('b')).toBe(refused);
	expect(edits.size).toBe(2);
	state.answer = done;
	await expect.poll(() => edits.size).toBe(0);
	expect(told).toEqual([true, false]);
	expect(asked.slice(-2)).toEqual(['a', 'b']);
});

test('if the disk does not answer, the caller is informed, nothing is sent twice, and a late answer counts', async () => {
	const {put, told, asked, state, edits, revive} = fakeDisk();
	state.answer = undefined;
	expect(await put('a')).toMatchObject({ok: false, sentence: diskSilent(50)});
	expect(await put('b')).toMatchObject({ok: false});
	expect({asked, told, left: edits.size}).toEqual({asked: ['a'], told: [true], left: 2});
	revive();
	await expect.poll(() => edits.size).toBe(0);
	expect({asked, told}).toEqual({asked: ['a', 'b'], told: [true, false]});
});

test('at the end each edit is tried once more, and the number of unsaved ones is returned', async () => {
	const {put, state, edits} = fakeDisk();
	state.answer = refused;
	await put('a');
	expect(await edits.finish(50)).toBe(1);
	state.answer = done;
	expect(await edits.finish(50)).toBe(0);
	state.answer = undefined;
	void put('b');
	expect(await edits.finish(50)).toBe(1);
});

test('refused edits are tried again at a fixed interval, however many are added meanwhile', async () => {
	vi.useFakeTimers();
	onTestFinished(() => {
		vi.useRealTimers();
	});
	const {put, asked, state} = fakeDisk();
	state.answer = refused;
	for (const name of ['a', 'b', 'c']) await put(name);
	asked.length = 0;
	await vi.advanceTimersByTimeAsync(20 * 4);
	expect(asked).toEqual(['a', 'b', 'c', 'a', 'b', 'c', 'a', 'b', 'c', 'a', 'b', 'c']);
});

test.each([
	['refused before', (disk: ReturnType<typeof fakeDisk>) => (disk.state.answer = refused)],
	[
		'says nothing, and refuses when the end has not waited for it',
		(disk: ReturnType<typeof fakeDisk>) => (disk.state.answer = undefined),
	],
])('after the end nothing is tried again, where the disk %s', async (_, ails) => {
	vi.useFakeTimers();
	onTestFinished(() => {
		vi.useRealTimers();
	});
	const disk = fakeDisk();
	ails(disk);
	void disk.put('a');
	await vi.advanceTimersByTimeAsync(5);
	const finished = disk.edits.finish(50);
	await vi.advanceTimersByTimeAsync(50);
	expect(await finished).toBe(1);
	disk.answer(refused);
	const {length} = disk.asked;
	await vi.advanceTimersByTimeAsync(60_000);
	expect(disk.asked).toHaveLength(length);
});

test('an invalid edit is not tried again', async () => {
	const {put, asked, told, state, edits} = fakeDisk();
	state.answer = {...refused, isFinal: true};
	expect(await put('a')).toBe(state.answer);
	expect({asked, told, left: edits.size}).toEqual({asked: ['a'], told: [], left: 0});
});

test('the list is reported once all edits are saved, and an edit that follows at once is made', async () => {
	const {put, asked, state, edits} = fakeDisk();
	const told: number[] = [];
	edits.whenSaved(() => told.push(edits.size));
	state.answer = refused;
	await put('a');
	expect(told).toEqual([]);
	state.answer = done;
	await expect.poll(() => told).toEqual([0]);
	// Each is put in the very turn in which the one before has been taken.
	await put('b')
		.then(() => put('c'))
		.then(() => put('d'));
	expect({asked: asked.slice(-3), told, left: edits.size}).toEqual({
		asked: ['b', 'c', 'd'],
		told: [0, 0, 0, 0],
		left: 0,
	});
});
