import {cutMark, cutName, cutText, longestText, withoutHalfCharacter} from './cut.ts';
import {removeSequences} from './escape-sequences.ts';
import {hiddenCharacters, isWrittenSo, writingCharacters} from './hidden-characters.ts';
import {withoutHtmlEscapes} from './html-entities.ts';
import {maskSecrets} from './mask-secrets.ts';

declare const brand: unique symbol;

/**
 * Text that cannot affect a terminal. Screen, title, clipboard, log and file names accept only this type, and only this
 * file creates it.
 */
export type SafeText = string & {readonly [brand]: true};

/** A string from a server. `raw` is the original string with secrets masked; it is absent if it equals `safe`. */
export type ServerText = {readonly safe: SafeText; readonly raw?: string};

/**
 * Whether the user should know that something in a text was removed or made visible. Tabs and Windows line ends do not
 * count, because most logs contain them.
 */
export function wasCleaned({safe: text, raw}: ServerText): boolean {
	if (raw === undefined) return false;
	const plain = plainlyReadable(raw);
	// Undoing the HTML escaping of quotation marks is not reported to the user, either.
	return plain !== text.trimEnd() && plainlyReadable(withoutHtmlEscapes(raw)) !== text.trimEnd();
}

function plainlyReadable(raw: string): string {
	return raw.replaceAll('\r\n', '\n').replaceAll('\t', '    ').trimEnd();
}

/**
 * Whether a text may have several lines. In a `line`, a line break is made visible like any other control character.
 */
export type TextForm = 'line' | 'lines';

/**
 * Makes a string from a server safe. Decoders call it for every string. Control sequences are removed, and other
 * control and hidden characters become visible (`^G`, `\x9b`, `<U+202E>`): viewers of remote text that did not do this
 * had security problems. Arabic, Hebrew, CJK and emoji are not changed.
 *
 * @param value the string as it was sent; one longer than {@link longestText} is cut and ends in a note about that
 * @param form whether line breaks are kept (messages) or made visible (everything else)
 */
export function serverText(value: string, form: TextForm = 'line'): ServerText {
	const masked = maskSecrets(cutText(value));
	const cleaned = cutWhereGrown(clean(masked, form), value.length);
	if (cleaned === masked) return {safe: masked as SafeText};
	const safe = maskSecrets(cleaned);
	// A secret that was interrupted by control sequences is found only after they are removed. `raw` would still contain
	// it.
	return safe === cleaned ? {safe: safe as SafeText, raw: masked} : {safe: safe as SafeText};
}

/** Makes the name of a parameter, a field or a data type safe, as one line. A name longer than any real name is cut. */
export function serverName(value: string): ServerText {
	return serverText(cutName(value));
}

/**
 * Makes the {@link ServerText} of a string that gpjobs shows in other words. The result has no `raw` if `words`
 * contains a secret, because masking might not find that secret in `sent`.
 *
 * @param sent the string as the server sent it, which becomes `raw`
 * @param words the text to show instead
 */
export function rewordedText(sent: string, words: string, form: TextForm = 'line'): ServerText {
	const shown = serverText(words, form);
	if (words === sent) return shown;
	const hidesMore = maskSecrets(cutText(words)) !== cutText(words) || (shown.raw === undefined && shown.safe !== words);
	if (hidesMore) return {safe: shown.safe};
	const {raw, safe} = serverText(sent, form);
	return {safe: shown.safe, raw: raw ?? safe};
}

/**
 * Converts a text that is not from a server to one safe line: user input, a path, a host name, the message of a
 * library.
 */
export function safeText(value: string): SafeText {
	return serverText(value, 'line').safe;
}

/** Converts a text to safe text and keeps its line breaks. */
export function safeLines(value: string): SafeText {
	return serverText(value, 'lines').safe;
}

/** Returns a string as the server sent it, with secrets masked: for JSON, for saved files and for sending it back. */
export function sentText(text: ServerText): string;
export function sentText(text: ServerText | null): string | null;
export function sentText(text: ServerText | null): string | null {
	return text && (text.raw ?? text.safe);
}

/**
 * Builds a sentence from safe parts: `` safe`cannot read ${path}` ``.
 *
 * @param sentence literal text in the source, which is safe
 * @param parts safe text and numbers
 */
export function safe(sentence: TemplateStringsArray, ...parts: ReadonlyArray<SafeText | number>): SafeText {
	let text = sentence[0] ?? '';
	for (const [index, part] of parts.entries()) text += `${part}${sentence[index + 1] ?? ''}`;
	return text as SafeText;
}

/** Joins safe texts: `` joinSafe(names, safe`, `) ``. */
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
 * Cuts a text that has become too long because hidden characters were made visible: each of them becomes up to nine
 * characters (`<U+E0001>`).
 *
 * @param length how many characters the server sent
 */
function cutWhereGrown(cleaned: string, length: number): string {
	const most = 2 * longestText;
	return cleaned.length <= most ? cleaned : withoutHalfCharacter(cleaned.slice(0, most)) + cutMark(length);
}

/**
 * Removes empty lines and lines of blanks from the end. It uses a loop, because `/\s+$/` takes quadratic time on blanks
 * inside the text.
 */
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
/**
 * Match runs of characters that must be made visible. The length of a run is limited, because a pattern fails on runs
 * of millions of characters; a longer run gives several matches.
 */
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

/**
 * Returns the visible form of a control or hidden character: caret notation (`^G`), as gh, git and less use it, or the
 * code of the character.
 */
function visibleForm(character: string): string {
	const code = character.codePointAt(0) ?? 0;
	// A fixed width, because tab stops mean nothing in a text that is cut and scrolled sideways. Four blanks keep a
	// Python traceback in shape.
	if (character === '\t') return '    ';
	if (code < 0x20) return `^${String.fromCharCode(code + 0x40)}`;
	if (code === 0x7f) return '^?';
	if (code < 0xa0) return `\\x${code.toString(16)}`;
	if (code >= 0xd800 && code <= 0xdfff) return '\uFFFD';
	return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}

const marksAndJoiners = new RegExp(`[\\p{Mark}${writingCharacters}]{1,1000}`, 'gv');
const joinerOrSelector = new RegExp(`[${writingCharacters}]`, 'v');

/**
 * The largest number of combining marks on one character; no script needs more. Many more have crashed terminals
 * (xterm, CVE-2021-27135).
 */
const marksOnOneBase = 8;

/**
 * Makes a replacer for runs of combining marks and joiners. It keeps the first eight marks on a character, and shows
 * joiners and variation selectors as `<U+…>` where no script needs them.
 */
function marksKeeper(): (run: string, at: number, text: string) => string {
	let base = '';
	let marks = 0;
	let before = '';
	let end = -1;
	return (run, at, text) => {
		// A run of more than 1000 characters comes in several matches. One that begins where the last one ended continues
		// it.
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
				// The character before was replaced by `<U+…>`, which ends in `>`.
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
