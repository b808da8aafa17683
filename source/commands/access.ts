import {readFile} from 'node:fs/promises';
import {type Connections, createConnections, type ServerTrust} from '../gp/client/connections.ts';
import type {Credential} from '../gp/credential.ts';
import {isToken} from '../gp/sign-in.ts';
import {type Credentials, credentialsPath, openCredentials} from '../store/credentials.ts';
import {diskSentence} from '../store/disk-error.ts';
import {fileStamp, pollFile} from '../store/file-poll.ts';
import {noKeyring, openKeyring} from '../store/keyring.ts';
import {openTrustedServers, type TrustedServer, trustPath} from '../store/trusted-servers.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {Secret} from '../text/secret.ts';
import type {Shelf} from './shelf.ts';

/** How servers are reached, what they are trusted for, and what they are shown. */
export type Access = {
	readonly connections: Connections;
	/** For downloads: as the others, but no connection is kept. */
	readonly singleConnections: Connections;
	/** `undefined` where nothing can be kept. */
	readonly credentials: Credentials | undefined;
	readonly credentialOf: (origin: string) => Promise<Credential | undefined>;
	readonly notices: readonly SafeText[];
	/** Tells when somebody has signed in, or trusted a server, in another gpjobs. @returns ends it */
	readonly follow: (onChange: () => void) => () => void;
};

const lookEvery = 1000;
/** Milliseconds after a change when it is tried once more. */
const afterwards = 2500;

/** Opens what is kept about servers. Never fails: what cannot be read is said, and counts as not there. */
export async function openAccess(environment: NodeJS.ProcessEnv, {home, preferences}: Shelf): Promise<Access> {
	const notices: SafeText[] = [];
	let trusted = new Map<string, ServerTrust>();
	const path = home.path;
	const readTrust = async () => {
		if (path === undefined) return;
		const read = await trustOfFile(path);
		trusted = read.trusted;
		for (const sentence of read.notices) if (!notices.includes(sentence)) notices.push(sentence);
	};
	const stamps = await stampsOf(path);
	await readTrust();
	const keyring = preferences.hasKeyring ? openKeyring() : noKeyring;
	const credentials = path === undefined ? undefined : openCredentials(path, keyring);
	const fromEnvironment = environmentToken(environment);
	if (fromEnvironment && 'sentence' in fromEnvironment) notices.push(fromEnvironment.sentence);
	const options = {environment, trustOf: (origin: string) => trusted.get(origin)};
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
		follow(onChange) {
			if (path === undefined) return () => {};
			const stops = [
				pollFile(credentialsPath(path), async () => told(onChange), lookEvery, stamps.credentials),
				pollFile(
					trustPath(path),
					async () => {
						await readTrust();
						connections.renew();
						singleConnections.renew();
						// What is under way was begun in the old trust, and fails in it after this.
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

/** What the files were before they were read. */
async function stampsOf(path: string | undefined): Promise<{readonly credentials?: string; readonly trust?: string}> {
	if (path === undefined) return {};
	return {credentials: await fileStamp(credentialsPath(path)), trust: await fileStamp(trustPath(path))};
}

function told(listener: () => void): true {
	listener();
	return true;
}

/** `GPJOBS_TOKEN` counts for the server that `GPJOBS_TOKEN_SERVER` names, and for no other. */
function environmentToken(environment: NodeJS.ProcessEnv): Credential | {readonly sentence: SafeText} | undefined {
	const {GPJOBS_TOKEN: token, GPJOBS_TOKEN_SERVER: server} = environment;
	if (!token) return undefined;
	const origin = server === undefined ? undefined : URL.parse(server)?.origin;
	if (origin === undefined || origin === 'null') {
		return {
			sentence: safe`GPJOBS_TOKEN is not used: GPJOBS_TOKEN_SERVER has to say for which server, as https://host.`,
		};
	}
	if (!isToken(token.trim())) return {sentence: safe`GPJOBS_TOKEN is not used: it holds characters that no token has.`};
	return {server: origin, means: {kind: 'token', token: new Secret(token.trim())}};
}

async function trustOfFile(
	home: string,
): Promise<{readonly trusted: Map<string, ServerTrust>; readonly notices: readonly SafeText[]}> {
	const read = await openTrustedServers(home).read();
	if (!read.ok) return {trusted: new Map(), notices: [read.sentence]};
	const notices: SafeText[] = [];
	const trusted = new Map<string, ServerTrust>();
	for (const [origin, entry] of read.entries) trusted.set(origin, await trustOf(entry, notices));
	return {trusted, notices};
}

/** Reads the PEM files that an entry names. */
export async function trustOf(entry: TrustedServer, notices: SafeText[]): Promise<ServerTrust> {
	const read = async (path: string | undefined): Promise<string | undefined> => {
		if (path === undefined) return undefined;
		try {
			return await readFile(path, 'utf8');
		} catch (error) {
			notices.push(diskSentence(safe`Cannot read ${safeText(path)}`, error));
			return undefined;
		}
	};
	const [authorities, certificate, key] = await Promise.all([entry.caFile, entry.certFile, entry.keyFile].map(read));
	return {
		...(authorities === undefined ? {} : {authorities}),
		...(entry.pin ? {pin: entry.pin} : {}),
		...(certificate === undefined || key === undefined ? {} : {client: {certificate, key}}),
	};
}
