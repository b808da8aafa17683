import {type CommandEntry, type CommandName, commands} from './command-table.ts';
import {exitCodeWords, severalCodesWords} from './exit-code.ts';
import {type OptionName, optionOf, optionsOfAll} from './options.ts';

export const purpose = 'a live terminal monitor for ArcGIS geoprocessing (GP) jobs';

export const jobWords = 'JOB is a job URL, a label, a job id or a unique end of one (4 characters at least).';

/** What `gpjobs --help` prints. @param columns of the terminal */
export function generalHelp(columns: number): string {
	const lines = rows(
		Object.entries(commands).map(([name, {usage, summary}]) => [formOf(name, usage), summary]),
		columns,
	);
	return [
		...wrapped(`gpjobs: ${purpose}`, columns),
		'',
		...lines,
		'',
		...wrapped(jobWords, columns),
		'',
		'Everywhere:',
		...rows(optionsOfAll.map(optionRow), columns),
		'',
		'Exit codes:',
		...rows(
			exitCodeWords.map(({codes, words}) => [`  ${codes}`, words]),
			columns,
		),
		...wrapped(severalCodesWords, columns - 2).map(line => `  ${line}`),
		'',
	].join('\n');
}

/** How a command is called. */
export function formOf(name: string, usage: string): string {
	return `gpjobs ${name === 'watch' ? usage : `${name} ${usage}`}`.trimEnd();
}

/** What `gpjobs COMMAND --help` prints. @param columns of the terminal */
export function commandHelp(name: CommandName, columns: number): string {
	const {usage, summary, options: own, examples = []}: CommandEntry = commands[name];
	return [
		formOf(name, usage),
		'',
		...wrapped(summary, columns - 2).map(line => `  ${line}`),
		'',
		...rows([...own, ...optionsOfAll].map(optionRow), columns),
		'',
		...examples.map(example => `  ${example}`),
		...(examples.length > 0 ? [''] : []),
	].join('\n');
}

/** An option as it is typed, with what stands for its value. */
export function optionForm(name: OptionName): string {
	const {short, value} = optionOf(name);
	return `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
}

type Row = readonly [left: string, right: string];

function optionRow(name: OptionName): Row {
	return [`  ${optionForm(name)}`, optionOf(name).help];
}

/** The widest left column, and the least that is left for the right one. */
const mostLeft = 30;
const leastRight = 30;

/** Two columns that fit the terminal; what is too long for the left one has a line of its own. */
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

/** A text in lines of so many characters at most; a word that is longer stands alone. */
function wrapped(text: string, width: number): readonly string[] {
	const lines: string[] = [];
	for (const word of text.split(' ')) {
		const longer = `${lines.at(-1) ?? ''} ${word}`;
		if (lines.length > 0 && longer.length <= width) lines[lines.length - 1] = longer;
		else lines.push(word);
	}
	return lines;
}
