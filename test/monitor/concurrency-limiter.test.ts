import {expect, test} from 'vitest';
import {ConcurrencyLimiter} from '../../source/monitor/concurrency-limiter.ts';
import {Server} from '../../source/monitor/server.ts';
import {FakeClock} from './fake-clock.ts';

/** A holder that takes the slots it wants one after the other, as they are free. */
class Hungry {
	taken = 0;
	readonly name: string;
	readonly #limiter: ConcurrencyLimiter;
	readonly #log: string[];
	#wants: number;

	constructor(name: string, wants: number, limiter: ConcurrencyLimiter, log: string[]) {
		this.name = name;
		this.#wants = wants;
		this.#limiter = limiter;
		this.#log = log;
		limiter.add(this);
	}

	slotsInUse(): number {
		return this.taken;
	}

	pump(): void {
		while (this.taken < this.#wants) {
			if (!this.#limiter.hasFreeSlot()) {
				this.#limiter.waitForSlot(this);
				return;
			}
			this.taken++;
			this.#log.push(this.name);
		}
	}

	finish(): void {
		this.taken--;
		this.#wants--;
		this.#limiter.release();
	}
}

test('32 requests at once, and the holder that waits longest comes first', () => {
	const limiter = new ConcurrencyLimiter();
	const log: string[] = [];
	const [a, b, c] = [
		new Hungry('a', 32, limiter, log),
		new Hungry('b', 2, limiter, log),
		new Hungry('c', 1, limiter, log),
	];
	for (const holder of [a, b, c]) holder.pump();
	expect([a.taken, b.taken, c.taken]).toEqual([32, 0, 0]);
	a.finish();
	a.finish();
	a.finish();
	expect(log.slice(32)).toEqual(['b', 'c', 'b']);
	expect(limiter.hasFreeSlot()).toBe(false);
});

test('the slots of a removed holder go to others', () => {
	const limiter = new ConcurrencyLimiter();
	const log: string[] = [];
	const [a, b] = [new Hungry('a', 32, limiter, log), new Hungry('b', 1, limiter, log)];
	a.pump();
	b.pump();
	limiter.remove(a);
	expect(b.taken).toBe(1);
});

test('servers that could all use more slots than there are get about the same number', async () => {
	const clock = new FakeClock();
	const limiter = new ConcurrencyLimiter();
	const counts = new Map<string, number>();
	for (let number = 0; number < 8; number++) {
		const origin = `https://gis${number}.acme.com`;
		const server: Server = new Server({
			origin,
			clock,
			random: () => 0,
			rate: 1000,
			limiter,
			poller: {
				async poll(url) {
					counts.set(origin, (counts.get(origin) ?? 0) + 1);
					await clock.wait(1000);
					server.arm(url, clock.now().mono);
					return null;
				},
				preferred: () => [],
				serverChanged() {},
			},
		});
		for (let job = 0; job < 10; job++) server.arm(`job-${job}`, clock.now().mono);
	}
	await clock.advance(60_000);
	expect(Math.min(...counts.values())).toBeGreaterThan(200);
	expect(Math.max(...counts.values())).toBeLessThan(280);
});
