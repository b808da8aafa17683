import {parseArgs} from 'node:util';
import {parseDuration} from '../text/duration.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';

/** Every option of every command, with the line that `--help` shows for it. */
export const options = {
	json: {type: 'boolean', help: 'one JSON document, or one line of JSON an event where the command goes on'},
	'no-color': {type: 'boolean', help: 'no colours (also NO_COLOR)'},
	ascii: {type: 'boolean', help: 'plain ASCII symbols'},
	accessible: {
		type: 'boolean',
		help: 'for screen readers: lines that are only added, no picture (also ACCESSIBLE=1)',
	},
	'read-only': {type: 'boolean', help: 'nothing that changes a job can be asked for'},
	interval: {type: 'string', value: '5s', help: 'poll each job so often, instead of the pace that gpjobs finds itself'},
	home: {type: 'string', value: 'DIR', help: 'where list and settings are kept (also GPJOBS_HOME)'},
	label: {type: 'string', value: 'TEXT', help: 'a name for the job'},
	tag: {type: 'string', value: 'TEXT', multiple: true, help: 'a tag for the jobs; may be given several times'},
	output: {type: 'string', value: 'DIR|FILE', help: 'saves the values there; nothing is ever overwritten'},
	format: {
		type: 'string',
		value: 'file|json|csv|geojson|kmz|text',
		help: 'of what is saved; without it the file that a result names, or JSON',
	},
	yes: {type: 'boolean', help: 'yes to what would be asked'},
	user: {type: 'string', value: 'NAME', help: 'who signs in; the password is asked for, or read from standard input'},
	'token-stdin': {type: 'boolean', help: 'reads a token or an API key from standard input'},
	'token-file': {type: 'string', value: 'FILE', help: 'reads a token or an API key from the first line of a file'},
	'client-id': {type: 'string', value: 'ID', help: 'an application signs in; its secret is asked for'},
	basic: {type: 'boolean', help: 'user and password for a web server in front of ArcGIS (HTTP Basic)'},
	referer: {type: 'string', value: 'URL', help: 'what the token is bound to'},
	portal: {
		type: 'string',
		value: 'URL',
		help: 'the portal that the sign-in goes to; with a token, the portal that made it and makes one for the server',
	},
	'token-url': {type: 'string', value: 'URL', help: 'the token service that user and password go to'},
	'ca-file': {type: 'string', value: 'FILE', help: "the certificate of the authority that signed the server's, PEM"},
	'cert-file': {type: 'string', value: 'FILE', help: 'the certificate that gpjobs shows to the server, PEM'},
	'key-file': {type: 'string', value: 'FILE', help: 'its key, PEM'},
	fingerprint: {
		type: 'string',
		value: 'SHA256',
		help: 'trusts the certificate if that is its SHA-256, and asks nobody',
	},
	remove: {type: 'boolean', help: 'forgets what was trusted'},
	listen: {type: 'string', value: 'ADDRESS:PORT', help: 'where metrics are served (127.0.0.1:9187)'},
	'allow-host': {
		type: 'string',
		value: 'NAME',
		multiple: true,
		help: 'a further name under which metrics may be asked for; may be given several times',
	},
	since: {type: 'string', value: '24h', help: 'how far back jobs are looked for'},
	'no-save': {type: 'boolean', help: 'tries the sign-in and keeps nothing'},
	any: {type: 'boolean', help: 'until the first of the jobs has ended'},
	all: {type: 'boolean', help: 'all of them: to have ended (so without --any, too), or to be added'},
	'fail-fast': {type: 'boolean', help: 'until all have succeeded, or one has ended otherwise'},
	timeout: {type: 'string', value: '30m', help: 'gives up after that time, with exit code 124'},
	follow: {type: 'boolean', help: 'goes on with new messages until the job has ended'},
	level: {type: 'string', value: 'info|warning|error', help: 'messages of this level and above'},
	last: {type: 'string', value: 'N', help: 'only the last N messages'},
	watch: {type: 'boolean', help: 'then opens the monitor'},
	wait: {type: 'boolean', help: 'until it is known what came of it'},
	notify: {type: 'boolean', help: 'tries the signals that are set, as they come when a job has ended'},
	undo: {type: 'boolean', help: 'brings back what was removed last'},
	jobs: {type: 'string', value: 'N', help: 'how many jobs the embedded server begins with (14)'},
	seed: {type: 'string', value: 'N', help: 'the same seed gives the same jobs (1)'},
	speed: {type: 'string', value: 'X', help: 'how fast time goes for the jobs (1)'},
	secured: {type: 'boolean', help: 'the embedded server wants a sign-in: user demo, password demo'},
	debug: {
		type: 'boolean',
		help: 'one line a request on standard error, or in a file beside a screen (also GPJOBS_DEBUG)',
	},
	help: {type: 'boolean', short: 'h', help: 'this text'},
	version: {type: 'boolean', help: 'the version of gpjobs'},
} as const satisfies Record<string, Option>;

