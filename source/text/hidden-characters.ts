/**
 * The inside of a character class (flag `u`): characters that are not seen, or that move the others about.
 *
 * The twelve bidi controls of Trojan Source (CVE-2021-42574: U+061C, 200E, 200F, 202A–202E, 2066–2069), zero-width
 * and format characters, line and paragraph separator, tag characters, and the blank letters of Hangul, on whose
 * width terminals disagree. The two joiners, U+200C and U+200D, are not among them: Persian, Indic scripts and emoji
 * are written with them (`safe-text.ts` says where they may stand).
 */
export const hiddenCharacters =
	'\\u00AD\\u061C\\u115F\\u1160\\u180E\\u200B\\u200E\\u200F\\u2028-\\u202E\\u2060-\\u206F\\u3164\\uFEFF\\uFFA0\\uFFF9-\\uFFFB' +
	'\\u{1BCA0}-\\u{1BCA3}\\u{1D173}-\\u{1D17A}\\u{E0000}-\\u{E0FFF}';
