import type {Message} from '../../../gp/message.ts';
import {kindsOfLines, type LineKind, type TracebackState} from '../../../monitor/message-lines.ts';

/** How many characters of a message are classified by line; a message may have megabytes. */
const longest = 100_000;
/** How many preceding messages may belong to the same traceback: some servers send a message for each line. */
const mostBefore = 60;

type ErrorLines = {
	/** The start of each line in UTF-16 units, and the kind of each line. */
	readonly starts: readonly number[];
	readonly kinds: readonly LineKind[];
	readonly state: TracebackState;
};

const known = new WeakMap<Message, ErrorLines>();

/** Returns the lines of an error with their kinds, cached for each message. */
function linesOf(messages: readonly Message[], index: number): ErrorLines | undefined {
	const message = messages[index];
	const cached = message && known.get(message);
	if (cached) return cached;
	let first = index;
	while (first > 0 && index - first < mostBefore && isUnknownError(messages[first - 1])) first--;
	const before = messages[first - 1];
	let state: TracebackState = (before && known.get(before)?.state) ?? 'outside';
	let lines: ErrorLines | undefined;
	for (let at = first; at <= index; at++) {
		const error = messages[at];
		if (error === undefined) continue;
		const texts = error.text.safe.slice(0, longest).split('\n');
		const starts: number[] = [];
		let start = 0;
		for (const text of texts) {
			starts.push(start);
			start += text.length + 1;
		}
		lines = {starts, ...kindsOfLines(texts, state)};
		known.set(error, lines);
		({state} = lines);
	}
	return lines;
}

function isUnknownError(message: Message | undefined): boolean {
	return message?.level === 'error' && !known.has(message);
}

/** Whether a line of an error only says that an error occurred, or where, such as a frame of a traceback. */
export function isBackground(messages: readonly Message[], index: number, lineStart: number): boolean {
	const lines = linesOf(messages, index);
	if (lines === undefined) return false;
	const kind = lines.kinds[lines.starts.indexOf(lineStart)];
	const saysNothing = (of: LineKind | undefined) => of !== undefined && of !== 'exception' && of !== 'text';
	// If an error has no other lines, this one has to be shown.
	return saysNothing(kind) && (kind !== 'routine' || !lines.kinds.every(saysNothing));
}

/**
 * Returns the start of the line that names the error, which is the last exception in a message; 0 if it contains none.
 */
export function exceptionStart(messages: readonly Message[], index: number): number {
	const lines = messages[index]?.level === 'error' ? linesOf(messages, index) : undefined;
	return lines?.starts[lines.kinds.lastIndexOf('exception')] ?? 0;
}
