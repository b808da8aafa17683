import {type BasicCredential, isSameMeans, type RenewableMeans} from '../credential.ts';
import type {Fault} from '../fault.ts';
import type {GivenToken} from '../sign-in.ts';

/** A token as its token service gave it, or why it gave none. */
export type Given = {readonly ok: true; readonly given: GivenToken} | {readonly ok: false; readonly fault: Fault};

/** What may be a portal's own token. `isOld`: it was given for an earlier request, and may have been forgotten since. */
type PortalToken = Given & {readonly isOld?: boolean};

type Entry = {
	readonly means: RenewableMeans;
	given?: GivenToken | undefined;
	underWay?: Promise<Given> | undefined;
	refusal?: {readonly fault: Fault; readonly at: number} | undefined;
};

/** A portal's token is not used for an exchange when it ends so soon. */
const nearEnd = 60_000;
/** No password that was refused is tried again sooner: portals lock accounts for less. */
const noRetryWithin = 5 * 60_000;

/**
 * The own tokens of portals, which are shown to their portal alone. One serves all servers of the portal: it is asked for
 * once, and a password that was refused for one server is not tried again for the next.
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

	/** @param isTrial somebody has just typed it: it is tried, whatever came of it before */
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

	/** The portal does not know its token any more. */
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
