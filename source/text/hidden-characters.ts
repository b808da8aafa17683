/**
 * Characters that are invisible or that move other characters: all that Unicode calls default ignorable (zero-width and
 * format characters, Hangul fillers, variation selectors, tags, and code points reserved for such characters),
 * noncharacters (U+FFFE), the twelve bidi controls of Trojan Source (CVE-2021-42574), line and paragraph separator,
 * annotation marks, the format controls of Egyptian hieroglyphs, Duployan and musical notation, and the empty Braille
 * cell.
 *
 * Written as the inside of a character class with the flag `v`.
 */
const neverSeen =
	'\\p{Default_Ignorable_Code_Point}\\p{Noncharacter_Code_Point}\\u061C\\u200E\\u200F\\u2028-\\u202E\\u2060-\\u206F\\u2800\\uFFF0-\\uFFFB' +
	'\\u{13430}-\\u{1345F}\\u{1BCA0}-\\u{1BCA3}\\u{1D173}-\\u{1D17A}\\u{E0000}-\\u{E0FFF}';

/**
 * The characters of {@link neverSeen} that some scripts need: the two joiners and the variation selectors. {@link
 * isWrittenSo} decides where they are needed.
 */
const usedInWriting = '\\u200C\\u200D\\u180B-\\u180D\\u180F\\uFE00-\\uFE0F';

/** Characters that are hidden wherever they occur, as the inside of a character class with the flag `v`. */
export const hiddenCharacters = `[${neverSeen}]--[${usedInWriting}]`;

/**
 * All hidden characters, including those that some scripts need, as the inside of a character class with the flag `v`.
 */
export const allHiddenCharacters = neverSeen;

/**
 * The joiners and variation selectors, as the inside of a character class. They count as hidden unless {@link
 * isWrittenSo} returns true.
 */
export const writingCharacters = usedInWriting;

/**
 * Letters of scripts in which joiners change the shape of their neighbours (Unicode 17, §23.2 and UAX #31, "Layout and
 * Format Control").
 */
const joining = new RegExp(
	`[${[
		...[
			'Arabic',
			'Syriac',
			'Mandaic',
			'Mongolian',
			'Nko',
			'Phags_Pa',
			'Manichaean',
			'Psalter_Pahlavi',
			'Hanifi_Rohingya',
		],
		...['Adlam', 'Sogdian', 'Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu', 'Kannada'],
		...['Malayalam', 'Sinhala', 'Thai', 'Lao', 'Tibetan', 'Myanmar', 'Khmer', 'Javanese', 'Balinese', 'Sundanese'],
		...['Grantha', 'Newa', 'Tirhuta', 'Chakma', 'Meetei_Mayek', 'Cham', 'Tai_Tham', 'Kaithi', 'Sharada', 'Limbu'],
	]
		.map(script => `\\p{Script_Extensions=${script}}`)
		.join('')}]`,
	'u',
);
const pictures = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]/u;
const ideographs = /[\p{Unified_Ideograph}\p{Script=Myanmar}\p{Script=Phags_Pa}\p{Sm}０-９\u3001\u3002\uFF01-\uFF1F]/u;

/**
 * Whether a joiner or variation selector changes the shape of its neighbours here, which is its purpose. Otherwise it
 * is only hidden.
 *
 * @param character a character of {@link writingCharacters}
 * @param base the last character before it that is not a combining mark; empty at the beginning of a text
 * @param after the next character; empty at the end
 */
export function isWrittenSo(character: string, base: string, after: string): boolean {
	switch (character) {
		case '\u200C':
			return joining.test(base) && (joining.test(after) || /\p{Mark}/u.test(after));
		case '\u200D':
			if (pictures.test(base)) return pictures.test(after);
			return joining.test(base) && (joining.test(after) || /\p{Mark}/u.test(after));
		case '\u180B':
		case '\u180C':
		case '\u180D':
		case '\u180F':
			return /\p{Script=Mongolian}/u.test(base);
		case '\uFE0E':
		case '\uFE0F':
			// A digit takes a variation selector only in a keycap emoji.
			return /[0-9#*]/.test(base) ? after === '\u20E3' : /\p{Emoji}/u.test(base);
		default:
			return ideographs.test(base);
	}
}

const anyHidden = new RegExp(`[${neverSeen}]`, 'gv');
const writing = new RegExp(`^[${usedInWriting}]$`, 'v');
const directionMark = /^[\u061C\u200E\u200F]$/;
const rightToLeft =
	/(?=\p{Letter})[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/**
 * Removes hidden characters, for file formats that have no escapes for them. Joiners and variation selectors are kept
 * where a script needs them. Direction marks are kept in a text that contains a right-to-left script.
 */
export function withoutHidden(text: string): string {
	// Determined at the first direction mark, because the text may be as long as an answer.
	let runsRightToLeft: boolean | undefined;
	return text.replace(anyHidden, (character, at: number) => {
		if (directionMark.test(character)) {
			runsRightToLeft ??= rightToLeft.test(text);
			return runsRightToLeft ? character : '';
		}
		if (!writing.test(character)) return '';
		const before = /(.)[\p{Mark}\u200D]*$/su.exec(text.slice(Math.max(0, at - 40), at))?.[1] ?? '';
		const after = text.codePointAt(at + character.length);
		return isWrittenSo(character, before, after === undefined ? '' : String.fromCodePoint(after)) ? character : '';
	});
}
