/**
 * The beginning of a mouse report in X10 mode and in xterm's mode 1000. Three characters follow: button, column and
 * row.
 */
const introducer = '\x1B[M';
const payload = 3;
/** The rest of a report arrives within this many milliseconds. Anything that arrives later was typed by the user. */
const within = 200;

/** Switches off every mouse mode of a terminal (xterm, "Mouse Tracking"). */
export const mouseOff = '\x1B[?9;1000;1001;1002;1003;1005;1006;1015l';

/**
 * Removes mouse reports from terminal input. A program that crashed earlier may have left mouse reporting on. Ink drops
 * only the introducer of a report, so the letters after it would act as keys.
 */
export class MouseReports {
	/** How many characters of the current report have not arrived yet. */
	#missing = 0;
	/** The end of the previous chunk, if it may be the start of an introducer. */
	#tail = '';
	#at = 0;

	/**
	 * Removes mouse reports from one chunk of input.
	 *
	 * @param now monotonic milliseconds
	 */
	without(chunk: string, now: number): string {
		const isPrompt = now - this.#at <= within;
		this.#at = now;
		let kept = '';
		let rest = isPrompt ? this.#skip(chunk) : chunk;
		if (!isPrompt) this.#missing = 0;
		// The first characters of the introducer were already passed on, but Ink does not treat them alone as a key.
		if (isPrompt && this.#tail !== '' && rest !== '' && (this.#tail + rest).startsWith(introducer)) {
			const left = introducer.length - this.#tail.length;
			kept = rest.slice(0, left);
			this.#missing = payload;
			rest = this.#skip(rest.slice(left));
		}
		for (let at = rest.indexOf(introducer); at !== -1; at = rest.indexOf(introducer)) {
			kept += rest.slice(0, at);
			this.#missing = payload;
			rest = this.#skip(rest.slice(at + introducer.length));
		}
		kept += rest;
		this.#tail = ['\x1B[', '\x1B'].find(beginning => kept.endsWith(beginning)) ?? '';
		return kept;
	}

	/** Removes the rest of a report that began in an earlier chunk. */
	#skip(text: string): string {
		if (this.#missing === 0) return text;
		const characters = [...text];
		const rest = characters.slice(this.#missing);
		this.#missing -= characters.length - rest.length;
		return rest.join('');
	}
}

/** The part of a readable stream that {@link readWithoutMouse} replaces. */
type Readable = Pick<NodeJS.ReadStream, 'read'>;

/**
 * Removes mouse reports from all further input of a terminal.
 *
 * @returns a function that undoes this
 */
export function readWithoutMouse(input: Readable): () => void {
	const {read} = input;
	const reports = new MouseReports();
	input.read = size => {
		const chunk: unknown = read.call(input, size);
		return typeof chunk === 'string' ? reports.without(chunk, performance.now()) : chunk;
	};
	return () => {
		input.read = read;
	};
}
