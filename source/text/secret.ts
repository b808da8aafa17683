import {inspect} from 'node:util';
import {knowSecret} from './known-secrets.ts';

/**
 * A token or a password. Printed, logged, concatenated or converted to JSON it becomes `•••`; only {@link
 * Secret.reveal} returns the text.
 *
 * Once it is created, it is masked in every text that a server sends (`known-secrets.ts`).
 */
export class Secret {
	readonly #text: string;
	readonly #isWhole: boolean;

	/** @param isWhole `false` for a secret that the user is still typing */
	constructor(text: string, isWhole = true) {
		this.#text = text;
		this.#isWhole = isWhole;
		if (isWhole) knowSecret(text);
	}

	/**
	 * The part of a secret that the user has typed so far. It is not masked in texts: `passw0rd` is a secret, but `pass`
	 * is not.
	 */
	static unfinished(text: string): Secret {
		return new Secret(text, false);
	}

	/** The text of the secret: only for a request to the server that it belongs to, and for storing it. */
	reveal(): string {
		// Marks the secret as recently used, so that it is not forgotten.
		if (this.#isWhole) knowSecret(this.#text);
		return this.#text;
	}

	/** The complete secret, after the user has typed its last character. */
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
