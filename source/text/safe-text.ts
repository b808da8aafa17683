import {cutMark, cutName, cutText, longestText, withoutHalfCharacter} from './cut.ts';
import {removeSequences} from './escape-sequences.ts';
import {hiddenCharacters, isWrittenSo, writingCharacters} from './hidden-characters.ts';
import {withoutHtmlEscapes} from './html-entities.ts';
import {maskSecrets} from './mask-secrets.ts';

declare const brand: unique symbol;

/**
 * Text that can do nothing to a terminal: the only text that screen, title, clipboard, log and file names take.
 * Only this file makes it.
 */
export type SafeText = string & {readonly [brand]: true};

/** A string of a server: `raw` is what it sent (secrets masked), only where `safe` differs from it. */
export type ServerText = {readonly safe: SafeText; readonly raw?: string};

/**
 * Whether something was taken out of a text or made visible that a person should know of: other than tabs, and the line
 * ends of Windows, which every log has.
 */
export function wasCleaned({safe: text, raw}: ServerText): boolean {
	if (raw === undefined) return false;
	const plain = plainlyReadable(raw);
	// Quotation marks that were escaped for HTML are not worth a mark either.
	return plain !== text.trimEnd() && plainlyReadable(withoutHtmlEscapes(raw)) !== text.trimEnd();
}

function plainlyReadable(raw: string): string {
	return raw.replaceAll('\r\n', '\n').replaceAll('\t', '    ').trimEnd();
}

/** `lines` keeps `\n`; in a `line` it is made visible like any other control character. */
export type TextForm = 'line' | 'lines';

/**
 * Makes a string of a server safe, where it is decoded.
 *
 * @param value the string as it was sent; of one longer than {@link longestText} the beginning, with a mark that says so
 * @param form whether line breaks are kept (messages) or made visible (all else)
 *
 * Sequences go whole, other control and hidden characters become visible (`^G`, `\x9b`, `<U+202E>`): what other viewers
 * of remote text were hurt by until they did the same. Arabic, Hebrew, CJK and emoji come out as they went in.
 */
export function serverText(value: string, form: TextForm = 'line'): ServerText {
	const masked = maskSecrets(cutText(value));
	const cleaned = cutWhereGrown(clean(masked, form), value.length);
	if (cleaned === masked) return {safe: masked as SafeText};
	const safe = maskSecrets(cleaned);
	// A secret that only shows once the sequences inside it are gone is still whole in `raw`: then there is none.
	return safe === cleaned ? {safe: safe as SafeText, raw: masked} : {safe: safe as SafeText};
}

/** One safe line from what a server calls something: a parameter, a field, a data type. Of a long one the beginning. */
export function serverName(value: string): ServerText {
	return serverText(cutName(value));
}

/**
 * A string of a server that is shown in other words than it was sent in.
 *
 * @param words what is shown in its place
 * @returns `raw` is what was sent. It is absent where the words hold a secret, since what was sent need not reveal that
 * it does
 */
export function rewordedText(sent: string, words: string, form: TextForm = 'line'): ServerText {
	const shown = serverText(words, form);
	if (words === sent) return shown;
	const hidesMore = maskSecrets(cutText(words)) !== cutText(words) || (shown.raw === undefined && shown.safe !== words);
	if (hidesMore) return {safe: shown.safe};
	const {raw, safe} = serverText(sent, form);
	return {safe: shown.safe, raw: raw ?? safe};
}

/** One safe line from what the user typed, a path, a host name, the message of a library. */
export function safeText(value: string): SafeText {
	return serverText(value, 'line').safe;
}

/** Safe text with its line breaks. */
export function safeLines(value: string): SafeText {
	return serverText(value, 'lines').safe;
}

/** A string of a server as it was sent, secrets masked: for JSON, saved files and the server itself. */
export function sentText(text: ServerText): string;
export function sentText(text: ServerText | null): string | null;
export function sentText(text: ServerText | null): string | null {
	return text && (text.raw ?? text.safe);
}

/**
 * Builds one of our own sentences around safe parts: `` safe`cannot read ${path}` ``.
 *
 * @param sentence our own words; they stand in the source, so they are safe
 * @param parts what goes between them: only safe text and numbers
 */
export function safe(sentence: TemplateStringsArray, ...parts: ReadonlyArray<SafeText | number>): SafeText {
	let text = sentence[0] ?? '';
	for (const [index, part] of parts.entries()) text += `${part}${sentence[index + 1] ?? ''}`;
	return text as SafeText;
}

/** Joins safe parts: `` joinSafe(names, safe`, `) ``. */
export function joinSafe(parts: readonly SafeText[], separator: SafeText): SafeText {
	return parts.join(separator) as SafeText;
}

