import {inspect} from 'node:util';

/** A token or a password. Printed, logged, joined to a text or written as JSON it is `•••`: only {@link Secret.reveal} gives it. */
export class Secret {
	readonly #text: string;

	constructor(text: string) {
		this.#text = text;
	}

	/** The secret itself: for a request to the server that it is for, and for the place where it is kept. */
	reveal(): string {
		return this.#text;
	}

	equals(other: Secret): boolean {
		return this.#text === other.#text;
	}

	toString(): string {
		return '•••';
	}

	toJSON(): string {
		return '•••';
	}

	[inspect.custom](): string {
		return '•••';
	}
}
