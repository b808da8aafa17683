import {type Connections, createConnections} from '../gp/client/connections.ts';
import type {Credential} from '../gp/credential.ts';
import {type Credentials, credentialsPath, openCredentials} from '../store/credentials.ts';
import {fileStamp, pollFile} from '../store/file-poll.ts';
import {noKeyring, openKeyring} from '../store/keyring.ts';
import {trustPath} from '../store/trusted-servers.ts';
import type {SafeText} from '../text/safe-text.ts';
import {environmentToken} from './environment-token.ts';
import type {OpenedStorage} from './opened-storage.ts';
import {TrustOfServers} from './server-trust.ts';

/** How gpjobs connects to servers: proxies, trusted certificates and credentials. */
export type Access = {
	readonly connections: Connections;
	/** The connections for downloads, which differ from `connections` only in that they do not use keep-alive. */
	readonly singleConnections: Connections;
	/** The saved credentials of servers; `undefined` if nothing can be saved. */
	readonly credentials: Credentials | undefined;
	readonly credentialOf: (origin: string) => Promise<Credential | undefined>;
	readonly notices: readonly SafeText[];
	/**
	 * Calls `onChange` after the user has signed in or trusted a server in another process of gpjobs.
	 *
	 * @param tell called with a sentence if a changed file cannot be read
	 * @returns a function that ends the observation
	 */
	readonly follow: (onChange: () => void, tell: (sentence: SafeText) => void) => () => void;
};

const lookEvery = 1000;
/** A change of the trust settings is reported a second time after this many milliseconds. */
const afterwards = 2500;

/**
 * Opens the saved credentials and the list of trusted servers. Never fails: a notice names what cannot be read.
 * Unreadable credentials count as missing, and gpjobs sends nothing to a server whose trust settings it cannot read.
 */
export async function openAccess(
	environment: NodeJS.ProcessEnv,
	{home, preferences}: Pick<OpenedStorage, 'home' | 'preferences'>,
): Promise<Access> {
	const notices: SafeText[] = [];
	const path = home.path;
	const trust = new TrustOfServers(path);
	const stamps = await stampsOf(path);
	notices.push(...(await trust.read()));
	const keyring = preferences.hasKeyring ? openKeyring() : noKeyring;
	const credentials = path === undefined ? undefined : openCredentials(path, keyring);
	const unusable = await credentials?.problem();
	if (unusable !== undefined) notices.push(unusable);
	const fromEnvironment = environmentToken(environment);
	if (fromEnvironment && 'sentence' in fromEnvironment) notices.push(fromEnvironment.sentence);
	const options = {environment, trustOf: (origin: string) => trust.of(origin)};
	const connections = createConnections(options);
	const singleConnections = createConnections({...options, keepAlive: false});

	return {
		connections,
		singleConnections,
		credentials,
		notices,
		async credentialOf(origin) {
			if (fromEnvironment && 'server' in fromEnvironment && fromEnvironment.server === origin) return fromEnvironment;
			return (await credentials?.of(origin))?.credential;
		},
		follow(onChange, tell) {
			if (path === undefined) return () => {};
			const stops = [
				pollFile(
					credentialsPath(path),
					async () => {
						const sentence = await credentials?.problem();
						if (sentence !== undefined) tell(sentence);
						return told(onChange);
					},
					lookEvery,
					stamps.credentials,
				),
				pollFile(
					trustPath(path),
					async () => {
						for (const sentence of await trust.read()) tell(sentence);
						connections.renew();
						singleConnections.renew();
						// Requests in progress still use the old trust and may fail after this call.
						setTimeout(onChange, afterwards).unref();
						return told(onChange);
					},
					lookEvery,
					stamps.trust,
				),
			];
			return () => {
				for (const stop of stops) stop();
			};
		},
	};
}

/**
 * Returns the stamps of the files with credentials and trust settings. They are taken before the files are read, so
 * that later changes are noticed.
 */
async function stampsOf(path: string | undefined): Promise<{readonly credentials?: string; readonly trust?: string}> {
	if (path === undefined) return {};
	return {credentials: await fileStamp(credentialsPath(path)), trust: await fileStamp(trustPath(path))};
}

function told(listener: () => void): true {
	listener();
	return true;
}
