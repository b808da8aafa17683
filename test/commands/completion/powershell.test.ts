import {expect, test} from 'vitest';
import {temporaryFolder} from '../../e2e/environment.ts';
import {runInProcess as runCli} from '../run-in-process.ts';

const job = 'https://gis.acme.com/arcgis/rest/services/S/GPServer/T/jobs/j8f001122';

/** What the script for PowerShell gets for the words before the cursor and the word at the cursor. */
async function completions(home: string, before: readonly string[], current: string): Promise<readonly string[]> {
	const {code, stdout} = await runCli(['completion', 'powershell', '--', ...before, `=${current}`], {home});
	expect(code).toBe(0);
	return stdout.trimEnd().split('\n');
}

test('the first line says what follows, and each other line has a text and a tooltip', async () => {
	const home = temporaryFolder();
	await runCli(['add', job, '--label', "it's night"], {home});
	const [kind, ...commands] = await completions(home, [], '');
	expect(kind).toBe('words');
	expect(commands.length).toBeGreaterThan(10);
	for (const line of commands) expect(line).toMatch(/^[^\t]+\t[^\t]+$/);
	expect(await completions(home, ['wait'], '--fa')).toEqual(['words', expect.stringMatching(/^--fail-fast\t/)]);
	expect(await completions(home, ['results', 'x', '-o'], '')).toEqual(['files']);
	expect(await completions(home, ['wait', '--timeout'], '')).toEqual(['words']);
});

test('a label with blanks and quotes is quoted as PowerShell reads it', async () => {
	const home = temporaryFolder();
	await runCli(['add', job, '--label', "it's night"], {home});
	expect(await completions(home, ['wait'], 'it')).toEqual(['words', expect.stringMatching(/^'it''s night'\t/)]);
	expect(await completions(home, ['wait'], 'j8')).toEqual(['words', expect.stringMatching(/^j8f001122\t/)]);
});

test('the script passes the word at the cursor behind a =, because an empty argument would get lost', async () => {
	const {stdout} = await runCli(['completion', 'powershell']);
	expect(stdout).toContain('Register-ArgumentCompleter -Native -CommandName gpjobs');
	expect(stdout).toContain('"=$current"');
});
