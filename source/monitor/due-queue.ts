import TinyQueue from 'tinyqueue';

type Entry = {
	readonly url: string;
	/** When the job is to be polled, not sooner. */
	readonly due: number;
	/** Until when it should have been. */
	readonly latest: number;
};

const byDue = () => new TinyQueue<Entry>([], (a, b) => a.due - b.due);
const byLatest = () => new TinyQueue<Entry>([], (a, b) => a.latest - b.latest);

/**
 * Jobs by the moment at which they are due, and of those that are due the one first that can wait least. A job stands in
 * it once: put again, it moves. An entry that has moved stays behind in its heap and is passed over when it comes up, so
 * nothing here takes longer than the logarithm of the list.
 */
export class DueQueue {
	readonly #entries = new Map<string, Entry>();
	#later = byDue();
	#ready = byLatest();

	get size(): number {
		return this.#entries.size;
	}

	/** @param latest for jobs that are due together: which of them comes first */
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

	/** The job to be polled next, now or when it is due, without taking it out. */
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
