import {accessSync, constants} from 'node:fs';
import {delimiter, join} from 'node:path';
import process from 'node:process';
import {test} from 'vitest';

/** Whether a program is on the search path. */
export function isInstalled(program: string, path = process.env.PATH ?? ''): boolean {
	return path.split(delimiter).some(folder => {
		try {
			accessSync(join(folder, program), constants.X_OK);
			return true;
		} catch {
			return false;
		}
	});
}

/** What becomes of a test whose outside need may not be there. */
export function fateOf(isThere: boolean, noSkips: string | undefined): 'run' | 'skip' | 'fail' {
	if (isThere) return 'run';
	return noSkips ? 'fail' : 'skip';
}

/**
 * `test` for what needs something from outside this repository:
 *
 *     needs('tmux')('the monitor runs in tmux', async () => { … });
 *
 * Where it is missing the tests are skipped and it is said so; where `GPJOBS_NO_SKIPS` is set they fail.
 *
 * @param what a program, or with `isThere` anything else that has a name
 */
export function needs(what: string, isThere: boolean = isInstalled(what)): typeof test {
	const fate = fateOf(isThere, process.env.GPJOBS_NO_SKIPS);
	if (fate === 'run') return test;
	if (fate === 'skip') {
		console.log(`skipped: no ${what}`);
		return test.skip as typeof test;
	}
	const failing = (name: string) =>
		test(name, () => {
			throw new Error(`no ${what}, and GPJOBS_NO_SKIPS is set`);
		});
	return Object.assign(failing, {each: () => failing}) as unknown as typeof test;
}
