import {X509Certificate} from 'node:crypto';
import {join} from 'node:path';
import * as z from 'zod/mini';
import {openServerMap, type ServerMap} from './server-map.ts';

/**
 * The one certificate that counts, PEM, with its SHA-256 as `AB:CD:…` and when it was trusted, epoch milliseconds. When
 * protects nothing: it may be anything.
 */
const pinSchema = z.pipe(
	z
		.object({certificate: z.string(), sha256: z.string(), at: z.catch(z.number(), 0)})
		.check(z.refine(({certificate, sha256}) => fingerprintOf(certificate) === inCapitals(sha256))),
	z.transform(pin => ({...pin, sha256: inCapitals(pin.sha256)})),
);

/** Strict, and never empty: what this gpjobs does not know, a misspelt `pin`, may protect. */
const entrySchema = z
	.strictObject({
		pin: z.optional(pinSchema),
		/** Paths of PEM files: they are read at each start, so that what is renewed there counts. */
		caFile: z.optional(z.string()),
		certFile: z.optional(z.string()),
		keyFile: z.optional(z.string()),
	})
	.check(z.refine(entry => Object.values(entry).some(value => value !== undefined)));

/** What somebody decided to trust a server for, and to show it. Paths and certificates, no secrets. */
export type TrustedServer = z.infer<typeof entrySchema>;

export function trustPath(home: string): string {
	return join(home, 'trust', 'servers.json');
}

/**
 * Opens what was trusted, in a folder that `openHome` chose. It protects: what cannot be read or understood is reported,
 * and never replaced. Other users may be able to read the file, but not to write it.
 */
export function openTrustedServers(home: string): ServerMap<TrustedServer> {
	return openServerMap(trustPath(home), entrySchema, {guard: 'own', originOf: secureOrigin, keepsUnreadable: true});
}

/** `https://gis.acme.com` also where somebody wrote it with a slash, a path, the usual port, in capitals or without `https://`. */
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

/** A fingerprint in Node's notation. */
function inCapitals(sha256: string): string {
	return sha256.replaceAll(/[\s:]/g, '').toUpperCase().match(/../g)?.join(':') ?? '';
}
