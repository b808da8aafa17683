import {join} from 'node:path';
import * as z from 'zod';
import {openServerMap, type ServerMap} from './server-map.ts';

const entrySchema = z.object({
	/** The one certificate that counts, PEM, with its SHA-256 as `AB:CD:…` and when it was trusted, epoch milliseconds. */
	pin: z.object({certificate: z.string(), sha256: z.string(), at: z.number()}).optional(),
	/** Paths of PEM files: they are read at each start, so that what is renewed there counts. */
	caFile: z.string().optional(),
	certFile: z.string().optional(),
	keyFile: z.string().optional(),
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
