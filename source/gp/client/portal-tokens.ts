import {type BasicCredential, isSameMeans, type RenewableMeans} from '../credential.ts';
import type {Fault} from '../fault.ts';
import type {GivenToken} from '../sign-in.ts';

/** A token as its token service gave it, or why it gave none. */
export type Given = {readonly ok: true; readonly given: GivenToken} | {readonly ok: false; readonly fault: Fault};

/** A portal's own token, or why there is none. `isOld`: it was made for an earlier request, and the portal may have forgotten it. */
type PortalToken = Given & {readonly isOld?: boolean};

type Entry = {
	readonly means: RenewableMeans;
	given?: GivenToken | undefined;
	underWay?: Promise<Given> | undefined;
	refusal?: {readonly fault: Fault; readonly at: number} | undefined;
};

/** Milliseconds before its end at which a portal's token is no longer used for an exchange. */
const nearEnd = 60_000;
/** Milliseconds before a refused password is tried again: portals lock accounts for less. */
const noRetryWithin = 5 * 60_000;

/**
 * The portals' own tokens, which are sent to their portal only. One token serves all servers of the portal: it is asked for once,
 * and a password that was refused for one server is not tried again for the next.
 */
export class PortalTokens {
	readonly #ask: (means: RenewableMeans, basic: BasicCredential | undefined) => Promise<Given>;
	readonly #now: () => number;
	readonly #entries: Entry[] = [];

	/**
	 * @param ask asks the portal for a token
	 * @param now epoch milliseconds
	 */
	constructor(ask: (means: RenewableMeans, basic: BasicCredential | undefined) => Promise<Given>, now: () => number) {
		this.#ask = ask;
		this.#now = now;
	}

	/** The portal's own token. @param isTrial the user has just typed the password: it is tried, even if it was refused before */
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

	/** Drops the token: the portal no longer knows it. */
	forget(means: RenewableMeans): void {
		this.#entryOf(means).given = undefined;
	}

	async #obtained(entry: Entry, basic: BasicCredential | undefined): Promise<Given> {
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
