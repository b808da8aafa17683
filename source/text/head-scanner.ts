/**
 * The form in which secrets are searched for: as their own text, which may have line breaks in it, or as base64 or
 * hexadecimal digits.
 */
export type ScannedForm = 'wrapped' | 'base64' | 'hex';

/** Returns whether the beginning of a secret may occur in a text. `true` may be wrong, `false` is always right. */
export type HeadScanner = (text: string) => boolean;

/**
 * How many characters at the beginning of a secret are compared, for each form. They fit into a small integer, which is
 * fast to compare.
 */
const lengths = {wrapped: 5, base64: 5, hex: 7} as const;
const bits = {wrapped: 6, base64: 6, hex: 4} as const;
const digits = {wrapped: /./s, base64: /[A-Za-z0-9+/_-]/, hex: /[0-9A-Fa-f]/} as const;
const leftOut = 0xff;

/**
 * Makes a function that searches a text for the beginnings of secrets in one pass, ignoring separators inside them.
 * Most texts contain no secret and may be as long as an answer, so the pass must be cheap: the last characters are
 * compared as one number.
 *
 * @param heads beginnings in lower case, at least seven characters long for `hex` and at least five for the other forms
 */
export function headScanner(form: ScannedForm, heads: Iterable<string>): HeadScanner {
	const codes = codesOf(form);
	const shift = bits[form];
	const isWrapped = form === 'wrapped';
	const mask = 2 ** (shift * lengths[form]) - 1;
	const windows = new Set<number>();
	for (const head of heads) {
		let window = 0;
		for (let at = 0; at < lengths[form]; at++) window = (window << shift) | codeOf(codes, head.charCodeAt(at));
		windows.add(window);
	}
	return text => {
		let window = 0;
		let before = 0;
		let isIndented = false;
		for (let at = 0; at < text.length; at++) {
			const character = text.charCodeAt(at);
			const code = codeOf(codes, character);
			if (isTakenBack(form, before, character)) window >>>= shift;
			before = character;
			if (isWrapped) {
				isIndented = isBreak(character) || (isIndented && (character === 0x20 || character === 0x09));
				if (isIndented) continue;
			} else if (code === leftOut) continue;
			window = ((window << shift) | code) & mask;
			if (windows.has(window)) return true;
		}
		return false;
	};
}

/** Whether the previous character must be ignored too: the `0` of `0x`, or the `\` or `=` before a line break. */
function isTakenBack(form: ScannedForm, before: number, character: number): boolean {
	if (form === 'hex') return before === 0x30 && (character | 0x20) === 0x78;
	return form === 'wrapped' && (before === 0x5c || before === 0x3d) && isBreak(character);
}

function isBreak(character: number): boolean {
	return character === 0x0a || character === 0x0d;
}

function codesOf(form: ScannedForm): Uint8Array {
	return Uint8Array.from({length: 128}, (_, character) => {
		const sign = String.fromCharCode(character);
		if (!digits[form].test(sign)) return leftOut;
		return form === 'hex' ? Number.parseInt(sign, 16) : sign.toLowerCase().charCodeAt(0) & 63;
	});
}

function codeOf(codes: Uint8Array, character: number): number {
	return codes[character] ?? (codes[0] === leftOut ? leftOut : character & 63);
}
