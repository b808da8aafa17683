import type {TextSpan} from './text-span.ts';

/**
 * Matches a complete short control sequence (CSI with its final character, or ESC with intermediate characters and a
 * final one), or only the introducer of a string sequence (DCS, OSC and others). The length is limited, because
 * JavaScript patterns fail on runs of millions of characters.
 */
const shortSequence = /(?:\x1B\[|\x9B)[0-?]{0,1000}[ -/]{0,100}[@-~]|\x1B[ -/]{0,100}[0-~]|[\x90\x98\x9B\x9D-\x9F]/y;

/** Matches the introducers of the sequences that end with ST or BEL: DCS, SOS, OSC, PM, APC. */
const stringIntroducer = /\x1B[PX\]^_]|[\x90\x98\x9D-\x9F]/y;

/**
 * Matches ST or BEL, which end a string sequence, or a line break. A string sequence with a line break in it counts as
 * unterminated, because it could otherwise hide whole lines.
 */
const stringEnd = /(\x1B\\|[\x07\x9C])|[\r\n]/g;

const introducer = /[\x1B\x90\x98\x9B\x9D-\x9F]/g;

/**
 * Removes whole control sequences of ECMA-48, in their 7-bit (ESC) and 8-bit (C1) form. If a sequence is not
 * terminated, only its introducer is removed and the rest stays readable; a terminal would swallow the rest. Single
 * control characters are kept, and the caller makes them visible, so that the text before and after a removed sequence
 * cannot form a new sequence. Takes linear time for every text.
 */
export function removeSequences(text: string): string {
	return keptParts(text)
		.map(({from, to}) => text.slice(from, to))
		.join('');
}

/** Returns the parts of a text that {@link removeSequences} keeps, in order. */
export function keptParts(text: string): readonly TextSpan[] {
	const kept: TextSpan[] = [];
	const findStringEnd = stringEnds(text);
	let keptTo = 0;
	let at = nextIndex(introducer, text, 0);
	while (at < text.length) {
		const end = sequenceEnd(text, at, findStringEnd);
		// An ESC that begins no sequence is kept.
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
 * Returns a function that finds the end of a string sequence which begins at `from`. The function remembers the last
 * end that it found, so that a text with a million unterminated introducers is not searched to its end a million times.
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
