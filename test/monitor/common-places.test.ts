import {expect, test} from 'vitest';
import {CommonPlaces} from '../../source/monitor/common-places.ts';

/** A guest that takes as many places as it wants, one after the other, as they are free. */
class Hungry {
	taken = 0;
	readonly name: string;
	readonly #places: CommonPlaces;
	readonly #log: string[];
	#wants: number;

	constructor(name: string, wants: number, places: CommonPlaces, log: string[]) {
		this.name = name;
		this.#wants = wants;
		this.#places = places;
		this.#log = log;
		places.join(this);
	}

	takenPlaces(): number {
		return this.taken;
	}

	pump(): void {
		while (this.taken < this.#wants) {
			if (!this.#places.hasFree()) {
				this.#places.waitFor(this);
				return;
			}
			this.taken++;
			this.#log.push(this.name);
		}
	}

	finish(): void {
		this.taken--;
		this.#wants--;
		this.#places.release();
	}
}

test('32 at once, and who waits longest comes first', () => {
	const places = new CommonPlaces();
	const log: string[] = [];
	const [a, b, c] = [
		new Hungry('a', 32, places, log),
		new Hungry('b', 2, places, log),
		new Hungry('c', 1, places, log),
	];
	for (const guest of [a, b, c]) guest.pump();
	expect([a.taken, b.taken, c.taken]).toEqual([32, 0, 0]);
	a.finish();
	a.finish();
	a.finish();
	expect(log.slice(32)).toEqual(['b', 'c', 'b']);
	expect(places.hasFree()).toBe(false);
});

test('who leaves gives its places to others', () => {
	const places = new CommonPlaces();
	const log: string[] = [];
	const [a, b] = [new Hungry('a', 32, places, log), new Hungry('b', 1, places, log)];
	a.pump();
	b.pump();
	places.leave(a);
	expect(b.taken).toBe(1);
});
