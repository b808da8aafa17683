import {exactReading, NoNumber, type NumberReading, parseExactly} from './exact-json.ts';

/**
 * The deepest nesting of JSON that is read. No known server sends more than a few dozen levels, and the functions that
 * show and write values are recursive.
 */
export const deepestNesting = 200;

/** The text that replaces a part which is nested too deeply, if the rest of the JSON is useful. */
export const tooDeepMark = `(nested deeper than ${deepestNesting} levels: left out)`;

/**
 * Thrown if a text cannot be read: it is not JSON, it is incomplete, or it is nested too deeply. Line and column count
 * from 1.
 */
export class UnreadableJson extends SyntaxError {
	readonly problem: 'not-json' | 'cut' | 'too-deep';
	readonly line: number;
	readonly column: number;

	constructor(problem: UnreadableJson['problem'], text: string, at: number) {
		super(`${problem} at ${at}`);
		const before = text.slice(0, at).split(/\r\n|[\r\n]/);
		this.problem = problem;
		this.line = before.length;
		this.column = (before.at(-1)?.length ?? 0) + 1;
	}
}

type JsonReading = {
	/** Whether to keep the digits of numbers that would otherwise lose some (`exact-json.ts`). */
	readonly isExact?: boolean;
	/** What to do if the text is nested too deeply: throw, or replace the deepest parts by {@link tooDeepMark}. */
	readonly deep?: 'refuse' | 'leave-out';
};

/**
 * Parses JSON from a server: strictly, and if that fails leniently, where the meaning is still clear. The lenient
 * parser accepts control characters in strings, a backslash before a character that needs none (`C:\data`), `\'`, a
 * comma after the last element, a byte order mark, zero bytes at the end, `NaN` and `Infinity` in all spellings of C,
 * and a function call around the whole text (`callback=` of a proxy). It never completes a text that ends too early,
 * because the missing part might change the meaning.
 *
 * @throws UnreadableJson
 */
export function readJson(text: string, {isExact = false, deep = 'leave-out'}: JsonReading = {}): unknown {
	if (!isDeep(text)) {
		try {
			return isExact ? parseExactly(text) : JSON.parse(text);
		} catch {
			// Continue with the lenient parser.
		}
	}
	return new LenientReader(text, isExact ? exactReading(text) : Number, deep).whole();
}

/** Whether a text is nested too deeply. It skips strings, so it takes a fraction of the time of parsing. */
function isDeep(text: string): boolean {
	// The text is too short to contain that many brackets.
	if (text.length < 2 * deepestNesting) return false;
	let depth = 0;
	for (let at = 0; at < text.length; at++) {
		switch (text.charCodeAt(at)) {
			case quote:
				at = endOfString(text, at);
				break;
			case openBracket:
			case openBrace:
				if (++depth > deepestNesting) return true;
				break;
			case closeBracket:
			case closeBrace:
				depth--;
				break;
		}
	}
	return false;
}

const quote = 0x22;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/**
 * Returns the position of the quotation mark that ends the string beginning at `at`; the end of the text if there is
 * none.
 */
function endOfString(text: string, at: number): number {
	for (let end = text.indexOf('"', at + 1); end >= 0; end = text.indexOf('"', end + 1)) {
		let before = end;
		while (text.charCodeAt(before - 1) === backslash) before--;
		if ((end - before) % 2 === 0) return end;
	}
	return text.length;
}

const escapes: Readonly<Record<string, string>> = {
	'"': '"',
	'\\': '\\',
	'/': '/',
	"'": "'",
	b: '\b',
	f: '\f',
	n: '\n',
	r: '\r',
	t: '\t',
};

const blanks = /[\t\n\r \uFEFF]*/y;
const behindTheEnd = /[\t\n\r \0\uFEFF]*$/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])/y;
/**
 * Matches NaN and infinity as JavaScript, Python, C, and C on Windows write them: `1.#QNAN`, `-1.#IND`, `-nan(ind)`.
 */
