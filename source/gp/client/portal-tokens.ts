import {type BasicCredential, isSameMeans, type RenewableMeans} from '../credential.ts';
import type {Fault} from '../fault.ts';
import type {GivenToken} from '../sign-in.ts';

/** A token as a token service issued it, or why it did not issue one. */
export type TokenAnswer = {readonly ok: true; readonly given: GivenToken} | {readonly ok: false; readonly fault: Fault};

/**
 * A token for the portal itself, or why there is none. `isOld`: it was issued for an earlier request, so the portal may
 * no longer accept it.
 */
type PortalToken = TokenAnswer & {readonly isOld?: boolean};

type Entry = {
	readonly means: RenewableMeans;
	given?: GivenToken | undefined;
	underWay?: Promise<TokenAnswer> | undefined;
	refusal?: {readonly fault: Fault; readonly at: number} | undefined;
};

/** A portal's token is no longer used from this many milliseconds before its expiry. */
const nearEnd = 60_000;
/**
 * The time in milliseconds before a rejected password is tried again, because portals lock accounts after several
 * attempts.
 */
const noRetryWithin = 5 * 60_000;

/**
 * The tokens for portals themselves. Each is sent only to the portal that issued it. All servers of a portal share one
 * token: it is requested once, and a password that was rejected is not tried again for the next server.
 */
export class PortalTokens {
	readonly #ask: (means: RenewableMeans, basic: BasicCredential | undefined) => Promise<TokenAnswer>;
	readonly #now: () => number;
	readonly #entries: Entry[] = [];

	/**
	 * @param ask requests a token from the portal
	 * @param now returns the time in epoch milliseconds
	 */
	constructor(
		ask: (means: RenewableMeans, basic: BasicCredential | undefined) => Promise<TokenAnswer>,
		now: () => number,
	) {
		this.#ask = ask;
		this.#now = now;
	}

	/**
	 * Returns the token for the portal itself, and requests one if necessary.
	 *
	 * @param isTrial whether the user has just entered the password: it is then tried even if it was rejected before
	 */
	async of(means: RenewableMeans, basic: BasicCredential | undefined, isTrial: boolean): Promise<PortalToken> {
		const entry = this.#entryOf(means);
		const {given, refusal} = entry;
		if (given && (given.expires === null || given.expires - nearEnd > this.#now())) {
			return {ok: true, given, isOld: true};
		}
		if (refusal && !isTrial && this.#now() - refusal.at < noRetryWithin) return {ok: false, fault: refusal.fault};
		entry.underWay ??= this.#obtained(entry, basic).finally(() => {
			entry.underWay = undefined;
		});
		return entry.underWay;
	}

	/** Forgets a token that the portal no longer accepts. */
	forget(means: RenewableMeans): void {
		this.#entryOf(means).given = undefined;
	}

	async #obtained(entry: Entry, basic: BasicCredential | undefined): Promise<TokenAnswer> {
		const given = await this.#ask(entry.means, basic);
		entry.given = given.ok ? given.given : undefined;
		entry.refusal = !given.ok && given.fault.kind === 'sign-in' ? {fault: given.fault, at: this.#now()} : undefined;
		return given;
	}

	#entryOf(means: RenewableMeans): Entry {
		const known = this.#entries.find(each => isSameMeans(each.means, means));
		if (known) return known;
		const made = {means};
		this.#entries.push(made);
		return made;
	}
}