type Option = {
	readonly type: 'boolean' | 'string';
	readonly short?: string;
	readonly multiple?: true;
	/** What stands for the value in the help. */
	readonly value?: string;
	readonly help: string;
};

export type OptionName = keyof typeof options;

/** An option with all that may be said of one. */
export function optionOf(name: OptionName): Option {
	return options[name];
}

/** Options that every command takes. */
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
 * Reads the arguments of a command.
 *
 * @param allowed the options that it takes beside those of all
 * @returns a sentence where an option is unknown, lacks its value, or does not belong to this command
 */
export function parseArguments(argv: readonly string[], allowed: readonly OptionName[]): ParsedArguments {
	const taken = [...optionsOfAll, ...allowed];
	try {
		const {values, positionals} = parseArgs({
			args: [...argv],
			allowPositionals: true,
			options: Object.fromEntries(taken.map(name => [name, parserOption(options[name])])),
		});
		return {ok: true, flags: values as Flags, operands: positionals};
	} catch (error) {
		return {ok: false, sentence: notUnderstood(error instanceof Error ? error.message : '')};
	}
}

/** Where the first word stands that is neither an option nor the value of one. */
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

/** The sentence about options that cannot be read. @param message of `parseArgs`, of which the first sentence is taken */
export function notUnderstood(message: string): SafeText {
	const [first = ''] = message.split('. ');
	return safe`${safeText(first.replace(/\.$/, ''))}. gpjobs --help lists the options.`;
}

const shortest = 1000;

type ParsedTime =
	| {readonly ok: true; readonly ms: number | undefined}
	| {readonly ok: false; readonly sentence: SafeText};

/** Reads `--interval` or `--timeout`: a duration of a second or more. */
export function parseTime(name: 'interval' | 'timeout' | 'since', text: string | undefined): ParsedTime {
	if (text === undefined) return {ok: true, ms: undefined};
	const parsed = parseDuration(text);
	if (!parsed.ok) return {ok: false, sentence: noTime(name, parsed.sentence)};
	if (parsed.ms < shortest) return {ok: false, sentence: tooShort(name, text)};
	return {ok: true, ms: parsed.ms};
}

export type ParsedNumber =
	| {readonly ok: true; readonly value: number | undefined}
	| {readonly ok: false; readonly sentence: SafeText};

type NumberBounds = {readonly least: number; readonly most: number; readonly isWhole: boolean};

/** Reads the number of an option, within its bounds. */
export function parseNumber(name: OptionName, text: string | undefined, bounds: NumberBounds): ParsedNumber {
	const {least, most, isWhole} = bounds;
	if (text === undefined) return {ok: true, value: undefined};
	const value = /^\d{1,9}(\.\d{1,6})?$/.test(text) ? Number(text) : Number.NaN;
	if (value >= least && value <= most && (!isWhole || Number.isInteger(value))) return {ok: true, value};
	return {ok: false, sentence: outOfBounds(name, text, bounds)};
}

/** The sentence about what is not a number, or not one that the option takes. */
export function outOfBounds(name: OptionName, text: string, {least, most, isWhole}: NumberBounds): SafeText {
	const kind = isWhole ? safe`a whole number` : safe`a number`;
	return safe`--${safeText(name)} takes ${kind} from ${least} to ${most}, not "${safeText(text)}".`;
}

/** The sentence about a time that cannot be read. @param why as `parseDuration` says it */
export function noTime(name: string, why: SafeText): SafeText {
	return safe`--${safeText(name)}: ${why}`;
}

/** The sentence about an interval below a second. */
export function tooShort(name: string, text: string): SafeText {
	return safe`--${safeText(name)} ${safeText(text)} is too short: a second (1s) is the least.`;
}