const harmless = {line: /^[ -~]*$/, lines: /^[ -~\n]*[!-~]$|^[ -~]*$/};

function clean(text: string, form: TextForm): string {
	if (harmless[form].test(text)) return text;
	const withoutSequences = removeSequences(text);
	const broken = form === 'line' ? withoutSequences : dropLastBreaks(withoutSequences.replaceAll('\r\n', '\n'));
	return broken.replace(suspicious[form], showRun).replace(marksAndJoiners, marksKeeper());
}

/**
 * A hidden character takes up to nine when it is made visible (`<U+E0001>`).
 *
 * @param length characters that the server sent
 */
function cutWhereGrown(cleaned: string, length: number): string {
	const most = 2 * longestText;
	return cleaned.length <= most ? cleaned : withoutHalfCharacter(cleaned.slice(0, most)) + cutMark(length);
}

/** Cuts the empty lines at the end, those of blanks too. A loop, as `/\s+$/` takes quadratic time on inner blanks. */
function dropLastBreaks(text: string): string {
	let end = text.length;
	let cut = end;
	while (end > 0) {
		const last = text.charAt(end - 1);
		if (last === '\n' || last === '\r') cut = end - 1;
		else if (last !== ' ' && last !== '\t') break;
		end--;
	}

	return cut === text.length ? text : text.slice(0, end);
}

const hidden = `\\p{Surrogate}[${hiddenCharacters}]`;
/** Runs of bounded length, as a pattern gives up at millions: what is longer comes in parts. */
const suspicious = {
	line: new RegExp(`[\\p{Control}${hidden}]{1,1000}`, 'gv'),
	lines: new RegExp(`[\\0-\\t\\v-\\x1F\\x7F-\\x9F${hidden}]{1,1000}`, 'gv'),
};

function showRun(run: string): string {
	let shown = '';
	for (const character of run) shown += show(character);
	return shown;
}

const visibleForms = new Map<string, string>();

function show(character: string): string {
	const known = visibleForms.get(character);
	if (known !== undefined) return known;
	const form = visibleForm(character);
	visibleForms.set(character, form);
	return form;
}

/** Caret notation, as gh, git and less write it, and the forms of its neighbours. */
function visibleForm(character: string): string {
	const code = character.codePointAt(0) ?? 0;
	// A fixed width: a text is cut and scrolled sideways, where no tab stop means anything, and four keep the shape
	// of a Python traceback.
	if (character === '\t') return '    ';
	if (code < 0x20) return `^${String.fromCharCode(code + 0x40)}`;
	if (code === 0x7f) return '^?';
	if (code < 0xa0) return `\\x${code.toString(16)}`;
	if (code >= 0xd800 && code <= 0xdfff) return '\uFFFD';
	return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}

const marksAndJoiners = new RegExp(`[\\p{Mark}${writingCharacters}]{1,1000}`, 'gv');
const joinerOrSelector = new RegExp(`[${writingCharacters}]`, 'v');

/** More than any script needs; terminals have fallen to more (xterm, CVE-2021-27135). */
const marksOnOneBase = 8;

/** Keeps the first eight of a run of combining marks, and joiners and variation selectors only where writing needs them. */
function marksKeeper(): (run: string, at: number, text: string) => string {
	let base = '';
	let marks = 0;
	let before = '';
	let end = -1;
	return (run, at, text) => {
		// A part of the same run goes on where the one before it ended.
		if (at !== end) {
			base = characterBefore(text, at);
			marks = 0;
			before = base;
		}
		let kept = '';
		let index = at;
		for (const character of run) {
			index += character.length;
			if (!joinerOrSelector.test(character)) {
				if (++marks <= marksOnOneBase) kept += character;
			} else {
				const after = text.codePointAt(index);
				const isAlone = !joinerOrSelector.test(before) || (isJoiner(character) && isSelector(before));
				const isWriting =
					isAlone && isWrittenSo(character, base, after === undefined ? '' : String.fromCodePoint(after));
				kept += isWriting ? character : show(character);
				// What is shown in its place ends in this.
				if (!isWriting) base = '>';
			}

			before = character;
		}

		end = index;
		return kept;
	};
}

function isJoiner(character: string): boolean {
	return character === '\u200C' || character === '\u200D';
}

function isSelector(character: string): boolean {
	return joinerOrSelector.test(character) && !isJoiner(character);
}

function characterBefore(text: string, at: number): string {
	const last = text.charCodeAt(at - 1);
	const isTail = last >= 0xdc00 && last <= 0xdfff;
	return text.slice(Math.max(0, isTail ? at - 2 : at - 1), at);
}
