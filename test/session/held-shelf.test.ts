import process from 'node:process';
import {expect, test} from 'vitest';
import {type HeldShelf, letGo} from '../../source/session/held-shelf.ts';

/** What is left of a disk whose calls have all been answered, or never will be. */
function shelfOf(answered: Promise<void>, pending: number) {
	const done: string[] = [];
	const disk = {
		answered: () => answered,
		pending: () => pending,
		async close() {
			done.push('closed');
		},
	};
	return {shelf: {disk} as unknown as HeldShelf, done};
}

const timers = () => process.getActiveResourcesInfo().filter(name => name === 'Timeout').length;

test('once the disk has answered nothing holds the end of the program', async () => {
	const {shelf, done} = shelfOf(Promise.resolve(), 0);
	const before = timers();
	await letGo(shelf);
	expect(timers()).toBe(before);
	expect(done).toEqual(['closed']);
});

test('a disk that never answers is waited for within bounds, and left as it is', async () => {
	const {shelf, done} = shelfOf(new Promise(() => {}), 1);
	await letGo(shelf);
	expect(done).toEqual([]);
});
