import {createContext, Script} from 'node:vm';
import {type SafeText, safe} from '../../../text/safe-text.ts';
import {lineEnd, lineStart} from './rows.ts';

/** A range of a text that matches a query, in UTF-16 units. */
type Match = {readonly start: number; readonly end: number};

/**
 * Finds the matches of a query in a text. The time that this takes is limited: by the length of the text for a literal
 * query, by {@link withinTime} for a regular expression.
 */
export type Matcher = (text: string, from: number, to: number) => Iterable<Match>;

/**
 * Makes the regular expression for a literal query, ignoring case. It has the flag `g`, so set `lastIndex` before each
 * use.
 */
export function queryPattern(query: string): RegExp {
	return new RegExp(query.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'gi');
}

/**
 * Parses a query: a literal text, or a regular expression between slashes, such as `/ERROR \d+/`.
 *
 * @returns `undefined` if the regular expression is not valid
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
		// A match may extend beyond both ends.
		const start = Math.max(0, from - query.length + 1);
		const region = text.slice(start, to + query.length - 1);
		let at = 0;
		for (;;) {
			// The pattern is shared and may have been used for another text since the last step.
			pattern.lastIndex = at;
			if (query === '' || !pattern.test(region)) return;
			at = pattern.lastIndex;
			yield {start: start + at - query.length, end: start + at};
		}
	};
}

/**
 * The number of characters of a line to which a regular expression is applied at a time. A line is divided into the
 * same pieces for both directions of a search.
 */
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
				// An empty match is not a hit, because it occurs everywhere.
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

/** The time in milliseconds after which a regular expression is stopped. */
const mostTime = 1000;

/**
 * Runs code that applies a user's regular expression to a server's text, which can take almost forever. V8 stops the
 * code, and the regular expressions in it, after a time limit.
 *
 * @returns `undefined` if the time limit was reached
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

/** Says that a query between slashes is not a valid regular expression. */
export const notAPattern: SafeText = safe`not a regular expression`;

/** Says that a regular expression was stopped. */
export const patternTooSlow: SafeText = safe`this expression takes too long`;
