import {createSignIns, type SignIns} from '../../../source/gp/client/sign-ins.ts';
import type {Credential} from '../../../source/gp/credential.ts';
import {Secret} from '../../../source/text/secret.ts';

/** What `createClient` asks for credentials, where tokens are there by origin; it looks again each time. */
export function ready(tokens: ReadonlyMap<string, string>): (origin: string) => Promise<Credential | undefined> {
	return async server => {
		const token = tokens.get(server);
		return token === undefined ? undefined : {server, means: {kind: 'token', token: new Secret(token)}};
	};
}

/** Sign-ins with tokens that nobody has to ask a server for. */
export function signInsWith(tokens: ReadonlyMap<string, string>): SignIns {
	const send = () => Promise.reject(new Error('nothing is asked for these tokens'));
	return createSignIns({transport: {send}, credentialOf: ready(tokens), now: Date.now});
}
