/**
 * Characters that are joined at a time. V8 gives a text of this length a place of its own in the heap and does not copy
 * it again.
 */
const longEnough = 256 * 1024;

type Decoder = InstanceType<typeof TextDecoder>;

/** Encodings of one byte a character: text in one of them is hardly ever UTF-8 by chance. */
const singleByte = /^(windows-125\d|iso-8859-\d+|macintosh|ibm866|koi8-[ru]|x-mac-cyrillic)$/;

/**
 * Text that comes as pieces of bytes. UTF-8 is decoded on the way: decoded in the end, a body of 32 MiB would be held as
 * bytes, as bytes in one piece and as text. Other encodings, which are rare, are decoded in the end.
 *
 * The encoding comes from a byte order mark, otherwise from the zero bytes of UTF-16 (RFC 4627 §3), otherwise from the
 * charset that the server names. Where that is a single-byte charset but the text is UTF-8, a proxy or a default named
 * it: JSON is UTF-8 (RFC 8259 §8.1).
 */
export class GrowingText {
	readonly #charset: string | undefined;
	#decoder: Decoder | undefined;
	/** Bytes that are not decoded yet: the first few, or all of them. */
	#bytes: Uint8Array[] = [];
	readonly #pieces: string[] = [];
	#recent: string[] = [];
	#length = 0;

	/** @param contentType the header of the answer; its charset counts */
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

	/** All of it; what does not belong to its encoding is replaced, a byte order mark left out. Nothing can be added then. */
	whole(): string {
		if (!this.#decoder) this.#decodeFromNowOn(this.#decoderOfAll());
		this.#put(this.#decoder?.decode() ?? '');
		return [...this.#pieces, ...this.#recent].join('');
	}

	/** The encoding: by the first bytes, otherwise by the charset that the server names. */
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

/** The charset of a `Content-Type`, by the name that decoders know it by; `undefined` where none is named, or none that is known. */
function charsetOf(contentType: string | undefined): string | undefined {
	const named = /;\s*charset\s*=\s*["']?([^"';\s]{1,40})/i.exec(contentType ?? '')?.[1];
	if (named === undefined) return undefined;
	try {
		return new TextDecoder(named).encoding;
	} catch {
		return undefined;
	}
}
