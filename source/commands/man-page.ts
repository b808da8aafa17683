import {groups} from '../ui/actions/action.ts';
import {actionList} from '../ui/actions/actions.ts';
import {type CommandEntry, commands} from './command-table.ts';
import {environmentWords} from './environment-words.ts';
import {exitCodeWords, severalCodesWords} from './exit-code.ts';
import {formOf, jobWords, optionForm, purpose} from './help.ts';
import {type OptionName, optionOf, optionsOfAll} from './options.ts';

/** Returns the manual page in the format of man(7), made from the tables of commands, options and keys. */
export function manPage(version: string): string {
	return [
		`.TH GPJOBS 1 "" "gpjobs ${version}" "User Commands"`,
		...section('NAME', `gpjobs \\- ${roff(purpose)}`),
		...section('SYNOPSIS', ...Object.entries(commands).flatMap(synopsis)),
		...section('DESCRIPTION', ...descriptionLines),
		...section('COMMANDS', ...Object.entries(commands).flatMap(([name, entry]) => commandLines(name, entry))),
		...section('OPTIONS', ...paragraph('All commands accept these options.'), ...optionsOfAll.flatMap(optionLines)),
		...section('KEYS', ...groups.flatMap(keyLines)),
		...section(
			'EXIT STATUS',
			...exitCodeWords.flatMap(({codes, words}) => term(codes, words)),
			...paragraph(severalCodesWords),
		),
		...section('ENVIRONMENT', ...environmentWords.flatMap(({variables, words}) => term(variables, words))),
		...section('FILES', ...files.flatMap(([name, words]) => term(name, words))),
		'',
	].join('\n');
}

const descriptionLines = [
	...paragraph(
		'gpjobs keeps a list of job URLs, polls all of them and shows the state of each job live: how old that state is, the ' +
			'messages of the job, and the outcome of a cancel. It works over ssh and with the keyboard alone. Without a ' +
			'terminal it prints plain lines or JSON.',
	),
	...paragraph(jobWords),
	...paragraph('Data goes to standard output, everything else to standard error.'),
];

const files: ReadonlyArray<readonly [string, string]> = [
	['~/.config/gpjobs/config.json', 'the saved list and the settings (on Linux)'],
	['~/.config/gpjobs/jobs/', 'the last known state of each job'],
];

function synopsis([name, {usage}]: readonly [string, CommandEntry]): readonly string[] {
	return [`.B ${roff(formOf(name, '').trimEnd())}`, ...(usage === '' ? [] : [roff(usage)]), '.br'];
}

function commandLines(name: string, {usage, summary, options: own, examples = []}: CommandEntry): readonly string[] {
	const shown = examples.flatMap(example => [`.EX`, roff(example), '.EE']);
	return [
		`.SS ${roff(formOf(name, usage))}`,
		roff(`${summary}.`),
		...own.flatMap(optionLines),
		...(shown.length > 0 ? ['.PP', ...shown] : []),
	];
}

function optionLines(name: OptionName): readonly string[] {
	return term(optionForm(name), optionOf(name).help);
}

function keyLines(group: (typeof groups)[number]): readonly string[] {
	const actions = actionList.filter(([, action]) => action.group === group);
	return [`.SS ${group}`, ...actions.flatMap(([, {keys, label}]) => term(keys.join(' '), label))];
}

function section(title: string, ...lines: readonly string[]): readonly string[] {
	return [`.SH ${title}`, ...lines];
}

function paragraph(text: string): readonly string[] {
	return ['.PP', roff(text)];
}

function term(name: string, words: string): readonly string[] {
	return ['.TP', `.B ${roff(name)}`, roff(words)];
}

/**
 * Escapes a text for groff, so that it is shown unchanged. Special characters are escaped, hyphens are written as
 * ASCII, and other characters by their code point, which works in any locale (groff_char(7)).
 */
function roff(text: string): string {
	const escaped = text
		.replaceAll('\\', '\\e')
		.replaceAll('-', '\\-')
		.replaceAll('"', '\\(dq')
		.replaceAll("'", '\\(aq')
		.replaceAll('`', '\\(ga')
		.replaceAll('^', '\\(ha')
		.replaceAll('~', '\\(ti')
		.replace(/[^\x20-\x7E]/gu, character => {
			const code = character.codePointAt(0) ?? 0;
			return `\\[u${code.toString(16).toUpperCase().padStart(4, '0')}]`;
		});
	return escaped.startsWith('.') ? `\\&${escaped}` : escaped;
}
