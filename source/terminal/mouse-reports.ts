/** What begins a report of the mouse as X10 and xterm's mode 1000 send it; a button, a column and a row follow, a character each. */
const introducer = '\x1B[M';
const payload = 3;
/** Milliseconds within which the rest of a report arrives; anything later was typed. */
const within = 200;

/** Switches off every way in which a terminal reports its mouse (xterm, "Mouse Tracking"). */
export const mouseOff = '\x1B[?9;1000;1001;1002;1003;1005;1006;1015l';

/**
 * Removes mouse reports from the input of a terminal. A program that crashed before may have left the mouse switched on;
 * the last characters of its reports are letters and would act as keys, because Ink drops only the introducer.
 */
export class MouseReports {
	/** Characters of a report that are still to come. */
	#missing = 0;
	/** The end of the previous chunk, where it may begin an introducer. */
	#tail = '';
	#at = 0;

	/** @param now monotonic milliseconds. @returns the chunk without reports */
	without(chunk: string, now: number): string {
		const isPrompt = now - this.#at <= within;
		this.#at = now;
		let kept = '';
		let rest = isPrompt ? this.#skip(chunk) : chunk;
		if (!isPrompt) this.#missing = 0;
		// Its beginning went on to whoever reads already: that alone is no key.
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

	/** A text without its part of the report that has begun. */
	#skip(text: string): string {
		if (this.#missing === 0) return text;
		const characters = [...text];
		const rest = characters.slice(this.#missing);
		this.#missing -= characters.length - rest.length;
		return rest.join('');
	}
}

/** What can be read from. */
type Readable = Pick<NodeJS.ReadStream, 'read'>;

/**
 * Takes mouse reports out of everything that is read from a terminal from now on.
 *
 * @returns a function that stops it
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
