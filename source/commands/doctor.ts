import {homedir} from 'node:os';
import process from 'node:process';
import {type Route, readProxy, unknownExceptions} from '../gp/client/proxy-settings.ts';
import {mayMeanGone} from '../gp/fault.ts';
import {jobAddress} from '../gp/job-url.ts';
import type {WatchedJob} from '../monitor/job.ts';
import {type Engine, startEngine} from '../session/engine.ts';
import {type OpenedStorage, openStorage} from '../session/opened-storage.ts';
import {variableOf} from '../session/preferences.ts';
import {whyNotWritable} from '../store/home-trial.ts';
import {readLastSession} from '../store/last-session.ts';
import {defaultSettings, settingNames, settingText} from '../store/settings.ts';
import {askTerminal} from '../terminal/ask-terminal.ts';
import {type Capabilities, capabilities, questionsFor} from '../terminal/capabilities.ts';
import {isoTime} from '../text/date.ts';
import {toJson} from '../text/json-escape.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {type Findings, findingLines, type ServerFinding} from './doctor-findings.ts';
import {type ExitCode, exitCodeOf, exitCodes, worstOf} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {print, say} from './print.ts';
import {surroundings} from './surroundings.ts';
import {type TrialSignal, trySignals} from './trial-signals.ts';

/**
 * Runs `gpjobs doctor`: reports the environment of gpjobs (terminal, folders, settings, servers) for a bug report, without
 * secrets.
 */
export async function doctor(invocation: Invocation): Promise<ExitCode> {
	if (invocation.operands.length > 0) {
		say(doctorTakesNoJobs);
		return exitCodes.usage;
	}
	const opened = await openStorage(invocation, 'reading');
	const problem = await problemOf(opened);
	const engine = await startEngine(invocation, opened);
	const servers = await askServers(engine, opened);
	const notices = [...opened.notices, ...engine.access.notices];
	const can = await triedTerminal(invocation, opened);
	const around = findingsOf(invocation, {...opened, notices}, problem, servers, can);
	const signals = invocation.flags.notify ? await triedNotifications(invocation, opened, can.display.screen) : null;
	const kept = opened.home.ok ? await readLastSession(opened.home.path) : null;
	const lastSession = kept && {...kept, at: safeText(isoTime(kept.at) ?? 'an unknown time')};
	const findings = {...around, lastSession, signals};
	const text = invocation.flags.json ? toJson(findings) : findingLines(findings).join('\n');
	await print(`${shortenedHome(text, process.env)}\n`);
	return worstOf([
		...(problem === null && opened.listFault === undefined && opened.hold === undefined ? [] : [exitCodes.notSaved]),
		...servers.flatMap(({fault}) => (fault === null ? [] : [exitCodeOf(fault.kind)])),
		...(signals?.some(({outcome}) => outcome === 'failed') ? [exitCodes.fault] : []),
	]);
}

/** Returns why nothing can be saved in the home folder; `null` if it can be written. */
async function problemOf({home}: OpenedStorage): Promise<SafeText | null> {
	return home.ok ? ((await whyNotWritable(home.path)) ?? null) : home.sentence;
}

/** Tries the notifications. No escape sequence is written if the monitor could not draw here, or if the output is JSON. */
function triedNotifications(
	{flags, environment}: Invocation,
	{preferences}: OpenedStorage,
	hasScreen: boolean,
): Promise<readonly TrialSignal[]> {
	const write = (bytes: string) => void process.stdout.write(bytes);
	return trySignals(preferences.notify, environment, hasScreen && !flags.json ? write : undefined);
}

/**
 * Milliseconds that the terminal has for its answers. It has more time than with the monitor, because an answer after
 * the end of doctor would appear in the shell as if typed.
 */
const answersWithin = 2000;

/** Determines what the terminal can do. If the output is JSON, the terminal is not asked. */
async function triedTerminal({flags, environment}: Invocation, {preferences}: OpenedStorage): Promise<Capabilities> {
	const around = surroundings(environment, preferences);
	const questions = flags.json ? undefined : questionsFor(around);
	if (!questions) return capabilities(around);
	const {stdin, stdout} = process;
	try {
		return capabilities({
			...around,
			answers: await askTerminal(questions, {input: stdin, output: stdout}, answersWithin),
		});
	} finally {
		stdin.setRawMode(false);
		// Without this, the process would wait for more input.
		stdin.unref();
	}
}

function findingsOf(
	{flags, environment, version}: Invocation,
	{home, saved, notices, settings, listFault}: OpenedStorage,
	problem: SafeText | null,
	servers: readonly ServerFinding[],
	can: Capabilities,
): Omit<Findings, 'signals' | 'lastSession'> {
	const {stdout, platform, arch, versions} = process;
	const variable = (name: string) => words(environment[name]);
	return {
		versions: {
			gpjobs: safeText(version),
			node: safeText(versions.node),
			system: safe`${safeText(platform)} ${safeText(arch)}`,
		},
		terminal: {
			screen: can.display.screen,
			why: can.display.screen ? null : safeText(can.display.why),
			term: variable('TERM'),
			columns: stdout.columns ?? null,
			rows: stdout.rows ?? null,
			colours: can.colours.scheme !== 'none',
			scheme: can.colours.scheme,
			coloursBecause: can.colours.because,
			ascii: can.symbols.isAscii,
			symbolsBecause: can.symbols.because,
			locale: variable('LC_ALL') ?? variable('LC_CTYPE') ?? variable('LANG'),
			tmux: Boolean(environment.TMUX),
			ssh: Boolean(environment.SSH_CONNECTION ?? environment.SSH_TTY),
		},
		paths: {
			home: words(home.path),
			from: flags.home ? '--home' : environment.GPJOBS_HOME ? 'GPJOBS_HOME' : 'the usual place',
			problem,
			jobs: listFault === undefined ? saved.length : null,
		},
		settings: Object.fromEntries(
			settingNames
				.filter(name => settings[name] !== defaultSettings[name])
				.map(name => [name, settingText(settings, name)]),
		),
		environment: Object.fromEntries(
			Object.keys(environment)
				.filter(name => influential.has(name.toUpperCase()) && environment[name])
				.map(name => [name, printableValue(name, environment[name] ?? '')]),
		),
		notices,
		servers,
	};
}

