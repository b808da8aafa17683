import {X509Certificate} from 'node:crypto';
import {openStorage} from '../session/opened-storage.ts';
import {unreadableEntry} from '../store/server-map.ts';
import {openTrustedServers, type TrustedServer, trustPath} from '../store/trusted-servers.ts';
import {isoTime} from '../text/date.ts';
import {toJson} from '../text/json-escape.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {type ExitCode, exitCodes} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {print, say} from './print.ts';
import {withoutHome} from './without-storage.ts';

/** What is trusted for one server. */
type Trusted = {
	readonly server: string;
	/** The SHA-256 of the only certificate that gpjobs accepts. */
	readonly sha256: string | null;
	/** When that certificate expires, and when the user trusted it. */
	readonly until: string | null;
	readonly since: string | null;
	readonly caFile: string | null;
	readonly certFile: string | null;
	readonly keyFile: string | null;
};

/** Runs `gpjobs trust --list`: prints the certificates and files that the user trusted, by server. */
export async function listTrusted(invocation: Invocation): Promise<ExitCode> {
	const {home, notices} = await openStorage(invocation, 'reading');
	for (const notice of notices) say(notice);
	if (home.path === undefined) return withoutHome({home});
	const read = await openTrustedServers(home.path).read();
	if (!read.ok) {
		say(read.sentence);
		return exitCodes.notSaved;
	}
	const servers = [...read.entries].map(([server, entry]) => trustedAt(server, entry));
	if (invocation.flags.json) await print(`${toJson({servers})}\n`);
	else if (servers.length === 0 && read.unreadable.size === 0) say(nothingIsTrusted);
	else await print(servers.flatMap(linesOf).join(''));
	// gpjobs sends nothing to a server whose entry it cannot read.
	for (const server of read.unreadable) say(unreadableEntry(trustPath(home.path), server));
	return read.unreadable.size > 0 ? exitCodes.notSaved : exitCodes.fine;
}

function trustedAt(server: string, {pin, caFile, certFile, keyFile}: TrustedServer): Trusted {
	return {
		server,
		sha256: pin?.sha256 ?? null,
		until: pin === undefined ? null : isoTime(new X509Certificate(pin.certificate).validToDate.getTime()),
		since: pin === undefined ? null : isoTime(pin.at),
		caFile: caFile ?? null,
		certFile: certFile ?? null,
		keyFile: keyFile ?? null,
	};
}

function linesOf({server, sha256, until, since, caFile, certFile, keyFile}: Trusted): readonly string[] {
	const facts: readonly (readonly [SafeText, string | null])[] = [
		[safe`SHA-256`, sha256],
		[safe`expires`, until],
		[safe`trusted`, since],
		[safe`authority`, caFile],
		[safe`client certificate`, certFile],
		[safe`client key`, keyFile],
	];
	const known = facts.filter(([, value]) => value !== null);
	return [`${safeText(server)}\n`, ...known.map(([name, value]) => `  ${name.padEnd(18)}  ${safeText(value ?? '')}\n`)];
}

/** The notice if nothing is trusted. */
export const nothingIsTrusted: SafeText = safe`No certificate is trusted besides those of this machine's authorities.`;
