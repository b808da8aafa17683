import {expect, test} from 'vitest';
import {type CommandEntry, type CommandName, commands} from '../../source/commands/command-table.ts';
import {commandHelp, formOf, generalHelp, optionForm} from '../../source/commands/help.ts';
import {optionOf, optionsOfAll} from '../../source/commands/options.ts';

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
	for (const name of names) {
		const {usage, summary, options, examples = []}: CommandEntry = commands[name];
		expect(general).toContain(`${formOf(name, usage)} ${summary}`);
		const own = unbroken(commandHelp(name, columns));
		expect(own.startsWith(`${formOf(name, usage)} ${summary}`)).toBe(true);
		for (const option of [...options, ...optionsOfAll])
			expect(own).toContain(`${optionForm(option)} ${optionOf(option).help}`);
		for (const example of examples) expect(own).toContain(example);
	}
});

test('the words of a column begin under each other', () => {
	const text = commandHelp('wait', 100);
	const starts = [optionForm('any'), optionForm('timeout'), optionForm('json')].map(form => {
		const line = text.split('\n').find(one => one.startsWith(`  ${form}`)) ?? '';
		return form.length + 2 + (line.slice(form.length + 2).match(/^ */)?.[0].length ?? 0);
	});
	expect(new Set(starts).size).toBe(1);
});
