import {variableOf} from '../session/preferences.ts';
import {settingNames} from '../store/settings.ts';
import {groups} from '../ui/actions/action.ts';
import {actionList} from '../ui/actions/actions.ts';
import {type CommandEntry, commands} from './command-table.ts';
import {exitCodeWords, severalCodesWords} from './exit-code.ts';
import {formOf, jobWords, optionForm, purpose} from './help.ts';
import {type OptionName, optionOf, optionsOfAll} from './options.ts';

/** The manual page, from the tables that `--help` and the keys are made from, in the language of man(7). */
export function manPage(version: string): string {
	return [
		`.TH GPJOBS 1 "" "gpjobs ${version}" "User Commands"`,
		...section('NAME', `gpjobs \\- ${roff(purpose)}`),
		...section('SYNOPSIS', ...Object.entries(commands).flatMap(synopsis)),
		...section('DESCRIPTION', ...descriptionLines),
		...section('COMMANDS', ...Object.entries(commands).flatMap(([name, entry]) => commandLines(name, entry))),
		...section('OPTIONS', ...paragraph('Every command takes these.'), ...optionsOfAll.flatMap(optionLines)),
		...section('KEYS', ...groups.flatMap(keyLines)),
		...section(
			'EXIT STATUS',
			...exitCodeWords.flatMap(({codes, words}) => term(codes, words)),
			...paragraph(severalCodesWords),
		),
		...section('ENVIRONMENT', ...environment.flatMap(([name, words]) => term(name, words))),
		...section('FILES', ...files.flatMap(([name, words]) => term(name, words))),
		'',
	].join('\n');
}

const descriptionLines = [
	...paragraph(
		'gpjobs keeps a list of job URLs, polls all of them at once and shows, live, where each one stands: how old that ' +
			'knowledge is, what the job said, and what came of a cancel. It works over ssh, with the keyboard alone. Where ' +
			'there is no terminal it prints plain lines, or JSON.',
	),
	...paragraph(jobWords),
	...paragraph('What is data goes to standard output, everything else to standard error.'),
];

const environment: ReadonlyArray<readonly [string, string]> = [
	['GPJOBS_HOME', 'the folder that holds list and settings; --home beats it'],
	[settingNames.map(variableOf).join(', '), 'beat the settings of gpjobs config; options beat them'],
	['GPJOBS_DEBUG', 'as --debug'],
	['NO_COLOR, ACCESSIBLE, CI, TERM', 'as other programs take them'],
	['HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY, NODE_EXTRA_CA_CERTS', 'how servers are reached, and whom to trust'],
];

const files: ReadonlyArray<readonly [string, string]> = [
	['~/.config/gpjobs/config.json', 'the saved list and the settings, where the system has no other place for them'],
	['~/.config/gpjobs/jobs/', 'what was last known of each job'],
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
 * Text that groff shows as it is: its own signs escaped, hyphens as one types them, and what is not ASCII by its number,
 * whatever encoding the reader's man expects (groff_char(7)).
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
