import {inspect} from 'node:util';
import {knowSecret} from './known-secrets.ts';

/**
 * A token or a password. If printed, logged, concatenated or converted to JSON, it becomes `•••`; only {@link
 * Secret.reveal} returns the text. A secret is masked in every text from a server as soon as it has been created
 * (`known-secrets.ts`).
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
	 * Creates the part of a secret that the user has typed so far. It is not masked in texts: `passw0rd` is a secret,
	 * but `pass` is not.
	 */
	static unfinished(text: string): Secret {
		return new Secret(text, false);
	}

	/** Returns the text of the secret: only for a request to the server that it belongs to, and for storing it. */
	reveal(): string {
		// Marks the secret as recently used, so that it is not forgotten.
		if (this.#isWhole) knowSecret(this.#text);
		return this.#text;
	}

	/** Returns the complete secret, after the user has typed its last character. */
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
