import {join} from 'node:path';
import * as z from 'zod/mini';
import {openServerMap, type ServerMap} from './server-map.ts';

const entrySchema = z.object({
	/** The one certificate that counts, PEM, with its SHA-256 as `AB:CD:…` and when it was trusted, epoch milliseconds. */
	pin: z.optional(z.object({certificate: z.string(), sha256: z.string(), at: z.number()})),
	/** Paths of PEM files: they are read at each start, so that what is renewed there counts. */
	caFile: z.optional(z.string()),
	certFile: z.optional(z.string()),
	keyFile: z.optional(z.string()),
});

/** What somebody decided to trust a server for, and to show it. Paths and certificates, no secrets. */
export type TrustedServer = z.infer<typeof entrySchema>;

export function trustPath(home: string): string {
	return join(home, 'trust', 'servers.json');
}

/** Opens what was trusted, in a folder that `openHome` chose. */
export function openTrustedServers(home: string): ServerMap<TrustedServer> {
	return openServerMap(trustPath(home), entrySchema, {isPrivate: true});
}
