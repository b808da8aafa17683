import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {expect} from 'vitest';
import {needs} from '../e2e/needs.ts';
import {run} from '../e2e/run-cli.ts';
import {openScreen} from '../e2e/screen.ts';
import {withoutControllingTerminal} from './without-controlling-terminal.ts';

const openings = [process.execPath, fileURLToPath(new URL('fixtures/openings.ts', import.meta.url))];
const test = needs('Linux');

test('the terminal of the output is opened, by its link or as the controlling one, and nothing else', async () => {
	await using screen = openScreen(openings, {columns: 200});
	await screen.shows('default true; link true; controlling true; another false;');
});

test('without a controlling terminal it is opened by its link', async () => {
	await using screen = openScreen(withoutControllingTerminal(openings), {columns: 200});
	await screen.shows('default true; link true; controlling false; another false;');
});

test('a controlling terminal other than the output’s is not used', async () => {
	await using other = openScreen([...openings, 'stay'], {columns: 200});
	await other.shows('another false');
	const [, name] = /output (\S+);/.exec(other.text()) ?? [];
	await using screen = openScreen(['sh', '-c', `"$0" "$@" > ${name}; echo done`, ...openings]);
	await screen.shows('done');
	await other.until(() => other.text().split('another').length === 3, 'the second report');
	expect(other.line(1)).toContain(`output ${name}; default true; link true; controlling false; another false;`);
});

test('what is not a terminal is not opened', async () => {
	const {stdout} = await run(openings);
	expect(stdout).toContain('default false; link false; controlling false; another false;');
});
