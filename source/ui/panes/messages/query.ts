import {createContext, Script} from 'node:vm';
import {type SafeText, safe} from '../../../text/safe-text.ts';
import {lineEnd, lineStart} from './rows.ts';

/** A piece of a text that a query matches, in UTF-16 units. */
type Match = {readonly start: number; readonly end: number};

/** Where a query matches in a text. Reading them to the end is bounded by the text, and for a pattern by {@link withinTime}. */
export type Matcher = (text: string, from: number, to: number) => Iterable<Match>;

/** What a literal query matches: itself, in upper or lower case. It is global, so set `lastIndex` before each use. */
export function queryPattern(query: string): RegExp {
	return new RegExp(query.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'gi');
}

/**
 * Reads a query: a text that is searched for as it stands, or a regular expression between slashes, `/ERROR \d+/`.
 *
 * @returns `undefined` for a regular expression that is not one
 */
export function matcherOf(query: string): {readonly isPattern: boolean; readonly matches: Matcher} | undefined {
	const source = /^\/(.+)\/$/.exec(query)?.[1];
	if (source === undefined) return {isPattern: false, matches: literalMatcher(query)};
	try {
		return {isPattern: true, matches: patternMatcher(new RegExp(source, 'gi'))};
	} catch {
		return undefined;
	}
}

function literalMatcher(query: string): Matcher {
	const pattern = queryPattern(query);
	return function* matches(text, from, to) {
		// A match may lie across both ends.
		const start = Math.max(0, from - query.length + 1);
		const region = text.slice(start, to + query.length - 1);
		let at = 0;
		for (;;) {
			// The one pattern may be in use for another text between two of these.
			pattern.lastIndex = at;
			if (query === '' || !pattern.test(region)) return;
			at = pattern.lastIndex;
			yield {start: start + at - query.length, end: start + at};
		}
	};
}

/** Characters of a line that a pattern gets at once. Pieces begin at the same places wherever the search comes from. */
export const pieceLength = 4096;

function patternMatcher(pattern: RegExp): Matcher {
	return function* matches(text, from, to) {
		let at = pieceStart(text, from);
		do {
			const end = Math.min(lineEnd(text, at), at + pieceLength);
			const piece = text.slice(at, end);
			let next = 0;
			while (next <= piece.length) {
				pattern.lastIndex = next;
				const found = pattern.exec(piece);
				if (found === null) break;
				next = found.index + Math.max(1, found[0].length);
				// What matches the empty text matches everywhere, and shows nothing.
				if (found[0] !== '') yield {start: at + found.index, end: at + found.index + found[0].length};
			}
			at = text.charAt(end) === '\n' ? end + 1 : end;
		} while (at < to);
	};
}

function pieceStart(text: string, at: number): number {
	const start = lineStart(text, Math.min(at, text.length));
	return start + Math.floor((Math.min(at, text.length) - start) / pieceLength) * pieceLength;
}

/** Milliseconds after which a pattern is given up. */
const mostTime = 1000;

/**
 * Does work that runs a pattern of a person on texts of a server: the two together may take for ever. V8 ends a script,
 * and the regular expressions in it, after a time.
 *
 * @returns `undefined` where it took too long
 */
export function withinTime<T>(work: () => T): {readonly result: T} | undefined {
	const box: {work: () => void; outcome?: {readonly result: T}} = {
		work() {
			box.outcome = {result: work()};
		},
	};
	try {
		new Script('work()').runInContext(createContext(box), {timeout: mostTime});
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
		throw error;
	}
	return box.outcome;
}

/** Shown where a query between slashes is not a regular expression. */
export const notAPattern: SafeText = safe`not a regular expression`;

/** Shown where a regular expression was given up. */
export const patternTooSlow: SafeText = safe`this expression takes too long`;
