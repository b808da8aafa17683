import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {type CommandEntry, type CommandName, commands} from '../../source/commands/command-table.ts';
import {exitCodes} from '../../source/commands/exit-code.ts';
import {commandHelp, formOf, generalHelp, noHelp, optionForm} from '../../source/commands/help.ts';
import {manTakesNothing} from '../../source/commands/man.ts';
import {manPage} from '../../source/commands/man-page.ts';
import {optionOf, optionsOfAll, parseArguments, sharedOptions} from '../../source/commands/options.ts';
import {variableOf} from '../../source/session/preferences.ts';
import {settingNames} from '../../source/store/settings.ts';
import {meantThis} from '../../source/text/did-you-mean.ts';
import {said} from '../saying.ts';
import {runInProcess} from './run-in-process.ts';

const {version}: {version: string} = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const names = Object.keys(commands) as CommandName[];
const widths = [40, 60, 80, 100];
const unbroken = (text: string) => text.replace(/\s+/g, ' ');

test.each(widths)('in %i columns no line is wider, but for a form or an example that stands alone', columns => {
	for (const text of [generalHelp(columns), ...names.map(name => commandHelp(name, columns))]) {
		for (const line of text.split('\n'))
			expect(line.length <= columns || /^ {2}--|^ *gpjobs /.test(line), line).toBe(true);
	}
});

test.each(widths)('in %i columns nothing is left out', columns => {
	const general = unbroken(generalHelp(columns));
	for (const option of optionsOfAll) expect(general).toContain(optionForm(option));
	for (const name of names) {
		const entry: CommandEntry = commands[name];
		const {usage, summary, options, examples = []} = entry;
		expect(general).toMatch(new RegExp(`\\b${name}\\b`));
		const own = unbroken(commandHelp(name, columns));
		expect(own.startsWith(`${formOf(name, usage)} ${summary}`)).toBe(true);
		for (const option of options) expect(own).toContain(`${optionForm(option)} ${optionOf(option).help}`);
		for (const option of sharedOptions(entry)) expect(own).toContain(optionForm(option));
		for (const example of examples) expect(own).toContain(example);
	}
});

test('the general help fits 80×24, with a line left for the prompt', () => {
	const lines = generalHelp(80).trimEnd().split('\n');
	expect(lines.length).toBeLessThanOrEqual(23);
	for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(80);
});

test.each(names)('help %s and %s --help are the same text', async name => {
	const {code, stdout} = await runInProcess(['help', name]);
	expect(code).toBe(exitCodes.fine);
	expect(stdout).toBe(commandHelp(name, 100));
	expect((await runInProcess([name, '-h'])).stdout).toBe(stdout);
});

test.each([[[]], [['commands']], [['options']], [['exit-codes']], [['environment']]])(
	'help %j has text',
	async topics => {
		expect(await runInProcess(['help', ...topics])).toMatchObject({code: exitCodes.fine, stderr: ''});
	},
);

test('help commands lists each command with its summary', async () => {
	const text = unbroken((await runInProcess(['help', 'commands'])).stdout);
	for (const name of names) expect(text).toContain(`${formOf(name, commands[name].usage)} ${commands[name].summary}`);
});

test('help environment names the variable of each setting, and those of a token', async () => {
	const text = (await runInProcess(['help', 'environment'])).stdout;
	for (const name of settingNames) expect(text).toMatch(new RegExp(`^${variableOf(name)} `, 'm'));
	expect(text).toMatch(/^GPJOBS_TOKEN_SERVER /m);
});

test('man prints the manual page, and takes nothing', async () => {
	expect(await runInProcess(['man'])).toMatchObject({code: exitCodes.fine, stdout: manPage(version), stderr: ''});
	expect(await runInProcess(['man', 'wait'])).toMatchObject({code: exitCodes.usage, stderr: said(manTakesNothing)});
});

test.each([
	['messages', '-fn', '20', {follow: true, last: '20'}],
	['results', '-o', 'out', {output: 'out'}],
	['cancel', '-y', undefined, {yes: true}],
	['wait', '-q', undefined, {quiet: true}],
] as const)('%s takes %s', (name, short, value, flags) => {
	const words = [short, ...(value === undefined ? [] : [value])];
	expect(parseArguments(words, commands[name])).toMatchObject({ok: true, flags});
});

test('an unknown topic is wrong usage, and the hint names the topic that was meant', async () => {
	const run = await runInProcess(['help', 'wiat']);
	expect(run).toMatchObject({code: exitCodes.usage, stdout: '', stderr: said(noHelp('wiat'))});
	expect(noHelp('wiat')).toContain(meantThis('wait'));
	expect(noHelp('nothing like it')).not.toContain(meantThis(''));
});

test('the words of a column begin under each other', () => {
	const text = commandHelp('wait', 100);
	const starts = [optionForm('any'), optionForm('timeout'), optionForm('quiet')].map(form => {
		const line = text.split('\n').find(one => one.startsWith(`  ${form}`)) ?? '';
		return form.length + 2 + (line.slice(form.length + 2).match(/^ */)?.[0].length ?? 0);
	});
	expect(new Set(starts).size).toBe(1);
});

test('--json is an option of exactly the commands that print JSON', () => {
	const without = names.filter(name => !unbroken(commandHelp(name, 100)).includes(optionForm('json')));
	expect(without.sort()).toEqual(['completion', 'help', 'man', 'metrics']);
	for (const name of names) {
		const {ok} = parseArguments(['--json'], commands[name], name);
		expect({name, ok}).toEqual({name, ok: !without.includes(name)});
	}
});
