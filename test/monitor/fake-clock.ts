import TinyQueue from 'tinyqueue';
import type {Clock, Moment} from '../../source/monitor/clock.ts';

type Timer = {readonly at: number; readonly order: number; readonly call: () => void};

const day = 24 * 60 * 60_000;

/** A clock that only a test turns. What is due happens in its order, with everything that follows of it in between. */
export class FakeClock implements Clock {
	#mono = 1_000_000;
	#epoch = Date.parse('2026-11-23T12:00:00Z');
	#order = 0;
	readonly #timers = new TinyQueue<Timer>([], (a, b) => a.at - b.at || a.order - b.order);
	readonly #live = new Set<Timer>();

	readonly now = (): Moment => ({epoch: this.#epoch, mono: this.#mono});

	readonly after = (milliseconds: number, call: () => void): (() => void) => {
		const timer = {at: this.#mono + Math.max(0, milliseconds), order: this.#order++, call};
		this.#timers.push(timer);
		this.#live.add(timer);
		return () => this.#live.delete(timer);
	};

	/** Timers that are still to come. */
	get pending(): number {
		return this.#live.size;
	}

	/** Lets time pass. */
	async advance(milliseconds: number): Promise<void> {
		const end = this.#mono + milliseconds;
		await settle();
		for (let next = this.#timers.peek(); next && next.at <= end; next = this.#timers.peek()) {
			this.#timers.pop();
			if (!this.#live.delete(next)) continue;
			this.#set(Math.max(this.#mono, next.at));
			next.call();
			await settle();
		}
		this.#set(Math.max(this.#mono, end));
	}

	/**
	 * Lets time pass until something is so.
	 *
	 * @param step milliseconds between two looks
	 * @throws when it has not come to be so within a day: a loop without a bound would go on after its test has failed
	 */
	async advanceUntil(condition: () => boolean, step = 1000): Promise<void> {
		const latest = this.#mono + day;
		while (!condition()) {
			if (this.#mono >= latest) throw new Error(`Not so within a day of this clock: ${condition}`);
			await this.advance(step);
		}
	}

	/** The machine sleeps: time passes, and nothing happens in it. What was due then comes all at once, later. */
	sleep(milliseconds: number): void {
		this.#set(this.#mono + milliseconds);
	}

	/** Somebody sets the clock on the wall. */
	setWall(epoch: number): void {
		this.#epoch = epoch;
	}

	/** A promise that is kept after so many milliseconds of this clock. */
	wait(milliseconds: number): Promise<void> {
		return new Promise(resolve => {
			this.after(milliseconds, resolve);
		});
	}

	#set(mono: number): void {
		this.#epoch += mono - this.#mono;
		this.#mono = mono;
	}
}

/** Lets everything happen that waits for nothing but its turn. */
function settle(): Promise<void> {
	return new Promise(resolve => {
		setImmediate(resolve);
	});
}
