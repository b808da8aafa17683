import type {TextSpan} from './text-span.ts';

/**
 * One sequence that ends by itself, or the bare introducer of one that does not: CSI with its final character; ESC,
 * intermediate characters and one more; a C1 introducer. Of bounded length, as a pattern gives up at runs of millions.
 */
const shortSequence = /(?:\x1B\[|\x9B)[0-?]{0,1000}[ -/]{0,100}[@-~]|\x1B[ -/]{0,100}[0-~]|[\x90\x98\x9B\x9D-\x9F]/y;

/** What begins a string that only ST or BEL ends: DCS, SOS, OSC, PM, APC. */
const stringIntroducer = /\x1B[PX\]^_]|[\x90\x98\x9D-\x9F]/y;

/** ST, BEL, or a line break: a string with a line break in it counts as unterminated, or it could hide whole lines. */
const stringEnd = /(\x1B\\|[\x07\x9C])|[\r\n]/g;

const introducer = /[\x1B\x90\x98\x9B\x9D-\x9F]/g;

/**
 * Removes whole control sequences of ECMA-48, in their ESC and their C1 form.
 *
 * @param text any text
 * @returns the text without them. Of an unterminated sequence only the introducer goes and what follows stays to be read
 * (terminals swallow the rest). Lone control characters stay: the caller makes them visible, and so no sequence can come
 * together again from what was on both sides of a removed one.
 *
 * Linear in the length of the text, whatever is in it.
 */
export function removeSequences(text: string): string {
	return keptParts(text)
		.map(({from, to}) => text.slice(from, to))
		.join('');
}

/** The parts of a text that {@link removeSequences} keeps, in their order. */
export function keptParts(text: string): readonly TextSpan[] {
	const kept: TextSpan[] = [];
	const findStringEnd = stringEnds(text);
	let keptTo = 0;
	let at = nextIndex(introducer, text, 0);
	while (at < text.length) {
		const end = sequenceEnd(text, at, findStringEnd);
		// A lone ESC is no sequence: it is kept.
		kept.push({from: keptTo, to: end === at ? at + 1 : at});
		keptTo = Math.max(end, at + 1);
		at = nextIndex(introducer, text, keptTo);
	}

	kept.push({from: keptTo, to: text.length});
	return kept;
}

function sequenceEnd(text: string, at: number, findStringEnd: (from: number) => number | undefined): number {
	if (matchEnd(stringIntroducer, text, at) > at) {
		const end = findStringEnd(at);
		if (end !== undefined) return end;
	}

	return matchEnd(shortSequence, text, at);
}

/**
 * The end of a string sequence that begins at `from`. The last one found is remembered, because a text of a million
 * unterminated introducers would otherwise be searched to its end a million times.
 */
function stringEnds(text: string): (from: number) => number | undefined {
	let found: RegExpExecArray | null | undefined;
	return from => {
		if (found === undefined || (found !== null && found.index <= from)) {
			stringEnd.lastIndex = from + 1;
			found = stringEnd.exec(text);
		}

		return found?.[1] === undefined ? undefined : found.index + found[1].length;
	};
}

function matchEnd(sticky: RegExp, text: string, at: number): number {
	sticky.lastIndex = at;
	return sticky.test(text) ? sticky.lastIndex : at;
}

function nextIndex(pattern: RegExp, text: string, from: number): number {
	pattern.lastIndex = from;
	return pattern.exec(text)?.index ?? text.length;
}
