import {chmodSync, mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {whichShell} from '../../source/commands/completion.ts';
import {said} from '../saying.ts';
import {gpjobs} from './built-program.ts';
import {temporaryFolder} from './environment.ts';
import {needs} from './needs.ts';
import {run, runCli} from './run-cli.ts';
import {openScreen, type Screen} from './screen.ts';
import {jobUrl} from './servers.ts';

const flood = jobUrl('https://gis.acme.com', 'j8f001122');
const night = jobUrl('https://gis.acme.com:6443', 'j8f0aa11');
const bare = jobUrl('https://gis.acme.com', 'j77bb');

/** A home with three jobs, and a search path on which gpjobs is. */
async function installed() {
	const home = temporaryFolder();
	await runCli(['add', flood, '--label', 'flood-2026'], {home});
	await runCli(['add', night, '--label', 'night $ly'], {home});
	await runCli(['add', bare, '--tag', 'weekly'], {home});
	const folder = temporaryFolder();
	const program = join(folder, 'gpjobs');
	writeFileSync(program, `#!/bin/sh\nexec ${gpjobs().join(' ')} "$@"\n`);
	chmodSync(program, 0o755);
	mkdirSync(join(folder, 'work'));
	writeFileSync(join(folder, 'work', 'zones.json'), '');
	return {
		home,
		folder: join(folder, 'work'),
		env: {PATH: `${folder}:${process.env.PATH}`, PS1: '> ', HISTFILE: undefined},
	};
}

/** Waits until the last line that has something on it reads so: what is typed before a shell's prompt is there is echoed apart from it. */
async function promptReads(screen: Screen, line: string, what: string): Promise<void> {
	const last = () => screen.lines().findLast(row => row.trim() !== '');
	await screen.until(() => last()?.trimEnd() === line, what);
}

/** Types, presses Tab, waits until the line reads as it should, and clears it. */
async function completes(screen: Screen, typed: string, line: string): Promise<void> {
	await promptReads(screen, '>', 'a prompt');
	await screen.type(typed);
	await screen.press('Tab');
	await promptReads(screen, `> ${line}`, `"${typed}" to become "${line}"`);
	await screen.press('Ctrl-U');
	await promptReads(screen, '>', `"${line}" to be cleared`);
}

/** What every shell must make of these. */
const lines = [
	['gpjobs wai', 'gpjobs wait'],
	['gpjobs wait fl', 'gpjobs wait flood-2026'],
	['gpjobs wait --fa', 'gpjobs wait --fail-fast'],
	['gpjobs cancel j7', 'gpjobs cancel j77bb'],
	['gpjobs messages flood-2026 --level wa', 'gpjobs messages flood-2026 --level warning'],
	['gpjobs add --tag we', 'gpjobs add --tag weekly'],
	['gpjobs config set readO', 'gpjobs config set readOnly'],
	['gpjobs completion zs', 'gpjobs completion zsh'],
	['gpjobs results flood-2026 --output zo', 'gpjobs results flood-2026 --output zones.json'],
] as const;

needs('bash')('in bash', async () => {
	const {home, folder, env} = await installed();
	const screen = openScreen(['bash', '--norc', '--noprofile', '-i'], {home, folder, env, columns: 160});
	await screen.shows('> ');
	await screen.type('eval "$(gpjobs completion bash)"; clear; echo ready');
	await screen.press('Enter');
	await screen.shows(/^ready$/m);
	for (const [typed, line] of lines) await completes(screen, typed, line);
	await completes(screen, 'gpjobs wait ni', 'gpjobs wait night\\ \\$ly');
	await completes(screen, 'gpjobs wait "ni', 'gpjobs wait "night \\$ly"');
	await completes(screen, "gpjobs wait 'ni", "gpjobs wait 'night $ly'");
	await completes(screen, 'gpjobs wait https://gis.acme.com:', `gpjobs wait ${night}`);
	await completes(screen, 'true && gpjobs status fl', 'true && gpjobs status flood-2026');
	await screen.type('gpjobs wait ');
	await screen.press('Tab', 'Tab');
	await screen.shows(/flood-2026 +night.* +j77bb/);
});

needs('zsh')('in zsh', async () => {
	const {home, folder, env} = await installed();
	const screen = openScreen(['zsh', '-f', '-i'], {home, folder, env: {...env, PROMPT_EOL_MARK: ''}, columns: 160});
	await screen.shows('> ');
	await screen.type('autoload -U compinit && compinit -D && eval "$(gpjobs completion zsh)"; clear; echo ready');
	await screen.press('Enter');
	await screen.shows(/^ready$/m);
	for (const [typed, line] of lines) await completes(screen, typed, line);
	await completes(screen, 'gpjobs wait ni', 'gpjobs wait night\\ \\$ly');
	await completes(screen, 'gpjobs wait https://gis.acme.com:', `gpjobs wait ${night}`);
	await screen.type('gpjobs wait ');
	await screen.press('Tab');
	await screen.shows(/flood-2026 .*-- Task on gis\.acme\.com/);
});

needs('fish')('in fish', async () => {
	const {home, folder, env} = await installed();
	const script = join(folder, '..', 'completion.fish');
	writeFileSync(script, (await runCli(['completion', 'fish'])).stdout);
	const given = async (line: string) => {
		const ask = ['fish', '--no-config', '-c', `source ${script}; cd ${folder}; complete -C $argv[1]`, line];
		const {stdout} = await run(ask, {home, env: {...env, HOME: temporaryFolder()}});
		return stdout.trimEnd().split('\n');
	};
	for (const [typed, line] of lines) {
		const found = (await given(typed)).map(row => row.split('\t')[0]);
		expect(found, typed).toEqual([line.slice(line.lastIndexOf(' ') + 1)]);
	}
	expect(await given('gpjobs wait ')).toEqual([
		'flood-2026\tTask on gis.acme.com',
		'j77bb\tTask on gis.acme.com',
		'night $ly\tTask on gis.acme.com:6443',
	]);
	expect(await given('gpjobs wait https://gis.acme.com:')).toEqual([`${night}\tTask on gis.acme.com:6443`]);
});

test('a shell that nobody has heard of is wrong usage: 2', async () => {
	for (const words of [[], ['tcsh']]) {
		const {code, stdout, stderr} = await runCli(['completion', ...words]);
		expect({code, stdout}).toEqual({code: 2, stdout: ''});
		expect(stderr).toBe(said(whichShell));
	}
});

test('a label that could do something to a terminal is not offered', async () => {
	const home = temporaryFolder();
	await runCli(['add', flood, '--label', 'fl\u001B[2Jood'], {home});
	const {stdout} = await runCli(['completion', 'bash', '--', 'gpjobs wait fl', ' :='], {home});
	expect(stdout).toBe('words\n');
});
