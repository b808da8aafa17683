import process from 'node:process';
import {knowSecretsOf, withoutSecrets} from '../text/child-environment.ts';
import {PartMissing} from '../text/late-part.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {commandLoaders} from './command-loaders.ts';
import {type CommandEntry, type CommandName, commands, isCommand} from './command-table.ts';
import {beginDebugLines, debugRequests} from './debug-lines.ts';
import {type ExitCode, exitCodes} from './exit-code.ts';
import {commandHelp, generalHelp} from './help.ts';
import {firstOperand, parseArguments, parseTime} from './options.ts';
import {OutputError, print, say} from './print.ts';
import {ignoreFileLimit} from './signals.ts';
import {catchUncaughtErrors, finalSentence, keepErrorsIn, reportError} from './uncaught-errors.ts';

/**
 * Runs the command that the arguments name and ends the process with its exit code.
 *
 * @param argv what follows the program's name
 */
export async function main(argv: readonly string[], version: string): Promise<void> {
	// A URL among the arguments may carry a token; other users of this machine need not read it in `ps`.
	process.title = 'gpjobs';
	ignoreFileLimit();
	process.stdout.on('error', () => {});
	// Sentences for people are not the work: whoever read them may have gone, or have no room for them.
	process.stderr.on('error', () => {});
	catchUncaughtErrors(error => void afterError(error).then(code => process.exit(code)));
	knowSecretsOf(process.env);
	// Programs that are started from here on inherit what is left, whoever starts them.
	const environment = withoutSecrets(process.env);
	try {
		process.exitCode = await run(argv, version, environment);
	} catch (error) {
		process.exitCode = await afterError(error);
	}
	// A connection that nobody closes shall not keep a program that has done its work.
	setTimeout(() => process.exit(), endsWithin).unref();
}

/** Milliseconds for which open connections and timers may keep the process alive. */
const endsWithin = 3000;

async function run(argv: readonly string[], version: string, environment: NodeJS.ProcessEnv): Promise<ExitCode> {
	const {name, rest} = commandOf(argv);
	const isNamed = rest !== argv;
	const entry: CommandEntry = commands[name];
	const parsed = parseArguments(rest, entry.options);
	if (!parsed.ok) return misused(parsed.sentence);
	const {flags, operands} = parsed;
	if (flags.version) return printed(`${version}\n`);
	if (flags.help)
		return printed(name === 'watch' && !isNamed ? generalHelp(helpColumns()) : commandHelp(name, helpColumns()));
	const interval = parseTime('interval', flags.interval);
	if (!interval.ok) return misused(interval.sentence);
	const first = operands[0];
	if (!isNamed && first === 'help') return printed(generalHelp(helpColumns()));
	if (!isNamed && first !== undefined && !/[/:]/.test(first)) {
		return misused(noCommand(first));
	}
	beginDebugLines(flags, environment);
	const runCommand = await commandLoaders[name]();
	const onRequest = debugRequests();
	return runCommand({operands, flags, environment, version, say, reportError, keepErrorsIn, onRequest});
}

/** The command is the first word that is no option and no option's value. Without one it is the monitor. */
function commandOf(argv: readonly string[]): {readonly name: CommandName; readonly rest: readonly string[]} {
	const at = firstOperand(argv);
	const word = at === undefined ? undefined : argv[at];
	return word !== undefined && isCommand(word)
		? {name: word, rest: argv.toSpliced(at ?? 0, 1)}
		: {name: 'watch', rest: argv};
}

/** Where there is no terminal, as many as a person reads with ease. */
function helpColumns(): number {
	return Math.min(process.stdout.columns || 100, 100);
}

async function printed(text: string): Promise<ExitCode> {
	await print(text);
	return exitCodes.fine;
}

function misused(sentence: SafeText): ExitCode {
	say(sentence);
	return exitCodes.usage;
}

/** The last resort: one safe line, never a stack trace. */
async function afterError(error: unknown): Promise<ExitCode> {
	if (error instanceof OutputError) {
		if (error.isReaderGone) return exitCodes.fine;
		say(outputFailed(errorCode(error.cause)));
		return exitCodes.fault;
	}
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

/** The sentence about a first word that nothing begins with. */
export function noCommand(word: string): SafeText {
	return safe`"${safeText(word)}" is neither a command nor a job URL. gpjobs --help lists the commands.`;
}

/** The sentence about data that could not be written; `code` of the system. */
export function outputFailed(code: string): SafeText {
	return safe`standard output cannot be written (${safeText(code)}).`;
}
