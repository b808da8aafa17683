import {resolve} from 'node:path';
import tls from 'node:tls';
import {lookAtCertificate, type ShownCertificate} from '../gp/client/certificate.ts';
import {createConnections} from '../gp/client/connections.ts';
import {openAddress} from '../gp/client/request-trace.ts';
import {usualTimeouts} from '../gp/client/transport.ts';
import type {OpenedStorage} from '../session/opened-storage.ts';
import {readPem} from '../session/pem-file.ts';
import {openTrustedServers, type TrustedServer} from '../store/trusted-servers.ts';
import {isoTime} from '../text/date.ts';
import {toJson} from '../text/json-escape.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {debugRequests} from './debug-lines.ts';
import {type ExitCode, exitCodeOf, exitCodes} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {print, say} from './print.ts';
import {canAsk, confirm} from './prompt.ts';
import type {NamedServer} from './server-named.ts';
import {withServer} from './with-server.ts';

/**
 * `gpjobs trust SERVER`: shows the certificate of a server and, after a yes, trusts that one for that server; or names
 * the authority of its certificate, or the certificate that gpjobs shows it. Checks cannot be switched off.
 */
export async function trust(invocation: Invocation): Promise<ExitCode> {
	const {flags} = invocation;
	const files = [flags['ca-file'], flags['cert-file'], flags['key-file']].some(path => path !== undefined);
	if ([flags.remove === true, files, flags.fingerprint !== undefined].filter(Boolean).length > 1) {
		say(oneKindOfTrust);
		return exitCodes.usage;
	}
	const usage = trustUsage;
	return withServer(invocation, usage, async (server, opened) => {
		if (!server.origin.startsWith('https:')) {
			say(noCertificate(server.name));
			return exitCodes.usage;
		}
		if (flags.remove) {
			return change(opened, server, () => undefined, safe`${server.name} is trusted only as this machine trusts it.`);
		}
		if (files) {
			return nameFiles(invocation, opened, server);
		}
		return pin(invocation, opened, server);
	});
}

/** Why two kinds of trust are refused: one would be ignored, and with it what the user wanted to check. */
export const oneKindOfTrust: SafeText = safe`--fingerprint, --remove and the files of certificates exclude each other; give one.`;

async function pin({flags, environment}: Invocation, opened: OpenedStorage, server: NamedServer): Promise<ExitCode> {
	const connections = createConnections({environment});
	const begun = performance.now();
	const looked = await lookAtCertificate(server.origin, usualTimeouts.connect, connections.throughProxy);
	debugRequests()?.({
		method: 'TLS',
		url: openAddress(server.origin),
		attempt: 1,
		status: null,
		fault: looked.ok ? null : looked.fault,
		took: performance.now() - begun,
		bytes: null,
	});
	connections.close();
	if (!looked.ok) {
		say(looked.fault.sentence);
		return exitCodeOf(looked.fault.kind);
	}
	const {shown} = looked;
	for (const line of linesOf(shown)) say(line);
	const now = Date.now();
	if (now > shown.until || now < shown.from) {
		say(notValid(now > shown.until));
		return exitCodes.fault;
	}
	const wanted = flags.fingerprint?.replaceAll(/[^0-9a-f]/gi, '').toUpperCase();
	if (wanted !== undefined && wanted !== shown.sha256.replaceAll(':', '')) {
		say(otherFingerprint);
		return exitCodes.fault;
	}
	if (shown.isTrusted && wanted === undefined)
		say(safe`This machine trusts it already; trusted by gpjobs, no other one would count.`);
	const isMeant = wanted !== undefined || flags.yes === true || (await confirm(trustQuestion(server.name)));
	if (!isMeant) {
		say(canAsk() ? safe`Nothing was changed.` : fingerprintSaysWhich);
		return canAsk() ? exitCodes.fine : exitCodes.usage;
	}
	const {certificate, sha256} = shown;
	if (flags.json) await print(`${toJson({server: server.origin, sha256, until: isoTime(shown.until)})}\n`);
	return change(
		opened,
		server,
		before => ({...before, pin: {certificate, sha256, at: now}}),
		trustedAlone(server.name),
	);
}

function linesOf({subject, issuer, names, from, until, sha256}: ShownCertificate): readonly SafeText[] {
	const day = (epoch: number) => safeText(isoTime(epoch)?.slice(0, 10) ?? 'unknown');
	return [
		safe`for      ${subject}`,
		safe`names    ${names === '' ? safe`(none)` : names}`,
		safe`by       ${issuer}${issuer === subject ? safe` (itself)` : safe``}`,
		safe`valid    ${day(from)} to ${day(until)}`,
		safe`SHA-256  ${safeText(sha256)}`,
	];
}

