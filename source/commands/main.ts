import process from 'node:process';
import {knowSecretsOf, withoutSecrets} from '../text/child-environment.ts';
import {didYouMean} from '../text/did-you-mean.ts';
import {PartMissing} from '../text/late-part.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {commandLoaders} from './command-loaders.ts';
import {type CommandEntry, type CommandName, commands, isCommand, synonyms} from './command-table.ts';
import {beginDebugLines, debugRequests} from './debug-lines.ts';
import {type ExitCode, exitCodes} from './exit-code.ts';
import {commandHelp, generalHelp, helpColumns} from './help.ts';
import {firstOperand, parseArguments, parseTime, refusedChoice} from './options.ts';
import {OutputError, print, say} from './print.ts';
import {Interrupted, ignoreFileLimit} from './signals.ts';
import {catchUncaughtErrors, finalSentence, keepErrorsIn, reportError} from './uncaught-errors.ts';

/**
 * Runs the command that the arguments name and ends the process with its exit code.
 *
 * @param argv the arguments after the program's name
 */
export async function main(argv: readonly string[], version: string): Promise<void> {
	// A URL among the arguments may contain a token, which other users of this machine could read in `ps`.
	process.title = 'gpjobs';
	ignoreFileLimit();
	process.stdout.on('error', () => {});
	// If standard error is closed or full, the command must continue as usual.
	process.stderr.on('error', () => {});
	catchUncaughtErrors(error => void afterError(error).then(code => process.exit(code)));
	knowSecretsOf(process.env);
	// Every program that gpjobs starts gets this environment, without the secrets.
	const environment = withoutSecrets(process.env);
	try {
		process.exitCode = await run(argv, version, environment);
	} catch (error) {
		process.exitCode = await afterError(error);
	}
	// A connection that stays open must not keep the process alive after the command has ended.
	setTimeout(() => process.exit(), endsWithin).unref();
}

/** How long open connections and timers may keep the process alive, in milliseconds. */
const endsWithin = 3000;

async function run(argv: readonly string[], version: string, environment: NodeJS.ProcessEnv): Promise<ExitCode> {
	const {name, rest} = commandOf(argv);
	const isNamed = rest !== argv;
	const entry: CommandEntry = commands[name];
	const parsed = parseArguments(rest, entry, isNamed ? name : undefined);
	if (!parsed.ok) return misused(parsed.sentence);
	const {flags, operands} = parsed;
	if (flags.version) return printed(`${version}\n`);
	if (flags.help) return printed(isNamed ? commandHelp(name, helpColumns()) : generalHelp(helpColumns()));
	const interval = parseTime('interval', flags.interval);
	if (!interval.ok) return misused(interval.sentence);
	const refused = refusedChoice('color', flags.color);
	if (refused) return misused(refused);
	const first = operands[0];
	if (!isNamed && first !== undefined && !/[/:]/.test(first)) {
		return misused(noCommand(first));
	}
	beginDebugLines(flags, environment);
	const runCommand = await commandLoaders[name]();
	const onRequest = debugRequests();
	return runCommand({operands, flags, environment, version, say, reportError, keepErrorsIn, onRequest});
}

/**
 * Returns the command, which is the first word that is neither an option nor the value of one. If that word is not a
 * command, the monitor receives all arguments.
 */
function commandOf(argv: readonly string[]): {readonly name: CommandName; readonly rest: readonly string[]} {
	const at = firstOperand(argv);
	const word = at === undefined ? undefined : argv[at];
	return word !== undefined && isCommand(word)
		? {name: word, rest: argv.toSpliced(at ?? 0, 1)}
		: {name: 'watch', rest: argv};
}

async function printed(text: string): Promise<ExitCode> {
	await print(text);
	return exitCodes.fine;
}

function misused(sentence: SafeText): ExitCode {
	say(sentence);
	return exitCodes.usage;
}

/** Reports an error that ended the command, in one line without control characters and without a stack trace. */
async function afterError(error: unknown): Promise<ExitCode> {
	if (error instanceof OutputError) {
		if (error.isReaderGone) return exitCodes.fine;
		say(outputFailed(errorCode(error.cause)));
		return exitCodes.fault;
	}
	if (error instanceof Interrupted) return exitCodes.interrupted;
	if (error instanceof PartMissing) {
		say(error.sentence);
		return exitCodes.fault;
	}
	say(await finalSentence(error));
	return exitCodes.fault;
}

function errorCode(cause: unknown): string {
	return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
}

/** The error for a first word that is neither a command nor a URL. */
export function noCommand(word: string): SafeText {
	const hint = didYouMean(word, Object.keys(commands), synonyms);
	return safe`"${safeText(word)}" is neither a command nor a job URL.${hint} gpjobs --help lists the commands.`;
}

/**
 * The error when standard output cannot be written.
 *
 * @param code of the operating system, like `ENOSPC`
 */
export function outputFailed(code: string): SafeText {
	return safe`standard output cannot be written (${safeText(code)}).`;
}
