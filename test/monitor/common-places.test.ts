import {expect, test} from 'vitest';
import {CommonPlaces} from '../../source/monitor/common-places.ts';
import {Server} from '../../source/monitor/server.ts';
import {FakeClock} from './fake-clock.ts';

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

test('servers that could all do more than there are places for get alike many', async () => {
	const clock = new FakeClock();
	const places = new CommonPlaces();
	const counts = new Map<string, number>();
	for (let number = 0; number < 8; number++) {
		const origin = `https://gis${number}.acme.com`;
		const server: Server = new Server({
			origin,
			clock,
			random: () => 0,
			rate: 1000,
			places,
			async poll(url) {
				counts.set(origin, (counts.get(origin) ?? 0) + 1);
				await clock.wait(1000);
				server.arm(url, clock.now().mono);
				return null;
			},
			preferred: () => [],
			onChange() {},
		});
		for (let job = 0; job < 10; job++) server.arm(`job-${job}`, clock.now().mono);
	}
	await clock.advance(60_000);
	expect(Math.min(...counts.values())).toBeGreaterThan(200);
	expect(Math.max(...counts.values())).toBeLessThan(280);
});
