import {createClient, type SignedClient} from '../gp/client/client.ts';
import {Cookies} from '../gp/client/cookies.ts';
import type {DownloaderOptions} from '../gp/client/download.ts';
import type {SignIns} from '../gp/client/sign-ins.ts';
import {usualTimeouts} from '../gp/client/transport.ts';
import {systemClock} from '../monitor/clock.ts';
import {Monitor} from '../monitor/monitor.ts';
import type {SafeText} from '../text/safe-text.ts';
import {Secret} from '../text/secret.ts';
import {type Access, openAccess} from './access.ts';
import type {SessionHost} from './host.ts';
import {boundNewObjects} from './new-objects.ts';
import type {OpenedStorage} from './opened-storage.ts';
import {heldOnDisk, ReadOnlyGuard} from './read-only-guard.ts';

/** The monitor of one program run, with its connections to servers. */
export type Engine = {
	readonly monitor: Monitor;
	readonly access: Access;
	readonly client: SignedClient;
	readonly signIns: SignIns;
	readonly probe: SignedClient['probe'];
	/** The options with which a downloader uses the same proxies, trust and credentials. */
	readonly downloads: DownloaderOptions;
	/**
	 * Decides whether gpjobs may change jobs at present. In a run that starts read-only, the functions that change jobs
	 * do not exist.
	 */
	readonly guard: ReadOnlyGuard;
	/** Uses a token from a job URL for the server of that URL, in this run only and until the server rejects it. */
	readonly showToken: (origin: string, token: string) => void;
	/** Sets the function that receives the notices about rejected tokens. Until then `say` receives them. */
	readonly tellTokens: (tell: (sentence: SafeText) => void) => void;
};

/**
 * Starts the monitor of one program run.
 *
 * @param opened the storage, whose settings determine how servers are reached and whether jobs may be changed
 */
export async function startEngine(
	{version, environment, say, reportError, onRequest}: SessionHost,
	opened: OpenedStorage,
): Promise<Engine> {
	const {isReadOnly, bodyCap, rate, interval} = opened.preferences;
	boundNewObjects();
	const access = await openAccess(environment, opened);
	const {connections, credentialOf} = access;
	const cookies = new Cookies();
	const guard = new ReadOnlyGuard(opened.hold);
	const client = guard.over(
		createClient({version, connections, cookies, credentialOf, isReadOnly, bodyCap, onRequest}),
		() => heldOnDisk(opened),
	);
	const {signIns, probe} = client;
	let tell: (sentence: SafeText) => void = say;
	signIns.listen(sentence => tell(sentence));
	const monitor = new Monitor({
		client,
		clock: systemClock,
		random: Math.random,
		rate,
		interval,
		recall: async url => (await opened.storage?.readLog(url)) ?? undefined,
		onError: reportError,
	});
	return {
		monitor,
		access,
		client,
		signIns,
		probe,
		guard,
		downloads: {
			version,
			signIns,
			connections: access.singleConnections,
			cookies,
			timeouts: usualTimeouts,
			now: () => performance.now(),
			onRequest,
			turn: url => monitor.turnAt(url),
		},
		showToken: (server, token) => signIns.offer(server, new Secret(token)),
		tellTokens(listener) {
			tell = listener;
		},
	};
}
