import process from 'node:process';
import {didYouMean} from '../text/did-you-mean.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {type CommandEntry, type CommandName, commandGroups, commands, isCommand, synonyms} from './command-table.ts';
import {environmentWords} from './environment-words.ts';
import {type ExitCode, exitCodes, exitCodeWords, severalCodesWords} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {type OptionName, optionOf, optionsOfAll, sharedOptions} from './options.ts';
import {print, say} from './print.ts';

/** What gpjobs is, in one line. */
export const purpose = 'a live terminal monitor for ArcGIS geoprocessing (GP) jobs';

/** How a job can be named on the command line. */
export const jobWords =
	'JOB is a job URL, a label, a job id, the end of one (at least 4 characters), a filter like tag:nightly, or - for standard input.';

/** Runs `gpjobs help [COMMAND|commands|options|exit-codes|environment]`. */
export async function help({operands}: Invocation): Promise<ExitCode> {
	const [topic, ...more] = operands;
	const text = more.length > 0 ? undefined : helpAbout(topic, helpColumns());
	if (text === undefined) {
		say(noHelp(operands.join(' ')));
		return exitCodes.usage;
	}
	await print(text);
	return exitCodes.fine;
}

function helpAbout(topic: string | undefined, columns: number): string | undefined {
	if (topic === undefined) return generalHelp(columns);
	if (isCommand(topic)) return commandHelp(topic, columns);
	switch (topic) {
		case 'commands':
			return `${commandRows(columns).join('\n')}\n`;
		case 'options':
			return `${rows(optionsOfAll.map(optionRow), columns).join('\n')}\n`;
		case 'exit-codes':
			return `${exitCodeLines(columns).join('\n')}\n`;
		case 'environment':
			return `${environmentLines(columns).join('\n')}\n`;
		default:
			return undefined;
	}
}

/** The error for a topic that the help does not know. */
export function noHelp(topic: string): SafeText {
	const hint = didYouMean(topic, [...Object.keys(commands), ...topics], synonyms);
	return safe`There is no help about "${safeText(topic)}".${hint} gpjobs help lists the commands.`;
}

/** What `gpjobs help` explains besides commands. */
const topics = ['commands', 'options', 'exit-codes', 'environment'] as const;

/**
 * Returns the width of the help: that of the terminal, but at most 100 characters, because longer lines are hard to
 * read.
 */
export function helpColumns(): number {
	return Math.min(process.stdout.columns || 100, 100);
}

/**
 * Returns the text of `gpjobs --help`, which fits a terminal of 80×24.
 *
 * @param columns the width of the terminal
 */
export function generalHelp(columns: number): string {
	return [
		...wrapped(`gpjobs: ${purpose}`, columns),
		'',
		...rows(usages, columns),
		'',
		...rows(
			Object.entries(commandGroups).map(([group, about]) => [group, groupLine(group, about)]),
			columns,
		),
		'',
		...wrapped(jobWords, columns),
		...wrapped(`Options of all commands: ${optionsOfAll.map(optionForm).join(' · ')}`, columns),
		'',
		...generalExamples,
		'',
		...wrapped(
			`gpjobs help COMMAND explains a command and its options. Also: gpjobs help ${topics.join('|')}, gpjobs man.`,
			columns,
		),
		'',
	].join('\n');
}

const usages: readonly Row[] = [
	['gpjobs [URL…]', 'open the monitor, after adding the URLs'],
	['gpjobs COMMAND [JOB…]', 'run one command; most take options'],
];

const generalExamples = [
	'  gpjobs add "https://gis.acme.com/…/GPServer/Model/jobs/j8f00" --label flood',
	'  gpjobs wait flood --timeout 2h && gpjobs results flood --output ./out/',
];

function groupLine(group: string, about: string): string {
	const names = Object.entries(commands)
		.filter(([, entry]) => entry.group === group)
		.map(([name]) => name)
		.join(', ');
	return about === '' ? names : `${names}: ${about}`;
}

function commandRows(columns: number): readonly string[] {
	return rows(
		Object.entries(commands).map(([name, {usage, summary}]) => [formOf(name, usage), summary]),
		columns,
	);
}

function exitCodeLines(columns: number): readonly string[] {
	return [
		...rows(
			exitCodeWords.map(({codes, words}) => [codes, words]),
			columns,
		),
		...wrapped(severalCodesWords, columns),
	];
}

function environmentLines(columns: number): readonly string[] {
	return rows(
		environmentWords.map(({variables, words}) => [variables, words]),
		columns,
	);
}

/** Returns the usage of a command: `gpjobs add URL… | -`. */
export function formOf(name: string, usage: string): string {
	return `gpjobs ${name === 'watch' ? usage : `${name} ${usage}`}`.trimEnd();
}

/**
 * Returns the text of `gpjobs COMMAND --help`.
 *
 * @param columns the width of the terminal
 */
export function commandHelp(name: CommandName, columns: number): string {
	const entry: CommandEntry = commands[name];
	const {usage, summary, options: own, examples = []} = entry;
	return [
		formOf(name, usage),
		'',
		...wrapped(summary, columns - 2).map(line => `  ${line}`),
		'',
		...(own.length > 0 ? [...rows(own.map(optionRow), columns), ''] : []),
		...wrapped(`General options (gpjobs help options): ${sharedOptions(entry).map(optionForm).join(' · ')}`, columns),
		'',
		...examples.map(example => `  ${example}`),
		...(examples.length > 0 ? [''] : []),
	].join('\n');
}

/** Returns an option as it is typed: `--timeout TIME`. */
export function optionForm(name: OptionName): string {
	const {short, value} = optionOf(name);
	return `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
}

type Row = readonly [left: string, right: string];

function optionRow(name: OptionName): Row {
	return [`  ${optionForm(name)}`, optionOf(name).help];
}

/** The largest width of the left column in characters. */
const mostLeft = 30;
/** The smallest width of the right column in characters. */
const leastRight = 30;

/** Lays rows out in two columns that fit the terminal. A left cell that is too long gets its own line. */
function rows(all: readonly Row[], columns: number): readonly string[] {
	const room = Math.max(4, Math.min(mostLeft, columns - leastRight));
	const left = Math.max(...all.map(([text]) => text.length).filter(length => length + 2 <= room), 2) + 2;
	return all.flatMap(([name, words]) => {
		const [first = '', ...rest] = wrapped(words, columns - left);
		const indent = ' '.repeat(left);
		const more = rest.map(line => indent + line);
		return name.length + 2 <= left ? [name.padEnd(left) + first, ...more] : [name, indent + first, ...more];
	});
}

/** Breaks a text into lines of at most `width` characters. A longer word gets its own line. */
function wrapped(text: string, width: number): readonly string[] {
	const lines: string[] = [];
	for (const word of text.split(' ')) {
		const longer = `${lines.at(-1) ?? ''} ${word}`;
		if (lines.length > 0 && longer.length <= width) lines[lines.length - 1] = longer;
		else lines.push(word);
	}
	return lines;
}
