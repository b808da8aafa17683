import {type CommandEntry, type CommandName, commands} from './command-table.ts';
import {exitCodeWords, severalCodesWords} from './exit-code.ts';
import {type OptionName, optionOf, optionsOfAll} from './options.ts';

export const purpose = 'a live terminal monitor for ArcGIS geoprocessing (GP) jobs';

export const jobWords = 'JOB is a job URL, a label, a job id or a unique end of one (4 characters at least).';

/** What `gpjobs --help` prints. */
export function generalHelp(): string {
	const lines = Object.entries(commands).map(([name, {usage, summary}]) => row(formOf(name, usage), summary));
	return [
		`gpjobs: ${purpose}`,
		'',
		...lines,
		'',
		jobWords,
		'',
		'Everywhere:',
		...optionsOfAll.map(optionLine),
		'',
		'Exit codes:',
		...exitCodeWords.map(({codes, words}) => row(`  ${codes}`, words)),
		`  ${severalCodesWords}`,
		'',
	].join('\n');
}

/** How a command is called. */
export function formOf(name: string, usage: string): string {
	return `gpjobs ${name === 'watch' ? usage : `${name} ${usage}`}`.trimEnd();
}

/** What `gpjobs COMMAND --help` prints. */
export function commandHelp(name: CommandName): string {
	const {usage, summary, options: own, examples = []}: CommandEntry = commands[name];
	return [
		formOf(name, usage),
		'',
		`  ${summary}`,
		'',
		...[...own, ...optionsOfAll].map(optionLine),
		'',
		...examples.map(example => `  ${example}`),
		...(examples.length > 0 ? [''] : []),
	].join('\n');
}

function optionLine(name: OptionName): string {
	return row(`  ${optionForm(name)}`, optionOf(name).help);
}

/** An option as it is typed, with what stands for its value. */
export function optionForm(name: OptionName): string {
	const {short, value} = optionOf(name);
	return `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
}

const leftWidth = 46;

function row(left: string, right: string): string {
	const trimmed = left.trimEnd();
	return trimmed.length < leftWidth - 1
		? trimmed.padEnd(leftWidth) + right
		: `${trimmed}\n${' '.repeat(leftWidth)}${right}`;
}