async function nameFiles({flags}: Invocation, opened: OpenedStorage, server: NamedServer): Promise<ExitCode> {
	const {'ca-file': ca, 'cert-file': cert, 'key-file': key} = flags;
	if ((cert === undefined) !== (key === undefined)) {
		say(certificateWithKey);
		return exitCodes.usage;
	}
	const refusal = await whyNotUsable(ca, cert, key);
	if (refusal) {
		say(refusal.sentence);
		return refusal.code;
	}
	const named = {
		...(ca === undefined ? {} : {caFile: resolve(ca)}),
		...(cert === undefined || key === undefined ? {} : {certFile: resolve(cert), keyFile: resolve(key)}),
	};
	return change(
		opened,
		server,
		before => ({...before, ...named}),
		safe`Kept for ${server.name}. The files are read at each start, so they have to stay where they are.`,
	);
}

/** What keeps the files from being used: what Node says when it reads them, which names no secret. */
async function whyNotUsable(
	ca: string | undefined,
	cert: string | undefined,
	key: string | undefined,
): Promise<{readonly code: ExitCode; readonly sentence: SafeText} | undefined> {
	const texts = new Map<string, string>();
	for (const path of [ca, cert, key]) {
		if (path === undefined) continue;
		const file = await readPem(path, path === key);
		if (!file.ok) return {code: exitCodes.notSaved, sentence: file.sentence};
		texts.set(path, file.text);
	}
	const text = (path: string | undefined) => (path === undefined ? undefined : texts.get(path));
	if (ca !== undefined && !/-----BEGIN CERTIFICATE-----/.test(text(ca) ?? '')) {
		return unusable(noPem(ca));
	}
	if (/ENCRYPTED/.test(text(key) ?? '')) {
		return unusable(lockedKey(key ?? ''));
	}
	try {
		tls.createSecureContext({ca: text(ca), cert: text(cert), key: text(key)});
		return undefined;
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? safe` (${safeText(String(error.code))})` : safe``;
		return unusable(unusablePair(code));
	}
}

function unusable(sentence: SafeText): {readonly code: ExitCode; readonly sentence: SafeText} {
	return {code: exitCodes.usage, sentence};
}

async function change(
	{home}: OpenedStorage,
	server: NamedServer,
	edit: (before: TrustedServer | undefined) => TrustedServer | undefined,
	said: SafeText,
): Promise<ExitCode> {
	if (home.path === undefined || !home.ok) {
		say(home.ok ? safe`There is no folder to keep that in.` : home.sentence);
		return exitCodes.notSaved;
	}
	const changed = await openTrustedServers(home.path).change(server.origin, edit);
	say(changed.ok ? said : changed.sentence);
	return changed.ok ? exitCodes.fine : exitCodes.notSaved;
}

/** How `gpjobs trust` is called. */
export const trustUsage: SafeText = safe`Say gpjobs trust SERVER, with the server's address or the URL of a job on it.`;

/** The sentence about a server without TLS. */
export function noCertificate(server: SafeText): SafeText {
	return safe`${server} is reached by http: there is no certificate to trust. Give its https address.`;
}

/** The sentence about a certificate that nobody may trust today. */
export function notValid(isOver: boolean): SafeText {
	return safe`It is ${isOver ? safe`no longer` : safe`not yet`} valid, so it cannot be trusted. Ask its owner to put that right.`;
}

/** The sentence about a certificate that is not the one that was meant. */
export const otherFingerprint: SafeText = safe`Its SHA-256 is another than the one that was given with --fingerprint. Nothing was changed.`;

/** Asked under what a certificate says. */
export function trustQuestion(server: SafeText): SafeText {
	return safe`Is that the SHA-256 that its owner tells? Trust this certificate for ${server}? [y/N] `;
}

/** Where nobody can be asked. */
export const fingerprintSaysWhich: SafeText = safe`Nothing was changed. Without a terminal, --fingerprint SHA256 says which one is meant.`;

/** After a yes to `trustQuestion`. */
export function trustedAlone(server: SafeText): SafeText {
	return safe`${server} is trusted for this certificate alone. A changed one will be refused.`;
}

/** The sentence about a certificate without a key, or a key without one. */
export const certificateWithKey: SafeText = safe`--cert-file and --key-file belong together.`;

/** The sentence about a file that is no authority. */
export function noPem(path: string): SafeText {
	return safe`${safeText(path)} holds no certifipathte in PEM (-----BEGIN CERTIFICATE-----).`;
}

/** The sentence about a key that cannot be read without a passphrase. */
export function lockedKey(path: string): SafeText {
	return safe`${safeText(path)} is locked with a passphrase, which gpjobs cannot ask for. Give a key without one, in a file that only you can read.`;
}

/** The sentence about files that are no certificate with its key. */
export function unusablePair(code: SafeText): SafeText {
	return safe`The files cannot be used as certificate and key${code}: are they PEM, and do they belong together?`;
}
