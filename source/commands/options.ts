import {parseArgs} from 'node:util';
import {didYouMean} from '../text/did-you-mean.ts';
import {parseDuration} from '../text/duration.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import type {CommandEntry} from './command-table.ts';

/** The options of all commands, with their text in the help. */
export const options = {
	json: {
		type: 'boolean',
		help: 'print JSON: one document, or one line for each event (not completion, help and metrics)',
	},
	color: {
		type: 'string',
		value: 'auto|dark|light|off',
		help: 'colours for this background (default: ask the terminal)',
	},
	'no-color': {type: 'boolean', help: 'no colours (also NO_COLOR)'},
	ascii: {type: 'boolean', help: 'ASCII symbols only'},
	accessible: {
		type: 'boolean',
		help: 'for screen readers: plain lines, nothing is redrawn (also ACCESSIBLE=1)',
	},
	'read-only': {type: 'boolean', help: 'disable cancel, submit and rerun'},
	interval: {
		type: 'string',
		value: 'TIME',
		help: 'poll every job this often, like 5s, instead of adapting the interval',
	},
	home: {type: 'string', value: 'DIR', help: 'folder of the list and the settings (also GPJOBS_HOME)'},
	label: {type: 'string', value: 'TEXT', help: 'a name for the job'},
	tag: {type: 'string', value: 'TEXT', multiple: true, help: 'a tag for the jobs; may be repeated'},
	output: {
		type: 'string',
		short: 'o',
		value: 'DIR|FILE',
		help: 'save to this folder, which is made if it is missing; with a NAME: to this file',
	},
	force: {type: 'boolean', help: 'replace existing files; without it an existing file is an error'},
	'skip-existing': {type: 'boolean', help: 'keep existing files, and save only the others'},
	format: {
		type: 'string',
		value: 'file|json|csv|geojson|kmz|text',
		help: 'format of the saved results (default: the file that a result names, otherwise JSON)',
	},
	yes: {type: 'boolean', short: 'y', help: 'do not ask for confirmation'},
	user: {type: 'string', value: 'NAME', help: 'the user; the password is asked for, or read from standard input'},
	'token-stdin': {type: 'boolean', help: 'read a token or an API key from standard input'},
	'token-file': {type: 'string', value: 'FILE', help: 'read a token or an API key from the first line of a file'},
	'client-id': {type: 'string', value: 'ID', help: 'sign in as an application of the portal; its secret is asked for'},
	basic: {type: 'boolean', help: 'send user and password to a web server in front of ArcGIS (HTTP Basic)'},
	referer: {type: 'string', value: 'URL', help: 'the referer that the token is bound to'},
	portal: {
		type: 'string',
		value: 'URL',
		help: 'the portal to sign in to; with a token, the portal that issued it',
	},
	'token-url': {type: 'string', value: 'URL', help: 'the token service that gets user and password'},
	'ca-file': {
		type: 'string',
		value: 'FILE',
		help: "certificate of the authority that signed the server's certificate (PEM)",
	},
	'cert-file': {type: 'string', value: 'FILE', help: 'client certificate for the server (PEM)'},
	'key-file': {type: 'string', value: 'FILE', help: 'private key of the client certificate (PEM)'},
	fingerprint: {
		type: 'string',
		value: 'SHA256',
		help: 'trust the certificate without asking if this is its SHA-256 fingerprint',
	},
	list: {type: 'boolean', help: 'show what is saved for all servers, without secrets; changes nothing'},
	remove: {type: 'boolean', help: 'delete what was trusted for the server'},
	listen: {type: 'string', value: 'ADDRESS:PORT', help: 'address of the metrics (default 127.0.0.1:9187)'},
	'allow-host': {
		type: 'string',
		value: 'NAME',
		multiple: true,
		help: 'another host name that requests may use; may be repeated',
	},
	since: {type: 'string', value: 'TIME', help: 'how far back to list jobs (default 24h)'},
	'no-save': {type: 'boolean', help: 'try the sign-in without saving it'},
	any: {type: 'boolean', help: 'stop when the first job has ended'},
	all: {type: 'boolean', help: 'all jobs of the saved list; import: all jobs of the service'},
	count: {
		type: 'string',
		value: 'N',
		help: 'cancel only if exactly N jobs are selected; needed for --yes with a filter or --all',
	},
	for: {
		type: 'string',
		value: 'STATE[,STATE]',
		help: 'wait until each job has reached one of these states, like running, instead of its end',
	},
	'fail-fast': {type: 'boolean', help: 'stop as soon as a job ends without success'},
	quiet: {
		type: 'boolean',
		short: 'q',
		help: 'print no progress and no confirmations; wait: nothing at all if all jobs succeed',
	},
	timeout: {type: 'string', value: 'TIME', help: 'give up after this time, like 30m, with exit code 124'},
	follow: {type: 'boolean', short: 'f', help: 'keep printing new messages until the jobs have ended'},
	level: {type: 'string', value: 'info|warning|error', help: 'only messages of this level and above'},
	last: {
		type: 'string',
		short: 'n',
		value: 'N',
		help: 'messages: only the last N of each job; list: only the N jobs that were added last, or ended last with --sort ended',
	},
	filter: {type: 'string', value: 'FILTER', help: 'show only the jobs that match, in this run; as / on the screen'},
	kept: {type: 'boolean', help: 'jobs that are no longer on the list but whose records remain'},
	sort: {
		type: 'string',
		value: 'attention|added|status|job|task|server|progress|elapsed|ended|age|message',
		help: 'the order of the jobs; ended: those that ended last come first',
	},
	grep: {
		type: 'string',
		value: 'PATTERN',
		help: 'only messages that match this regular expression; upper and lower case are equal',
	},
	timestamps: {
		type: 'boolean',
		help: 'put before each message the time at which gpjobs first saw it; it may have been written earlier',
	},
	watch: {type: 'boolean', help: 'open the monitor afterwards'},
	wait: {type: 'boolean', help: 'wait until the job has ended, or the outcome of the cancel is known'},
	notify: {type: 'boolean', help: 'try the configured notifications, as at the end of a job'},
	ended: {type: 'boolean', help: 'all jobs that have ended or are gone'},
	older: {type: 'string', value: 'TIME', help: 'with --ended: only jobs that ended at least this long ago, like 7d'},
	undo: {type: 'boolean', help: 'restore the jobs that were removed last'},
	jobs: {type: 'string', value: 'N', help: 'number of jobs at the start (default 14)'},
	seed: {type: 'string', value: 'N', help: 'seed of the random jobs; the same seed gives the same jobs (default 1)'},
	speed: {type: 'string', value: 'X', help: 'how fast the jobs run (default 1)'},
	secured: {type: 'boolean', help: 'the embedded server requires a sign-in: user demo, password demo'},
	debug: {
		type: 'boolean',
		help: 'write a line for each request to standard error, or to a file while the monitor is open (also GPJOBS_DEBUG)',
	},
	help: {type: 'boolean', short: 'h', help: 'print this help'},
	version: {type: 'boolean', help: 'print the version of gpjobs'},
} as const satisfies Record<string, Option>;

