/** How many characters are joined to one string. V8 does not copy a string of this length again when more is added. */
const longEnough = 256 * 1024;

type Decoder = InstanceType<typeof TextDecoder>;

/** Encodings with one byte for each character. A text in one of them is hardly ever valid UTF-8. */
const singleByte = /^(windows-125\d|iso-8859-\d+|macintosh|ibm866|koi8-[ru]|x-mac-cyrillic)$/;

/**
 * Collects a text that arrives in chunks of bytes. UTF-8 is decoded chunk by chunk: otherwise a body of 32 MiB would be
 * in memory three times, as chunks, as joined bytes and as text. Other encodings are rare and are decoded at the end.
 *
 * The encoding is determined by a byte order mark, otherwise by the zero bytes of UTF-16 (RFC 4627 §3), otherwise by
 * the charset in the header. If the charset has one byte for each character but the text is valid UTF-8, the header is
 * wrong, because JSON is UTF-8 (RFC 8259 §8.1).
 */
export class GrowingText {
	readonly #charset: string | undefined;
	#decoder: Decoder | undefined;
	/** Bytes that are not decoded yet: the first few, or all of them if the text is not UTF-8. */
	#bytes: Uint8Array[] = [];
	readonly #pieces: string[] = [];
	#recent: string[] = [];
	#length = 0;

	/** @param contentType the header of the answer, which may contain a charset */
	constructor(contentType?: string) {
		this.#charset = charsetOf(contentType);
	}

	add(chunk: Uint8Array): void {
		if (this.#decoder) {
			this.#put(this.#decoder.decode(chunk, {stream: true}));
			return;
		}
		this.#bytes.push(chunk);
		const size = this.#bytes.reduce((sum, {byteLength}) => sum + byteLength, 0);
		if (size >= 4 && this.#encoding() === 'utf-8') this.#decodeFromNowOn(new TextDecoder());
	}

	/**
	 * Returns the whole text, without a byte order mark and with invalid bytes replaced. No bytes can be added after
	 * that.
	 */
	whole(): string {
		if (!this.#decoder) this.#decodeFromNowOn(this.#decoderOfAll());
		this.#put(this.#decoder?.decode() ?? '');
		return [...this.#pieces, ...this.#recent].join('');
	}

	/** Returns the encoding according to the first bytes, otherwise according to the charset in the header. */
	#encoding(): string {
		const [first, second, third, fourth] = Buffer.concat(this.#bytes.slice(0, 4)).subarray(0, 4);
		if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
		if (first === 0xff && second === 0xfe) return 'utf-16le';
		if (first === 0xfe && second === 0xff) return 'utf-16be';
		if (first === 0 && second !== 0 && third === 0) return 'utf-16be';
		if (second === 0 && first !== 0 && fourth === 0) return 'utf-16le';
		return this.#charset ?? 'utf-8';
	}

	#decoderOfAll(): Decoder {
		const encoding = this.#encoding();
		return new TextDecoder(singleByte.test(encoding) && this.#isUtf8() ? 'utf-8' : encoding);
	}

	#isUtf8(): boolean {
		const decoder = new TextDecoder('utf-8', {fatal: true});
		try {
			for (const bytes of this.#bytes) decoder.decode(bytes, {stream: true});
			decoder.decode();
			return true;
		} catch {
			return false;
		}
	}

	#decodeFromNowOn(decoder: Decoder): void {
		this.#decoder = decoder;
		for (const bytes of this.#bytes.splice(0)) this.#put(decoder.decode(bytes, {stream: true}));
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

/**
 * Returns the charset in a `Content-Type` header, under the name that `TextDecoder` uses; `undefined` if there is none
 * or if it is unknown.
 */
function charsetOf(contentType: string | undefined): string | undefined {
	const named = /;\s*charset\s*=\s*["']?([^"';\s]{1,40})/i.exec(contentType ?? '')?.[1];
	if (named === undefined) return undefined;
	try {
		return new TextDecoder(named).encoding;
	} catch {
		return undefined;
	}
}
