import type {Fault} from '../gp/fault.ts';
import type {LastSession} from '../store/last-session.ts';
import type {ColourScheme, ColoursReason, SymbolsReason} from '../terminal/capabilities.ts';
import {exactAge} from '../text/duration.ts';
import {counted} from '../text/number-words.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import type {TrialSignal} from './trial-signals.ts';

/** The document of `gpjobs doctor --json`. */
export type Findings = {
	readonly versions: {readonly gpjobs: SafeText; readonly node: SafeText; readonly system: SafeText};
	readonly terminal: {
		/** Whether the monitor can draw a screen; if not, `why` says why. */
		readonly screen: boolean;
		readonly why: SafeText | null;
		readonly term: SafeText | null;
		readonly columns: number | null;
		readonly rows: number | null;
		readonly colours: boolean;
		/** The background for which colours are chosen, or `none` without colours, and why. */
		readonly scheme: ColourScheme;
		readonly coloursBecause: ColoursReason;
		readonly ascii: boolean;
		readonly symbolsBecause: SymbolsReason;
		readonly locale: SafeText | null;
		readonly tmux: boolean;
		readonly ssh: boolean;
	};
	readonly paths: {
		readonly home: SafeText | null;
		/** What determined the home folder: an option, an environment variable or the system's convention. */
		readonly from: '--home' | 'GPJOBS_HOME' | 'the usual place';
		/** Why nothing can be saved in the home folder; `null` if it can be written. */
		readonly problem: SafeText | null;
		/** The number of jobs on the saved list; `null` if the list cannot be read. */
		readonly jobs: number | null;
	};
	/** The settings that differ from their defaults. */
	readonly settings: Readonly<Record<string, SafeText>>;
	/** The environment variables that are set and change what gpjobs does. */
	readonly environment: Readonly<Record<string, SafeText>>;
	readonly notices: readonly SafeText[];
	readonly servers: readonly ServerFinding[];
	/** Performance of the monitor when it was last open with this home folder; `null` if it never was. */
	readonly lastSession: (Omit<LastSession, 'at'> & {readonly at: SafeText}) | null;
	/** The results of the notifications that were tried; `null` without the option `--notify`. */
	readonly signals: readonly TrialSignal[] | null;
};

/** What `doctor` found out about a server. */
export type ServerFinding = {
	readonly server: SafeText;
	/** The number of saved jobs on this server. */
	readonly jobs: number;
	/** How gpjobs reaches the server: directly, or through which proxy. */
	readonly way: SafeText;
	/** Milliseconds until the server answered or the request failed. */
	readonly milliseconds: number;
	readonly fault: Pick<Fault, 'kind' | 'code' | 'sentence'> | null;
};

/** Formats the findings as lines of text, grouped into sections with a heading each. */
export function findingLines(findings: Findings): readonly string[] {
	const {versions, terminal, paths, settings, environment, notices, servers, lastSession, signals} = findings;
	return [
		...section('Versions', [
			['gpjobs', versions.gpjobs],
			['Node', versions.node],
			['system', versions.system],
		]),
		...section('Terminal', terminalFacts(terminal)),
		...section('Paths', [
			['home', safe`${paths.home ?? safe`none`} (${safeText(paths.from)})`],
			['writable', paths.problem ?? safe`yes`],
			['saved list', paths.jobs === null ? listUnread : counted(paths.jobs, 'job')],
			...notices.map(notice => ['notice', notice] as const),
		]),
		...section('Settings', Object.entries(settings)),
		...section('Environment', Object.entries(environment)),
		...section('Servers', servers.map(serverFact)),
		...section('Last session of the monitor', lastSession === null ? [] : sessionFacts(lastSession)),
		...(signals
			? section(
					'Notifications',
					signals.map(({way, sentence}) => [way, sentence]),
				)
			: []),
	];
}

/** Printed instead of the number of jobs if the list cannot be read. */
export const listUnread: SafeText = safe`cannot be read`;

/** One line of a section: a name and its value. */
type Fact = readonly [string, SafeText];