type Option = {
	readonly type: 'boolean' | 'string';
	readonly short?: string;
	readonly multiple?: true;
	/** The placeholder for the option's value in the help; absent if the option takes no value. */
	readonly value?: string;
	readonly help: string;
};

/** The name of an option, without its dashes. */
export type OptionName = keyof typeof options;

/** Returns an option in a type with all properties that options may have. */
export function optionOf(name: OptionName): Option {
	return options[name];
}

/** The options that every command accepts, except `--json` if a command has nothing to print as JSON. */
export const optionsOfAll: readonly OptionName[] = [
	'json',
	'no-color',
	'ascii',
	'accessible',
	'read-only',
	'interval',
	'home',
	'debug',
	'help',
	'version',
];

/**
 * Returns the options of a command that it shares with others.
 *
 * @param hasNoJson as in the table of commands
 */
export function sharedOptions({hasNoJson}: {readonly hasNoJson?: true}): readonly OptionName[] {
	return hasNoJson ? optionsOfAll.filter(name => name !== 'json') : optionsOfAll;
}

/** The values of the options in a call. An option that was not given is absent. */
export type Flags = {
	readonly [Name in OptionName]?: (typeof options)[Name] extends {readonly multiple: true}
		? string[]
		: (typeof options)[Name] extends {readonly type: 'boolean'}
			? boolean
			: string;
};

type ParsedArguments =
	| {readonly ok: true; readonly flags: Flags; readonly operands: readonly string[]}
	| {readonly ok: false; readonly sentence: SafeText};

/**
 * Parses the arguments of a command.
 *
 * @param command the name of the command, for the error; `undefined` for the monitor
 * @returns an error if an option is unknown, lacks its value, or belongs to another command
 */
export function parseArguments(
	argv: readonly string[],
	entry: Pick<CommandEntry, 'options' | 'takesDashWords' | 'hasNoJson'>,
	command?: string,
): ParsedArguments {
	const {options: own, takesDashWords} = entry;
	const taken = [...sharedOptions(entry), ...own];
	try {
		const {values, positionals} = parseArgs({
			args: [...(takesDashWords ? withDashWordsLast(argv) : argv)],
			allowPositionals: true,
			options: Object.fromEntries(taken.map(name => [name, parserOption(options[name])])),
		});
		return {ok: true, flags: values as Flags, operands: positionals};
	} catch (error) {
		const message = error instanceof Error ? error.message : '';
		const [, unknown] = /^Unknown option '--([^']*)'/.exec(message) ?? [];
		const hint = unknown === undefined ? safe`` : didYouMean(unknown, taken);
		return {ok: false, sentence: notUnderstood(message, command, hint)};
	}
}

