import {inspect} from 'node:util';
import {knowSecret} from './known-secrets.ts';

/**
 * A token or a password. Printed, logged, joined to a text or written as JSON it is `•••`: only {@link Secret.reveal} gives it.
 *
 * From then on it is masked in every text that a server sends (`known-secrets.ts`).
 */
export class Secret {
	readonly #text: string;
	readonly #isWhole: boolean;

	/** @param text the whole secret */
	constructor(text: string, isWhole = true) {
		this.#text = text;
		this.#isWhole = isWhole;
		if (isWhole) knowSecret(text);
	}

	/** What has been typed of a secret until now. It is not looked for in texts: `pass` is not a secret, `passw0rd` is. */
	static unfinished(text: string): Secret {
		return new Secret(text, false);
	}

	/** The secret itself: for a request to the server that it is for, and for the place where it is kept. */
	reveal(): string {
		// What is used stays among those that are remembered.
		if (this.#isWhole) knowSecret(this.#text);
		return this.#text;
	}

	/** An unfinished secret as it is when its last character has been typed. */
	finished(): Secret {
		return new Secret(this.#text);
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
