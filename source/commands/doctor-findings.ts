import type {Fault} from '../gp/fault.ts';
import type {LastSession} from '../store/last-session.ts';
import {exactAge} from '../text/duration.ts';
import {counted} from '../text/number-words.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import type {TrialSignal} from './trial-signals.ts';

/** What `gpjobs doctor --json` prints. */
export type Findings = {
	readonly versions: {readonly gpjobs: SafeText; readonly node: SafeText; readonly system: SafeText};
	readonly terminal: {
		/** Whether the monitor can draw; `why` says why not. */
		readonly screen: boolean;
		readonly why: SafeText | null;
		readonly term: SafeText | null;
		readonly columns: number | null;
		readonly rows: number | null;
		readonly colours: boolean;
		readonly ascii: boolean;
		readonly locale: SafeText | null;
		readonly tmux: boolean;
		readonly ssh: boolean;
	};
	readonly paths: {
		readonly home: SafeText | null;
		/** What chose it. */
		readonly from: '--home' | 'GPJOBS_HOME' | 'the usual place';
		/** Why nothing can be kept there. */
		readonly problem: SafeText | null;
		/** How many jobs the saved list has; `null` where it cannot be read. */
		readonly jobs: number | null;
	};
	/** Those that are not as delivered. */
	readonly settings: Readonly<Record<string, SafeText>>;
	/** Variables that are set and change what gpjobs does. */
	readonly environment: Readonly<Record<string, SafeText>>;
	readonly notices: readonly SafeText[];
	readonly servers: readonly ServerFinding[];
	/** How the monitor did when it was last open here; `null` where it never was. */
	readonly lastSession: (Omit<LastSession, 'at'> & {readonly at: SafeText}) | null;
	/** What became of the signals that `--notify` tried; `null` without it. */
	readonly signals: readonly TrialSignal[] | null;
};

export type ServerFinding = {
	readonly server: SafeText;
	/** How many jobs of the list it has. */
	readonly jobs: number;
	/** How it is reached: directly, or by way of which proxy. */
	readonly way: SafeText;
	/** How long it took to answer, or to fail. */
	readonly milliseconds: number;
	readonly fault: Pick<Fault, 'kind' | 'code' | 'sentence'> | null;
};

/** The findings for a person, to be read and to be pasted. */
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
			['can be written', paths.problem ?? safe`yes`],
			['saved list', paths.jobs === null ? listUnread : counted(paths.jobs, 'job')],
			...notices.map(notice => ['notice', notice] as const),
		]),
		...section('Settings', Object.entries(settings)),
		...section('Environment', Object.entries(environment)),
		...section('Servers', servers.map(serverFact)),
		...section('The monitor, when it was last open', lastSession === null ? [] : sessionFacts(lastSession)),
		...(signals
			? section(
					'Signals',
					signals.map(({way, sentence}) => [way, sentence]),
				)
			: []),
	];
}

/** In place of the number of jobs. */
export const listUnread: SafeText = safe`cannot be read`;

/** A name, and what was found. */
type Fact = readonly [string, SafeText];

/** What was found out about the terminal. */
export function terminalFacts({
	screen,
	why,
	term,
	columns,
	rows,
	colours,
	ascii,
	locale,
	tmux,
	ssh,
}: Findings['terminal']) {
	const facts: readonly Fact[] = [
		['screen', screen ? safe`yes` : safe`no: ${why ?? safe``}`],
		['TERM', term ?? safe`not set`],
		['size', columns === null || rows === null ? safe`not known` : safe`${columns} columns, ${rows} rows`],
		['colours', colours ? safe`yes` : safe`no`],
		['symbols', ascii ? safe`ASCII` : safe`Unicode`],
		['locale', locale ?? safe`not set`],
		['in tmux', tmux ? safe`yes` : safe`no`],
		['over ssh', ssh ? safe`yes` : safe`no`],
	];
	return facts;
}

/** How the monitor did when it was last open. */
export function sessionFacts(session: NonNullable<Findings['lastSession']>): readonly Fact[] {
	const {at, columns, rows, lasted, firstFrame, keyToPaint, keys, bytesPerSecond, answerAges} = session;
	const seconds = (milliseconds: number) => safe`${Math.round(milliseconds / 100) / 10} s`;
	return [
		['closed', at],
		['size', safe`${columns} columns, ${rows} rows`],
		['open for', exactAge(lasted)],
		['first frame', firstFrame === null ? safe`none was drawn` : safe`${firstFrame} ms after the start`],
		[
			'key to paint',
			keyToPaint === null
				? safe`no key was pressed`
				: safe`${keyToPaint.median} ms in the middle, 95 % within ${keyToPaint.p95} ms (${counted(keys, 'key')})`,
		],
		['to the terminal', safe`${counted(bytesPerSecond, 'byte')} a second`],
		[
			'age of answers',
			answerAges === null
				? safe`no job was running`
				: safe`${seconds(answerAges.median)} in the middle, ${seconds(answerAges.oldest)} the oldest (${counted(answerAges.jobs, 'job')})`,
		],
	];
}

function serverFact({server, jobs, way, milliseconds, fault}: ServerFinding): Fact {
	const answer = fault === null ? safe`answers, ${milliseconds} ms` : safe`${safeText(fault.kind)}: ${fault.sentence}`;
	return [server, safe`${answer} (${counted(jobs, 'job')}; ${way})`];
}

function section(title: string, facts: readonly Fact[]): readonly string[] {
	const width = Math.max(16, ...facts.map(([name]) => name.length));
	const lines = facts.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
	return [title, ...(lines.length > 0 ? lines : ['  none'])];
}
