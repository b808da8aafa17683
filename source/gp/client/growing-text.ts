/** Characters that are put together at a time: a text so long has a place of its own in V8's heap, and is not copied again. */
const longEnough = 256 * 1024;

/**
 * Text that comes as pieces of UTF-8. It is decoded on the way: decoded in the end, a body of 32 MiB would be held as bytes,
 * as bytes in one piece and as text.
 */
export class GrowingText {
	readonly #decoder = new TextDecoder();
	readonly #pieces: string[] = [];
	#recent: string[] = [];
	#length = 0;

	add(chunk: Uint8Array): void {
		this.#put(this.#decoder.decode(chunk, {stream: true}));
	}

	/** All of it; what is no UTF-8 is replaced, a byte order mark left out. Nothing can be added then. */
	whole(): string {
		this.#put(this.#decoder.decode());
		return [...this.#pieces, ...this.#recent].join('');
	}

	#put(text: string): void {
		this.#recent.push(text);
		this.#length += text.length;
		if (this.#length < longEnough) return;
		this.#pieces.push(this.#recent.join(''));
		this.#recent = [];
		this.#length = 0;
	}
}
