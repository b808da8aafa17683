import {print} from './print.ts';

/** Lines on their way to standard output, in order, while the work that makes them goes on. */
export class LineStream {
	readonly #lines: string[] = [];
	#printing: Promise<void> = Promise.resolve();
	#failure: unknown;

	/** Why nothing more can be written; `undefined` while all went out. */
	get failure(): unknown {
		return this.#failure;
	}

	add(...lines: readonly string[]): void {
		this.addAll(lines);
	}

	/** As {@link add}, of many: there may be more messages than a call may have arguments. */
	addAll(lines: Iterable<string>): void {
		for (const line of lines) this.#lines.push(`${line}\n`);
	}

	/** Hands on what has come together, once what went before has been taken. */
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
	 * Writes the rest.
	 *
	 * @throws OutputError where something could not be written
	 */
	async finish(): Promise<void> {
		this.flush();
		await this.#printing;
		if (this.#failure !== undefined) throw this.#failure;
	}
}
