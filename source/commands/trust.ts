import {resolve} from 'node:path';
import tls from 'node:tls';
import {fetchCertificate, type ShownCertificate} from '../gp/client/certificate.ts';
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
import {listTrusted} from './trust-list.ts';
import {withServer} from './with-server.ts';
import {withoutHome} from './without-storage.ts';

/**
 * Runs `gpjobs trust SERVER`: shows the server's certificate and, if the user agrees, trusts only that certificate for
 * the server. With certificate files it saves a certificate authority or a client certificate for the server instead.
 * No option turns certificate checks off.
 */
export async function trust(invocation: Invocation): Promise<ExitCode> {
	const {flags} = invocation;
	const files = [flags['ca-file'], flags['cert-file'], flags['key-file']].some(path => path !== undefined);
	if ([flags.remove === true, files, flags.fingerprint !== undefined].filter(Boolean).length > 1) {
		say(oneKindOfTrust);
		return exitCodes.usage;
	}
	const usage = trustUsage;
	if (flags.list && invocation.operands.length === 0) return listTrusted(invocation);
	if (flags.list) {
		say(usage);
		return exitCodes.usage;
	}
	return withServer(invocation, usage, async (server, opened) => {
		if (!server.origin.startsWith('https:')) {
			say(noCertificate(server.name));
			return exitCodes.usage;
		}
		if (flags.remove) {
			return change(opened, server, () => undefined, nothingTrusted(server.name));
		}
		if (files) {
			return nameFiles(invocation, opened, server);
		}
		return pin(invocation, opened, server);
	});
}

/**
 * The error for several options of which gpjobs could obey only one. The ignored option might be the check that the
 * user wanted.
 */
export const oneKindOfTrust: SafeText = safe`Give only one of --fingerprint, --remove and the certificate files.`;

async function pin({flags, environment}: Invocation, opened: OpenedStorage, server: NamedServer): Promise<ExitCode> {
	const connections = createConnections({environment});
	const begun = performance.now();
	const looked = await fetchCertificate(server.origin, usualTimeouts.connect, connections.throughProxy);
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
	if (shown.isTrusted && wanted === undefined) say(trustedAlready);
	const isMeant = wanted !== undefined || flags.yes === true || (await confirm(trustQuestion(server.name)));
	if (!isMeant) {
		say(canAsk() ? nothingChanged : fingerprintNeeded);
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
	return change(opened, server, before => ({...before, ...named}), filesNamed(server.name));
}

/**
 * Returns why the certificate files cannot be used. The reason quotes an error code of Node, which contains no secret.
 */
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
	sentence: SafeText,
): Promise<ExitCode> {
	if (home.path === undefined || !home.ok) return withoutHome({home});
	const changed = await openTrustedServers(home.path).change(server.origin, edit);
	say(changed.ok ? sentence : changed.sentence);
	return changed.ok ? exitCodes.fine : exitCodes.notSaved;
}

/** The error for a missing server. */
export const trustUsage: SafeText = safe`Usage: gpjobs trust SERVER, with the server's address or the URL of a job on it, or gpjobs trust --list.`;

/** The error for a server that is reached by http. */
export function noCertificate(server: SafeText): SafeText {
	return safe`${server} is reached by http, so it has no certificate to trust. Give its https address.`;
}

/** The error for a certificate outside its period of validity. */
export function notValid(isOver: boolean): SafeText {
	return safe`The certificate is ${isOver ? safe`no longer` : safe`not yet`} valid, so it cannot be trusted. Ask the server's administrator to replace it.`;
}

/** The error for a certificate with another fingerprint. */
export const otherFingerprint: SafeText = safe`The server's certificate has another SHA-256 than --fingerprint. Nothing was changed.`;

/** The question below the lines of the certificate. */
export function trustQuestion(server: SafeText): SafeText {
	return safe`Compare the SHA-256 with that of the server's administrator. Trust this certificate for ${server}? [y/N] `;
}

/** The error for `gpjobs trust` without `--fingerprint`, if there is no terminal to ask on. */
export const fingerprintNeeded: SafeText = safe`Nothing was changed, because there is no terminal to ask on. Give --fingerprint SHA256 to trust the certificate.`;

/** Printed after the user answered no to `trustQuestion`. */
export const nothingChanged: SafeText = safe`Nothing was changed.`;

/** The notice for a certificate that this machine already trusts. */
export const trustedAlready: SafeText = safe`This machine already trusts the certificate. If gpjobs trusts it too, gpjobs will refuse any other certificate of this server.`;

/** The notice after `--remove`. */
export function nothingTrusted(server: SafeText): SafeText {
	return safe`Deleted what was trusted for ${server}. From now on only the authorities of this machine count.`;
}

/** The notice after gpjobs saved the paths of certificate files for a server. */
export function filesNamed(server: SafeText): SafeText {
	return safe`Saved for ${server}. gpjobs reads the files at each start, so do not move them.`;
}

/** The notice that only this certificate is trusted from now on. */
export function trustedAlone(server: SafeText): SafeText {
	return safe`gpjobs now trusts only this certificate for ${server}. Any other certificate will be refused.`;
}

/** The error for a client certificate without its key, or the other way round. */
export const certificateWithKey: SafeText = safe`Give --cert-file and --key-file together.`;

/** The error for a file without a certificate. */
export function noPem(path: string): SafeText {
	return safe`${safeText(path)} contains no certificate in PEM format (-----BEGIN CERTIFICATE-----).`;
}

/** The error for a key with a passphrase. */
export function lockedKey(path: string): SafeText {
	return safe`${safeText(path)} is encrypted with a passphrase, and gpjobs cannot ask for it. Give a key without a passphrase, in a file that only you can read.`;
}

/**
 * The error for files that Node cannot use.
 *
 * @param code the error code in parentheses, or an empty text
 */
export function unusablePair(code: SafeText): SafeText {
	return safe`The files cannot be used as certificate and key${code}. Check that they are in PEM format and belong together.`;
}
