import {X509Certificate} from 'node:crypto';
import {join} from 'node:path';
import * as z from 'zod/mini';
import {openServerMap, type ServerMap} from './server-map.ts';

/**
 * The pin: the only certificate to accept (PEM), its SHA-256 as `AB:CD:…`, and when the user trusted it, in epoch
 * milliseconds. The time does not protect anything, so an invalid one is accepted.
 */
const pinSchema = z.pipe(
	z
		.object({certificate: z.string(), sha256: z.string(), at: z.catch(z.number(), 0)})
		.check(z.refine(({certificate, sha256}) => fingerprintOf(certificate) === inCapitals(sha256))),
	z.transform(pin => ({...pin, sha256: inCapitals(pin.sha256)})),
);

/**
 * Rejects an empty entry and unknown members, because a member that this version does not know, such as a misspelt
 * `pin`, may protect the user.
 */
const entrySchema = z
	.strictObject({
		pin: z.optional(pinSchema),
		/**
		 * This and the next two members are paths of PEM files, which are read at each start so that renewed
		 * certificates are used.
		 */
		caFile: z.optional(z.string()),
		certFile: z.optional(z.string()),
		keyFile: z.optional(z.string()),
	})
	.check(z.refine(entry => Object.values(entry).some(value => value !== undefined)));

/**
 * What the user decided about the TLS of a server: which certificates to accept from it, and which to send to it.
 * Contains paths and certificates, but no secrets.
 */
export type TrustedServer = z.infer<typeof entrySchema>;

/** Returns the path of the file with the trusted servers. */
export function trustPath(home: string): string {
	return join(home, 'trust', 'servers.json');
}

/**
 * Opens the trusted servers in a folder from `openHome`. These entries protect the user, so an entry that cannot be
 * read is reported and never replaced. Other users may read the file but must not be able to write it.
 */
export function openTrustedServers(home: string): ServerMap<TrustedServer> {
	return openServerMap(trustPath(home), entrySchema, {guard: 'own', originOf: secureOrigin, keepsUnreadable: true});
}

/**
 * Returns the https origin for a name. The name may also have a slash, a path, the default port or capitals, or lack
 * `https://`. Returns `undefined` if the name is not an origin.
 */
function secureOrigin(name: string): string | undefined {
	const url = URL.parse(name.includes('://') ? name : `https://${name}`);
	return url?.protocol === 'https:' ? url.origin : undefined;
}

function fingerprintOf(certificate: string): string | undefined {
	try {
		return new X509Certificate(certificate).fingerprint256;
	} catch {
		return undefined;
	}
}

/** Formats a fingerprint in Node's notation, `AB:CD:…`. */
function inCapitals(sha256: string): string {
	return sha256.replaceAll(/[\s:]/g, '').toUpperCase().match(/../g)?.join(':') ?? '';
}
