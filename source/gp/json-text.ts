import {exactReading, NoNumber, type NumberReading, parseExactly} from './exact-json.ts';

/** How deep a text may be nested. No server of the field sends more than a few dozen levels; what is shown and written is gone through by recursion. */
export const deepestNesting = 200;

/** Replaces a part that is nested deeper, where the rest is usable without it. */
export const tooDeepWords = `(nested deeper than ${deepestNesting} levels: left out)`;

/** Why a text is not read: it is not JSON, it ends before it is whole, or it is nested too deeply; and where, both from 1. */
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
	/** Whether numbers that would lose digits keep them (`exact-json.ts`). */
	readonly isExact?: boolean;
	/** `leave-out`: in place of a part that is nested too deeply stand words, and the rest is read. */
	readonly deep?: 'refuse' | 'leave-out';
};

/**
 * Decodes JSON of a server: strictly, and leniently where that fails although the meaning is plain.
 *
 * It tolerates control characters inside strings, a backslash that escapes nothing (`C:\data`), `\'`, a comma behind the
 * last element, a byte order mark, zero bytes behind the end, `NaN` and `Infinity` in all spellings of C, and the call
 * of a function around the whole (a proxy's `callback=`). A text that ends too early is never completed: the missing
 * part might change its meaning.
 *
 * @throws UnreadableJson
 */
export function readJson(text: string, {isExact = false, deep = 'leave-out'}: JsonReading = {}): unknown {
	if (!isDeep(text)) {
		try {
			return isExact ? parseExactly(text) : JSON.parse(text);
		} catch {
			// Then leniently.
		}
	}
	return new LenientReader(text, isExact ? exactReading(text) : Number, deep).whole();
}

/** Whether a text is nested too deeply. Strings are jumped over, so it costs a fraction of decoding. */
function isDeep(text: string): boolean {
	// So many brackets do not even fit.
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

/** The place of the quotation mark that ends the string which begins at `at`; the end of the text where none does. */
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
/** NaN and infinity as JavaScript, Python, C, and C on Windows write them: `1.#QNAN`, `-1.#IND`, `-nan(ind)`. */
const noNumber =
	/([-+]?)(?:(nan(?:\((?:ind|[qs]nan)\))?|1\.#(?:[qs]nan|ind)\d*)|(inf(?:inity)?|1\.#inf\d*))(?![\w.])/iy;
const word = /true|false|null/y;
const call = /^[\s\uFEFF]*(?:\/\*\*\/)?\s*[A-Za-z_$][\w$.[\]]*\s*\(/;

/** Reads one text. Only what strict readers refuse is read here, so it may be slower than they are. */
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
			// As a member like any other; what is assigned would be the prototype.
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

	/** What an escape sequence means; a backslash that begins no escape means itself. */
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

	/** Jumps over a part that is nested too deeply, by its brackets. */
	#tooDeep(): string {
		if (this.#deep === 'refuse') throw new UnreadableJson('too-deep', this.#text, this.#at);
		let depth = 0;
		for (; this.#at < this.#text.length; this.#at++) {
			const code = this.#text.charCodeAt(this.#at);
			if (code === quote) this.#at = endOfString(this.#text, this.#at);
			else if (code === openBracket || code === openBrace) depth++;
			else if ((code === closeBracket || code === closeBrace) && --depth === 0) {
				this.#at++;
				return tooDeepWords;
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
		// Where it broke off in a number or a word, these are left.
		const isCut = /^[\w.+-]{0,40}\s*$/.test(this.#text.slice(this.#at)) && /^[\s\uFEFF]*(?:[{["]|$)/.test(this.#text);
		return new UnreadableJson(isCut ? 'cut' : 'not-json', this.#text, Math.min(this.#at, this.#text.length));
	}
}

const ownMember = {writable: true, enumerable: true, configurable: true};
