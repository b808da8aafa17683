import {loadPart} from '../text/late-part.ts';

/** The keyring of the operating system. A call that fails or takes too long returns `undefined` or `false`. */
export type Keyring = {
	readonly get: (account: string) => Promise<string | undefined>;
	readonly set: (account: string, secret: string) => Promise<boolean>;
	readonly delete: (account: string) => Promise<boolean>;
};

/**
 * How long to wait for the keyring, in milliseconds. A locked keyring asks the user in a window, which is not visible
 * over ssh (design §8).
 */
const patience = 3000;
const service = 'gpjobs';

/**
 * Returns the keyring, which is opened at the first call. If the system has no keyring, or the package for it is
 * missing, nothing is saved.
 */
export function openKeyring(wait = patience): Keyring {
	/**
	 * Whether a call was not answered in time. Further calls then do not wait, so that a command does not wait three
	 * seconds for each server.
	 */
	let isSilent = false;

	async function within<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
		if (isSilent) return undefined;
		const giveUp = new AbortController();
		let timer: NodeJS.Timeout | undefined;
		const tooLate = new Promise<undefined>(resolve => {
			timer = setTimeout(() => {
				isSilent = true;
				giveUp.abort();
				resolve(undefined);
			}, wait);
		});
		try {
			return await Promise.race([work(giveUp.signal), tooLate]);
		} catch {
			// The cause (no service, a locked keyring, no package) does not matter: the keyring cannot be used.
			return undefined;
		} finally {
			clearTimeout(timer);
		}
	}

	async function entryOf(account: string) {
		const {AsyncEntry} = await loadPart(() => import('@napi-rs/keyring'));
		return new AsyncEntry(service, account);
	}

	return {
		get: async account => (await within(async signal => (await entryOf(account)).getPassword(signal))) ?? undefined,
		set: async (account, secret) =>
			(await within(async signal => {
				const entry = await entryOf(account);
				await entry.setPassword(secret, signal);
				// Some keyrings report success but save nothing.
				return (await entry.getPassword(signal)) === secret;
			})) === true,
		delete: async account =>
			(await within(async signal => (await entryOf(account)).deletePassword(signal).then(() => true))) === true,
	};
}

/** A keyring that stores nothing, for users who turned it off. */
export const noKeyring: Keyring = {get: async () => undefined, set: async () => false, delete: async () => false};