/** Formats the facts about the terminal. */
export function terminalFacts({
	screen,
	why,
	term,
	columns,
	rows,
	scheme,
	coloursBecause,
	ascii,
	symbolsBecause,
	locale,
	tmux,
	ssh,
}: Findings['terminal']) {
	const facts: readonly Fact[] = [
		['screen', screen ? safe`yes` : safe`no: ${why ?? safe``}`],
		['TERM', term ?? safe`not set`],
		['size', columns === null || rows === null ? safe`unknown` : safe`${columns} columns, ${rows} rows`],
		['colours', safe`${schemeWords[scheme]} (${coloursReasons[coloursBecause]})`],
		['symbols', safe`${ascii ? safe`ASCII` : safe`Unicode`} (${symbolsReasons[symbolsBecause]})`],
		['locale', locale ?? safe`not set`],
		['in tmux', tmux ? safe`yes` : safe`no`],
		['over ssh', ssh ? safe`yes` : safe`no`],
	];
	return facts;
}

const schemeWords: Readonly<Record<ColourScheme, SafeText>> = {
	none: safe`none`,
	dark: safe`for a dark background`,
	light: safe`for a light background`,
};

const coloursReasons: Readonly<Record<ColoursReason, SafeText>> = {
	'no screen': safe`there is no screen`,
	option: safe`--color, --no-color or the setting color`,
	environment: safe`NO_COLOR or FORCE_COLOR`,
	TERM: safe`this TERM has no colours`,
	answer: safe`the terminal named its background`,
	COLORFGBG: safe`COLORFGBG; the terminal did not name its background`,
	'no answer': safe`the terminal did not name its background`,
	'not asked': safe`the terminal was not asked`,
};

const symbolsReasons: Readonly<Record<SymbolsReason, SafeText>> = {
	option: safe`--ascii or the setting ascii`,
	TERM: safe`the Linux console has few other characters`,
	locale: safe`according to the locale`,
	system: safe`the console of this system`,
	answer: safe`locale and TERM leave it open; the terminal was tried`,
	'no answer': safe`locale and TERM leave it open, and the terminal did not answer`,
	'not asked': safe`locale and TERM leave it open, and the terminal was not asked`,
};

/** Formats the performance of the last session. */
export function sessionFacts(session: NonNullable<Findings['lastSession']>): readonly Fact[] {
	const {at, columns, rows, lasted, firstFrame, keyToPaint, keys, bytesPerSecond, answerAges} = session;
	const seconds = (milliseconds: number) => safe`${Math.round(milliseconds / 100) / 10} s`;
	return [
		['closed', at],
		['size', safe`${columns} columns, ${rows} rows`],
		['open for', exactAge(lasted)],
		['first frame', firstFrame === null ? safe`never drawn` : safe`${firstFrame} ms after the start`],
		[
			'key to paint',
			keyToPaint === null
				? safe`no key was pressed`
				: safe`median ${keyToPaint.median} ms, 95 % within ${keyToPaint.p95} ms (${counted(keys, 'key')})`,
		],
		['to the terminal', safe`${counted(bytesPerSecond, 'byte')} per second`],
		[
			'age of answers',
			answerAges === null
				? safe`no job was running`
				: safe`median ${seconds(answerAges.median)}, oldest ${seconds(answerAges.oldest)} (${counted(answerAges.jobs, 'job')})`,
		],
	];
}

function serverFact({server, jobs, way, milliseconds, fault}: ServerFinding): Fact {
	const answer =
		fault === null ? safe`answered in ${milliseconds} ms` : safe`${safeText(fault.kind)}: ${fault.sentence}`;
	return [server, safe`${answer} (${counted(jobs, 'job')}; ${way})`];
}

function section(title: string, facts: readonly Fact[]): readonly string[] {
	const width = Math.max(16, ...facts.map(([name]) => name.length));
	const lines = facts.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
	return [title, ...(lines.length > 0 ? lines : ['  none'])];
}