const noNumber =
	/([-+]?)(?:(nan(?:\((?:ind|[qs]nan)\))?|1\.#(?:[qs]nan|ind)\d*)|(inf(?:inity)?|1\.#inf\d*))(?![\w.])/iy;
const word = /true|false|null/y;
const call = /^[\s\uFEFF]*(?:\/\*\*\/)?\s*[A-Za-z_$][\w$.[\]]*\s*\(/;

/** Parses one text leniently. It is used only for texts that the strict parser rejects, so it may be slower. */
class LenientReader {
	readonly #text: string;
	readonly #number: NumberReading;
	readonly #deep: 'refuse' | 'leave-out';
	#at = 0;

	constructor(text: string, number: NumberReading, deep: 'refuse' | 'leave-out') {
		this.#text = text;
		this.#number = number;
		this.#deep = deep;
	}

	whole(): unknown {
		const called = call.exec(this.#text)?.[0] ?? '';
		this.#at = called.length;
		this.#skipBlanks();
		const value = this.#value('', 0);
		this.#skipBlanks();
		if (called !== '') {
			this.#expect(')');
			if (this.#text[this.#at] === ';') this.#at++;
			this.#skipBlanks();
		}
		behindTheEnd.lastIndex = this.#at;
		if (!behindTheEnd.test(this.#text)) throw this.#unreadable();
		return value;
	}

	#value(key: string, depth: number): unknown {
		switch (this.#text[this.#at]) {
			case '{':
				return depth < deepestNesting ? this.#object(depth + 1) : this.#tooDeep();
			case '[':
				return depth < deepestNesting ? this.#array(depth + 1) : this.#tooDeep();
			case '"':
				return this.#string();
			default:
				return this.#scalar(key);
		}
	}

	#object(depth: number): unknown {
		const object: Record<string, unknown> = {};
		this.#at++;
		for (this.#skipBlanks(); this.#text[this.#at] !== '}'; this.#skipBlanks()) {
			if (this.#text[this.#at] !== '"') throw this.#unreadable();
			const key = this.#string();
			this.#skipBlanks();
			this.#expect(':');
			this.#skipBlanks();
			const value = this.#value(key, depth);
			// Defined as an ordinary property, because an assignment to `__proto__` would set the prototype.
			if (key === '__proto__') Object.defineProperty(object, key, {value, ...ownMember});
			else object[key] = value;
			this.#skipBlanks();
			if (this.#text[this.#at] === '}') break;
			this.#expect(',');
		}
		this.#at++;
		return object;
	}

	#array(depth: number): unknown {
		const array: unknown[] = [];
		this.#at++;
		for (this.#skipBlanks(); this.#text[this.#at] !== ']'; this.#skipBlanks()) {
			array.push(this.#value(String(array.length), depth));
			this.#skipBlanks();
			if (this.#text[this.#at] === ']') break;
			this.#expect(',');
		}
		this.#at++;
		return array;
	}

	#string(): string {
		let read = '';
		let from = ++this.#at;
		for (;;) {
			const code = this.#text.charCodeAt(this.#at);
			if (Number.isNaN(code)) throw this.#unreadable();
			if (code === quote) break;
			if (code !== backslash) {
				this.#at++;
				continue;
			}
			read += this.#text.slice(from, this.#at);
			read += this.#escape();
			from = this.#at;
		}
		return read + this.#text.slice(from, this.#at++);
	}

	/**
	 * Reads an escape sequence and returns its character. A backslash that does not begin an escape sequence stands for
	 * itself.
	 */
	#escape(): string {
		const next = this.#text[this.#at + 1];
		const unit = next === 'u' ? /^[\da-fA-F]{4}$/.exec(this.#text.slice(this.#at + 2, this.#at + 6))?.[0] : undefined;
		if (unit !== undefined) {
			this.#at += 6;
			return String.fromCharCode(Number.parseInt(unit, 16));
		}
		const escaped = next !== undefined && Object.hasOwn(escapes, next) ? escapes[next] : undefined;
		this.#at += escaped === undefined ? 1 : 2;
		return escaped ?? '\\';
	}

	#scalar(key: string): unknown {
		const digits = this.#match(number)?.[0];
		if (digits !== undefined) return this.#number(digits, key);
		const known = this.#match(word)?.[0];
		if (known !== undefined) return known === 'null' ? null : known === 'true';
		const none = this.#match(noNumber);
		if (none) return new NoNumber(none[2] === undefined ? `${none[1] === '-' ? '-' : ''}Infinity` : 'NaN');
		throw this.#unreadable();
	}

	/** Skips a part that is nested too deeply, by counting its brackets. */
	#tooDeep(): string {
		if (this.#deep === 'refuse') throw new UnreadableJson('too-deep', this.#text, this.#at);
		let depth = 0;
		for (; this.#at < this.#text.length; this.#at++) {
			const code = this.#text.charCodeAt(this.#at);
			if (code === quote) this.#at = endOfString(this.#text, this.#at);
			else if (code === openBracket || code === openBrace) depth++;
			else if ((code === closeBracket || code === closeBrace) && --depth === 0) {
				this.#at++;
				return tooDeepMark;
			}
		}
		throw this.#unreadable();
	}

	#match(pattern: RegExp): RegExpExecArray | undefined {
		pattern.lastIndex = this.#at;
		const match = pattern.exec(this.#text) ?? undefined;
		this.#at += match?.[0].length ?? 0;
		return match;
	}

	#expect(character: string): void {
		if (this.#text[this.#at] !== character) throw this.#unreadable();
		this.#at++;
	}

	#skipBlanks(): void {
		this.#match(blanks);
	}

	#unreadable(): UnreadableJson {
		// If the text was cut inside a number or a word, only such characters remain.
		const isCut = /^[\w.+-]{0,40}\s*$/.test(this.#text.slice(this.#at)) && /^[\s\uFEFF]*(?:[{["]|$)/.test(this.#text);
		return new UnreadableJson(isCut ? 'cut' : 'not-json', this.#text, Math.min(this.#at, this.#text.length));
	}
}

const ownMember = {writable: true, enumerable: true, configurable: true};
