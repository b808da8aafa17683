import {print} from './print.ts';

/** Writes lines to standard output in order. The code that adds lines does not have to wait. */
export class LineStream {
	readonly #lines: string[] = [];
	#printing: Promise<void> = Promise.resolve();
	#failure: unknown;

	/** The error that stopped the writing; `undefined` if there was none. */
	get failure(): unknown {
		return this.#failure;
	}

	add(...lines: readonly string[]): void {
		this.addAll(lines);
	}

	/** Adds many lines at once: a call of {@link add} could exceed the number of arguments that JavaScript allows. */
	addAll(lines: Iterable<string>): void {
		for (const line of lines) this.#lines.push(`${line}\n`);
	}

	/** Writes the lines added so far, after those of earlier calls. Does not wait. */
	flush(): void {
		const text = this.#lines.splice(0).join('');
		if (text === '' || this.#failure !== undefined) return;
		this.#printing = this.#printing
			.then(() => print(text))
			.catch((error: unknown) => {
				this.#failure ??= error;
			});
	}

	/**
	 * Writes the remaining lines and waits until all are written.
	 *
	 * @throws OutputError if a line could not be written
	 */
	async finish(): Promise<void> {
		this.flush();
		await this.#printing;
		if (this.#failure !== undefined) throw this.#failure;
	}
}
