import TinyQueue from 'tinyqueue';

type Entry = {
	readonly url: string;
	/** The earliest time to poll the job, in monotonic milliseconds. */
	readonly due: number;
	/** The time by which it should be polled, in monotonic milliseconds. */
	readonly latest: number;
};

const byDue = () => new TinyQueue<Entry>([], (a, b) => a.due - b.due);
const byLatest = () => new TinyQueue<Entry>([], (a, b) => a.latest - b.latest);

/**
 * A priority queue of jobs by when they are due; of several jobs that are due, the one with the earliest deadline comes
 * first. Each job is in it once, and adding it again moves it. The heap keeps the outdated entry and skips it later, so
 * each operation takes logarithmic time at most.
 */
export class DueQueue {
	readonly #entries = new Map<string, Entry>();
	#later = byDue();
	#ready = byLatest();

	get size(): number {
		return this.#entries.size;
	}

	/**
	 * Adds or moves a job.
	 *
	 * @param latest its deadline
	 */
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

	/**
	 * Returns the job to poll next: of the jobs that are due, the one with the earliest deadline; otherwise the job
	 * that becomes due first. Does not remove it.
	 */
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
