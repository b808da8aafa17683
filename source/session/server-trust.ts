import type {ServerTrust} from '../gp/client/connections.ts';
import {fileStamp} from '../store/file-poll.ts';
import {unreadableEntry} from '../store/server-map.ts';
import {openTrustedServers, type TrustedServer, trustPath} from '../store/trusted-servers.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {readPem} from './pem-file.ts';

/**
 * The saved trust settings of servers. They fail closed: if the file or an entry cannot be read, gpjobs sends nothing
 * to the affected servers over https. If the settings were read before, they apply until the file can be read again.
 */
export class TrustOfServers {
	readonly #home: string | undefined;
	#servers: ReadonlyMap<string, ServerTrust> = new Map();
	/** Why the trust settings of all servers are unknown; `undefined` if they are known. */
	#unknown: SafeText | undefined;
	#isRead = false;

	/** @param home from `openHome`; `undefined` if nothing was ever saved */
	constructor(home: string | undefined) {
		this.#home = home;
	}

	/**
	 * Returns the trust settings of one server.
	 *
	 * @param origin `https://host:port`
	 * @returns `undefined` if there are no settings for the server, so that only the trust store of this machine is
	 * used
	 */
	of(origin: string): ServerTrust | undefined {
		return this.#servers.get(origin) ?? (this.#unknown === undefined ? undefined : {unknown: this.#unknown});
	}

	/** Reads the file. If that fails, the settings that were read before are kept. Returns notices for the user. */
	async read(): Promise<readonly SafeText[]> {
		if (this.#home === undefined) return [];
		const path = trustPath(this.#home);
		const read = await openTrustedServers(this.#home).read();
		if (!read.ok) {
			if (this.#isRead) return [safe`${read.sentence} ${stays}`];
			this.#unknown = read.sentence;
			return [read.sentence];
		}
		const notices: SafeText[] = [];
		const servers = new Map<string, ServerTrust>();
		for (const [origin, entry] of read.entries) servers.set(origin, await trustOf(entry, notices));
		for (const origin of read.unreadable) {
			const before = this.#servers.get(origin);
			const isKept = before !== undefined && before.unknown === undefined;
			const sentence = safe`${unreadableEntry(path, origin)} ${isKept ? stays : removal(origin)}`;
			servers.set(origin, isKept ? before : {unknown: sentence});
			notices.push(sentence);
		}
		const isGone = read.entries.size === 0 && read.unreadable.size === 0 && this.#servers.size > 0;
		if (isGone && (await isMissing(path))) return [trustIsGone(path)];
		this.#servers = servers;
		this.#unknown = undefined;
		this.#isRead = true;
		return notices;
	}
}

/** Added to an error if the list of trusted servers can no longer be read. */
export const stays: SafeText = safe`Until gpjobs is started again, it trusts servers as before.`;

/** Says how to correct an entry that cannot be read. */
export function removal(origin: string): SafeText {
	return safe`gpjobs trust ${safeText(origin)} --remove takes it away; then trust the server again.`;
}

async function isMissing(path: string): Promise<boolean> {
	return (await fileStamp(path)) === 'none';
}

/**
 * Reads the PEM files that an entry names. A certificate is used only if other users cannot write to its file; a key is
 * used only if they cannot read its file either.
 */
export async function trustOf(entry: TrustedServer, notices: SafeText[]): Promise<ServerTrust> {
	const read = async (path: string | undefined, isKey = false): Promise<string | undefined> => {
		if (path === undefined) return undefined;
		const file = await readPem(path, isKey);
		if (file.ok) return file.text;
		notices.push(file.sentence);
		return undefined;
	};
	const [authorities, certificate, key] = await Promise.all([
		read(entry.caFile),
		read(entry.certFile),
		read(entry.keyFile, true),
	]);
	return {
		...(authorities === undefined ? {} : {authorities}),
		...(entry.pin ? {pin: entry.pin} : {}),
		...(certificate === undefined || key === undefined ? {} : {client: {certificate, key}}),
	};
}

/** The error for a file of trusted servers that has disappeared since gpjobs started. */
export function trustIsGone(path: string): SafeText {
	return safe`${safeText(path)} is gone. ${stays}`;
}
