import {join} from 'node:path';
import * as z from 'zod/mini';
import type {Credential} from '../gp/credential.ts';
import {jsonIn} from '../gp/json.ts';
import {isTime} from '../text/date.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {Secret} from '../text/secret.ts';
import type {Keyring} from './keyring.ts';
import {openServerMap} from './server-map.ts';

/** Where gpjobs saved the credentials of a server. */
type CredentialPlace = 'keyring' | 'file';

type CredentialSaved =
	| {readonly ok: true; readonly where: CredentialPlace; readonly path: string}
	| {readonly ok: false; readonly sentence: SafeText};

/** The saved credentials of servers, in a separate file or in the keyring. No method throws for a disk error. */
export type Credentials = {
	/** Why none of the saved credentials can be used; `undefined` if they can. */
	readonly problem: () => Promise<SafeText | undefined>;
	/** Returns the saved credential of a server; a sentence if there is one but it cannot be read. */
	readonly of: (origin: string) => Promise<{readonly credential?: Credential; readonly sentence?: SafeText}>;
	/** The servers that have a saved credential, each with where it is; a sentence if the file cannot be read. */
	readonly places: () => Promise<
		| {readonly ok: true; readonly places: ReadonlyMap<string, CredentialPlace>}
		| {readonly ok: false; readonly sentence: SafeText}
	>;
	/** Saves a credential in the keyring, or in the private file if the keyring does not accept it. */
	readonly save: (credential: Credential) => Promise<CredentialSaved>;
	/** @returns whether there was a credential to remove */
	readonly remove: (
		origin: string,
	) => Promise<{readonly ok: true; readonly was: boolean} | {readonly ok: false; readonly sentence: SafeText}>;
};

const means = z.discriminatedUnion('kind', [
	z.object({
		kind: z.literal('token'),
		token: z.string().check(z.minLength(1)),
		expires: z.optional(z.number()),
		referer: z.optional(z.string()),
	}),
	// A separate kind, because an older gpjobs must not mistake the token for one that it may send to the GP server.
	z.object({
		kind: z.literal('portal-token'),
		token: z.string().check(z.minLength(1)),
		expires: z.optional(z.number()),
		referer: z.optional(z.string()),
		portalTokenUrl: z.url(),
	}),
	z.object({
		kind: z.literal('password'),
		user: z.string(),
		password: z.string(),
		tokenUrl: z.url(),
		isNamedByUser: z.optional(z.literal(true)),
	}),
	z.object({kind: z.literal('app'), clientId: z.string(), secret: z.string(), tokenUrl: z.url()}),
]);
const credentialSchema = z.object({
	means: z.optional(means),
	basic: z.optional(z.object({user: z.string(), password: z.string()})),
});
const entrySchema = z.discriminatedUnion('where', [
	z.object({where: z.literal('keyring')}),
	z.object({where: z.literal('file'), credential: credentialSchema}),
]);

type Wire = z.infer<typeof credentialSchema>;

/** Returns the path of the credentials file, in a folder that only the user can open. */
export function credentialsPath(home: string): string {
	return join(home, 'credentials', 'servers.json');
}

/** Opens the saved credentials in a folder from `openHome`. */
export function openCredentials(home: string, keyring: Keyring): Credentials {
	const path = credentialsPath(home);
	const map = openServerMap(path, entrySchema, {guard: 'private'});

	return {
		async problem() {
			const read = await map.read();
			return read.ok ? undefined : read.sentence;
		},
		async of(origin) {
			const read = await map.read();
			if (!read.ok) return {sentence: read.sentence};
			// Reading all credentials registers them as secrets to mask: a server may repeat a token that another server leaked.
			const inFile = new Map(
				[...read.entries].flatMap(([server, entry]) =>
					entry.where === 'file' ? [[server, fromWire(server, entry.credential)] as const] : [],
				),
			);
			const credential = inFile.get(origin);
			if (credential) return {credential};
			if (!read.entries.has(origin)) return {};
			const text = await keyring.get(origin);
			const parsed = text === undefined ? undefined : credentialSchema.safeParse(jsonIn(text));
			if (parsed?.success) return {credential: fromWire(origin, parsed.data)};
			const host = safeText(new URL(origin).host);
			return {
				sentence: safe`The keyring does not give what is kept for ${host}. Is it locked? gpjobs login asks again.`,
			};
		},
		async places() {
			const read = await map.read();
			if (!read.ok) return read;
			return {ok: true, places: new Map([...read.entries].map(([server, {where}]) => [server, where]))};
		},
		async save(credential) {
			const wire = toWire(credential);
			const inKeyring = await keyring.set(credential.server, JSON.stringify(wire));
			const where = inKeyring ? 'keyring' : 'file';
			const change = await map.change(credential.server, () =>
				inKeyring ? {where: 'keyring'} : {where: 'file', credential: wire},
			);
			return change.ok ? {ok: true, where, path} : change;
		},
		async remove(origin) {
			let was: z.infer<typeof entrySchema> | undefined;
			const change = await map.change(origin, before => {
				was = before;
				return undefined;
			});
			if (!change.ok) return change;
			if (was?.where === 'keyring') await keyring.delete(origin);
			return {ok: true, was: was !== undefined};
		},
	};
}

function toWire({means, basic}: Credential): Wire {
	return {
		...(means ? {means: wireOf(means)} : {}),
		...(basic ? {basic: {user: basic.user, password: basic.password.reveal()}} : {}),
	};
}

function wireOf(means: NonNullable<Credential['means']>): NonNullable<Wire['means']> {
	switch (means.kind) {
		case 'token': {
			const {portalTokenUrl, ...own} = means;
			const token = means.token.reveal();
			return portalTokenUrl === undefined ? {...own, token} : {...own, kind: 'portal-token', token, portalTokenUrl};
		}
		case 'password':
			return {...means, password: means.password.reveal()};
		case 'app':
			return {...means, secret: means.secret.reveal()};
	}
}

function fromWire(server: string, {means, basic}: Wire): Credential {
	return {
		server,
		...(means ? {means: meansOf(means)} : {}),
		...(basic ? {basic: {user: basic.user, password: new Secret(basic.password)}} : {}),
	};
}

function meansOf(wire: NonNullable<Wire['means']>): NonNullable<Credential['means']> {
	switch (wire.kind) {
		case 'token':
		case 'portal-token': {
			const {expires, referer} = wire;
			return {
				kind: 'token',
				token: new Secret(wire.token),
				...(isTime(expires) ? {expires} : {}),
				...(referer === undefined ? {} : {referer}),
				...(wire.kind === 'portal-token' ? {portalTokenUrl: wire.portalTokenUrl} : {}),
			};
		}
		case 'password': {
			const {isNamedByUser, ...own} = wire;
			return {...own, password: new Secret(wire.password), ...(isNamedByUser ? {isNamedByUser} : {})};
		}
		case 'app':
			return {...wire, secret: new Secret(wire.secret)};
	}
}
