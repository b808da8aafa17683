import {once} from 'node:events';
import type {Server} from 'node:http';
import {isIP} from 'node:net';
import {startEngine} from '../session/engine.ts';
import {FlightRecorder} from '../session/flight-recorder.ts';
import {metricsOf} from '../session/metrics-registry.ts';
import {createMetricsServer} from '../session/metrics-server.ts';
import {Notifier} from '../session/notifier.ts';
import {listed, openStorage} from '../session/opened-storage.ts';
import {followList, inWorker} from '../session/storage-sync.ts';
import {learnUsualDurations} from '../session/usual-durations.ts';
import {configPath} from '../store/home.ts';
import type {ListCondition} from '../store/list-contents.ts';
import {loadPartsWhenIdle} from '../text/late-part.ts';
import {counted} from '../text/number-words.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {type ExitCode, exitCodes} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {say} from './print.ts';
import {readSelection} from './saved-jobs-chosen.ts';
import {caughtSignal} from './signals.ts';
import {reportError} from './uncaught-errors.ts';
import {withoutList} from './without-storage.ts';

/**
 * Runs `gpjobs metrics [FILTER…]`: watches the saved list, or the part of it that the filters choose, and serves
 * metrics for Prometheus until a signal ends it.
 */
export async function metrics(invocation: Invocation): Promise<ExitCode> {
	const {operands, flags, environment} = invocation;
	const selection = readSelection(operands);
	if (!selection.ok) {
		say(selection.sentence);
		return exitCodes.usage;
	}
	const address = listenAddress(flags.listen ?? '127.0.0.1:9187');
	if (!address.ok) {
		say(address.sentence);
		return exitCodes.usage;
	}
	// A signal from a service manager is a normal end, so the exit code must be that of success.
	const signal = caughtSignal({SIGTERM: exitCodes.fine, SIGINT: exitCodes.fine});
	const opened = await openStorage(invocation, 'writing');
	if (opened.listFault !== undefined) {
		for (const notice of opened.notices) say(notice);
		return withoutList(opened);
	}
	const held = inWorker(opened);
	const engine = await startEngine(invocation, held);
	const {monitor, access} = engine;
	const {chosen} = selection;
	const watched = chosen(opened.saved);
	const known = await listed(watched, opened.storage);
	for (const notice of [...opened.notices, ...access.notices, ...known.notices]) say(notice);
	if (!opened.home.ok) say(opened.home.sentence);
	const {registry, stop} = metricsOf(monitor);
	const server = createMetricsServer({
		contentType: registry.contentType,
		metrics: () => registry.metrics(),
		allowedHosts: flags['allow-host'] ?? [],
		onError: reportError,
	});
	const refusal = await listening(server, address);
	if (refusal) {
		say(refusal);
		monitor.close();
		return exitCodes.fault;
	}
	if (!address.isLoopback) say(readableByOthers(address.host));
	say(metricsAt(address.host, portOf(server)));
	if (opened.home.path !== undefined) say(watching(watched.length, opened.saved.length, configPath(opened.home.path)));
	held.storage?.endProcessDespiteDisk();
	const {keepsValues, notify} = held.preferences;
	const storage = held.home.ok ? held.storage : undefined;
	const recorder = storage && new FlightRecorder({monitor, storage, keepsValues, onTrouble: sentence => say(sentence)});
	const notifier = new Notifier({monitor, ...notify, environment, write: undefined, onFailure: say});
	const stops = [
		loadPartsWhenIdle(),
		stop,
		followList(held, engine, undefined, sayListFaults(), chosen),
		storage ? learnUsualDurations(monitor, storage) : () => {},
		access.follow(() => {
			for (const {origin} of monitor.servers) monitor.retry(origin);
		}, say),
	];
	monitor.watch(known.listed);
	try {
		return await signal;
	} finally {
		for (const end of stops) end();
		server.close();
		server.closeAllConnections();
		await Promise.all([recorder?.finish(), notifier.finish()]);
		await held.storage?.close();
		monitor.close();
	}
}

/**
 * The notice that names the list. A service under another account would watch another list, and nobody would notice.
 *
 * @param watched the number of jobs that the filters choose
 * @param saved the number of jobs on the list
 */
export function watching(watched: number, saved: number, path: string): SafeText {
	const jobs = watched === saved ? counted(saved, 'job') : safe`${watched} of ${counted(saved, 'job')}`;
	return safe`Watching ${jobs} from ${safeText(path)}.`;
}

/** Returns a listener that prints a notice when the list cannot be read any more, and when it can again. */
function sayListFaults(): (condition: ListCondition) => void {
	let before: SafeText | undefined;
	return ({fault}) => {
		if (fault !== undefined && fault !== before) say(stillWatched(fault));
		if (fault === undefined && before !== undefined) say(listReadable);
		before = fault;
	};
}

type ListenAddress =
	| {readonly ok: true; readonly host: string; readonly port: number; readonly isLoopback: boolean}
	| {readonly ok: false; readonly sentence: SafeText};

/**
 * Parses `127.0.0.1:9187`, `[::1]:9187`, or `:9187` for this machine alone. Host names other than `localhost` are
 * refused, because they may resolve to another address later.
 */
function listenAddress(text: string): ListenAddress {
	const match = /^(?:\[([^\]]+)\]|([^:]*)):(\d{1,5})$/.exec(text);
	const host = (match?.[1] ?? match?.[2]) || '127.0.0.1';
	const port = Number(match?.[3] ?? Number.NaN);
	const isAddress = isIP(host) !== 0 || host === 'localhost';
	if (!match || !isAddress || port > 65_535) {
		return {
			ok: false,
			sentence: noListenAddress(text),
		};
	}
	return {ok: true, host, port, isLoopback: /^(127\.|::1$|localhost$)/.test(host)};
}

async function listening(server: Server, {host, port}: ListenAddress & {ok: true}): Promise<SafeText | undefined> {
	try {
		server.listen(port, host);
		await once(server, 'listening');
		return undefined;
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? String(error.code) : '';
		const why = code === 'EADDRINUSE' ? portInUse : safeText(code || String(error));
		return cannotListen(host, port, why);
	}
}

function portOf(server: Server): number {
	const address = server.address();
	return typeof address === 'object' && address !== null ? address.port : 0;
}

/** The notice with the address of the metrics. */
export function metricsAt(host: string, port: number): SafeText {
	return safe`Metrics are at http://${safeText(host.includes(':') ? `[${host}]` : host)}:${port}/metrics.`;
}

/** The notice that the list cannot be read any more. */
export function stillWatched(fault: SafeText): SafeText {
	return safe`${fault} gpjobs keeps watching the jobs that were on it.`;
}

/** The notice that the list can be read again. */
export const listReadable: SafeText = safe`The list can be read again.`;

/** The error for a `--listen` that is not an IP address with a port. */
export function noListenAddress(text: string): SafeText {
	return safe`--listen needs an IP address and a port, like 127.0.0.1:9187, not "${safeText(text)}".`;
}

/** The reason in `cannotListen` if the port is in use. */
export const portInUse: SafeText = safe`another program uses this port`;

/** The error for an address that cannot be served. */
export function cannotListen(host: string, port: number, why: SafeText): SafeText {
	return safe`Cannot listen on ${safeText(host)}:${port}: ${why}. Choose another address with --listen.`;
}

/** The notice that other machines can read the metrics. */
export function readableByOthers(host: string): SafeText {
	return safe`Anybody who can reach ${safeText(host)} can read the names of your servers and tasks.`;
}
