import {type CommandEntry, type CommandName, commands} from './command-table.ts';
import {type OptionName, optionOf, optionsOfAll} from './options.ts';

/** What `gpjobs --help` prints. */
export function generalHelp(): string {
	const lines = Object.entries(commands).map(([name, {usage, summary}]) =>
		row(`gpjobs ${name === 'watch' ? usage : `${name} ${usage}`}`, summary),
	);
	return [
		'gpjobs: a live terminal monitor for ArcGIS geoprocessing (GP) jobs',
		'',
		...lines,
		'',
		'JOB is a job URL, a label, a job id or a unique end of one (4 characters at least).',
		'',
		'Everywhere:',
		...optionsOfAll.map(optionLine),
		'',
		'Exit codes: 0 fine · 1 a job failed, is gone or not found · 2 usage, not a GP job · 3 cancelled ·',
		'4 sign-in needed or forbidden · 5 another fault · 6 could not be saved · 129/130/143 signals',
		'',
	].join('\n');
}

/** What `gpjobs COMMAND --help` prints. */
export function commandHelp(name: CommandName): string {
	const {usage, summary, options: own}: CommandEntry = commands[name];
	return [
		`gpjobs ${name === 'watch' ? usage : `${name} ${usage}`}`.trimEnd(),
		'',
		`  ${summary}`,
		'',
		...[...own, ...optionsOfAll].map(optionLine),
		'',
	].join('\n');
}

function optionLine(name: OptionName): string {
	const option = optionOf(name);
	return row(`  --${name}${option.value === undefined ? '' : ` ${option.value}`}`, option.help);
}

const leftWidth = 46;

function row(left: string, right: string): string {
	const trimmed = left.trimEnd();
	return trimmed.length < leftWidth - 1
		? trimmed.padEnd(leftWidth) + right
		: `${trimmed}\n${' '.repeat(leftWidth)}${right}`;
}
