import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import {type CommandEntry, commands} from '../../source/commands/command-table.ts';
import {manPage} from '../../source/commands/man-page.ts';
import {type OptionName, optionOf, optionsOfAll} from '../../source/commands/options.ts';
import {needs} from '../e2e/needs.ts';

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const packageJson = JSON.parse(readFileSync(at('package.json'), 'utf8')) as {version: string; man: string};
const page = at(packageJson.man);

test('the page that is built is not stale', () => {
	expect(readFileSync(page, 'utf8')).toBe(manPage(packageJson.version));
});

test('it is ASCII, and no line is a request by accident', () => {
	const lines = manPage('1.2.3').trimEnd().split('\n');
	for (const line of lines) {
		expect(line).toMatch(/^[\x20-\x7E]+$/);
		expect(line).toMatch(/^(?:\.(?:TH|SH|SS|PP|TP|B|br|EX|EE)(?: |$)|[^.'])/);
	}
});

needs('groff')('groff has no warning to give', () => {
	const {status, stdout, stderr} = spawnSync('groff', ['-man', '-ww', '-Tutf8', '-z', page], {encoding: 'utf8'});
	expect({status, stdout, stderr}).toEqual({status: 0, stdout: '', stderr: ''});
});

needs('man')('man shows every command and option with the words of --help', () => {
	const {status, stdout, stderr} = spawnSync('man', ['--warnings', '-E', 'UTF-8', '-l', page], {
		encoding: 'utf8',
		env: {PATH: process.env.PATH, LC_ALL: 'C.UTF-8', MANWIDTH: '200', MANROFFOPT: '-c', MANPAGER: 'cat'},
	});
	expect({status, stderr}).toEqual({status: 0, stderr: ''});
	// Bold as overstriking, spaces to fill the lines, words broken at the margin.
	const shown = stdout
		.replace(/.\u0008/g, '')
		.replace(/\u2010\n\s*/g, '')
		.replace(/\s+/g, ' ');
	const entries: readonly (readonly [string, CommandEntry])[] = Object.entries(commands);
	for (const [name, {usage, summary, options, examples = []}] of entries) {
		expect(shown).toContain(`${name === 'watch' ? 'gpjobs' : `gpjobs ${name}`} ${usage}`.trim());
		for (const text of [summary, ...options.map(wordsOf), ...examples]) expect(shown).toContain(text);
	}
	for (const name of optionsOfAll) expect(shown).toContain(wordsOf(name));
	for (const title of ['KEYS', 'EXIT STATUS', 'ENVIRONMENT', 'FILES']) expect(shown).toContain(title);
});

function wordsOf(name: OptionName): string {
	return optionOf(name).help;
}
