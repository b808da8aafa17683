/**
 * Removes from the input what the user has not typed: reports of the mouse, which a crashed program may have left on, and
 * answers of the terminal to questions. Ink would treat parts of them as typed characters.
 */

/**
 * A report or an answer:
 *
 * - a mouse report in X10 mode and in xterm's mode 1000, whose last three characters are button, column and row
 * - the answer to a question about a colour or another string (OSC, ECMA-48 8.3.89)
 * - the answer to a request for the terminal's attributes (DA1) or for another private report
 * - the position of the cursor (CPR)
 */
const report =
	/\x1B\[M.{3}|\x1B\]\d{1,4};[^\x07\x1B]{0,200}(?:\x07|\x1B\\)|\x1B\[\?[\d;]{1,60}\$?[a-zA-Z]|\x1B\[\d{1,5};\d{1,5}R/gsu;
/** The beginning of a report at the end of a text. */
const begun =
	/\x1B(?:\[M.{0,2}|\](?:\d{0,4}|\d{1,4};[^\x07\x1B]{0,200}\x1B?)|\[\?[\d;]{0,60}\$?|\[\d{1,5}(?:;\d{0,5})?)$/su;
/** The end of a text that may be the beginning of a report, or a key. */
const perhapsBegun = /\x1B\[?$/u;
/** The beginning of a cursor position, of a key, or of the mark at the end of a paste. */
const numbered = /^\x1B\[\d/;
/** A report that Ink ignores: the introducer of a mouse report. */
const ignored = '\x1B[M';
/** The rest of a report arrives within this many milliseconds. Anything that arrives later was typed by the user. */
const within = 200;

/** Switches off every mouse mode of a terminal (xterm, "Mouse Tracking"). */
export const mouseOff = '\x1B[?9;1000;1001;1002;1003;1005;1006;1015l';

type Sorted = {
	/** What the user typed. */
	readonly keys: string;
	readonly reports: readonly string[];
	/** The beginning of a report at the end of the text, whose rest has not arrived. */
	readonly unfinished: string;
};

/** Separates reports from keys. */
export function sortInput(text: string): Sorted {
	const rest = text.replace(report, '');
	const at = rest.search(begun);
	return {
		keys: at === -1 ? rest : rest.slice(0, at),
		reports: text.match(report) ?? [],
		unfinished: at === -1 ? '' : rest.slice(at),
	};
}

/** Removes reports from terminal input that arrives in chunks. */
export class ReportFilter {
	/** The beginning of a report, which has not been passed on. */
	#unfinished = '';
	/** The end of the previous chunk, which was passed on, if a report may begin there. */
	#passed = '';
	#at = 0;
	readonly #onReport: (report: string) => void;

	/** @param onReport called with each report */
	constructor(onReport: (report: string) => void = () => {}) {
		this.#onReport = onReport;
	}

	/**
	 * Removes reports from one chunk of input.
	 *
	 * @param now monotonic milliseconds
	 */
	without(chunk: string, now: number): string {
		const isPrompt = now - this.#at <= within;
		this.#at = now;
		const passed = isPrompt ? this.#passed : '';
		const held = isPrompt || numbered.test(this.#unfinished) ? this.#unfinished : '';
		const {reports, ...sorted} = sortInput(passed + held + chunk);
		// If Ink already has the first characters, it needs the others too, because together they may be a key.
		const isPassed = passed !== '' && numbered.test(sorted.unfinished);
		const keys = isPassed ? sorted.keys + sorted.unfinished : sorted.keys;
		this.#unfinished = isPassed ? '' : sorted.unfinished;
		for (const report of reports) this.#onReport(report);
		// If Ink already has the first characters of a report, they are completed to a report that Ink ignores.
		const isReport = passed !== '' && chunk !== '' && !keys.startsWith(passed);
		const kept = isReport ? ignored.slice(passed.length) + keys : keys.slice(passed.length);
		this.#passed = perhapsBegun.exec(keys)?.[0] ?? '';
		return kept;
	}
}

/** The part of a readable stream that {@link readWithoutReports} replaces. */
type Readable = Pick<NodeJS.ReadStream, 'read'>;

/**
 * Removes reports from all further input of a terminal.
 *
 * @param onReport called with each report
 * @returns a function that undoes this
 */
export function readWithoutReports(input: Readable, onReport?: (report: string) => void): () => void {
	const {read} = input;
	const filter = new ReportFilter(onReport);
	input.read = size => {
		const chunk: unknown = read.call(input, size);
		return typeof chunk === 'string' ? filter.without(chunk, performance.now()) : chunk;
	};
	return () => {
		input.read = read;
	};
}
