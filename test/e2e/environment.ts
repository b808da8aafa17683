import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {remember} from './open-programs.ts';

/**
 * Variables of whoever runs the tests that would change what a program does. `CI` and `CONTINUOUS_INTEGRATION` turn Ink
 * off even when they are empty, so they are taken out, not emptied.
 */
const foreign =
	/^(?:CI|CONTINUOUS_INTEGRATION|CI_.*|NO_COLOR|FORCE_COLOR|CLICOLOR|CLICOLOR_FORCE|COLORTERM|COLUMNS|LINES|DEV|NODE_ENV|NODE_OPTIONS|NODE_V8_COVERAGE|LANGUAGE|LC_.*|TMUX.*|STY|WINDOW|SSH_.*|TERM_.*|WT_.*|ACCESSIBLE|INK_.*|VITEST.*|GPJOBS_.*|(?:https?|all|no)_proxy)$/i;

export type Variables = Record<string, string | undefined>;

/**
 * The environment of a program under test: that of the test run without what depends on where it runs, a 256-colour
 * terminal and a UTF-8 locale.
 *
 * @param home the folder that stands for the user's data, as `GPJOBS_HOME`
 * @param changes what is different for this program; `undefined` takes a variable out
 */
export function environment(home: string, changes: Variables = {}): Record<string, string> {
	const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
	const all = {...Object.fromEntries(own), TERM: 'xterm-256color', LANG: 'C.UTF-8', GPJOBS_HOME: home, ...changes};
	return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** An empty folder that is gone after the test. */
export function temporaryFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'gpjobs-test-'));
	const remove = () => rmSync(folder, {recursive: true, force: true, maxRetries: 3});
	remember({close: async () => remove(), abandon: remove});
	return folder;
}
