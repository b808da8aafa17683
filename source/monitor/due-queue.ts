import TinyQueue from 'tinyqueue';

type Entry = {
	readonly url: string;
	/** The job is not polled before this moment. */
	readonly due: number;
	/** Its deadline. */
	readonly latest: number;
};

const byDue = () => new TinyQueue<Entry>([], (a, b) => a.due - b.due);
const byLatest = () => new TinyQueue<Entry>([], (a, b) => a.latest - b.latest);

/**
 * Jobs in the order in which they become due; of several that are due, the one with the nearest deadline comes first. Each
 * job is in it once: put again, it moves. The old entry stays in its heap and is skipped when it comes up, so each operation
 * takes at most logarithmic time.
 */
export class DueQueue {
	readonly #entries = new Map<string, Entry>();
	#later = byDue();
	#ready = byLatest();

	get size(): number {
		return this.#entries.size;
	}

	/** Adds a job, or moves it. @param latest its deadline */
	put(url: string, due: number, latest = due): void {
		const entry = {url, due, latest};
		this.#entries.set(url, entry);
		this.#later.push(entry);
		if (this.#later.length + this.#ready.length > 2 * this.#entries.size + 64) this.#sweep();
	}

	delete(url: string): void {
		this.#entries.delete(url);
	}

	dueOf(url: string): number | undefined {
		return this.#entries.get(url)?.due;
	}

	latestOf(url: string): number | undefined {
		return this.#entries.get(url)?.latest;
	}

	/** The job to poll next, now or once it is due. It stays in the queue. */
	first(now: number): Entry | undefined {
		for (let next = this.#peek(this.#later); next && next.due <= now; next = this.#peek(this.#later)) {
			this.#later.pop();
			this.#ready.push(next);
		}
		return this.#peek(this.#ready) ?? this.#peek(this.#later);
	}

	#peek(heap: TinyQueue<Entry>): Entry | undefined {
		for (;;) {
			const entry = heap.peek();
			if (entry === undefined || this.#entries.get(entry.url) === entry) return entry;
			heap.pop();
		}
	}

	#sweep(): void {
		this.#later = byDue();
		this.#ready = byLatest();
		for (const entry of this.#entries.values()) this.#later.push(entry);
	}
}