/** Moves words like `-old` behind `--`, so that they are not parsed as options. `-h` is still parsed as an option. */
function withDashWordsLast(argv: readonly string[]): readonly string[] {
	const end = argv.includes('--') ? argv.indexOf('--') : argv.length;
	const isDashWord = (word: string) => /^-[^-]/.test(word) && word !== '-h';
	const before = argv.slice(0, end);
	return [...before.filter(word => !isDashWord(word)), '--', ...before.filter(isDashWord), ...argv.slice(end + 1)];
}

/** Returns the index of the first word that is neither an option nor the value of one. */
export function firstOperand(argv: readonly string[]): number | undefined {
	const all = Object.entries(options).map(([name, option]) => [name, parserOption(option)] as const);
	const {tokens} = parseArgs({
		args: [...argv],
		strict: false,
		allowPositionals: true,
		tokens: true,
		options: Object.fromEntries(all),
	});
	return tokens.find(({kind}) => kind === 'positional')?.index;
}

function parserOption({type, short, multiple}: Option): {type: Option['type']; short?: string; multiple?: boolean} {
	return {type, ...(short === undefined ? {} : {short}), ...(multiple ? {multiple} : {})};
}

/**
 * The error for options that cannot be parsed.
 *
 * @param message the error message of `parseArgs`, of which the first sentence is used
 * @param command the name of the command; `undefined` for the monitor
 * @param hint the option that was probably meant
 */
export function notUnderstood(message: string, command: string | undefined, hint: SafeText): SafeText {
	const [first = ''] = message.split('. ');
	const help = command === undefined ? safe`gpjobs --help` : safe`gpjobs help ${safeText(command)}`;
	return safe`${safeText(first.replace(/\.$/, ''))}.${hint} ${help} lists the options.`;
}

const shortest = 1000;

type ParsedTime =
	| {readonly ok: true; readonly ms: number | undefined}
	| {readonly ok: false; readonly sentence: SafeText};

/** Parses a duration of at least one second. */
export function parseTime(name: 'interval' | 'timeout' | 'since' | 'older', text: string | undefined): ParsedTime {
	if (text === undefined) return {ok: true, ms: undefined};
	const parsed = parseDuration(text);
	if (!parsed.ok) return {ok: false, sentence: noTime(name, parsed.sentence)};
	if (parsed.ms < shortest) return {ok: false, sentence: tooShort(name, text)};
	return {ok: true, ms: parsed.ms};
}

/**
 * Checks the value of an option that takes one of several words.
 *
 * @returns the error; `undefined` if the value is one of the words, or if the option was not given
 */
export function refusedChoice(name: 'color', text: string | undefined): SafeText | undefined {
	const words = options[name].value.split('|');
	return text === undefined || words.includes(text) ? undefined : notAChoice(name, text);
}

/** A number or, if the text is not a valid one, an error. */
export type ParsedNumber =
	| {readonly ok: true; readonly value: number | undefined}
	| {readonly ok: false; readonly sentence: SafeText};

type NumberBounds = {readonly least: number; readonly most: number; readonly isWhole: boolean};

/** Parses the number of an option and checks its bounds. */
export function parseNumber(name: OptionName, text: string | undefined, bounds: NumberBounds): ParsedNumber {
	const {least, most, isWhole} = bounds;
	if (text === undefined) return {ok: true, value: undefined};
	const value = /^\d{1,9}(\.\d{1,6})?$/.test(text) ? Number(text) : Number.NaN;
	if (value >= least && value <= most && (!isWhole || Number.isInteger(value))) return {ok: true, value};
	return {ok: false, sentence: outOfBounds(name, text, bounds)};
}

/** The error for a text that is not a number within the bounds. */
export function outOfBounds(name: OptionName, text: string, {least, most, isWhole}: NumberBounds): SafeText {
	const kind = isWhole ? safe`a whole number` : safe`a number`;
	return safe`--${safeText(name)} needs ${kind} from ${least} to ${most}, not "${safeText(text)}".`;
}

/** Makes the error for a value that is none of the words that an option takes. */
export function notAChoice(name: 'color', text: string): SafeText {
	return safe`--${safeText(name)} needs ${safeText(options[name].value.replaceAll('|', ', '))}, not "${safeText(text)}".`;
}

/**
 * The error for a duration that cannot be parsed.
 *
 * @param why the error of `parseDuration`
 */
export function noTime(name: string, why: SafeText): SafeText {
	return safe`--${safeText(name)}: ${why}`;
}

/** The error for a duration below one second. */
export function tooShort(name: string, text: string): SafeText {
	return safe`--${safeText(name)} ${safeText(text)} is too short: the minimum is one second (1s).`;
}
