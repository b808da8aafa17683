import TinyQueue from 'tinyqueue';

type Entry = {readonly url: string; readonly due: number};

/**
 * Jobs by the moment at which they are due. A job stands in it once: put again, it moves. An entry that has moved stays
 * behind in the heap and is passed over when it comes up, so nothing here takes longer than the logarithm of the list.
 */
export class DueQueue {
	readonly #due = new Map<string, number>();
	#heap = new TinyQueue<Entry>([], (a, b) => a.due - b.due);

	get size(): number {
		return this.#due.size;
	}

	put(url: string, due: number): void {
		this.#due.set(url, due);
		this.#heap.push({url, due});
		if (this.#heap.length > 2 * this.#due.size + 64) this.#sweep();
	}

	delete(url: string): void {
		this.#due.delete(url);
	}

	dueOf(url: string): number | undefined {
		return this.#due.get(url);
	}

	/** The job that has been due for the longest, without taking it out. */
	first(): Entry | undefined {
		for (;;) {
			const entry = this.#heap.peek();
			if (entry === undefined || this.#due.get(entry.url) === entry.due) return entry;
			this.#heap.pop();
		}
	}

	#sweep(): void {
		const entries = [...this.#due].map(([url, due]) => ({url, due}));
		this.#heap = new TinyQueue(entries, (a, b) => a.due - b.due);
	}
}