/** The environment variables that change what gpjobs does. */
const influential: ReadonlySet<string> = new Set([
	...settingNames.map(variableOf),
	...[
		'GPJOBS_HOME',
		'NO_COLOR',
		'FORCE_COLOR',
		'ACCESSIBLE',
		'CI',
		'HTTP_PROXY',
		'HTTPS_PROXY',
		'ALL_PROXY',
		'NO_PROXY',
	],
	...['NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS', 'NODE_TLS_REJECT_UNAUTHORIZED'],
]);

/**
 * Formats the value of a variable as `doctor` prints it. Of the URL of a proxy, only the scheme, the host and the port
 * are printed, because the rest may contain a password.
 */
function printableValue(name: string, value: string): SafeText {
	const unknown = /^no_proxy$/i.test(name) ? unknownExceptions(value) : [];
	if (unknown.length > 0) return partlyUnderstood(value, unknown);
	if (!/^(?:https?|all)_proxy$/i.test(name)) return safeText(value);
	const read = readProxy(name, value);
	if (!read.ok) return setButNotUnderstood;
	const {kind, host, port} = read.proxy;
	return safe`${safeText(kind)}://${safeText(host.includes(':') ? `[${host}]` : host)}:${port}`;
}

/** Printed instead of the value of a proxy variable that gpjobs cannot read: the value may be a password. */
export const setButNotUnderstood: SafeText = safe`set, but not understood`;

/** Polls one job of each server in the list, all servers at the same time. */
async function askServers({monitor, access}: Engine, {saved}: OpenedStorage): Promise<readonly ServerFinding[]> {
	try {
		monitor.setPaused(true);
		const addresses = saved.flatMap(({url}) => jobAddress(url) ?? []);
		const byServer = Map.groupBy(addresses, ({server}) => server);
		return await Promise.all(
			[...byServer].map(async ([server, [address, ...others]]) => {
				const begun = performance.now();
				if (address) {
					monitor.watch([{address, label: null, tags: []}]);
					await monitor.refresh([address.url]);
				}
				const job = address && monitor.jobs.get(address.url);
				const milliseconds = Math.round(performance.now() - begun);
				const way = wayWords(access.connections.routeTo(server));
				return {server: safeText(server), jobs: 1 + others.length, way, milliseconds, fault: job ? faultOf(job) : null};
			}),
		);
	} finally {
		monitor.close();
	}
}

/** Says whether a server is reached directly or through a proxy. */
function wayWords(route: Route): SafeText {
	switch (route.kind) {
		case 'direct':
			return route.because === null ? safe`direct` : safe`direct (${route.because})`;
		case 'proxy':
			return throughProxy(route.proxy.name);
		case 'unusable':
			return notAtAll(route.variable);
	}
}

/** Returns the fault of a server; `null` if the server answered, even if it does not know the job. */
function faultOf({trouble}: WatchedJob): ServerFinding['fault'] {
	if (trouble === null || mayMeanGone(trouble.fault)) return null;
	const {kind, code, sentence} = trouble.fault;
	return {kind, code, sentence};
}

function words(text: string | undefined): SafeText | null {
	return text === undefined || text === '' ? null : safeText(text);
}

/** Shows the value of `NO_PROXY` and names the entries that gpjobs does not understand. */
export function partlyUnderstood(value: string, unknown: readonly string[]): SafeText {
	return safe`${safeText(value)} (not understood: ${safeText(unknown.join(', '))})`;
}

/** Says that a server is reached through a proxy. */
export function throughProxy(proxy: SafeText): SafeText {
	return safe`through the proxy ${proxy}`;
}

/** Replaces the user's home folder by `~`, so that the output does not contain the user's name. */
function shortenedHome(text: string, environment: NodeJS.ProcessEnv): string {
	const folders = [environment.HOME, environment.USERPROFILE, homedirOrNone()].filter(
		(folder): folder is string => folder !== undefined && folder.length > 1,
	);
	return [...new Set(folders)]
		.toSorted((a, b) => b.length - a.length)
		.reduce((shortened, folder) => withoutFolder(shortened, folder), text);
}

function withoutFolder(text: string, folder: string): string {
	const escaped = folder.replace(/[/\\]+$/, '').replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
	return text.replace(new RegExp(`${escaped}(?![\\p{Letter}\\p{Number}_.-])`, 'gu'), '~');
}

/**
 * Returns the user's home folder; `undefined` if the system does not know the user, as in some containers, where Node
 * throws.
 */
function homedirOrNone(): string | undefined {
	try {
		return homedir();
	} catch {
		return undefined;
	}
}

/** Says that a server cannot be reached, because a variable names an unusable proxy. */
export function notAtAll(variable: SafeText): SafeText {
	return safe`not reachable: ${variable} names a proxy that cannot be used`;
}

/** The error for an argument of `gpjobs doctor`, which takes only options. */
export const doctorTakesNoJobs: SafeText = safe`gpjobs doctor takes options only; it checks all servers of the saved list.`;
