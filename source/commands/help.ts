import {type CommandEntry, type CommandName, commands} from './command-table.ts';
import {exitCodeWords, severalCodesWords} from './exit-code.ts';
import {type OptionName, optionOf, optionsOfAll} from './options.ts';

export const purpose = 'a live terminal monitor for ArcGIS geoprocessing (GP) jobs';

export const jobWords = 'JOB is a job URL, a label, a job id, or the end of one (at least 4 characters).';

/** Returns the text of `gpjobs --help`. @param columns the width of the terminal */
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

/** Returns the command line of a command: `gpjobs add URL… | -`. */
export function formOf(name: string, usage: string): string {
	return `gpjobs ${name === 'watch' ? usage : `${name} ${usage}`}`.trimEnd();
}

/** Returns the text of `gpjobs COMMAND --help`. @param columns the width of the terminal */
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

/** Returns an option as it is typed: `--timeout TIME`. */
export function optionForm(name: OptionName): string {
	const {short, value} = optionOf(name);
	return `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
}

type Row = readonly [left: string, right: string];

function optionRow(name: OptionName): Row {
	return [`  ${optionForm(name)}`, optionOf(name).help];
}

/** The largest width of the left column, and the smallest of the right one, in characters. */
const mostLeft = 30;
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
